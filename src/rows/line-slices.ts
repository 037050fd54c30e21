/**
 * Cuts chunks into slices that end with a line break, so that no token, no character and no row is ever split.
 *
 * A slice is what the chunk before left over, and the chunk up to its last line break. What is left over is kept apart; it grows by
 * doubling, so a long line costs its length, however finely it is cut.
 */
export interface LineSlices {
  /** Adds a chunk. Its slices are to be asked for before the next one is added. */
  readonly add: (chunk: Uint8Array) => void;
  /** The next slice that the chunk completes, to be read before another is asked for; null where what is left of the chunk completes none. */
  readonly next: () => Slice | null;
  /** The begin of a line whose end has not come. */
  readonly rest: () => Uint8Array;
}

/** A slice in two parts, of which the first may be empty. They must not be kept. */
export interface Slice {
  readonly kept: Uint8Array;
  readonly rest: Uint8Array;
}

/** A slice is at most this long, unless one line is longer. */
const SLICE = 64 * 1024;

const LINE_BREAK = 0x0a;
const NOTHING = new Uint8Array(0);

/** Nothing left over. */
export function createLineSlices(): LineSlices {
  let kept: Uint8Array = NOTHING;
  let keptLength = 0;
  let chunk: Uint8Array = NOTHING;
  let start = 0;

  const rest = (): Uint8Array => kept.subarray(0, keptLength);

  function keep(bytes: Uint8Array): void {
    const length = keptLength + bytes.length;
    if (length > kept.length) {
      const grown = new Uint8Array(Math.max(length, 2 * kept.length, 256));
      grown.set(rest());
      kept = grown;
    }
    kept.set(bytes, keptLength);
    keptLength = length;
  }

  function add(added: Uint8Array): void {
    chunk = added;
    start = 0;
  }

  function next(): Slice | null {
    const end = sliceEnd(chunk, start);
    if (end === 0) {
      if (start < chunk.length) keep(chunk.subarray(start));
      chunk = NOTHING;
      start = 0;
      return null;
    }
    const slice = { kept: rest(), rest: chunk.subarray(start, end) };
    keptLength = 0;
    start = end;
    return slice;
  }

  return { add, next, rest };
}

/** Behind the last line break that a slice from `start` may reach, else behind the next one, else 0. */
function sliceEnd(chunk: Uint8Array, start: number): number {
  const within = chunk.lastIndexOf(LINE_BREAK, start + SLICE - 1);
  return (within >= start ? within : chunk.indexOf(LINE_BREAK, start + SLICE)) + 1;
}
