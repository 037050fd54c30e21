/**
 * The answer to bytes that are no HTTP request, or none in time: written to the connection itself, which is then closed.
 */
import type { Duplex } from 'node:stream';
import { STATUS_CODES } from 'node:http';
import { ERROR_CODES, formatGatewayError, GatewayError, type ErrorCode } from '../errors.js';
import type { RawReply } from './in-flight-requests.js';

const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'REQUEST_HEADER_FIELDS_TOO_LARGE',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'PAYLOAD_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** The refusal that an error of Node's HTTP parser stands for. */
export function toRefusal(error: Error): GatewayError {
  const parserCode = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const code = CODES[parserCode] ?? 'BAD_REQUEST';
  return new GatewayError(code, code === 'BAD_REQUEST' ? 'This is not a valid HTTP/1.1 request.' : ERROR_CODES[code].meaning);
}

/** Writes a whole response and closes the connection. Only where no response has begun on it. */
export function replyRaw(socket: Duplex, error: GatewayError, requestId: string): RawReply {
  const { status } = ERROR_CODES[error.code];
  const body = JSON.stringify({ errors: [formatGatewayError(error, requestId)] });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/json; charset=utf-8',
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    `x-request-id: ${requestId}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  return { status, code: error.code, bytes: Buffer.byteLength(body) };
}
