/**
 * Memory for finished text that is used again.
 *
 * A large report is tens of megabytes of text. Claimed anew for each response, they make the engine collect its whole heap for every report,
 * and the operating system clear every page. So text is kept in blocks of one size, which are released once the response is written.
 *
 * - A block has one owner: who acquired it, then who holds the piece that it was lent as.
 * - Only that piece releases it, and only once: a piece of an earlier response cannot release a block that was lent again since.
 * - A piece must not be read after its release. What is never released (the caller left, the rows became objects) is collected as all
 *   memory is.
 */

/** Bytes of a block. */
export const BLOCK_BYTES = 64 * 1024;

/** Blocks kept for later: 32 MiB, more than the largest report. */
const MOST_FREE = 512;

/** Last in, first out: what was used last is in the processor's cache yet. */
const free: Buffer[] = [];
/** By the piece itself: it travels through sockets and streams, which know bytes alone. */
const lent = new WeakMap<Uint8Array, Buffer>();

/** A block that nobody else has. Its content is undefined: everything handed out of it must have been written. */
export function acquireBlock(): Buffer {
  return free.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
}

/** The first bytes of a block as a piece that can release it. Once a block. */
export function lendBlock(block: Buffer, length: number): Uint8Array {
  const piece = block.subarray(0, length);
  lent.set(piece, block);
  return piece;
}

/** Takes back the blocks of those pieces that have one. The pieces must not be read after this call. */
export function release(pieces: Iterable<unknown>): void {
  for (const piece of pieces) {
    if (!(piece instanceof Uint8Array)) continue;
    const block = lent.get(piece);
    if (block === undefined) continue;
    lent.delete(piece);
    if (free.length < MOST_FREE) free.push(block);
  }
}
