/**
 * The cases that one request does not show: time, order, memory, and many callers at once. Their numbers stand in the titles.
 */
import { afterEach, describe, expect, it } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { catalogue } from '../../schema/reports/index.js';
import { createSchema } from '../../src/graph/create-schema.js';
import { DEFAULT_LIMITS } from '../../src/limits.js';
import { createDocumentStore } from '../../src/operation/prepare-document.js';
import { sendRaw } from '../http/raw-http.js';
import { startHttpServer } from '../http/start-http-server.js';
import { startGateway, type GatewayAnswer, type TestGateway } from '../support/gateway.js';
import { startUpstreamDouble, type UpstreamDouble, type UpstreamReply, type UpstreamRequest } from '../support/upstream-double.js';
import { JSON_TYPE, operation, post, request, strangers, times } from './attack.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(
  answer?: (request: UpstreamRequest) => UpstreamReply,
): Promise<{ readonly gateway: TestGateway; readonly upstream: UpstreamDouble; readonly port: number }> {
  const upstream = await startUpstreamDouble(answer);
  const gateway = await startGateway(upstream.url);
  closing.push(gateway.close, upstream.close);
  return { gateway, upstream, port: Number(new URL(gateway.url).port) };
}

const credential = (caller: number) => ({ authorization: `Basic ${btoa(`caller${caller}:secret`)}` });
const codesOf = ({ body }: GatewayAnswer) => (body.errors ?? []).map(({ extensions }) => extensions['code']);

describe('requests that do not come to their end', () => {
  const limits = { ...DEFAULT_LIMITS, headersTimeoutMs: 100, requestTimeoutMs: 200 };
  const unfinished = [
    ['40: headers', request('POST /graphql HTTP/1.1', JSON_TYPE).slice(0, -2)],
    ['41: bodies', post('{"query":"{a}"}').subarray(0, -1)],
  ] as const;
  it.each(unfinished)('%s that stop halfway are answered 408, and the connection closed', async (_what, bytes) => {
    const front = await startHttpServer({ limits });
    closing.push(front.close);
    const { responses, closed } = await sendRaw(front.port, bytes, { untilClosed: true });
    expect(responses.map(({ status }) => status)).toEqual([408]);
    expect(closed).toBe(true);
    expect(front.requests).toEqual([]);
  });
});

it('42: 200 pipelined requests are answered in their order', async () => {
  const { port } = await start();
  const pipelined = Array.from({ length: 200 }, (_, i) => strangers(`{ a${i}: __typename }`));
  const { responses } = await sendRaw(port, Buffer.concat(pipelined), { responses: 200 });
  expect(responses.map(({ body }) => body)).toEqual(Array.from({ length: 200 }, (_, i) => `{"data":{"a${i}":"Query"}}`));
});

it('53: of all headers the credential alone goes upstream', async () => {
  const { upstream, port } = await start();
  const own = [
    'cookie: a=1',
    'x-forwarded-for: 203.0.113.9',
    'proxy-authorization: Basic x',
    'x-own: 1',
    'accept-encoding: br',
    'connection: x-own',
  ];
  const report = '{ installation(igrp: 1) { callTriggers { rowCount } } }';
  await sendRaw(port, operation(report, undefined, 'authorization: Basic dXNlcjpwYXNzd29yZA==', ...own));
  const [sent] = upstream.requests;
  expect(sent?.headers.authorization).toBe('Basic dXNlcjpwYXNzd29yZA==');
  for (const name of ['cookie', 'x-forwarded-for', 'proxy-authorization', 'x-own']) expect(sent?.headers).not.toHaveProperty(name);
  expect(sent?.headers['accept-encoding']).not.toBe('br');
  expect(sent?.headers.host).not.toBe('gateway.test');
});

it('112: documents of 8 KB, all different, leave at most 50 MB however many they are', () => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  const heap = () => {
    if (typeof collect === 'function') collect();
    return process.memoryUsage().heapUsed;
  };
  const names = [...(catalogue.get('callTriggers')?.fields.keys() ?? [])].slice(0, 100).join(' ');
  const select = (i: number) =>
    `{ installation(igrp: ${i}) { ${times(7, (k) => `r${k}: callTriggers(limit: ${k + 1}) { rows { ${names} } }`)} } }`;
  const { read } = createDocumentStore({ schema: createSchema(catalogue), limits: DEFAULT_LIMITS });
  const isValid = (text: string) => {
    const outcome = read(text);
    return 'document' in outcome && outcome.errors.length === 0;
  };
  expect(select(0).length).toBeGreaterThan(8_000);
  expect(isValid(select(0))).toBe(true);
  const before = heap();
  // Three times as many as are kept.
  for (let i = 1; i <= 300; i++) isValid(select(i));
  expect(heap() - before).toBeLessThan(50_000_000);
});

it('113: one report for 60 callers at once is 60 upstream requests', async () => {
  const { gateway, upstream } = await start();
  const callers = Array.from({ length: 60 }, (_, i) =>
    gateway.ask('{ installation(igrp: 1) { callTriggers { rowCount } } }', {}, credential(i)),
  );
  const answers = await Promise.all(callers);
  expect(answers.flatMap(codesOf)).toEqual([]);
  expect(upstream.requests).toHaveLength(60);
  expect(new Set(upstream.requests.map(({ headers }) => headers.authorization)).size).toBe(60);
});

it('114: of 500 reports of one caller 16 run at once, too many are refused, and no other caller waits for them', async () => {
  let release: (value?: unknown) => void = () => undefined;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  let holds = false;
  let running = 0;
  let most = 0;
  const { gateway } = await start(({ headers }) => {
    if (!holds || headers.authorization !== credential(1).authorization) return {};
    most = Math.max(most, ++running);
    return { after: released.then(() => running--) };
  });
  const ask = (igrp: number, caller: number) =>
    gateway.ask(`{ installation(igrp: ${igrp}) { callTriggers { rowCount } } }`, {}, credential(caller));
  // Callers whom upstream has never accepted share a small part of the connections.
  for (const caller of [1, 2]) expect(codesOf(await ask(1, caller))).toEqual([]);
  holds = true;
  const greedy = Array.from({ length: 500 }, (_, i) => ask(i + 1, 1));
  expect(codesOf(await Promise.race(greedy))).toEqual(['SERVICE_OVERLOADED']);
  expect(codesOf(await ask(1, 2))).toEqual([]);
  expect(most).toBe(16);
  release();
  const outcomes = new Set((await Promise.all(greedy)).map((answer) => codesOf(answer).join() || 'answered'));
  expect(outcomes).toEqual(new Set(['answered', 'SERVICE_OVERLOADED']));
  expect(most).toBe(16);
});
