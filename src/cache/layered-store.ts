/** Kept replies in Redis, with a copy in this process. */
import type { Command, Redis } from '../replicas/redis.js';
import type { Patience, ReplyStore, Values } from './reply-store.js';

const PREFIX = 'reports-gateway:';
/** How long the copy of what may change is used: what a credential loses at one replica, it loses at the others after that. */
const FRESH_MS = 2_000;
/** Sealed replies say themselves how long they last, and the index says which of them is the newest. */
const REPLY = 'reply:';
const REPLY_COPY_MS = 3_600_000;
/** In place of a reply that Redis does not have: no question of the next seconds asks for it alone. */
const ABSENT = Buffer.alloc(0);
/** Names that are owed a removal while Redis does not answer; the oldest go first. */
const MOST_OWED = 10_000;

/** Reads the copy first. Neither reads nor keeps anything that Redis does not know of. */
export function createLayeredStore(redis: Redis, copy: ReplyStore): ReplyStore {
  const copied = (name: string, value: Buffer): void => copy.write(name, value, name.startsWith(REPLY) ? REPLY_COPY_MS : FRESH_MS);

  /** What was to be removed and may stand there yet: removed before anything else is asked. */
  const owed = new Set<string>();

  const ask = async (commands: readonly Command[], withinMs?: number): Promise<readonly unknown[] | null> => {
    const removing = [...owed];
    const replies = await redis.ask(removing.length === 0 ? commands : [['DEL', ...removing], ...commands], withinMs);
    if (replies === null || removing.length === 0) return replies;
    for (const name of removing) owed.delete(name);
    return replies.slice(1);
  };

  const askWithin = async (command: Command, patience: Patience): Promise<unknown> => {
    if (patience.leftMs < patience.tripMs) return null;
    const askedAt = performance.now();
    const replies = await ask([command], patience.leftMs);
    patience.tripMs = performance.now() - askedAt;
    patience.leftMs -= patience.tripMs;
    return replies?.[0];
  };

  return {
    read: async (names, patience, anew = false) => {
      const near = anew ? null : await copy.read(names, patience);
      if (near !== null && !near.includes(null)) return near.map(present);
      // Where one thing is asked for, all that may change is: a generation that Redis lost is made there again.
      const wanted = names.filter((name, i) => !name.startsWith(REPLY) || !present(near?.[i]));
      const values = toValues(await askWithin(['MGET', ...wanted.map((name) => PREFIX + name)], patience), wanted.length);
      if (values === null) return null;
      const found = new Map(wanted.map((name, i) => [name, values[i] ?? null]));
      for (const [name, value] of found) {
        if (value !== null) copied(name, value);
        else if (name.startsWith(REPLY)) copy.write(name, ABSENT, FRESH_MS);
        // A generation that is known to be gone answers no further question from its copy.
        else copy.remove([name]);
      }
      return names.map((name, i) => (found.has(name) ? found.get(name) : near?.[i]) ?? null);
    },
    write: (name, value, lifetimeMs) => {
      copied(name, value);
      redis.tell(['SET', PREFIX + name, value, 'PX', String(Math.ceil(lifetimeMs))]);
    },
    claim: async (name, value, lifetimeMs) => {
      const key = PREFIX + name;
      const replies = await ask([
        ['SET', key, value, 'NX', 'PX', String(Math.ceil(lifetimeMs))],
        ['GET', key],
      ]);
      const standing = replies?.[1];
      if (!Buffer.isBuffer(standing)) return null;
      copied(name, standing);
      return standing;
    },
    remove: (names) => {
      copy.remove(names);
      for (const name of names) owed.add(PREFIX + name);
      for (const oldest of owed) {
        if (owed.size <= MOST_OWED) break;
        owed.delete(oldest);
      }
      void ask([]);
    },
    bytes: () => copy.bytes(),
  };
}

function present(copied: Buffer | null | undefined): Buffer | null {
  return copied === ABSENT ? null : (copied ?? null);
}

function toValues(reply: unknown, count: number): Values | null {
  if (!Array.isArray(reply) || reply.length !== count) return null;
  return reply.map((value: unknown) => (Buffer.isBuffer(value) ? value : null));
}
