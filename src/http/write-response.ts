/**
 * An answer onto the wire: headers, then pieces no faster than the caller takes them.
 *
 * Where the caller accepts a coding and the answer is worth it, what is written is compressed. Answers in parts are not: each part is to
 * leave when it is there.
 */
import type { ServerResponse } from 'node:http';
import { compressAtOnce, compressPieces, LEAST_COMPRESSED } from './compress.js';
import type { ContentCoding } from './content-coding.js';
import type { HttpResponse } from './graphql-request.js';

/** Headers as Node takes them flat: name, value, name, value. */
export type FlatHeaders = readonly string[];

export interface ResponseFrame {
  readonly requestId: string;
  /** Where the answer names none itself. */
  readonly contentType: string;
  /** Of the exchange rather than the answer: CORS, `connection`. */
  readonly headers: FlatHeaders;
  /** What the caller accepts the answer to be compressed with; null: not at all. */
  readonly coding: ContentCoding | null;
  /** Told of every piece's bytes, as they are written. */
  readonly count: (bytes: number) => void;
}

/** Writes an answer whole and ends the response. Stops quietly when the caller leaves; rejects where the answer's own stream does. */
export async function writeResponse(response: ServerResponse, answer: HttpResponse, frame: ResponseFrame): Promise<void> {
  if (!isPieces(answer.body)) return writeStream(response, answer, answer.body, frame);
  const bytes = lengthOf(answer.body);
  if (frame.coding !== null && bytes >= LEAST_COMPRESSED && answer.headers?.['content-encoding'] === undefined)
    return writeCompressed(response, { answer, pieces: answer.body, bytes, coding: frame.coding }, frame);
  writeHead(response, answer, bytes, frame);
  if (bytes > SMALL) return writePieces(response, answer, answer.body, frame);
  frame.count(bytes);
  response.end(join(answer.body, bytes));
  answer.onFlushed?.();
}

/** Writes an answer's head and all of its body, but leaves the response open. For answers that are small. */
export function writeUnended(response: ServerResponse, answer: HttpResponse, frame: ResponseFrame): void {
  if (!isPieces(answer.body)) throw new TypeError('an answer that is a stream has no length to announce');
  const bytes = lengthOf(answer.body);
  writeHead(response, answer, bytes, frame);
  frame.count(bytes);
  response.write(join(answer.body, bytes));
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
  const whole = compressAtOnce(pieces, bytes, coding);
  if (whole === null) {
    tellWhenFlushed(response, answer);
    return writeStream(response, coded, compressPieces(pieces, coding), frame);
  }
  answer.onFlushed?.();
  writeHead(response, coded, whole.length, frame);
  frame.count(whole.length);
  response.end(whole);
}

/** At `finish` the system has a copy of every byte, and a compressor has read them all. It is not told where the caller left. */
function tellWhenFlushed(response: ServerResponse, { onFlushed }: HttpResponse): void {
  if (onFlushed) response.once('finish', onFlushed);
}

async function writePieces(response: ServerResponse, answer: HttpResponse, pieces: readonly Piece[], frame: ResponseFrame): Promise<void> {
  tellWhenFlushed(response, answer);
  response.cork();
  for (const piece of pieces) {
    frame.count(lengthOf([piece]));
    // Nothing is waited for while there is room.
    if (!response.write(piece) && !(await roomIn(response))) return;
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
    if (!response.write(piece) && !(await roomIn(response))) return;
  }
  response.end();
}

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
