/**
 * Text that is written once and handed out in pieces.
 *
 * Pieces are not pooled: they belong to whoever takes them until the last byte is on its socket, and nothing here could know when that
 * is. The first piece is small, since most replies are; each further one is twice as large, up to 256 KiB.
 */
import { createBytes, SLACK, type Bytes } from './bytes.js';

export interface Pieces {
  /** The piece being written, where the next byte goes, and where what was not handed out begins. */
  piece: Bytes;
  at: number;
  from: number;
  finished: Uint8Array[];
}

const FIRST_PIECE = 16 * 1024;
const LARGEST_PIECE = 256 * 1024;

export function createPieces(): Pieces {
  return { piece: createBytes(FIRST_PIECE), at: 0, from: 0, finished: [] };
}

/** The piece to write to at `pieces.at`, with room for `size` bytes and the slack. */
export function reserve(pieces: Pieces, size: number): Bytes {
  const room = pieces.piece.buffer.length - SLACK;
  if (pieces.at + size > room) {
    cut(pieces);
    pieces.piece = createBytes(Math.max(size, Math.min(2 * room, LARGEST_PIECE)));
    pieces.at = pieces.from = 0;
  }
  return pieces.piece;
}

/** What was written since the last call. */
export function takePieces(pieces: Pieces): Uint8Array[] {
  cut(pieces);
  const { finished } = pieces;
  pieces.finished = [];
  return finished;
}

function cut(pieces: Pieces): void {
  if (pieces.at > pieces.from) pieces.finished.push(pieces.piece.buffer.subarray(pieces.from, pieces.at));
  pieces.from = pieces.at;
}
