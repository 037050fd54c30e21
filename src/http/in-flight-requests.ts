/**
 * The requests that are being answered: what the log needs to know of each, when its caller leaves, and when the last one is done.
 *
 * Node tells a response that its caller has left only once it is that response's turn on the connection; a pipelined one behind it never
 * hears. So leaving is learnt from the connection itself.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../errors.js';
import type { RequestLogEntry } from './graphql-request.js';
import { ACCEPTS_ANYTHING, type Acceptance } from './negotiate.js';

/** One request from its headers to the end of its response. */
export interface InFlightRequest {
  readonly requestId: string;
  readonly startedAt: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborts when the caller leaves. Made when it is first asked for. */
  readonly signal: () => AbortSignal;
  /** Whether it is over: answered, or its caller left. */
  readonly isOver: () => boolean;
  /** Calls `done` once it is over. */
  readonly whenOver: (done: () => void) => void;
  /** `/graphql`, the path of a page, or `other`. */
  route: string;
  /** What the caller accepts, once its header was read. */
  acceptance: Acceptance;
  /** The credential, once its syntax was checked. */
  authorization: string | null;
  /** The methods of the route, where the request had another. */
  allow: string | null;
  readonly outcome: Outcome;
}

/** How a request was answered, as far as it was. */
export interface Outcome {
  status: number;
  bytes: number;
  code: ErrorCode | null;
  fault: unknown;
}

export interface InFlightRequests {
  readonly open: (request: IncomingMessage, response: ServerResponse) => InFlightRequest;
  /** The request that came last on a connection, while it is open. */
  readonly lastOn: (socket: Duplex) => InFlightRequest | null;
  /** Resolves once every request that came before it on the connection is over. */
  readonly turnOf: (entry: InFlightRequest) => Promise<void>;
  /** Logs bytes that were refused before they became a request, and gives them an id. */
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
  readonly newRequestId?: () => string;
  readonly observe?: (entry: RequestLogEntry) => void;
}

/** What nginx logs for a caller who left; nothing was written then. */
const CLIENT_CLOSED_REQUEST = 499;

export function createInFlightRequests({
  newRequestId = randomUUID,
  observe = () => undefined,
}: InFlightRequestsOptions): InFlightRequests {
  const connections = new WeakMap<Duplex, Entry[]>();
  const waiting: (() => void)[] = [];
  let count = 0;

  const connectionOf = (socket: Duplex): Entry[] => {
    const known = connections.get(socket);
    if (known) return known;
    const entries: Entry[] = [];
    connections.set(socket, entries);
    socket.on('close', () => {
      for (const entry of [...entries]) entry.close();
    });
    return entries;
  };

  return {
    open: (request, response) => {
      const onConnection = connectionOf(request.socket);
      const entry = new Entry(newRequestId(), request, response, () => {
        onConnection.splice(onConnection.indexOf(entry), 1);
        observe(toLogEntry(entry));
        if (--count === 0) for (const resolve of waiting.splice(0)) resolve();
      });
      count++;
      onConnection.push(entry);
      response.on('close', () => entry.close());
      if (request.socket.destroyed) entry.close();
      return entry;
    },
    lastOn: (socket) => connections.get(socket)?.at(-1) ?? null,
    turnOf: async (entry) => {
      const onConnection = connectionOf(entry.request.socket);
      for (const other of onConnection.slice(
        0,
        onConnection.findIndex((known) => known === entry),
      ))
        await new Promise<void>((resolve) => other.whenOver(resolve));
    },
    refuseUnread: (reply) => {
      const requestId = newRequestId();
      observe({ requestId, method: '', route: 'other', durationMs: 0, clientLeft: false, ...reply(requestId) });
    },
    idle: () => (count === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}

class Entry implements InFlightRequest {
  readonly requestId: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly startedAt = performance.now();
  route = 'other';
  acceptance = ACCEPTS_ANYTHING;
  authorization: string | null = null;
  allow: string | null = null;
  readonly outcome: Outcome = { status: 0, bytes: 0, code: null, fault: undefined };
  readonly #onClose: () => void;
  readonly #listeners: (() => void)[] = [];
  #controller: AbortController | null = null;
  #closed = false;

  constructor(requestId: string, request: IncomingMessage, response: ServerResponse, onClose: () => void) {
    this.requestId = requestId;
    this.request = request;
    this.response = response;
    this.#onClose = onClose;
  }

  signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#closed && !this.response.writableFinished) this.#controller.abort();
    return this.#controller.signal;
  }

  isOver(): boolean {
    return this.#closed;
  }

  whenOver(done: () => void): void {
    if (this.#closed) done();
    else this.#listeners.push(done);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (!this.response.writableFinished) this.#controller?.abort();
    for (const done of this.#listeners.splice(0)) done();
    this.#onClose();
  }
}

function toLogEntry({ requestId, request, response, startedAt, route, outcome }: InFlightRequest): RequestLogEntry {
  const clientLeft = !response.writableFinished && outcome.code === null;
  return {
    requestId,
    method: request.method ?? '',
    route,
    status: clientLeft ? CLIENT_CLOSED_REQUEST : outcome.status,
    durationMs: performance.now() - startedAt,
    bytes: outcome.bytes,
    code: outcome.code,
    clientLeft,
    ...(outcome.fault === undefined ? {} : { fault: outcome.fault }),
  };
}
