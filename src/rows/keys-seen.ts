/** Which keys the rows of a reply have, read off the stamps that the kernel leaves on them: no row is looked at for it. */
import { PROGRAM, type Kernel } from './kernel/kernel.js';
import type { RowProgram } from './row-program.js';

/** Names of keys, as a set and a map have them. */
export type KeyNames = Pick<ReadonlySet<string>, 'has' | 'keys' | 'size'>;

export interface KeysSeen {
  readonly names: () => KeyNames;
  /** Marks what the kernel scans between this call and `read`. */
  readonly mark: () => void;
  readonly read: () => void;
  /** Keys of a line that the kernel left. */
  readonly add: (names: Iterable<string>) => void;
}

/** Beyond so many keys further ones are not noted: a reply may bring new ones in every row. */
export const MOST_KEYS = 1_000;

/** Nothing seen yet, in a reply that the kernel reads by this program. */
export function createKeysSeen(kernel: Kernel, program: RowProgram): KeysSeen {
  const { HEAD_STAMP, KEY_STAMP } = kernel.layout;
  let stamp = 0;
  /** All keys of the program, once all of them were seen. */
  let all: ReadonlyMap<string, number> | null = null;
  let some: Set<string> | null = null;

  /** Whether the kernel has scanned the key since the mark: the low words of two counters. */
  const isNew = (address: number): boolean => ((kernel.wordAt(address + KEY_STAMP) - stamp) | 0) > 0;

  function add(names: Iterable<string>): void {
    some ??= new Set(all?.keys());
    for (const name of names) {
      if (some.size >= MOST_KEYS) return;
      some.add(name);
    }
  }

  return {
    names: () => some ?? all ?? NOTHING,
    mark: () => {
      stamp = kernel.wordAt(PROGRAM + HEAD_STAMP);
    },
    read: () => {
      const keys = program.keys();
      if (all === keys) return;
      const seen: string[] = [];
      for (const [name, address] of keys) if (some?.has(name) === true || isNew(address)) seen.push(name);
      // As it mostly is: the rows have the keys of the program, and no set is needed.
      if (seen.length === keys.size && some === null && all === null) all = keys;
      else {
        add(seen);
        if (seen.length === keys.size) all = keys;
      }
    },
    add,
  };
}

const NOTHING: KeyNames = new Set();
