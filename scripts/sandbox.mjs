/** Starts the sandbox: the built one if there is a build, else from the sources. Signals go on to it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = `${root}dist/sandbox/main.js`;
// A file is named from where the command was given; the sandbox itself runs at the root, where its cache is.
const arguments_ = process.argv
  .slice(2)
  .map((argument) => (argument.startsWith('--') ? argument : path.resolve(process.env.INIT_CWD ?? '', argument)));
const child = spawn(process.execPath, [...(existsSync(built) ? [built] : ['--import', 'tsx', `${root}sandbox/main.ts`]), ...arguments_], {
  stdio: 'inherit',
  cwd: root,
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
