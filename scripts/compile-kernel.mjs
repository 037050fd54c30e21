/**
 * Compiles the row reader's machine code, `src/rows/kernel/assembly`, and prints it in base64. A process of its own: a loader of TypeScript, such as
 * the one that generates files, would transform 12 MB of compiler first.
 */
import path from 'node:path';
import asc from 'assemblyscript/asc';

/** What these export, the kernel exports. */
const ENTRIES = ['read-rows.ts', 'offsets.ts'].map((file) => `src/rows/kernel/assembly/${file}`);

const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory'];

const root = path.resolve(import.meta.dirname, '..');
let code = Buffer.alloc(0);
let said = '';
const { error } = await asc.main([...ENTRIES, '--baseDir', root, '--outFile', 'kernel.wasm', ...OPTIONS], {
  stderr: { write: (text) => void (said += Buffer.from(text).toString()) },
  writeFile(_name, contents) {
    code = Buffer.from(contents);
  },
});
// Whatever the compiler says, a warning among it, is an error.
if (error !== null || said !== '') throw new Error(`The kernel does not compile.\n${said}`, { cause: error });
process.stdout.write(code.toString('base64'));
