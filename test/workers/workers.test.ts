/** Several processes on one port, as an operator runs them: one /metrics, a dead worker back, and an end in good order. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { divideBounds } from '../../src/workers/divide-bounds.js';
import { createGroupMetrics } from '../../src/workers/group-metrics.js';
import { joinGroup } from '../../src/workers/worker-group.js';
import { startGatewayProcess, type GatewayProcess } from '../reliability/gateway-process.js';
import { ndjson, startUpstreamDouble, type UpstreamDouble } from '../support/upstream-double.js';

jest.setTimeout(300_000);

const OPERATIONS = 20;

let upstream: UpstreamDouble;
let gateway: GatewayProcess;
beforeAll(async () => {
  upstream = await startUpstreamDouble(() => ({ body: ndjson({ goalTitle: 'a' }) }));
  gateway = await startGatewayProcess(upstream.url, { WORKERS: '2', LOG_LEVEL: 'warn' });
});
afterAll(async () => {
  gateway.kill('SIGKILL');
  await upstream.close();
});

const workers = (): readonly number[] =>
  readFileSync(`/proc/${gateway.pid}/task/${gateway.pid}/children`, 'utf8').trim().split(' ').map(Number);

const askAll = async (count: number): Promise<readonly number[]> =>
  Promise.all(
    Array.from({ length: count }, async () => (await gateway.ask('{ installation(igrp: 1) { goals { rows { goalTitle } } } }')).status),
  );

async function operations(): Promise<number> {
  const text = await (await fetch(`${gateway.origin}/metrics`)).text();
  return Number(/^reports_gateway_operations_total\{outcome="ok"\} (\d+)$/m.exec(text)?.[1]);
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It did not come to hold.');
}

test('two workers are ready, add up their metrics, come back when one dies, and end in good order', async () => {
  expect(gateway.output()).toContain('2 workers');
  expect((await fetch(`${gateway.origin}/health/ready`)).status).toBe(200);
  expect(new Set(await askAll(OPERATIONS))).toEqual(new Set([200]));
  expect(await operations()).toBe(OPERATIONS);

  const before = workers();
  expect(before).toHaveLength(2);
  process.kill(before[0] ?? 0, 'SIGKILL');
  await until(() => workers().length === 2 && workers()[0] !== before[0]);
  // Counted by a worker that is dead or by one that lives: the primary had read it when /metrics was asked for.
  expect(await operations()).toBe(OPERATIONS);
  expect(new Set(await askAll(OPERATIONS))).toEqual(new Set([200]));
  await until(async () => (await operations()) === 2 * OPERATIONS);

  gateway.kill('SIGTERM');
  expect(await gateway.ended).toBe(0);
});

test('bounds are divided among workers: rounded down, one at least', () => {
  const config = readConfig({ MAX_SOCKETS: '64', MAX_PER_CALLER: '2', CACHE_BYTES: '0' });
  const { maxSockets, maxPerCaller, cacheBytes, deadlineMs } = divideBounds(config, 3);
  expect([maxSockets, maxPerCaller, cacheBytes, deadlineMs]).toEqual([21, 1, 0, 25_000]);
});

test('what a worker counted stays when it is gone, and its levels do not', async () => {
  const metrics = createGroupMetrics();
  const series = (name: string, type: string, value: number) => ({
    name,
    type,
    help: name,
    aggregator: 'sum',
    values: [{ labels: {}, value }],
  });
  metrics.update(1, [series('asked_total', 'counter', 3), series('in_flight', 'gauge', 2)]);
  metrics.update(2, [series('asked_total', 'counter', 4), series('in_flight', 'gauge', 1)]);
  await metrics.leave(1);
  expect(await metrics.text()).toMatch(/^asked_total 7$/m);
  expect(await metrics.text()).toMatch(/^in_flight 1$/m);
});

test('a worker that ends in good order hands over all that it counted', async () => {
  const sent: unknown[] = [];
  const channel = Object.assign(new EventEmitter(), {
    send: (message: unknown, ...[, , done]: readonly unknown[]) => {
      sent.push(message);
      if (typeof done === 'function') done(null);
      return true;
    },
  });
  const group = joinGroup(channel as unknown as NodeJS.Process); // as far as it is used
  group.watch(() => Promise.resolve([{ name: 'asked_total' }]));
  await group.leave();
  expect(sent).toEqual([{ kind: 'metrics', request: null, metrics: [{ name: 'asked_total' }] }]);
});
