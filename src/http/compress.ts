/**
 * Answers made smaller. JSON of rows repeats its keys in every row, so the fastest settings already leave a seventh of it, and slower ones
 * cost more than they save.
 */
import { Readable, type Transform } from 'node:stream';
import { brotliCompressSync, constants, createBrotliCompress, createGzip, gzipSync } from 'node:zlib';
import type { ContentCoding } from './content-coding.js';

/** Below this many bytes an answer fits a packet or two, and compressing saves nobody time. */
export const LEAST_COMPRESSED = 1_400;

/** Up to this many bytes compressing takes less time than the way to another thread and back. */
const AT_ONCE = 32_768;

const GZIP = { level: 1 };
/** Quality 1 over a window of 512 KiB: a larger one costs memory for every answer under way, and finds no more in rows. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 19 } };
const CHUNK = 64 * 1024;

interface Compressor {
  readonly atOnce: (bytes: Uint8Array) => Buffer;
  readonly open: () => Transform;
}

const COMPRESSORS = {
  br: { atOnce: (bytes) => brotliCompressSync(bytes, BROTLI), open: () => createBrotliCompress({ ...BROTLI, chunkSize: CHUNK }) },
  gzip: { atOnce: (bytes) => gzipSync(bytes, GZIP), open: () => createGzip({ ...GZIP, chunkSize: CHUNK }) },
} satisfies Readonly<Record<ContentCoding, Compressor>>;

/** The bytes compressed; null where there are so many that `compressPieces` has to do it. */
export function compressAtOnce(pieces: readonly (string | Uint8Array)[], bytes: number, coding: ContentCoding): Buffer | null {
  if (bytes > AT_ONCE) return null;
  return COMPRESSORS[coding].atOnce(Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece))));
}

/** The pieces compressed on zlib's threads, no faster than they are taken. Leaving the walk early ends the compressor. */
export function compressPieces(pieces: readonly (string | Uint8Array)[], coding: ContentCoding): AsyncIterable<Uint8Array> {
  const source = Readable.from(pieces);
  return source.pipe(COMPRESSORS[coding].open()).once('close', () => source.destroy());
}
