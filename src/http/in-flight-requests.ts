/**
 * The requests that are being answered: what is known of each for the log, when its caller leaves, and when the last one is done.
 *
 * Node tells a response of its caller's leaving only once it is that response's turn on the connection; a pipelined one behind it never
 * hears. So leaving is learnt from the connection itself.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../errors.js';
import type { RequestLogEntry, MediaType } from './graphql-request.js';

/** One request from its headers to the end of its answer. The front fills in what it learns. */
export interface InFlightRequest {
  readonly requestId: string;
  readonly startedAt: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborts when the caller leaves. Made when it is first asked for. */
  readonly signal: () => AbortSignal;
  /** Ends it, whether it was answered or its caller left. */
  readonly close: () => void;
  /** Calls this once it has ended; at once where it has. */
  readonly whenClosed: (run: () => void) => void;
  route: string;
  /** Of the answer, and of a refusal. */
  mediaType: MediaType;
  namesJson: boolean;
  /** The credential, once its syntax was checked. */
  authorization: string | null;
  /** The methods of the route, where the request had another. */
  allow: string | null;
  status: number;
  bytes: number;
  code: ErrorCode | null;
  fault: unknown;
}

export interface InFlightRequests {
  readonly open: (request: IncomingMessage, response: ServerResponse) => InFlightRequest;
  /** To be called for every new connection. */
  readonly watch: (socket: Duplex) => void;
  /** The request that came last on a connection, while it is open. */
  readonly lastOf: (socket: Duplex) => InFlightRequest | null;
  /** Reports bytes that were refused before they became a request, and gives them an id. */
  readonly refuseUnread: (reply: (requestId: string) => RawReply) => void;
  /** Resolves once nothing is open. */
  readonly idle: () => Promise<void>;
}

/** What was written for bytes that are no request. */
export interface RawReply {
  readonly status: number;
  readonly code: ErrorCode;
  readonly bytes: number;
}

export interface InFlightRequestsOptions {
  readonly newRequestId: () => string;
  readonly observe: (event: RequestLogEntry) => void;
}

export function createInFlightRequests({ newRequestId, observe }: InFlightRequestsOptions): InFlightRequests {
  // Lists rather than maps: a map that grows and shrinks all the time leaves tables behind that hold on to each other.
  const connections = new WeakMap<Duplex, InFlightRequest[]>();
  const waiting: (() => void)[] = [];
  let count = 0;

  const open = (request: IncomingMessage, response: ServerResponse): InFlightRequest => {
    let controller: AbortController | null = null;
    let closed = false;
    let onClosed: (() => void) | null = null;
    const onConnection = connections.get(request.socket);
    const entry: InFlightRequest = {
      requestId: newRequestId(),
      startedAt: performance.now(),
      request,
      response,
      signal: () => {
        controller ??= new AbortController();
        if (closed && !response.writableFinished) controller.abort();
        return controller.signal;
      },
      close: () => {
        if (closed) return;
        closed = true;
        if (onConnection) onConnection.splice(onConnection.indexOf(entry), 1);
        if (!response.writableFinished) controller?.abort();
        onClosed?.();
        observe(toEvent(entry));
        if (--count === 0) for (const resolve of waiting.splice(0)) resolve();
      },
      whenClosed: (run) => {
        if (closed) run();
        else onClosed = run;
      },
      route: 'other',
      mediaType: 'application/json',
      namesJson: false,
      authorization: null,
      allow: null,
      status: 0,
      bytes: 0,
      code: null,
      fault: undefined,
    };
    count++;
    onConnection?.push(entry);
    response.on('close', entry.close);
    return entry;
  };

  return {
    open,
    watch: (socket) => {
      const onConnection: InFlightRequest[] = [];
      connections.set(socket, onConnection);
      socket.on('close', () => {
        for (const entry of [...onConnection]) entry.close();
      });
    },
    lastOf: (socket) => connections.get(socket)?.at(-1) ?? null,
    refuseUnread: (reply) => {
      const requestId = newRequestId();
      observe({ requestId, method: '', route: 'other', durationMs: 0, clientLeft: false, ...reply(requestId) });
    },
    idle: () => (count === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}

/** What nginx logs for a caller who left; nothing was written then. */
const CLIENT_CLOSED_REQUEST = 499;

function toEvent(entry: InFlightRequest): RequestLogEntry {
  const clientLeft = !entry.response.writableFinished && entry.code === null;
  return {
    requestId: entry.requestId,
    method: entry.request.method ?? '',
    route: entry.route,
    status: clientLeft ? CLIENT_CLOSED_REQUEST : entry.status,
    durationMs: performance.now() - entry.startedAt,
    bytes: entry.bytes,
    code: entry.code,
    clientLeft,
    ...(entry.fault === undefined ? {} : { fault: entry.fault }),
  };
}
