/** Compiles the row reader's machine code, `src/rows/kernel/assembly`, to `src/rows/kernel/kernel-code.ts`. */
import asc from 'assemblyscript/asc';

/** What these export, the kernel exports. */
const ENTRIES = ['read-rows.ts', 'offsets.ts'].map((file) => `src/rows/kernel/assembly/${file}`);

const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory'];

/** The text of the file that holds the machine code. Whatever the compiler says, a warning among it, is an error. */
export async function kernelCode(root: string): Promise<string> {
  let code = Buffer.alloc(0);
  let said = '';
  const { error } = await asc.main([...ENTRIES, '--baseDir', root, '--outFile', 'kernel.wasm', ...OPTIONS], {
    stderr: { write: (text) => void (said += Buffer.from(text).toString()) },
    writeFile(_name, contents) {
      code = Buffer.from(contents);
    },
  });
  if (error !== null || said !== '') throw new Error(`The kernel does not compile.\n${said}`, { cause: error });
  const lines = code.toString('base64').match(/.{1,120}/g) ?? [];
  return [
    '/**',
    ' * The machine code of the row reader, WebAssembly in base64. Compiled by `npm run generate` from `assembly/`; not edited by hand.',
    ' */',
    'export const KERNEL_CODE =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}
