/**
 * Cuts chunks into slices that end with a line break, so that no token, no character and no row is ever split.
 *
 * A slice is what the chunk before left over, and the chunk up to its last line break. What is left over is kept apart; it grows by
 * doubling, so a long line costs its length, however finely it is cut.
 */
export interface LineSlices {
  /** Reads the slices that the chunk completes. */
  readonly push: (chunk: Uint8Array) => void;
  /** The begin of a line whose end has not come. */
  readonly rest: () => Uint8Array;
}

/** A slice is at most this long, unless one line is longer. */
const SLICE = 64 * 1024;

const LINE_BREAK = 0x0a;

/** `read` gets each slice in two parts, of which the first may be empty; it must not keep them. */
export function createLineSlices(read: (kept: Uint8Array, bytes: Uint8Array) => void): LineSlices {
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

  function push(chunk: Uint8Array): void {
    let start = 0;
    for (let end = sliceEnd(chunk, start); end > 0; end = sliceEnd(chunk, start)) {
      const begin = rest();
      keptLength = 0;
      read(begin, chunk.subarray(start, end));
      start = end;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }

  return { push, rest };
}

/** Behind the last line break that a slice from `start` may reach, else behind the next one, else 0. */
function sliceEnd(chunk: Uint8Array, start: number): number {
  const within = chunk.lastIndexOf(LINE_BREAK, start + SLICE - 1);
  return (within >= start ? within : chunk.indexOf(LINE_BREAK, start + SLICE)) + 1;
}
