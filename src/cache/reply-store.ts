/** Where sealed replies are kept, by names that tell nothing. */
import { LRUCache } from 'lru-cache';

/** Never rejects: a store that cannot be reached holds nothing. */
export interface ReplyStore {
  /** What stands under each name; null where nothing does. */
  read(names: readonly string[]): Values | Promise<Values>;
  write(name: string, value: Buffer, lifetimeMs: number): void;
  /** Writes where nothing stands, and resolves to what stands then; null where it cannot be known. */
  claim(name: string, value: Buffer, lifetimeMs: number): Buffer | Promise<Buffer | null>;
  remove(names: readonly string[]): void;
  /** Bytes held in this process. */
  bytes(): number;
}

export type Values = readonly (Buffer | null)[];

/** What an entry costs beside its value: its name, and the map's own. */
const ENTRY_BYTES = 200;

/** Keeps values in this process, within so many bytes; those that were not used for longest go first. */
export function createMemoryStore(bytes: number): ReplyStore {
  const values = new LRUCache<string, Buffer>({ maxSize: Math.max(1, bytes), sizeCalculation: (value) => value.length + ENTRY_BYTES });
  return {
    read: (names) => names.map((name) => values.get(name) ?? null),
    write: (name, value) => void values.set(name, value),
    claim: (name, value) => {
      const standing = values.get(name);
      if (standing === undefined) values.set(name, value);
      return standing ?? value;
    },
    remove: (names) => {
      for (const name of names) values.delete(name);
    },
    bytes: () => values.calculatedSize,
  };
}
