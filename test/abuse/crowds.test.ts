/** Many callers at once who do not read, leave, or invent credentials, over real HTTP: others are answered, and nothing stays behind. */
import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { rawPost } from '../http/raw-http.js';
import { DEMO, startGateway, type TestGateway } from '../support/gateway.js';
import { startUpstreamDouble, type UpstreamDouble, type UpstreamReply, type UpstreamRequest } from '../support/upstream-double.js';
import { createGate } from '../support/upstream-with-server.js';

const ROW = '{"rowId":"1"}\n';
const JSON_TYPE = 'content-type: application/json';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Started {
  readonly gateway: TestGateway;
  readonly upstream: UpstreamDouble;
}

async function start(answer: (request: UpstreamRequest) => UpstreamReply, environment: Readonly<Record<string, string>>): Promise<Started> {
  const upstream = await startUpstreamDouble(answer);
  const gateway = await startGateway(upstream.url, environment);
  closing.push(gateway.close, upstream.close);
  return { gateway, upstream };
}

const report = (args = '', rows = 'rows { rowId }') => `{ installation(igrp: 1) { callTriggers${args} { ${rows} } } }`;
const credentialOf = (caller: string) => `Basic ${btoa(`${caller}:secret`)}`;

/** Sends an operation on a connection of its own and reads nothing. */
async function sendUnread({ url }: TestGateway, query: string, authorization: string, ...headers: readonly string[]): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.pause().write(rawPost(JSON.stringify({ query }), [JSON_TYPE, `authorization: ${authorization}`, ...headers]));
  return socket;
}

async function figure({ origin }: TestGateway, name: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(`reports_gateway_${name}`))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(10);
}

const finished = ({ logged }: TestGateway, status: number) =>
  logged.filter((line) => line['msg'] === 'request' && line['route'] === '/graphql' && line['status'] === status);

test('answers that nobody reads are cut after WRITE_TIMEOUT_MS, hold nothing afterwards, and open no breaker', async () => {
  const rows = `{"rowId":"1","chName":"${'x'.repeat(8_000)}"}\n`.repeat(2_000);
  const { gateway } = await start(() => ({ body: rows }), { WRITE_TIMEOUT_MS: '200' });
  const unread = await Promise.all(
    ['', ' @stream(initialCount: 1)'].map((parts) =>
      sendUnread(gateway, report('(limit: 2000)', `rows${parts} { rowId chName }`), DEMO, 'accept: multipart/mixed, application/json'),
    ),
  );
  await until(() => finished(gateway, 499).length === unread.length);
  await until(async () => (await figure(gateway, 'answer_bytes_held')) === 0);
  expect(await figure(gateway, 'breakers_open')).toBe(0);
  for (const socket of unread) socket.destroy();
});

test('what callers asked for who left before their turn is not sent', async () => {
  const gate = createGate();
  const { gateway, upstream } = await start(() => ({ body: ROW, after: gate.opened }), { MAX_SOCKETS: '1' });
  const first = gateway.ask(report());
  await until(() => upstream.requests.length === 1);
  const leaving = await Promise.all(Array.from({ length: 50 }, (_, i) => sendUnread(gateway, report(`(offset: ${i + 1})`), DEMO)));
  await until(async () => (await figure(gateway, 'waiting')) === leaving.length);
  for (const socket of leaving) socket.destroy();
  await until(async () => (await figure(gateway, 'waiting')) === 0);
  const last = gateway.ask(report('(offset: 100)'));
  gate.open();
  expect((await first).status).toBe(200);
  expect((await last).body.errors).toBeUndefined();
  expect(upstream.requests).toHaveLength(2);
});

test('credentials that upstream has never accepted leave connections to a caller that it has accepted', async () => {
  const gate = createGate();
  const { gateway, upstream } = await start(
    ({ headers }) => (headers.authorization === DEMO ? { body: ROW } : { status: 401, after: gate.opened }),
    { MAX_SOCKETS: '8', MAX_WAITING: '64' },
  );
  await gateway.ask(report());
  const invented = Array.from({ length: 40 }, (_, i) => gateway.ask(report(), {}, { authorization: credentialOf(`invented ${i}`) }));
  await until(() => upstream.requests.length > 1);
  // None of theirs is answered before these are.
  for (let i = 1; i <= 6; i++) expect((await gateway.ask(report(`(offset: ${i})`))).body.errors).toBeUndefined();
  expect(upstream.requests.filter(({ headers }) => headers.authorization !== DEMO)).toHaveLength(2);
  gate.open();
  const codes = (await Promise.all(invented)).map(({ body }) => body.errors?.[0]?.extensions['code']);
  expect(new Set(codes)).toEqual(new Set(['UNAUTHENTICATED', 'SERVICE_OVERLOADED']));
});

test('200,000 rows that have to be objects are refused before anything is sent upstream', async () => {
  const { gateway, upstream } = await start(() => ({ body: ROW }), {});
  const reports = Array.from({ length: 4 }, (_, i) => `r${i}: callTriggers(limit: 50000) { rows { rowId channel { channelName } } }`);
  const { body } = await gateway.ask(`{ installation(igrp: 1) { ${reports.join(' ')} } }`);
  expect(body.errors?.[0]?.extensions['code']).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
  expect(upstream.requests).toEqual([]);
});
