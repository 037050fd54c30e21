/** The text of rows, written once and handed out in pieces. */
import { acquireBlock, BLOCK_BYTES, lendBlock } from './buffer-pool.js';

export interface RowOutput {
  /** Copies these rows behind the text: in a list with the comma before them, unless they are the first. */
  readonly append: (rows: Uint8Array) => void;
  /** What came since the last call. */
  readonly take: () => Uint8Array[];
  /** The same, with the bracket that closes a list. */
  readonly end: () => Uint8Array[];
  /** Bytes of text so far, taken or not. */
  readonly written: () => number;
  /** Offsets in the text where a row ends, one in about 32 KiB. */
  readonly cuts: () => readonly number[];
}

// Of their own memory: a Buffer this small would keep a pool alive.
const OPEN = new TextEncoder().encode('[');
const CLOSE = new TextEncoder().encode(']');
const EMPTY = new TextEncoder().encode('[]');

/** Bytes between two cuts, at least. */
const CUT_BYTES = 32 * 1024;

/**
 * No rows yet. The first bytes of a list get memory of their own, since most replies are small; what follows fills blocks. `isList`: the rows
 * are items of a JSON array, which stands in brackets.
 */
export function createRowOutput(isList = true): RowOutput {
  let pieces: Uint8Array[] = [];
  let isFirst = isList;
  let block: Buffer | null = null;
  let used = 0;
  let written = 0;
  const cuts: number[] = [];

  function append(rows: Uint8Array): void {
    if (rows.length === 0) return;
    written += rows.length;
    // The bracket that opens the list is not counted.
    if (written - (cuts.at(-1) ?? 0) > CUT_BYTES) cuts.push(written + OPEN.length);
    if (!isFirst) return fill(rows);
    isFirst = false;
    if (rows.length >= BLOCK_BYTES) {
      fill(OPEN);
      return fill(rows);
    }
    const piece = Buffer.allocUnsafeSlow(rows.length + 1);
    piece.set(OPEN);
    piece.set(rows, 1);
    pieces.push(piece);
  }

  function fill(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length;) {
      if (block !== null && used === BLOCK_BYTES) close();
      block ??= acquireBlock();
      const part = bytes.subarray(from, from + BLOCK_BYTES - used);
      block.set(part, used);
      used += part.length;
      from += part.length;
    }
  }

  function close(): void {
    if (block !== null) pieces.push(lendBlock(block, used));
    block = null;
    used = 0;
  }

  function take(): Uint8Array[] {
    close();
    const taken = pieces;
    pieces = [];
    return taken;
  }

  const end = (): Uint8Array[] => (isFirst ? [EMPTY] : isList ? [...take(), CLOSE] : take());

  return { append, take, end, written: () => written, cuts: () => cuts };
}
