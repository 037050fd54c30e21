/** The text of `src/rows/kernel/kernel-code.ts`, the machine code of the row reader. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Compiles it. Rejects with what the compiler says. */
export async function kernelText(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(new URL('compile-kernel.mjs', import.meta.url))]);
  const lines = stdout.match(/.{1,120}/g) ?? [];
  return [
    '/**',
    ' * The machine code of the row reader, WebAssembly in base64. Compiled by `npm run generate` from `assembly/`; not edited by hand.',
    ' */',
    'export const KERNEL_CODE =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}
