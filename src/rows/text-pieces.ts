/** Text that is written once and handed out in pieces. */
import { BLOCK_BYTES, lendBlock, takeBlock } from './blocks.js';

export interface TextPieces {
  /** Copies these bytes behind the text. */
  readonly append: (bytes: Uint8Array) => void;
  /** Puts these bytes behind the text as they are; they must not change any more. */
  readonly push: (bytes: Uint8Array) => void;
  /** What came since the last call. */
  readonly take: () => Uint8Array[];
}

/** No text yet. The first bytes get memory of their own, since most replies are small; what follows fills blocks. */
export function createTextPieces(): TextPieces {
  let pieces: Uint8Array[] = [];
  let isFirst = true;
  let block: Buffer | null = null;
  let used = 0;

  function append(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (isFirst && bytes.length <= BLOCK_BYTES) {
      isFirst = false;
      const piece = Buffer.allocUnsafeSlow(bytes.length);
      piece.set(bytes);
      pieces.push(piece);
      return;
    }
    isFirst = false;
    for (let from = 0; from < bytes.length;) {
      if (block !== null && used === BLOCK_BYTES) close();
      block ??= takeBlock();
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

  return {
    append,
    push: (bytes) => {
      close();
      pieces.push(bytes);
    },
    take: () => {
      close();
      const taken = pieces;
      pieces = [];
      return taken;
    },
  };
}
