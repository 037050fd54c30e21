/**
 * The front door: node:http read strictly, so that only requests in good order reach the gateway behind it.
 *
 * Headers, path and method are checked here, the rest of a GraphQL request in `receive`. What fails is refused under its code's status
 * with a JSON body that repeats nothing of the request.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { formatGatewayError, GatewayError, maskedError } from '../errors.js';
import { checkHeaders } from './check-headers.js';
import { replyRaw, toRefusal } from './raw-error.js';
import { chooseCoding } from './content-coding.js';
import { createCors } from './cors.js';
import type { HttpServer, HttpServerOptions, HttpResponse, Page } from './graphql-request.js';
import { lingerThenEnd } from './linger.js';
import { createInFlightRequests, type InFlightRequest } from './in-flight-requests.js';
import { parseRequest } from './parse-request.js';
import { errorResponse } from './error-response.js';
import { createTurns } from './turns.js';
import { writeResponse, writeUnended, type FlatHeaders } from './write-response.js';

/** Where GraphQL is asked. */
export const GRAPHQL_PATH = '/graphql';

/** How often connections are looked at for headers and bodies that are overdue. */
const CHECK_OVERDUE_EVERY_MS = 500;
/** How long connections may stay open once the last answer is written. */
const LINGER_MS = 250;
const CLOSE: FlatHeaders = ['connection', 'close'];
const VARY_BY_CODING: FlatHeaders = ['vary', 'Accept-Encoding'];

/** A front door that does not listen yet. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { limits, pages, answer } = options;
  const observe = options.observe ?? (() => undefined);
  const compresses = options.compression ?? false;
  const cors = createCors(options.corsOrigins);
  const requests = createInFlightRequests({ newRequestId: options.newRequestId ?? randomUUID, observe });
  // Counted apart: what waits to be written is no reason for others to begin later.
  const begins = createTurns();
  const writes = createTurns();
  let drained: Promise<void> | null = null;

  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: CHECK_OVERDUE_EVERY_MS,
    requireHostHeader: false,
  });
  // Node drops headers beyond its own count without a word; one more than ours shows that there were too many.
  server.maxHeadersCount = limits.headerCount + 1;
  server.on('connection', requests.watch);
  server.on('request', handle);
  server.on('checkContinue', handle);
  server.on('checkExpectation', handle);
  server.on('clientError', refuseBytes);

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const entry = requests.open(request, response);
    serve(entry)
      .catch((error: unknown) => {
        if (response.headersSent) throw error;
        const refusal = refuse(error, entry);
        return write(entry, entry.allow === null ? refusal : { ...refusal, headers: { ...refusal.headers, allow: entry.allow } });
      })
      .catch((error: unknown) => {
        entry.fault = error;
        response.destroy();
      });
  }

  async function serve(entry: InFlightRequest): Promise<void> {
    const { request } = entry;
    checkHeaders(request.rawHeaders, limits.headerCount);
    if (request.headers.host === undefined && request.httpVersion === '1.1')
      throw new GatewayError('BAD_REQUEST', 'The header host is missing.');
    const path = pathOf(request.url ?? '');
    const page = pages.get(path);
    if (path !== GRAPHQL_PATH && page === undefined)
      throw new GatewayError('NOT_FOUND', `There is nothing here; GraphQL is at ${GRAPHQL_PATH}.`);
    entry.route = path;
    if (page !== undefined && (path !== GRAPHQL_PATH || wantsPage(request))) return servePage(entry, page);
    const preflight = request.method === 'OPTIONS' ? cors.preflight(request.headers) : null;
    if (preflight !== null) return write(entry, { status: 204, body: [] }, preflight);
    checkMethod(entry, ['POST']);
    if (drained !== null) throw new GatewayError('SHUTTING_DOWN', 'The gateway is shutting down.');
    const asked = await parseRequest(entry, limits);
    if (asked === null) return;
    await begins.wait();
    const given = await answer(asked);
    await writes.wait();
    return write(entry, given);
  }

  async function servePage(entry: InFlightRequest, page: Page): Promise<void> {
    checkMethod(entry, ['GET', 'HEAD']);
    return write(entry, await page({ requestId: entry.requestId }));
  }

  function write(
    entry: InFlightRequest,
    given: HttpResponse,
    headers: FlatHeaders = cors.headersFor(entry.request.headers),
  ): Promise<void> {
    const { request, response } = entry;
    const unwanted = isBodyUnwanted(request, limits.bodyBytes);
    entry.status = given.status;
    entry.code = given.code ?? null;
    entry.fault = given.fault;
    if (given.onClosed) entry.whenClosed(given.onClosed);
    const frame = {
      requestId: entry.requestId,
      contentType: `${entry.mediaType}; charset=utf-8`,
      headers: [...headers, ...(compresses ? VARY_BY_CODING : []), ...(unwanted || drained !== null ? CLOSE : [])],
      coding: compresses ? chooseCoding(request.headers['accept-encoding']) : null,
      count: (bytes: number) => {
        entry.bytes += bytes;
      },
    };
    if (!unwanted) return writeResponse(response, given, frame);
    writeUnended(response, given, frame);
    lingerThenEnd(request, response);
    return Promise.resolve();
  }

  /** For what Node's parser refused, or did not get in time. Where a response has begun, or waits for its turn, there is no room for one. */
  function refuseBytes(error: Error, socket: Duplex): void {
    const entry = requests.lastOf(socket);
    const taken = entry !== null && (entry.request.complete || entry.response.headersSent || entry.response.socket === null);
    if (!socket.writable || taken) {
      socket.destroy();
      return;
    }
    const refusal = toRefusal(error);
    if (entry === null) requests.refuseUnread((requestId) => replyRaw(socket, refusal, requestId));
    else Object.assign(entry, replyRaw(socket, refusal, entry.requestId));
  }

  async function drain(withinMs: number): Promise<void> {
    const cut = setTimeout(() => server.closeAllConnections(), withinMs);
    await requests.idle();
    // Clients and balancers hold connections on which nothing was asked yet; those that were answered have a moment to read it.
    const lingering = setTimeout(() => server.closeAllConnections(), LINGER_MS);
    await new Promise((resolve) => server.close(resolve));
    clearTimeout(lingering);
    clearTimeout(cut);
  }

  return { server, drain: (withinMs) => (drained ??= drain(withinMs)) };
}

function refuse(error: unknown, entry: InFlightRequest): HttpResponse {
  if (error instanceof GatewayError) return errorResponse([formatGatewayError(error, entry.requestId)], entry);
  return errorResponse([formatGatewayError(maskedError(error), entry.requestId)], entry, error);
}

/** The path of a request target; of the absolute form, too. What follows `?` is never looked at. */
function pathOf(target: string): string {
  const path = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/?]*/i, '');
  const end = path.indexOf('?');
  return end === -1 ? path : path.slice(0, end);
}

function wantsPage(request: IncomingMessage): boolean {
  return (request.method === 'GET' || request.method === 'HEAD') && (request.headers.accept ?? '').includes('text/html');
}

function checkMethod(entry: InFlightRequest, methods: readonly string[]): void {
  if (methods.includes(entry.request.method ?? '')) return;
  entry.allow = methods.join(', ');
  throw new GatewayError('METHOD_NOT_ALLOWED', `The method must be ${methods.join(' or ')}.`);
}

/** Whether bytes of a body may still come that are not worth reading: too many, of unknown number, or not sent without a go-ahead. */
function isBodyUnwanted({ complete, headers }: IncomingMessage, maxBytes: number): boolean {
  if (complete) return false;
  return headers['transfer-encoding'] !== undefined || headers.expect !== undefined || Number(headers['content-length'] ?? 0) > maxBytes;
}
