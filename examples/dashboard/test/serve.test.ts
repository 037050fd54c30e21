import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { serveDashboard, type ServedDashboard } from '../serve.mjs';

let site: ServedDashboard;
let origin: string;
before(async () => {
  site = await serveDashboard(0);
  [origin = ''] = site.origins;
});
after(() => site.close());

test('the page may talk to itself and the gateway alone', async () => {
  site.setSettings({ gateway: 'http://127.0.0.1:4999/graphql' });
  const { headers, status } = await fetch(origin);
  assert.equal(status, 200);
  assert.match(
    headers.get('content-security-policy') ?? '',
    /^default-src 'none'; script-src 'self'; .*connect-src 'self' http:\/\/127\.0\.0\.1:4999;/,
  );
  site.setSettings({ gateway: '/graphql' });
  assert.match((await fetch(origin)).headers.get('content-security-policy') ?? '', /connect-src 'self';/);
});

test('settings are those that were set, not those of the file', async () => {
  site.setSettings({ gateway: '/elsewhere', view: 'igrp=7' });
  assert.deepEqual(await (await fetch(`${origin}/settings.json`)).json(), { gateway: '/elsewhere', view: 'igrp=7' });
});

for (const path of ['/nothing', '/assets', '/..%2fpackage.json', '/%2e%2e/package.json', '//', '//assets/index.js', '/licences.md'])
  test(`${path} is not there`, async () => assert.equal((await fetch(origin + path)).status, 404));

test('nothing is taken, only given', async () => {
  assert.equal((await fetch(origin, { method: 'POST', body: 'x' })).status, 404);
});

/** Sends text over a connection of its own; resolves to what came before it was closed, or until it matches. */
async function exchange(text: string, until?: RegExp): Promise<string> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  let answered = '';
  socket.on('data', (chunk: Buffer) => {
    answered += chunk.toString('latin1');
    if (until?.test(answered)) socket.destroy();
  });
  socket.write(text);
  await once(socket, 'close');
  return answered;
}

const statuses = (answered: string): readonly string[] => [...answered.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status = '']) => status);
const request = (path: string, ...headers: readonly string[]) => [`GET ${path} HTTP/1.1`, 'host: a', ...headers, '', ''].join('\r\n');

/** Files, sockets and the like that this process, the server's own, has open. Nothing where the system does not say. */
const openFiles = async (): Promise<number> => (await readdir('/proc/self/fd').catch(() => [])).length;

test('whoever asks for thousands of files and reads none of them opens no file', async () => {
  const before = await openFiles();
  const greedy = connect(Number(new URL(origin).port), '127.0.0.1').pause();
  greedy.on('error', () => undefined);
  greedy.write(request('/assets/index.js').repeat(10_000));
  await once(greedy, 'connect');
  assert.equal((await fetch(origin)).status, 200);
  assert.ok((await openFiles()) < before + 10);
  greedy.destroy();
});

test('what follows a request for another protocol is sent again, since the connection is closed behind the response', async () => {
  const answered = await exchange(request('/settings.json', 'connection: upgrade', 'upgrade: websocket') + request('/settings.json'));
  assert.deepEqual(statuses(answered), ['200']);
  assert.match(answered, /^connection: close\r$/im);
});

test('requests of one connection are answered in order', async () => {
  const text = ['/assets/index.css', '/nothing', '/settings.json'].map((path) => request(path, 'expect: 100-continue')).join('');
  assert.deepEqual(statuses(await exchange(text, /\{"gateway".*\}$/)), ['100', '200', '100', '404', '100', '200']);
});
