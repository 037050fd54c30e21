/**
 * Bytes that are read and written in words of four.
 *
 * A DataView reads a word at any offset, which an Int32Array cannot, and the engine turns each read into one machine instruction. The
 * last words of a span may lie beyond its end, so every `Bytes` is followed by `SLACK` bytes that may be touched and mean nothing.
 */

/** One stretch of memory, as bytes for the engine's own bulk operations and as a view for words. */
export interface Bytes {
  readonly buffer: Buffer;
  readonly view: DataView;
}

/** How many bytes beyond the last one in use may be touched: less than two words. */
export const SLACK = 8;

/** From this length on, the engine's bulk copy costs less than a loop over words. */
const BULK = 96;

/** Memory for `size` bytes and the slack. Its content is undefined: everything handed out of it must have been written. */
export function createBytes(size: number): Bytes {
  const buffer = Buffer.allocUnsafeSlow(size + SLACK);
  return { buffer, view: new DataView(buffer.buffer, buffer.byteOffset, buffer.length) };
}

/** A text of four bytes or more, to be compared with. */
export function createLiteral(text: string): DataView {
  const bytes = Buffer.from(text);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/**
 * Whether `text[at…)` begins with the literal. The last word overlaps the one before it, and words are compared in order: so nothing
 * is read more than three bytes beyond the first difference.
 */
export function isAt(text: DataView, at: number, literal: DataView): boolean {
  const last = literal.byteLength - 4;
  for (let i = 0; i < last; i += 4) if (text.getInt32(at + i, true) !== literal.getInt32(i, true)) return false;
  return text.getInt32(at + last, true) === literal.getInt32(last, true);
}

/** Copies `from[start, end)` to `to[at…)` and gives the offset behind the copy. */
export function copySpan(from: Bytes, start: number, end: number, to: Bytes, at: number): number {
  const length = end - start;
  if (length >= BULK) to.buffer.set(from.buffer.subarray(start, end), at);
  else copyWords(from.view, start, length, to.view, at);
  return at + length;
}

function copyWords(from: DataView, start: number, length: number, to: DataView, at: number): void {
  for (let i = 0; i < length; i += 8) {
    to.setInt32(at + i, from.getInt32(start + i, true), true);
    to.setInt32(at + i + 4, from.getInt32(start + i + 4, true), true);
  }
}

/** Writes a short text of ASCII alone and gives the offset behind it. */
export function writeAscii(text: string, to: Bytes, at: number): number {
  for (let i = 0; i < text.length; i++) to.view.setUint8(at + i, text.charCodeAt(i));
  return at + text.length;
}
