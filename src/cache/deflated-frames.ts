/**
 * Text compressed in frames, for Redis: less to send and to hold there, and neither keeping nor reading it holds more than a frame of text at
 * a time.
 *
 * Deflate at its fastest level: it is inflated more often than it is made, and twice as fast as Brotli.
 */
import { promisify } from 'node:util';
import { deflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ReplyCodec, ReplyWriter } from './reply-codec.js';

const compress = promisify(deflateRaw);

/** Bytes of text in a frame. */
export const FRAME_BYTES = 256 * 1024;
/** Text of so many bytes is compressed at once: in a thread it would take three times the processor time. */
const AT_ONCE_BYTES = 64 * 1024;
const LEVEL = 1;
const LENGTH_BYTES = 4;

/** Each frame behind its length. */
export const DEFLATED: ReplyCodec = { createWriter, read: readFrames };

function createWriter(): ReplyWriter {
  const frames: Promise<Buffer>[] = [];
  let pieces: Uint8Array[] = [];
  let held = 0;

  const close = (): void => {
    if (held === 0) return;
    const text = Buffer.concat(pieces);
    const isSmall = held <= AT_ONCE_BYTES && frames.length === 0;
    frames.push(isSmall ? Promise.resolve(deflateRawSync(text, { level: LEVEL })) : compress(text, { level: LEVEL }));
    pieces = [];
    held = 0;
  };

  const take = (piece: Uint8Array): void => {
    pieces.push(piece);
    held += piece.length;
    if (held === FRAME_BYTES) close();
  };

  return {
    add: (chunk) => {
      for (let at = 0; at < chunk.length;) {
        const piece = chunk.subarray(at, at + FRAME_BYTES - held);
        at += piece.length;
        take(piece);
      }
    },
    finish: async () => {
      close();
      const compressed = await Promise.all(frames);
      return compressed.flatMap((frame) => [lengthOf(frame), frame]);
    },
  };
}

function* readFrames(frames: Buffer): Generator<Buffer, void> {
  for (let at = 0; at < frames.length;) {
    const length = frames.readUInt32BE(at);
    at += LENGTH_BYTES;
    // One byte more than a frame has, so that a full frame needs no second buffer.
    yield inflateRawSync(frames.subarray(at, at + length), { chunkSize: FRAME_BYTES + 1, maxOutputLength: FRAME_BYTES });
    at += length;
  }
}

function lengthOf(frame: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(frame.length);
  return length;
}
