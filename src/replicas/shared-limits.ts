/**
 * What replicas agree on through Redis: the pause of a caller after a 429, and ceilings on requests under way.
 *
 * Without Redis, or while it does not answer, each process keeps its own bounds alone.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { canonicalCredential } from '../caller.js';
import type { Lease, Replicas } from '../upstream/replicas.js';
import type { Redis } from './redis.js';

export interface SharedLimitsOptions {
  readonly redis: Redis;
  /** The secrets that replicas share, at least one; callers are named by hashes under them. */
  readonly secrets: readonly string[];
  /** Requests under way of all replicas together; null where there is no ceiling. */
  readonly all: number | null;
  /** The same for each caller. */
  readonly perCaller: number | null;
  /** Milliseconds of a clock that only goes forward. Default performance.now. */
  readonly now?: () => number;
}

const PREFIX = 'reports-gateway';
const PAUSES = `${PREFIX}:pauses`;
/** No pause is longer, whatever a message says. */
const LONGEST_PAUSE_MS = 300_000;
const PAUSES_KNOWN = 10_000;
const NO_CEILING = 0;
/** How long a ceiling that is reached counts as reached, unless this process releases a place: all who wait for one ask Redis once in that time. */
const FULL_MS = 25;
const CEILINGS_KNOWN = 10_000;

/**
 * Takes a place in both sets, or in neither: 1, or -n where the n-th is full. Places of replicas that are gone run out. Times are those of the server, so that clocks of
 * replicas may differ.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
  if redis.call('ZCARD', key) >= tonumber(ARGV[i + 2]) then return -i end
end
for _, key in ipairs(KEYS) do
  redis.call('ZADD', key, now + ARGV[2], ARGV[1])
  redis.call('PEXPIRE', key, 700000)
end
return 1`;

/** The shared side of the bulkhead. */
export function createSharedLimits({ redis, secrets, all, perCaller, now = () => performance.now() }: SharedLimitsOptions): Replicas {
  /** While the secret is changed a caller has two names, and replicas may know either. */
  const namesOf = (authorization: string): readonly string[] => {
    const credential = canonicalCredential(authorization);
    return secrets.map((secret) => createHmac('sha256', `${secret} replicas`).update(credential).digest('base64url'));
  };
  /** When the pauses that others told end, on the clock of `now`. */
  const pauses = new LRUCache<string, number>({ max: PAUSES_KNOWN });
  /** Ceilings that are reached, and until when they count so, on the same clock. */
  const full = new LRUCache<string, number>({ max: CEILINGS_KNOWN });
  const isFull = (key: string): boolean => (full.get(key) ?? 0) > now();
  /** Of this process, so that it does not hear itself. */
  const own = randomUUID();

  redis.listen(PAUSES, (message) => {
    const [, from, caller, milliseconds] = /^(\S+) (\S+) (\d{1,9})$/.exec(message) ?? [];
    if (caller === undefined || from === own) return;
    pauses.set(caller, now() + Math.min(LONGEST_PAUSE_MS, Number(milliseconds)));
  });

  const ceilingsFor = (caller: string) =>
    [
      { key: `${PREFIX}:{leases}:all`, most: all ?? NO_CEILING },
      { key: `${PREFIX}:{leases}:${caller}`, most: perCaller ?? NO_CEILING },
    ].filter(({ most }) => most !== NO_CEILING);

  return {
    paused: (authorization, milliseconds) => {
      for (const name of namesOf(authorization)) redis.tell(['PUBLISH', PAUSES, `${own} ${name} ${Math.ceil(milliseconds)}`]);
    },
    pausedFor: (authorization) => {
      if (pauses.size === 0) return 0;
      const ends = namesOf(authorization).map((name) => pauses.get(name) ?? 0);
      return Math.max(0, Math.max(...ends) - now());
    },
    lease:
      all === null && perCaller === null
        ? null
        : async (authorization, milliseconds): Promise<Lease> => {
            const [caller = ''] = namesOf(authorization);
            const ceilings = ceilingsFor(caller);
            const keys = ceilings.map(({ key }) => key);
            if (keys.some(isFull)) return 'full';
            const id = randomUUID();
            const place = [id, String(Math.max(1, Math.ceil(milliseconds)))];
            const most = ceilings.map((ceiling) => String(ceiling.most));
            const replies = await redis.ask([['EVAL', TAKE, String(keys.length), ...keys, ...place, ...most]]);
            const [taken] = replies ?? [];
            if (typeof taken === 'number' && taken < 0) {
              full.set(keys[-taken - 1] ?? '', now() + FULL_MS);
              return 'full';
            }
            // Where it is not known whether the place was taken, it is given up all the same.
            const release = (): void => {
              for (const key of keys) {
                full.delete(key);
                redis.tell(['ZREM', key, id]);
              }
            };
            if (replies !== null || !redis.isReady()) return release;
            // Redis is there, and late: a busy machine must not raise the ceiling, so it is asked again.
            release();
            return 'full';
          },
  };
}
