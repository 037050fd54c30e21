#!/usr/bin/env node
/** `infinity-reports COMMAND`: the commands of the package. Each reads what is left of the command line as its own. */
import { fileURLToPath } from 'node:url';

const COMMANDS: Readonly<Record<string, string>> = {
  start: './main.js',
  doctor: './doctor/main.js',
  'from-url': './from-url/main.js',
  documents: './documents/check/main.js',
  sandbox: '../sandbox/main.js',
};

const [name = '', ...rest] = process.argv.slice(2);
const file = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (file === undefined) {
  process.stderr.write(`Name a command: infinity-reports ${Object.keys(COMMANDS).join(' | ')}\n`);
  process.exitCode = 2;
} else {
  const command = new URL(file, import.meta.url);
  // As if it had been started itself: workers are started by the same file.
  process.argv.splice(1, process.argv.length, fileURLToPath(command), ...rest);
  await import(command.href);
}
