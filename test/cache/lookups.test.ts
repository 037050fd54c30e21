/** What a question asks of Redis before it is answered. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLayeredStore } from '../../src/cache/layered-store.js';
import { createMemoryStore } from '../../src/cache/reply-store.js';
import type { ReplySource } from '../../src/cache/reply-source.js';
import type { CacheResult } from '../../src/reports/fetch-rows.js';
import { createRedis, type Redis } from '../../src/replicas/redis.js';
import { questionOf, sourceOf, type Asked } from '../support/cached-source.js';
import { createLineSink } from '../support/line-sink.js';
import { startRedisDouble, type RedisDouble } from '../support/redis-double.js';
import { codeOf } from '../support/upstream-with-server.js';
import { until } from '../support/until.js';

const NO_COPY = 0;
const COPY_BYTES = 100_000;
const BOTH = 'rowId vid';

let double: RedisDouble;
let connections: Redis[];
beforeEach(async () => {
  double = await startRedisDouble();
  connections = [];
});
afterEach(async () => {
  for (const connection of connections) connection.close();
  await double.close();
});

/** A gateway's cache with a copy of so many bytes in its process. */
async function startReplica(copyBytes: number): Promise<ReplySource> {
  const redis = createRedis({ url: `redis://127.0.0.1:${double.port}` });
  connections.push(redis);
  await until(() => redis.isReady());
  return sourceOf({ store: createLayeredStore(redis, createMemoryStore(copyBytes)) });
}

const ask = async (source: ReplySource, asked: Asked = {}): Promise<CacheResult> =>
  (await source.fetch(questionOf(1, asked), createLineSink)).cache;
const isHit = async (source: ReplySource, asked: Asked = {}): Promise<boolean> =>
  (await codeOf(source.fetch(questionOf(1, { ...asked, onlyIfCached: true }), createLineSink))) === 'none';
/** Asks until the reply is kept: two generations, the reply, and the index that names it. */
const keepBy = (source: ReplySource, asked: Asked = {}): Promise<void> =>
  until(async () => {
    await ask(source, asked);
    return double.values.size === 4;
  });
const keepElsewhere = async (asked: Asked = {}): Promise<void> => keepBy(await startReplica(COPY_BYTES), asked);

/** The commands that a question sends which is answered from what is kept. On a busy machine Redis may be late the first times. */
async function sentByHit(source: ReplySource, asked: Asked = {}): Promise<readonly string[]> {
  let before = 0;
  await until(() => {
    before = double.commands.length;
    return isHit(source, asked);
  });
  return double.commands.slice(before);
}

const asOf = async (source: ReplySource): Promise<number> => (await source.fetch(questionOf(1), createLineSink)).asOf;

test('a copy in a process gives way to a reply that another replica kept later', async () => {
  await keepElsewhere();
  const [one, other] = [await startReplica(COPY_BYTES), await startReplica(COPY_BYTES)];
  const first = await asOf(one);
  expect(await ask(other, { noCache: true })).toBe('MISS');
  await until(async () => (await asOf(one)) > first);
  expect(await ask(one)).toBe('HIT');
});

test('a copy of a generation is dropped as soon as Redis is known to have lost it', async () => {
  await keepElsewhere();
  const replica = await startReplica(COPY_BYTES);
  await until(() => isHit(replica));
  for (const key of double.values.keys()) if (key.includes(':caller:')) double.values.delete(key);
  // Another question asks Redis for the generation, too.
  expect(await isHit(replica, { columns: BOTH })).toBe(false);
  expect(await isHit(replica)).toBe(false);
});

describe('a lookup', () => {
  test('is one round trip', async () => {
    await keepElsewhere();
    expect(await sentByHit(await startReplica(NO_COPY))).toEqual(['MGET']);
  });

  test('is one round trip where nothing is kept', async () => {
    await isHit(await startReplica(NO_COPY));
    expect(double.commands).toEqual(['MGET']);
  });

  test('takes a second one only for a reply with more columns that the process has no copy of', async () => {
    await keepElsewhere({ columns: BOTH });
    expect(await sentByHit(await startReplica(NO_COPY))).toEqual(['MGET', 'MGET']);
    const copying = await startReplica(COPY_BYTES);
    await sentByHit(copying);
    expect(await sentByHit(copying)).toEqual([]);
  });

  test('finds a reply that the index lost', async () => {
    await keepElsewhere();
    for (const key of double.values.keys()) if (key.includes(':index:')) double.values.delete(key);
    expect(await sentByHit(await startReplica(NO_COPY))).toEqual(['MGET']);
  });

  test('does not go by a copy of a generation that Redis lost: the reply is kept for other replicas, too', async () => {
    const [one, other] = [await startReplica(COPY_BYTES), await startReplica(COPY_BYTES)];
    await keepBy(one);
    double.values.clear();
    await keepBy(one, { columns: BOTH });
    await until(() => isHit(other, { columns: BOTH }));
  });

  test('hits while Redis needs 30 ms for an answer', async () => {
    await keepElsewhere();
    const replica = await startReplica(NO_COPY);
    double.delay = 30;
    await until(() => isHit(replica));
  });
});
