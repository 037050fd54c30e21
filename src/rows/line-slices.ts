/**
 * Cuts chunks into slices that end with a line break, so that no token, no character and no row is ever split.
 *
 * A slice is what the chunk before left over, and the chunk up to its last line break. Both are copied to one workspace that all readers
 * share, since a slice is read to its end before anything else runs: no memory is claimed for a chunk, and the bytes are read where they
 * are still in the processor's cache. What is left over is kept apart; it grows by doubling, so a long line costs its length, however
 * finely it is cut.
 */
import { createBytes, SLACK, type Bytes } from './bytes.js';
import { LINE_BREAK } from './json-tokens.js';

export interface LineSlices {
  /** Reads the slices that the chunk completes. */
  readonly push: (chunk: Uint8Array) => void;
  /** The begin of a line whose end has not come. */
  readonly rest: () => Uint8Array;
}

/** A slice is at most this long, unless one line is longer. */
const SLICE = 64 * 1024;

const workspace = createBytes(2 * SLICE);

/** `read` gets each slice as `text[0, end)`; it must not keep the text. */
export function createLineSlices(read: (text: Bytes, end: number) => void): LineSlices {
  let kept = new Uint8Array(0);
  let keptLength = 0;

  function keep(bytes: Uint8Array): void {
    const length = keptLength + bytes.length;
    if (length > kept.length) {
      const grown = new Uint8Array(Math.max(length, 2 * kept.length, 256));
      grown.set(kept.subarray(0, keptLength));
      kept = grown;
    }
    kept.set(bytes, keptLength);
    keptLength = length;
  }

  function readSlice(bytes: Uint8Array): void {
    const end = keptLength + bytes.length;
    const text = end + SLACK <= workspace.buffer.length ? workspace : createBytes(end);
    text.buffer.set(kept.subarray(0, keptLength));
    text.buffer.set(bytes, keptLength);
    keptLength = 0;
    read(text, end);
  }

  function push(chunk: Uint8Array): void {
    let start = 0;
    for (;;) {
      const end = sliceEnd(chunk, start);
      if (end === 0) break;
      readSlice(chunk.subarray(start, end));
      start = end;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }

  return { push, rest: () => kept.subarray(0, keptLength) };
}

/** Behind the last line break that a slice from `start` may reach, else behind the next one, else 0. */
function sliceEnd(chunk: Uint8Array, start: number): number {
  const within = chunk.lastIndexOf(LINE_BREAK, start + SLICE - 1);
  return (within >= start ? within : chunk.indexOf(LINE_BREAK, start + SLICE)) + 1;
}
