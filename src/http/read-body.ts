/**
 * A request's body, its bytes counted as they arrive: a body that is too large is refused at the limit, not after it.
 */
import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../errors.js';

/** Throws PAYLOAD_TOO_LARGE where the header already says so. */
export function checkContentLength(header: string | undefined, maxBytes: number): void {
  if (header !== undefined && Number(header) > maxBytes) throw tooLarge(maxBytes);
}

/** The whole body; null where the caller left before its end. Rejects with PAYLOAD_TOO_LARGE at the limit, what follows is dropped. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(tooLarge(maxBytes));
      }
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => resolve(null));
    request.on('close', () => resolve(null));
  });
}

function tooLarge(maxBytes: number): GatewayError {
  return new GatewayError('PAYLOAD_TOO_LARGE', `The body must have at most ${maxBytes} bytes.`);
}
