/** Responses and refusals onto the wire, with what the log needs to know of them. */
import type { IncomingMessage } from 'node:http';
import { formatGatewayError, GatewayError, maskedError } from '../errors.js';
import type { RequestLimits } from '../limits.js';
import type { Cors } from './cors.js';
import { errorResponse } from './error-response.js';
import type { HttpResponse } from './graphql-request.js';
import type { InFlightRequest } from './in-flight-request.js';
import { chooseCoding } from './negotiate.js';
import { writeLingering, writeResponse, type FlatHeaders } from './write-response.js';

const CLOSE: FlatHeaders = ['connection', 'close'];
const VARY_BY_CODING: FlatHeaders = ['vary', 'Accept-Encoding'];

export interface ResponderOptions {
  readonly limits: RequestLimits;
  readonly compression?: boolean;
  readonly cors: Cors;
  /** Whether connections are to be closed behind a response. */
  readonly closes: () => boolean;
}

/** What writes responses and refusals, and notes for the log what it wrote. */
export function createResponder({ limits, cors, compression = false, closes }: ResponderOptions) {
  async function write(
    entry: InFlightRequest,
    given: HttpResponse,
    headers: FlatHeaders = cors.headersFor(entry.request.headers),
  ): Promise<void> {
    const { request, response, outcome, requestId } = entry;
    outcome.status = given.status;
    outcome.code = given.code ?? null;
    outcome.fault = given.fault;
    if (given.release) entry.whenOver(given.release);
    const unwanted = isBodyUnwanted(request, limits.bodyBytes);
    const closing = unwanted || closes() || limits.keepAliveTimeoutMs === 0 || endsHere(request) || entry.isOneTooMany;
    const frame = {
      requestId,
      // Nothing in this body is in parts.
      contentType: `${entry.acceptance.mediaType === 'multipart/mixed' ? 'application/json' : entry.acceptance.mediaType}; charset=utf-8`,
      headers: [...headers, ...(compression ? VARY_BY_CODING : []), ...(closing ? CLOSE : [])],
      coding: compression ? chooseCoding(request.headers['accept-encoding']) : null,
      count: (bytes: number) => {
        outcome.bytes += bytes;
      },
    };
    try {
      if (unwanted) writeLingering(request, response, given, frame);
      else await writeResponse(response, given, frame);
    } catch (error) {
      breakOff(entry, error);
    }
  }

  /** Without its last chunk a response is visibly broken. Under HTTP/1.0 its end is the connection's, so that must not close in good order. */
  function breakOff(entry: InFlightRequest, error: unknown): void {
    const { request, response, outcome } = entry;
    if (!entry.isOver()) outcome.isBroken = true;
    if (!(error instanceof GatewayError)) outcome.fault = error;
    if (request.httpVersion === '1.0') request.socket.resetAndDestroy();
    response.destroy();
  }

  async function refuse(entry: InFlightRequest, error: unknown): Promise<void> {
    const { requestId, acceptance, credential, allow } = entry;
    const request = { requestId, authorization: credential?.authorization ?? null, ...acceptance };
    const known = toGatewayError(error);
    const refusal = known
      ? errorResponse([formatGatewayError(known, requestId)], request)
      : errorResponse([formatGatewayError(maskedError(error), requestId)], request, error);
    await write(entry, allow === null ? refusal : { ...refusal, headers: { ...refusal.headers, allow } });
  }

  return { write, refuse };
}

/** Fastify refuses media types by itself where a header cannot be read as one. */
function toGatewayError(error: unknown): GatewayError | null {
  if (error instanceof GatewayError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE'
    ? new GatewayError('UNSUPPORTED_MEDIA_TYPE', 'Content-Type must be application/json, in UTF-8.')
    : null;
}

/** Whether Node's parser reads nothing behind the request, which asks for another protocol. Said, so that what came behind it is sent again. */
function endsHere({ headers }: IncomingMessage): boolean {
  return headers.upgrade !== undefined;
}

/** Whether bytes of a body may still come that are not worth reading: too many, of unknown number, or not sent without a go-ahead. */
function isBodyUnwanted({ complete, headers }: IncomingMessage, maxBytes: number): boolean {
  if (complete) return false;
  return headers['transfer-encoding'] !== undefined || headers.expect !== undefined || Number(headers['content-length'] ?? 0) > maxBytes;
}
