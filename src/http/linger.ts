/**
 * The end of an answer to a request whose body is not wanted.
 *
 * Closing at once resets the connection while the caller still sends, and many callers then report the reset instead of the answer. So
 * the answer goes out whole first, the caller gets a moment to read it and hang up, and what it still sends is dropped.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

const LINGER_MS = 500;
const LINGER_BYTES = 1_048_576;

/** Ends a response, whose body has been written, once the caller is done or the moment is over; `connection: close` then closes. */
export function lingerThenEnd(request: IncomingMessage, response: ServerResponse): void {
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
