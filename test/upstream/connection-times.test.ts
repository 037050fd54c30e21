/** The times that connections to upstream have, each from both sides. Order of events, no clocks. */
import { afterEach, expect, test } from '@jest/globals';
import type { LookupFunction } from 'node:net';
import { performance } from 'node:perf_hooks';
import { createUpstream } from '../../src/upstream/upstream.js';
import { rows } from '../support/fault-scripts.js';
import { createLineSink } from '../support/line-sink.js';
import { closeUpstreamsWithServers, codeOf, createGate, question, startUpstreamWithServer } from '../support/upstream-with-server.js';

const PLENTY = 60_000;
const GOOD = rows('{"rowId":"1"}\n');

const open: { readonly close: () => Promise<void> }[] = [];
afterEach(async () => {
  await closeUpstreamsWithServers();
  await Promise.all(open.splice(0).map((upstream) => upstream.close()));
});

const patient = () => question({ deadlineAt: performance.now() + PLENTY });

test('a connection that takes longer than connectTimeoutMs fails, and one that has more time is used', async () => {
  const { server } = await startUpstreamWithServer(GOOD);
  const resolved = createGate();
  const lookup: LookupFunction = (_name, _options, callback) => {
    void resolved.opened.then(() => callback(null, [{ address: '127.0.0.1', family: 4 }]));
  };
  const connecting = (connectTimeoutMs: number) => {
    const upstream = createUpstream({ baseUrl: `http://upstream.test:${server.port}`, lookup, bounds: { connectTimeoutMs } });
    open.push(upstream);
    return codeOf(upstream.fetch(patient(), createLineSink));
  };
  const unhurried = connecting(PLENTY);
  expect(await connecting(50)).toBe('GATEWAY_TIMEOUT');
  resolved.open();
  expect(await unhurried).toBe('none');
});

test('a connection that idles longer than keepAliveMs is closed, and one that has more time is used again', async () => {
  const { server, upstream } = await startUpstreamWithServer(GOOD, { bounds: { keepAliveMs: PLENTY } });
  const hasty = createUpstream({ baseUrl: server.baseUrl, bounds: { keepAliveMs: 50 } });
  open.push(hasty);
  await upstream.fetch(patient(), createLineSink);
  await hasty.fetch(patient(), createLineSink);
  await server.closed(2);
  await upstream.fetch(patient(), createLineSink);
  await hasty.fetch(patient(), createLineSink);
  expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2, 1, 3]);
});
