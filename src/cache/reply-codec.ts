/** The form in which the text of a reply is kept, before it is sealed. */

/** Collects the text of one reply. */
export interface ReplyWriter {
  /** Takes a chunk, which must not change afterwards. */
  readonly add: (chunk: Uint8Array) => void;
  /** All of the text, in the codec's form, in pieces that follow each other. Called once, after the last chunk. */
  readonly finish: () => Promise<readonly Uint8Array[]>;
}

export interface ReplyCodec {
  readonly createWriter: () => ReplyWriter;
  /** The text that a writer made this of, piece by piece. */
  readonly read: (kept: Buffer) => Iterable<Buffer>;
}

/** Bytes of a piece of plain text: what a socket delivers at a time. */
const PIECE_BYTES = 64 * 1024;

/** The text as it is, for memory: compressing it costs more than reading its rows, and a hit would pay a third of that again. */
export const PLAIN: ReplyCodec = {
  createWriter: () => {
    const chunks: Uint8Array[] = [];
    return {
      add: (chunk) => void chunks.push(chunk),
      finish: () => Promise.resolve(chunks),
    };
  },
  *read(kept) {
    for (let at = 0; at < kept.length; at += PIECE_BYTES) yield kept.subarray(at, at + PIECE_BYTES);
  },
};
