/** What callers may do to the sandbox without holding it from others. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { MAX_UNANSWERED } from '../../sandbox/one-at-a-time.js';
import { createSandbox } from '../../sandbox/server.js';
import { basic, params, runningSandbox } from './running-sandbox.js';

const { running, get } = runningSandbox();

const question = (path: string, ...headers: readonly string[]): string =>
  [`GET /reports/v2${path} HTTP/1.1`, 'host: a', `authorization: ${basic('demo')}`, ...headers, '', ''].join('\r\n');

/** Sends text over a connection of its own; resolves to what was answered once the connection is closed. */
async function exchange(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answered = '';
  socket.on('data', (chunk: Buffer) => (answered += chunk.toString('latin1'))).on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return answered;
}

const statuses = (answered: string): readonly string[] => [...answered.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status = '']) => status);

test('answers requests of one connection in order, interim replies between whole responses', async () => {
  const text = question('/igrps/1/triggers/visits?limit=3000&display[]=rowId') + question('/igrps', 'expect: 100-continue');
  const answered = await exchange(running().port, text + question('/nothing', 'connection: close'));
  expect(statuses(answered)).toEqual(['200', '100', '200', '404']);
  expect(/\}\nHTTP\/1\.1 100 Continue/.test(answered)).toBe(true);
});

test('closes a connection with too many unanswered requests, and works on none of them any more', async () => {
  running().clearRequests();
  await exchange(running().port, question('/igrps').repeat(MAX_UNANSWERED + 1));
  expect((await get('/igrps')).status).toBe(200);
  expect(running().requests).toHaveLength(1);
});

test('does not work for a caller who left before its turn', async () => {
  const lines: string[] = [];
  const sandbox = await createSandbox({ latencyMs: 50, log: (line) => lines.push(line) });
  const socket = connect(sandbox.port, '127.0.0.1');
  socket.write(question('/igrps').repeat(3), () => socket.destroy());
  await once(socket, 'close');
  await (await fetch(`${sandbox.url}/igrps?limit=1`, { headers: { authorization: basic('demo') } })).text();
  await sandbox.close();
  expect(lines).toEqual(['GET /reports/v2/igrps?limit=1 200']);
});

test('closes the connection behind a request for another protocol, so that what follows it is sent again', async () => {
  const answered = await exchange(running().port, question('/igrps', 'connection: upgrade', 'upgrade: websocket') + question('/igrps'));
  expect(statuses(answered)).toEqual(['200']);
  expect(answered).toMatch(/^connection: close\r$/im);
});

test('refuses a key of display[] that would make every row long', async () => {
  const ask = (length: number) => get(`/igrps/1/channels?${params(['display[]', `channelId-${'k'.repeat(length)}`])}`);
  expect([(await ask(128)).status, (await ask(129)).status]).toEqual([200, 400]);
});
