/**
 * The sandbox as a process of its own: SANDBOX_PORT (default 4100), HOST (default 127.0.0.1) and SANDBOX_TODAY, the last day of the data
 * (default today). `--world FILE` plays the world of a JSON file, see world.schema.json. Ends on SIGINT and SIGTERM.
 */
import { readFileSync } from 'node:fs';
import { USERS } from './access.js';
import { createSandbox } from './server.js';

const port = Number(process.env['SANDBOX_PORT'] ?? 4100);
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  throw new Error(`SANDBOX_PORT must be a whole number between 0 and 65535, but got: ${process.env['SANDBOX_PORT']}`);

const sandbox = await createSandbox({ port, host: process.env['HOST'] ?? '127.0.0.1', world: readWorld(process.argv.slice(2)) });
const users = USERS.map(({ name, password }) => `${name}:${password}`).join(', ');
const keys = USERS.flatMap(({ apiKey }) => (apiKey === null ? [] : [`ApiKey ${apiKey}`])).join(', ');
console.log(`sandbox ready at ${sandbox.url} (Basic ${users}; ${keys})`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());

function readWorld(given: readonly string[]): unknown {
  if (given.length === 0) return {};
  const [option, file] = given;
  if (option !== '--world' || file === undefined || given.length > 2)
    throw new Error(`Unsupported arguments: ${given.join(' ')}. Use npm run sandbox -- --world FILE.`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
