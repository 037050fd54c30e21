/** The connection to Redis: when it is left alone, and when it is asked again. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLayeredStore } from '../../src/cache/layered-store.js';
import { createMemoryStore, newPatience } from '../../src/cache/reply-store.js';
import { createRedis, type Redis } from '../../src/replicas/redis.js';
import { startRedisDouble, type RedisDouble } from '../support/redis-double.js';
import { until } from '../support/until.js';

const TRIALS = 5;
const LATE_MS = 150;

let double: RedisDouble;
let redis: Redis;
/** How often the connection was made, and lost. */
let connections: boolean[];
beforeEach(async () => {
  double = await startRedisDouble();
  connections = [];
  redis = createRedis({ url: `redis://127.0.0.1:${double.port}`, changed: (isReady) => connections.push(isReady) });
  await until(() => redis.isReady());
});
afterEach(async () => {
  redis.close();
  await double.close();
});

const put = (key: string) => redis.ask([['SET', key, 'value', 'PX', '60000']]);

/** Questions that are not answered in time, as many as open the breaker. */
async function exhaust(): Promise<void> {
  for (let i = 0; i < TRIALS; i++) expect(await put(`late-${i}`)).toBeNull();
}

/** Redis is slow until the breaker is open; all its answers have arrived. */
async function beSlow(): Promise<void> {
  double.delay = LATE_MS;
  await exhaust();
  await until(() => double.values.has(`late-${TRIALS - 1}`));
  double.delay = 0;
}

test('answers that come too late do not close the breaker; one in time does', async () => {
  await beSlow();
  expect(redis.isReady()).toBe(false);
  await until(async () => (await put('in time')) !== null);
  expect(redis.isReady()).toBe(true);
});

test('questions that wait at the same time count as one: a pause of Redis does not open the breaker', async () => {
  double.delay = LATE_MS;
  const answers = await Promise.all(Array.from({ length: 4 * TRIALS }, (_, i) => put(`late-${i}`)));
  expect(new Set(answers)).toEqual(new Set([null]));
  expect(redis.isReady()).toBe(true);
});

test('a new connection does not close the breaker by itself', async () => {
  double.delay = Infinity;
  await exhaust();
  const { port } = double;
  await double.close();
  double = await startRedisDouble(port);
  await until(() => connections.length === 3);
  expect(connections).toEqual([true, false, true]);
  expect(redis.isReady()).toBe(false);
  await until(async () => (await put('answered')) !== null);
  expect(redis.isReady()).toBe(true);
});

test('what was removed while Redis did not answer is removed there before it is read again', async () => {
  const stores = [0, 1].map(() => createLayeredStore(redis, createMemoryStore(100_000)));
  const [first, second] = stores;
  await first?.claim('caller:a', Buffer.from('old'), 60_000);
  await beSlow();
  first?.remove(['caller:a']);
  await until(async () => (await put('answered')) !== null);
  expect(await first?.claim('caller:a', Buffer.from('new'), 60_000)).toEqual(Buffer.from('new'));
  expect(await second?.read(['caller:a'], newPatience())).toEqual([Buffer.from('new')]);
});
