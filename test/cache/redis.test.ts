/** Replicas that share a Redis: what one keeps the other answers from, what a reader of Redis finds, and what happens when Redis fails. */
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createRedis } from '../../src/replicas/redis.js';
import { createSharedLimits } from '../../src/replicas/shared-limits.js';
import { startGateway, type GatewayAnswer, type TestGateway } from '../support/gateway.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { ndjson, startUpstreamDouble, type UpstreamDouble, type UpstreamReply, type UpstreamRequest } from '../support/upstream-double.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const SECRET = 'a secret of the tests that is long enough';
const CANARY = 'canary-7f3a';
const ONLY = { 'cache-control': 'only-if-cached' };

let redis: TestRedis;
let upstream: UpstreamDouble;
let replicas: readonly [TestGateway, TestGateway];
let answer: (request: UpstreamRequest) => UpstreamReply | undefined;
let caller = '';
let tests = 0;

const startReplica = (environment: Readonly<Record<string, string>> = {}) =>
  startGateway(upstream.url, { CACHE: redis.url, CACHE_SECRET: SECRET, LOG_LEVEL: 'warn', ...environment });

beforeAll(async () => {
  redis = await startRedis();
  upstream = await startUpstreamDouble(
    (request) => answer(request) ?? { body: ndjson({ vid: `${CANARY} for ${request.headers.authorization}` }) },
  );
  replicas = [await startReplica(), await startReplica()];
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.close()));
  await upstream.close();
  await redis.stop();
});
beforeEach(async () => {
  caller = `Basic ${btoa(`caller-${(tests += 1)}:secret`)}`;
  answer = () => undefined;
  upstream.clear();
  await until(async () => told(await ask(replicas[0], 'warm-up')).cache !== null);
});

const ask = (replica: TestGateway, vid = 'a', headers: Readonly<Record<string, string>> = {}): Promise<GatewayAnswer> =>
  replica.ask(
    `{ installation(igrp: 1) { callTriggers(filter: [{ vid: { eq: "${vid}" } }], startDate: "2026-01-01", endDate: "2026-01-31") { rows { vid } request { cache } } } }`,
    undefined,
    { authorization: caller, ...headers },
  );

interface Told {
  readonly cache: string | null;
  readonly vid: unknown;
}

function told({ body }: GatewayAnswer): Told {
  const data = body.data as
    | {
        readonly installation: {
          readonly callTriggers: {
            readonly rows: readonly { readonly vid: unknown }[];
            readonly request: { readonly cache: string };
          } | null;
        };
      }
    | undefined; // as asked
  const report = data?.installation.callTriggers;
  return { cache: report?.request.cache ?? null, vid: report?.rows[0]?.vid };
}

const own = () => `${CANARY} for ${caller}`;
const isHit = async (replica: TestGateway, vid?: string) => told(await ask(replica, vid, ONLY)).cache === 'HIT';

describe('two replicas', () => {
  test('answer from what the other keeps', async () => {
    expect(told(await ask(replicas[0]))).toEqual({ cache: 'MISS', vid: own() });
    await until(() => isHit(replicas[1]));
    expect(told(await ask(replicas[1]))).toEqual({ cache: 'HIT', vid: own() });
    expect(upstream.requests.filter(({ params }) => params.some(([, value]) => value === 'vid-eq-value-a'))).toHaveLength(1);
  });

  test('lose what a refused credential had, at either', async () => {
    await ask(replicas[0]);
    await until(() => isHit(replicas[1]));
    answer = () => ({ status: 401 });
    await ask(replicas[0], 'b');
    await until(async () => !(await isHit(replicas[1])));
    expect((await ask(replicas[1], 'a', ONLY)).body.errors?.[0]?.extensions['code']).toBe('CACHE_MISS');
  });

  test('pause a caller whom upstream told one of them to slow down', async () => {
    answer = () => ({ status: 429, headers: { 'retry-after': '60' } });
    await ask(replicas[0], 'b', { 'cache-control': 'no-store' });
    const sent = () => upstream.requests.length;
    await until(async () => {
      const before = sent();
      await ask(replicas[1], 'b', { 'cache-control': 'no-store' });
      return sent() === before;
    });
    expect((await ask(replicas[1], 'b')).body.errors?.[0]?.extensions['code']).toBe('UPSTREAM_RATE_LIMITED');
  });
});

describe('who reads or changes what Redis holds', () => {
  test('finds no row, no credential and no name of a report', async () => {
    await ask(replicas[0]);
    await until(() => isHit(replicas[1]));
    const dump = await redis.dump();
    expect(dump.size).toBeGreaterThan(2);
    const found = [...dump].map(([key, value]) => `${key} ${value.toString('latin1')}`).join('\n');
    for (const secret of [CANARY, caller, caller.slice(6), 'callTriggers', 'vid', SECRET]) expect(found).not.toContain(secret);
  });

  test.each<readonly [string, (dump: readonly (readonly [string, Buffer])[]) => readonly (readonly [string, Buffer])[]]>([
    [
      'changed in one bit',
      (dump) => dump.map(([key, value]) => [key, Buffer.from(value.map((byte, i) => (i === value.length - 1 ? byte ^ 1 : byte)))]),
    ],
    ['cut short', (dump) => dump.map(([key, value]) => [key, value.subarray(0, value.length - 1)])],
    ['emptied', (dump) => dump.map(([key]) => [key, Buffer.alloc(0)])],
    ['put under another name', (dump) => dump.map(([key], i) => [key, dump[(i + 1) % dump.length]?.[1] ?? Buffer.alloc(0)])],
  ])('makes misses, where a value is %s', async (_, change) => {
    await redis.empty();
    const foreign = `Basic ${btoa(`foreign-${tests}:secret`)}`;
    await ask(replicas[0]);
    await ask(replicas[0], 'a', { authorization: foreign });
    await until(async () => (await redis.dump()).size >= 8);
    const replies = [...(await redis.dump())].filter(([key]) => /:(reply|index):/.test(key));
    for (const [key, value] of change(replies)) await redis.put(key, value);
    // A replica that has no copy of its own.
    const third = await startReplica();
    await until(async () => (await third.ask('{ __typename }')).status === 200);
    expect(told(await ask(third))).toEqual({ cache: 'MISS', vid: own() });
    await third.close();
  });
});

test('a secret that is being changed opens what either sealed', async () => {
  await ask(replicas[0]);
  await until(() => isHit(replicas[1]));
  const third = await startReplica({ CACHE_SECRET: `another secret of the tests that is long enough,${SECRET}` });
  await until(() => isHit(third));
  await third.close();
});

describe('a ceiling over four replicas', () => {
  test('is held, each caller’s too, and a place that is given up is taken again', async () => {
    const connections = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const connection = createRedis({ url: redis.url });
        await until(() => Promise.resolve(connection.isReady()));
        return connection;
      }),
    );
    const leases = connections.map((each) => createSharedLimits({ redis: each, secrets: [SECRET], all: 10, perCaller: 4 }).lease);
    const take = async (authorization: string) => {
      const places = await Promise.all(Array.from({ length: 40 }, async (_, i) => leases[i % 4]?.(authorization, 60_000)));
      return places.filter((place) => typeof place === 'function');
    };
    const [one, two, three] = [await take('Basic b25lOng='), await take('Basic dHdvOng='), await take('Basic dGhyZWU6eA==')];
    expect([one.length, two.length, three.length]).toEqual([4, 4, 2]);
    one[0]?.();
    await until(async () => (await take('Basic dGhyZWU6eA==')).length === 1);
    for (const connection of connections) connection.close();
  });

  test('is not kept where Redis is gone: the process has its own bounds', async () => {
    const gone = createRedis({ url: 'redis://127.0.0.1:1' });
    const { lease } = createSharedLimits({ redis: gone, secrets: [SECRET], all: 1, perCaller: null });
    const places = await Promise.all([1, 2].map(async () => lease?.(caller, 1_000)));
    expect(places.map((place) => typeof place)).toEqual(['function', 'function']);
    gone.close();
  });
});

describe('while Redis', () => {
  const load = async (count: number): Promise<readonly GatewayAnswer[]> =>
    Promise.all(Array.from({ length: count }, (_, i) => ask(replicas[i % 2 === 0 ? 0 : 1], `load-${i % 7}`)));
  const expectAll = (answers: readonly GatewayAnswer[]): void => {
    expect(answers.filter(({ body }) => body.errors !== undefined)).toEqual([]);
    expect(new Set(answers.map((each) => told(each).vid))).toEqual(new Set([own()]));
  };

  test('hangs, is full, is emptied, is stopped and restarted, every operation is answered', async () => {
    expectAll(await load(40));
    await redis.hang();
    expectAll(await load(40));
    await redis.resume();
    expectAll(await load(40));
    await redis.fill();
    expectAll(await load(40));
    await redis.empty();
    expectAll(await load(40));
    const stopping = redis.stop();
    expectAll(await load(40));
    await stopping;
    expectAll(await load(40));
    expect((await fetch(`${replicas[0].origin}/health/ready`)).status).toBe(200);
    await redis.restart();
    expectAll(await load(40));
    await until(async () => {
      await ask(replicas[0], 'back');
      return isHit(replicas[1], 'back');
    });
  });
});
