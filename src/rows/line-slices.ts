/**
 * Cuts chunks into slices that end with a line break, so that no token, no character and no row is ever split.
 *
 * A slice is what the chunk before left over, and the chunk up to its last line break. What is left over is kept apart; it grows by
 * doubling, so a long line costs its length, however finely it is cut.
 */
export interface LineSlices {
  /** The slices that the chunk completes. Each is to be read before the next is asked for, and all before the next chunk. */
  readonly cut: (chunk: Uint8Array) => Iterable<Slice>;
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

/** Nothing left over. */
export function createLineSlices(): LineSlices {
  let kept = new Uint8Array(0);
  let keptLength = 0;

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

  function* cut(chunk: Uint8Array): Generator<Slice, void> {
    let start = 0;
    for (let end = sliceEnd(chunk, start); end > 0; end = sliceEnd(chunk, start)) {
      const slice = { kept: rest(), rest: chunk.subarray(start, end) };
      keptLength = 0;
      yield slice;
      start = end;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }

  return { cut, rest };
}

/** Behind the last line break that a slice from `start` may reach, else behind the next one, else 0. */
function sliceEnd(chunk: Uint8Array, start: number): number {
  const within = chunk.lastIndexOf(LINE_BREAK, start + SLICE - 1);
  return (within >= start ? within : chunk.indexOf(LINE_BREAK, start + SLICE)) + 1;
}
