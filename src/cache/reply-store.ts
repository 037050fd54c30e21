/** Where sealed replies are kept, by names that tell nothing. */
import { LRUCache } from 'lru-cache';

/** What one question may yet spend on looking up. */
export interface Patience {
  leftMs: number;
  /** How long its last round trip took: another one is not begun in less time. */
  tripMs: number;
}

/** Never rejects. */
export interface ReplyStore {
  /**
   * What stands under each name, null where nothing does; null where the store cannot be reached in time. One round trip at most. `anew`: a copy
   * in this process does not count.
   */
  readonly read: (names: readonly string[], patience: Patience, anew?: boolean) => Values | Promise<Values | null>;
  readonly write: (name: string, value: Buffer, lifetimeMs: number) => void;
  /** Writes where nothing stands, and resolves to what stands then; null where it cannot be known. */
  readonly claim: (name: string, value: Buffer, lifetimeMs: number) => Buffer | Promise<Buffer | null>;
  readonly remove: (names: readonly string[]) => void;
  /** Bytes held in this process. */
  readonly bytes: () => number;
}

/** The longest that a question looks up, whatever it has to read. Less than the 50 ms that it may cost, since timers fire late on a busy machine. */
const PATIENCE_MS = 35;

/** The time of a question that has not looked up anything. */
export const newPatience = (): Patience => ({ leftMs: PATIENCE_MS, tripMs: 0 });

/** Waits for what is being kept, no longer than the question may yet spend. */
export async function waitWithin(kept: Promise<void> | undefined, patience: Patience): Promise<void> {
  if (kept === undefined) return;
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience.leftMs)));
  await Promise.race([kept, late]);
  clearTimeout(timer);
  patience.leftMs -= performance.now() - startedAt;
}

export type Values = readonly (Buffer | null)[];

/** What an entry costs beside its value: its name, and the map's own. */
const ENTRY_BYTES = 200;

/** Keeps values in this process, within so many bytes; those that were not used for longest go first. */
export function createMemoryStore(bytes: number): ReplyStore {
  const values = new LRUCache<string, Buffer>({ maxSize: Math.max(1, bytes), sizeCalculation: (value) => value.length + ENTRY_BYTES });
  const write = (name: string, value: Buffer, lifetimeMs: number): void =>
    void values.set(name, value, { ttl: Math.max(1, Math.ceil(lifetimeMs)) });
  return {
    read: (names) => names.map((name) => values.get(name) ?? null),
    write,
    claim: (name, value, lifetimeMs) => {
      const standing = values.get(name);
      if (standing === undefined) write(name, value, lifetimeMs);
      return standing ?? value;
    },
    remove: (names) => {
      for (const name of names) values.delete(name);
    },
    bytes: () => values.calculatedSize,
  };
}
