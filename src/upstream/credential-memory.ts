/**
 * What upstream has lately said of credentials: which callers it accepted, and which headers it refused with 401.
 *
 * An accepted caller keeps a full share of connections and queue; the others share a small part. A header that was refused is not sent again
 * for a few seconds: it would only be refused again. Both are kept by hashes, bounded in number, the oldest forgotten first.
 */
import type { Caller } from '../caller.js';

export interface CredentialMemory {
  /** Upstream answered 200 to this caller. */
  accepted(caller: Caller): void;
  /** Upstream answered 401 to this header. */
  refused(caller: Caller): void;
  /** By the caller's key: whether upstream accepted it within the last hour. */
  isProven(key: string): boolean;
  /** Whether upstream refused this header within the last five seconds. */
  isRefused(caller: Caller): boolean;
}

const PROVEN_MS = 3_600_000;
const REFUSED_MS = 5_000;
const MOST = 10_000;

/** Remembers nothing yet. */
export function createCredentialMemory(now: () => number): CredentialMemory {
  const proven = createRecent(PROVEN_MS, now);
  const refused = createRecent(REFUSED_MS, now);
  return {
    accepted: ({ key, spelling }) => {
      proven.note(key);
      refused.forget(spelling);
    },
    refused: ({ key, spelling }) => {
      proven.forget(key);
      refused.note(spelling);
    },
    isProven: (key) => proven.has(key),
    isRefused: ({ spelling }) => refused.has(spelling),
  };
}

interface Recent {
  note(key: string): void;
  forget(key: string): void;
  has(key: string): boolean;
}

/** Keys noted within the last so many milliseconds. */
function createRecent(milliseconds: number, now: () => number): Recent {
  /** When each was noted last; the oldest first. */
  const notedAt = new Map<string, number>();
  return {
    note: (key) => {
      notedAt.delete(key);
      const oldest = notedAt.size >= MOST ? notedAt.keys().next().value : undefined;
      if (oldest !== undefined) notedAt.delete(oldest);
      notedAt.set(key, now());
    },
    forget: (key) => notedAt.delete(key),
    has: (key) => {
      const at = notedAt.get(key);
      if (at === undefined) return false;
      if (now() - at < milliseconds) return true;
      notedAt.delete(key);
      return false;
    },
  };
}
