/** The form in which the text of a reply is kept, before it is sealed: frames of it, each of which is read by itself. */
import { promisify } from 'node:util';
import { deflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';

export interface ReplyCodec {
  /** Bytes of text in a frame; the last may have fewer. */
  readonly frameBytes: number;
  readonly encode: (text: Buffer) => Promise<Buffer>;
  /** The text of a frame. */
  readonly decode: (frame: Buffer) => Buffer;
}

/** Collects the text of one reply. */
export interface ReplyWriter {
  /** Takes a chunk, which must not change afterwards. */
  readonly add: (chunk: Uint8Array) => void;
  /** All of the text in frames. Called once, after the last chunk. */
  readonly finish: () => Promise<readonly Buffer[]>;
}

/**
 * The text as it is, for memory: compressing it costs more than reading its rows, and a hit would pay a third of that again. Frames of this size are
 * opened fastest (`npm run bench:cache -- --scenarios hit`).
 */
export const PLAIN: ReplyCodec = { frameBytes: 512 * 1024, encode: (text) => Promise.resolve(text), decode: (frame) => frame };

const compress = promisify(deflateRaw);
const LEVEL = 1;
/** Text of so many bytes is compressed at once: in a thread it would take three times the processor time. */
const AT_ONCE_BYTES = 64 * 1024;
const DEFLATED_FRAME_BYTES = 256 * 1024;

/**
 * Compressed text, for Redis: less to send and to hold there.
 *
 * Deflate at its fastest level: it is inflated more often than it is made, and twice as fast as Brotli.
 */
export const DEFLATED: ReplyCodec = {
  frameBytes: DEFLATED_FRAME_BYTES,
  encode: (text) =>
    text.length <= AT_ONCE_BYTES ? Promise.resolve(deflateRawSync(text, { level: LEVEL })) : compress(text, { level: LEVEL }),
  // One byte more than a frame has, so that a full frame needs no second buffer.
  decode: (frame) => inflateRawSync(frame, { chunkSize: DEFLATED_FRAME_BYTES + 1, maxOutputLength: DEFLATED_FRAME_BYTES }),
};

/** A writer of this form. A frame is made as soon as its text is there. */
export function createReplyWriter({ frameBytes, encode }: ReplyCodec): ReplyWriter {
  const frames: Promise<Buffer>[] = [];
  let pieces: Uint8Array[] = [];
  let held = 0;

  const close = (): void => {
    if (held === 0) return;
    const frame = encode(Buffer.concat(pieces, held));
    // Who finishes hears of a failure; a copy that was dropped has nobody to hear of it.
    frame.catch(() => undefined);
    frames.push(frame);
    pieces = [];
    held = 0;
  };

  return {
    add: (chunk) => {
      for (let at = 0; at < chunk.length;) {
        const piece = chunk.subarray(at, at + frameBytes - held);
        pieces.push(piece);
        at += piece.length;
        held += piece.length;
        if (held === frameBytes) close();
      }
    },
    finish: () => {
      close();
      return Promise.all(frames);
    },
  };
}
