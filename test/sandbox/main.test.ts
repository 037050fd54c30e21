import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from '@jest/globals';
import { basic } from './running-sandbox.js';

const start = (environment: Readonly<Record<string, string>>) =>
  spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts'], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

it('prints where it listens and for whom, answers there, and ends when it is told to', async () => {
  const child = start({ SANDBOX_PORT: '0' });
  // readline gives a line event its text.
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  expect(line).toMatch(
    /^sandbox ready at http:\/\/127\.0\.0\.1:\d+\/reports\/v2 \(Basic demo:demo, limited:limited; ApiKey demo-key, ApiKey limited-key\)$/,
  );
  const url = /http:\S+/.exec(line)?.[0] ?? '';
  expect((await fetch(`${url}/igrps`, { headers: { authorization: basic('demo') } })).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
}, 300_000);

it('says which rule its port breaks', async () => {
  const child = start({ SANDBOX_PORT: 'http' });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(errors).toContain('SANDBOX_PORT must be a whole number between 0 and 65535, but got: http');
}, 300_000);
