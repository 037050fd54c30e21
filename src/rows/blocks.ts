/**
 * Memory for finished text that is used again.
 *
 * A large report is tens of megabytes of text. Claimed anew for each answer, they make the engine collect its whole heap for every report,
 * and the kernel clear every page. So text is kept in blocks of one size, which come back once the answer is on the wire.
 *
 * A block is lent as a piece, a view of its own. Only that view brings it back, and only once, so whoever held a piece of an earlier answer
 * cannot bring back a block that was lent again since. What never comes back (the caller left, the rows became objects) is
 * collected as all memory is.
 */

/** Bytes of a block. */
export const BLOCK_BYTES = 64 * 1024;

/** Blocks kept for later: 32 MiB, more than the largest report. */
const MOST_FREE = 512;

/** Last in, first out: what was used last is in the processor's cache yet. */
const free: Buffer[] = [];
const lent = new WeakMap<Uint8Array, Buffer>();

/** A block that nobody else has. Its content is undefined: everything handed out of it must have been written. */
export function takeBlock(): Buffer {
  return free.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
}

/** The first bytes of a block as a piece that can bring it back. Once a block. */
export function lendBlock(block: Buffer, length: number): Uint8Array {
  const piece = block.subarray(0, length);
  lent.set(piece, block);
  return piece;
}

/** Takes back the blocks of those pieces that have one. Nobody may look at the pieces afterwards. */
export function giveBack(pieces: Iterable<unknown>): void {
  for (const piece of pieces) {
    if (!(piece instanceof Uint8Array)) continue;
    const block = lent.get(piece);
    if (block === undefined) continue;
    lent.delete(piece);
    if (free.length < MOST_FREE) free.push(block);
  }
}
