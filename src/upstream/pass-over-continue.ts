/**
 * Passes over `100 Continue` that nobody asked for. HTTP lets a server send one at any time before its reply (RFC 9110, 15.2); undici takes
 * it for a broken connection. So it is taken out of the socket's bytes before undici reads them.
 *
 * Only at the beginning of a reply, which is what comes after a request was written, and only so many: a flood stays, and breaks the reply.
 */
import type { Socket } from 'node:net';

/** How many may come before one reply. */
const MOST = 8;
/** A head of more bytes is left to undici. */
const HEAD_BYTES = 1_024;
const START = Buffer.from('HTTP/1.1 100');
const END = Buffer.from('\r\n\r\n');

/** Changes how the socket is read, for as long as it lives. */
export function passOverContinue(socket: Socket): void {
  const read = socket.read.bind(socket);
  const write = socket.write.bind(socket);
  let left = 0;
  /** The beginning of what may become such a head. */
  let begun: Buffer | null = null;

  socket.read = (size?: number): Buffer | null => {
    // No encoding is set on the socket, so it reads Buffers.
    const chunk = read(size) as Buffer | null;
    if (left === 0 || chunk === null) return chunk;
    const { rest, passed, unfinished } = withoutContinue(begun === null ? chunk : Buffer.concat([begun, chunk]), left);
    left -= passed;
    begun = null;
    if (unfinished && rest.length < HEAD_BYTES) {
      begun = rest;
      return null;
    }
    // The reply itself has begun.
    if (rest.length > 0) left = 0;
    return rest.length > 0 ? rest : null;
  };

  // Every request is written by this, and the next one only when the reply to it has ended. The type has two signatures; both are passed on.
  socket.write = ((...written: Parameters<Socket['write']>): boolean => {
    left = MOST;
    return write(...written);
  }) as Socket['write'];
}

interface Stripped {
  readonly rest: Buffer;
  readonly passed: number;
  /** Whether the rest may be the beginning of another such head. */
  readonly unfinished: boolean;
}

/** The bytes without the interim heads that they begin with, at most so many. */
function withoutContinue(bytes: Buffer, most: number): Stripped {
  let from = 0;
  for (let passed = 0; passed < most; passed += 1) {
    const length = Math.min(START.length, bytes.length - from);
    if (length === 0 || bytes.compare(START, 0, length, from, from + length) !== 0)
      return { rest: bytes.subarray(from), passed, unfinished: false };
    const end = bytes.indexOf(END, from);
    if (end === -1) return { rest: bytes.subarray(from), passed, unfinished: true };
    from = end + END.length;
  }
  return { rest: bytes.subarray(from), passed: most, unfinished: false };
}
