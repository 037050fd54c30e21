/**
 * A response onto the wire: headers, then pieces no faster than the caller takes them.
 *
 * Where the caller accepts a coding and the response is worth it, it is compressed. Responses in parts are not: each part is to leave at once.
 * JSON of rows repeats its keys in every row, so the fastest settings already leave a seventh of it, and slower ones cost more than they save.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable, type Transform } from 'node:stream';
import { brotliCompressSync, constants, createBrotliCompress, createGzip, gzipSync } from 'node:zlib';
import type { HttpResponse } from './graphql-request.js';
import type { ContentCoding } from './negotiate.js';

/** Headers as Node takes them flat: name, value, name, value. */
export type FlatHeaders = readonly string[];

export interface ResponseFrame {
  readonly requestId: string;
  /** Where the response names none itself. */
  readonly contentType: string;
  /** Of the request rather than the response: CORS, `connection`. */
  readonly headers: FlatHeaders;
  /** What the response may be compressed with; null: nothing. */
  readonly coding: ContentCoding | null;
  /** Called with every piece's bytes, as they are written. */
  readonly count: (bytes: number) => void;
}

/** Writes a response whole and ends it. Stops quietly when the caller leaves; rejects where the answer's own stream does. */
export async function writeResponse(response: ServerResponse, answer: HttpResponse, frame: ResponseFrame): Promise<void> {
  if (!isPieces(answer.body)) return writeStream(response, answer, answer.body, { ...frame, headers: [...frame.headers, ...UNBUFFERED] });
  const bytes = lengthOf(answer.body);
  if (frame.coding !== null && bytes >= LEAST_COMPRESSED && answer.headers?.['content-encoding'] === undefined)
    return writeCompressed(response, { answer, pieces: answer.body, bytes, coding: frame.coding }, frame);
  writeHead(response, answer, bytes, frame);
  if (bytes > SMALL) return writePieces(response, answer, answer.body, frame);
  frame.count(bytes);
  response.end(join(answer.body, bytes));
  answer.onFlushed?.();
}

/** Keeps nginx from holding parts back until there are many. */
const UNBUFFERED: FlatHeaders = ['x-accel-buffering', 'no'];

const LINGER_MS = 500;
const LINGER_BYTES = 1_048_576;

/**
 * Writes a small response to a request whose body is not wanted, and lingers before it ends (nginx calls this `lingering_close`).
 *
 * Closing at once resets the connection while the caller still sends, and many callers then report the reset instead of the response. So
 * the caller gets a moment to read it and hang up, and what it still sends is dropped.
 */
export function writeLingering(request: IncomingMessage, response: ServerResponse, answer: HttpResponse, frame: ResponseFrame): void {
  if (!isPieces(answer.body)) throw new TypeError('a response that is a stream has no length to announce');
  const bytes = lengthOf(answer.body);
  writeHead(response, answer, bytes, frame);
  frame.count(bytes);
  response.write(join(answer.body, bytes));
  let dropped = 0;
  const timer = setTimeout(end, LINGER_MS);
  function end(): void {
    clearTimeout(timer);
    response.end();
  }
  request.on('data', (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped > LINGER_BYTES) end();
  });
  request.on('end', end);
  request.on('close', end);
}

type Piece = string | Uint8Array;

/** Below this many bytes the pieces are joined: to copy them costs less than to write them one by one. */
const SMALL = 262_144;

function isPieces(body: HttpResponse['body']): body is readonly Piece[] {
  return Array.isArray(body);
}

/** All pieces, of so many bytes together, as one that shares no memory with them. */
function join(pieces: readonly Piece[], bytes: number): Piece {
  const [first = ''] = pieces;
  if (typeof first === 'string' && pieces.length <= 1) return first;
  const whole = Buffer.allocUnsafeSlow(bytes);
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') at += whole.write(piece, at);
    else {
      whole.set(piece, at);
      at += piece.byteLength;
    }
  }
  return whole;
}

function lengthOf(pieces: readonly Piece[]): number {
  let bytes = 0;
  for (const piece of pieces) bytes += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.byteLength;
  return bytes;
}

/** Headers with the body's length. */
function writeHead(response: ServerResponse, answer: HttpResponse, bytes: number, frame: ResponseFrame): void {
  const headers = headersOf(answer, frame);
  if (answer.status !== 204) headers.push('content-length', String(bytes));
  response.writeHead(answer.status, headers);
}

interface Compressible {
  readonly answer: HttpResponse;
  readonly pieces: readonly Piece[];
  readonly bytes: number;
  readonly coding: ContentCoding;
}

async function writeCompressed(
  response: ServerResponse,
  { answer, pieces, bytes, coding }: Compressible,
  frame: ResponseFrame,
): Promise<void> {
  const coded = { ...answer, headers: { ...answer.headers, 'content-encoding': coding } };
  if (bytes > AT_ONCE) {
    callWhenFlushed(response, answer);
    answer.hold?.(COMPRESSORS[coding].bytes);
    return writeStream(response, coded, compressPieces(pieces, coding), frame);
  }
  const whole = COMPRESSORS[coding].atOnce(Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece))));
  answer.onFlushed?.();
  writeHead(response, coded, whole.length, frame);
  frame.count(whole.length);
  response.end(whole);
}

/** At `finish` the system has a copy of every byte, and a compressor has read them all. It does not come where the caller left. */
function callWhenFlushed(response: ServerResponse, { onFlushed }: HttpResponse): void {
  if (onFlushed) response.once('finish', onFlushed);
}

async function writePieces(response: ServerResponse, answer: HttpResponse, pieces: readonly Piece[], frame: ResponseFrame): Promise<void> {
  callWhenFlushed(response, answer);
  response.cork();
  for (const piece of pieces) {
    frame.count(lengthOf([piece]));
    // Nothing is waited for while there is room.
    if (!response.write(piece, recycled(piece, answer)) && !(await roomIn(response))) return;
  }
  response.end();
}

async function writeStream(
  response: ServerResponse,
  answer: HttpResponse,
  body: AsyncIterable<Piece>,
  frame: ResponseFrame,
): Promise<void> {
  response.writeHead(answer.status, headersOf(answer, frame));
  for await (const piece of body) {
    frame.count(lengthOf([piece]));
    if (!response.write(piece, recycled(piece, answer)) && !(await roomIn(response))) return;
  }
  response.end();
}

/** Called when a piece is with the system, or its connection is gone. */
const recycled =
  (piece: Piece, { recycle }: HttpResponse) =>
  (error?: Error | null): void => {
    if (!error) recycle?.(piece);
  };

/** Waits until there is room for the next piece. False: the caller has left. */
function roomIn(response: ServerResponse): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(false);
  // Uncorked once too often, Node 24 holds everything back for good.
  if (response.writableCorked > 0) response.uncork();
  return new Promise((resolve) => {
    const settle = (hasRoom: boolean): void => {
      response.off('drain', drained).off('close', closed);
      resolve(hasRoom);
    };
    const drained = (): void => settle(true);
    const closed = (): void => settle(false);
    response.on('drain', drained).on('close', closed);
  });
}

function headersOf(answer: HttpResponse, frame: ResponseFrame): string[] {
  const own = answer.headers ?? {};
  const headers = [
    'content-type',
    own['content-type'] ?? frame.contentType,
    'cache-control',
    own['cache-control'] ?? 'no-store',
    'x-content-type-options',
    'nosniff',
    'x-request-id',
    frame.requestId,
    ...frame.headers,
  ];
  for (const [name, value] of Object.entries(own)) if (name !== 'content-type' && name !== 'cache-control') headers.push(name, value);
  return headers;
}

/** Below this many bytes a response fits a packet or two, and compressing saves nobody time. */
export const LEAST_COMPRESSED = 1_400;

/** Up to this many bytes compressing takes less time than the way to another thread and back. */
const AT_ONCE = 32_768;

const GZIP = { level: 1 };
/** Quality 1 over a window of 512 KiB: a larger one costs memory for every response under way, and finds no more in rows. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 19 } };
const CHUNK = 64 * 1024;

interface Compressor {
  readonly atOnce: (bytes: Uint8Array) => Buffer;
  readonly open: () => Transform;
  /** What an open one takes, about: measured 650 KiB of brotli, 290 of gzip, read and written chunks included. */
  readonly bytes: number;
}

const COMPRESSORS = {
  br: {
    atOnce: (bytes) => brotliCompressSync(bytes, BROTLI),
    open: () => createBrotliCompress({ ...BROTLI, chunkSize: CHUNK }),
    bytes: 720 * 1024,
  },
  gzip: { atOnce: (bytes) => gzipSync(bytes, GZIP), open: () => createGzip({ ...GZIP, chunkSize: CHUNK }), bytes: 320 * 1024 },
} satisfies Readonly<Record<ContentCoding, Compressor>>;

/** The pieces compressed on zlib's threads, no faster than they are taken. Leaving the walk early ends the compressor. */
function compressPieces(pieces: readonly (string | Uint8Array)[], coding: ContentCoding): AsyncIterable<Uint8Array> {
  const source = Readable.from(pieces);
  return source.pipe(COMPRESSORS[coding].open()).once('close', () => source.destroy());
}
