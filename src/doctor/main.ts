/**
 * `npm run -s doctor`: examines a live account. The credential is REPORTS_AUTHORIZATION, a whole header value, or asked for on a terminal.
 * Ends with 0 where nothing that was asked differs from the catalogue, 1 where it differs, 2 where it could not be run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { catalogue } from '../../schema/reports/index.js';
import { ConfigError, readConfig } from '../config.js';
import { loadCatalogue } from '../load-catalogue.js';
import { baseFor, kindOf } from '../reports-base.js';
import { CouldNotRun } from './questioner.js';
import { readOptions } from './read-options.js';
import { runDoctor } from './run-doctor.js';
import { createTransport } from './transport.js';
import { laidOver } from './write-overlay.js';

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof CouldNotRun) && !(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const config = readConfig(process.env);
  const known = loadCatalogue(catalogue, config.catalogue);
  const options = readOptions(process.argv.slice(2), [...known.keys()]);
  const authorization = process.env['REPORTS_AUTHORIZATION'] || (await askCredential());
  const base = baseFor(kindOf(authorization), config);
  const { send, close } = createTransport({ base, authorization });
  try {
    const diagnosis = await runDoctor(options, {
      catalogue: known,
      send,
      wait: (milliseconds) => wait(milliseconds),
      now: () => performance.now(),
      today: new Date().toISOString().slice(0, 10),
    });
    if (options.out !== null) {
      // What CATALOGUE said already stays said: the file takes its place.
      const before: unknown = config.catalogue === null ? {} : JSON.parse(readFileSync(config.catalogue, 'utf8').replace(/^\uFEFF/, ''));
      writeFileSync(options.out, `${JSON.stringify(laidOver(before, diagnosis.overlay), null, 2)}\n`);
    }
    process.stdout.write(`${diagnosis.markdown}\n`);
    return diagnosis.exitCode;
  } finally {
    await close();
  }
}

/** A user name and a password, or nothing and a key. What is typed as a secret is not shown. */
async function askCredential(): Promise<string> {
  if (!process.stdin.isTTY) throw new CouldNotRun('REPORTS_AUTHORIZATION must hold the value of an Authorization header.');
  let isSecret = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isSecret) process.stderr.write(chunk);
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  const user = await terminal.question('User name (leave it empty for an API key): ');
  process.stderr.write(user === '' ? 'API key: ' : 'Password: ');
  isSecret = true;
  const secret = await terminal.question('');
  terminal.close();
  process.stderr.write('\n');
  if (secret === '') throw new CouldNotRun('A credential is required.');
  return user === '' ? `ApiKey ${secret}` : `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
}
