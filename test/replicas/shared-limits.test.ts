/** Ceilings over replicas, where Redis does not say whether a place was taken. */
import { expect, test } from '@jest/globals';
import type { Command, Redis } from '../../src/replicas/redis.js';
import { createSharedLimits } from '../../src/replicas/shared-limits.js';

const CALLER = 'Basic b25lOng=';

/** A Redis that answers every question so, and counts them. */
function countingRedis(replies: readonly unknown[]): { readonly redis: Redis; readonly asked: () => number } {
  let asked = 0;
  const { redis } = silentRedis(true);
  return {
    redis: {
      ...redis,
      ask: () => {
        asked += 1;
        return Promise.resolve(replies);
      },
    },
    asked: () => asked,
  };
}

/** A Redis that answers nothing in time. */
function silentRedis(isReady: boolean): { readonly redis: Redis; readonly told: Command[] } {
  const told: Command[] = [];
  const redis: Redis = {
    ask: () => Promise.resolve(null),
    tell: (command) => void told.push(command),
    listen: () => undefined,
    isReady: () => isReady,
    close: () => undefined,
  };
  return { redis, told };
}

test('a late answer counts as full, and gives up the place that it may have taken', async () => {
  const { redis, told } = silentRedis(true);
  const { lease } = createSharedLimits({ redis, secrets: ['secret'], all: 1, perCaller: 1 });
  expect(await lease?.(CALLER, 1_000)).toBe('full');
  expect(told.map(([name, key]) => [name, String(key).split(':')[1]])).toEqual([
    ['ZREM', '{leases}'],
    ['ZREM', '{leases}'],
  ]);
});

test('where Redis is left alone, the bounds of the process are all there is', async () => {
  const { redis } = silentRedis(false);
  const { lease } = createSharedLimits({ redis, secrets: ['secret'], all: 1, perCaller: 1 });
  expect(typeof (await lease?.(CALLER, 1_000))).toBe('function');
});

test.each([
  ['of all', -1, 1],
  ['of the caller', -2, 2],
])('who waits for a ceiling %s that is reached asks Redis once, and not for each request', async (_, reply, questions) => {
  const { redis, asked } = countingRedis([reply]);
  let now = 0;
  const { lease } = createSharedLimits({ redis, secrets: ['secret'], all: 1, perCaller: 1, now: () => now });
  for (const caller of [CALLER, CALLER, 'Basic dHdvOng=', CALLER]) expect(await lease?.(caller, 1_000)).toBe('full');
  expect(asked()).toBe(questions);
  now += 1_000;
  await lease?.(CALLER, 1_000);
  expect(asked()).toBe(questions + 1);
});
