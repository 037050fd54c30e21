/**
 * The requests that are being answered: what the log needs to know of each, when its caller leaves, and when the last one is done.
 *
 * Node tells a response that its caller has left only once it is that response's turn on the connection; a pipelined one behind it never
 * hears. So leaving is learnt from the connection itself.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../errors.js';
import type { RequestLimits } from '../limits.js';
import type { RequestLogEntry } from './graphql-request.js';
import { ACCEPTS_ANYTHING, type Acceptance } from './negotiate.js';
import { isStalled, type Progress } from './stalled.js';

/** One request from its headers to the end of its response. */
export interface InFlightRequest {
  readonly requestId: string;
  readonly startedAt: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborts when the caller leaves. Made when it is first asked for. */
  readonly signal: () => AbortSignal;
  /** Whether its connection had all the unanswered requests that it may have. What comes behind it is dropped. */
  readonly isOneTooMany: boolean;
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
  /** Whether it asks for a GraphQL operation. */
  isOperation: boolean;
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
  /** Whether the gateway broke the response off after it had begun. */
  isBroken: boolean;
}

export interface InFlightRequests {
  /** Null where the connection's last request was refused for being one too many: nothing more is read of it. */
  readonly open: (request: IncomingMessage, response: ServerResponse) => InFlightRequest | null;
  /** How many are open. */
  readonly count: () => number;
  /** How many of them ask for GraphQL operations. */
  readonly operations: () => number;
  /** The request that came last on a connection, while it is open. */
  readonly lastOn: (socket: Duplex) => InFlightRequest | null;
  /**
   * Calls `begin` at once, or in a later turn of the event loop if this one has begun as many requests as it may. Those that wait are begun
   * one of each connection, then the next of each, so that one connection with many requests does not delay the others. Never called if the
   * connection closes first.
   */
  readonly inTurn: (entry: InFlightRequest, begin: () => void) => void;
  /** Resolves once every request that came before it on the connection is over. */
  readonly turnOf: (entry: InFlightRequest) => Promise<void>;
  /** Logs bytes that were refused before they became a request, and gives them an id. */
  readonly refuseUnread: (reply: (requestId: string) => RawReply) => void;
  /** Resolves once nothing is open. */
  readonly idle: () => Promise<void>;
  /** Ends what looks after connections. */
  readonly stop: () => void;
}

/** What was written for bytes that are no request. */
export interface RawReply {
  readonly status: number;
  readonly code: ErrorCode;
  readonly bytes: number;
}

export interface InFlightRequestsOptions {
  readonly limits: Pick<RequestLimits, 'pipelinedRequests' | 'requestsPerTurn' | 'writeTimeoutMs' | 'crowdedWriteTimeoutMs'>;
  /** Whether other answers wait for bytes that these hold. Default: no. */
  readonly isCrowded?: () => boolean;
  readonly newRequestId?: () => string;
  readonly observe?: (entry: RequestLogEntry) => void;
}

/** What nginx logs for a caller who left; nothing was written then. */
const CLIENT_CLOSED_REQUEST = 499;

export function createInFlightRequests({
  limits,
  isCrowded = () => false,
  newRequestId = randomUUID,
  observe = () => undefined,
}: InFlightRequestsOptions): InFlightRequests {
  const connections = new Map<Duplex, Connection>();
  const waiting: (() => void)[] = [];
  let count = 0;

  const connectionOf = (socket: Socket): Connection => {
    const known = connections.get(socket);
    if (known) return known;
    const connection: Connection = { socket, entries: [], isRefused: false, dropped: 0, later: [], taken: 0, stalledSince: null };
    connections.set(socket, connection);
    socket.on('close', () => {
      connections.delete(socket);
      connection.later.length = 0;
      for (const entry of [...connection.entries]) entry.close();
    });
    return connection;
  };

  /** Requests begun in this turn of the event loop. */
  let begun = 0;
  /** Connections with requests that wait for a later turn. */
  const queue: Connection[] = [];

  const begin = (next: () => void): void => {
    if (++begun === 1) setImmediate(endTurn);
    next();
  };

  /** Sockets are read before requests that wait are begun. */
  const endTurn = (): void => {
    if (queue.length > 0) setImmediate(takeTurn);
    else begun = 0;
  };

  /** A new turn of the event loop, for those that wait for it. */
  const takeTurn = (): void => {
    begun = 0;
    while (begun < limits.requestsPerTurn) {
      const connection = queue.shift();
      if (!connection) return;
      const next = connection.later.shift();
      if (connection.later.length > 0) queue.push(connection);
      if (next) begin(next);
    }
  };

  const cutStalled = setInterval(
    () => {
      const { writeTimeoutMs } = limits;
      const timeoutMs = isCrowded() ? Math.min(writeTimeoutMs, limits.crowdedWriteTimeoutMs) : writeTimeoutMs;
      for (const connection of connections.values())
        if (isStalled(connection, connection.entries.length > 0, timeoutMs)) connection.socket.destroy();
    },
    Math.max(MIN_LOOK_EVERY_MS, Math.min(limits.writeTimeoutMs, limits.crowdedWriteTimeoutMs) / LOOKS_PER_TIMEOUT),
  ).unref();

  return {
    open: (request, response) => {
      const connection = connectionOf(request.socket);
      const { entries } = connection;
      if (connection.isRefused) {
        // The refusal waits behind what is answered first. A caller who goes on regardless is cut.
        if (++connection.dropped > limits.pipelinedRequests) request.socket.destroy();
        return null;
      }
      const entry = new Entry(takenOver(request) ?? newRequestId(), request, response, () => {
        entries.splice(entries.indexOf(entry), 1);
        observe(toLogEntry(entry));
        if (--count === 0) for (const resolve of waiting.splice(0)) resolve();
      });
      count++;
      entries.push(entry);
      connection.isRefused = entry.isOneTooMany = entries.length > limits.pipelinedRequests;
      response.on('close', () => entry.close());
      if (request.socket.destroyed) entry.close();
      return entry;
    },
    count: () => count,
    operations: () => {
      let operations = 0;
      for (const { entries } of connections.values()) for (const { isOperation } of entries) if (isOperation) operations++;
      return operations;
    },
    lastOn: (socket) => connections.get(socket)?.entries.at(-1) ?? null,
    inTurn: (entry, next) => {
      if (begun < limits.requestsPerTurn && queue.length === 0) {
        begin(next);
        return;
      }
      const connection = connectionOf(entry.request.socket);
      if (connection.later.push(next) === 1) queue.push(connection);
    },
    turnOf: async (entry) => {
      const { entries } = connectionOf(entry.request.socket);
      const before = entries.slice(
        0,
        Math.max(
          0,
          entries.findIndex((known) => known === entry),
        ),
      );
      for (const other of before) await new Promise<void>((resolve) => other.whenOver(resolve));
    },
    refuseUnread: (reply) => {
      const requestId = newRequestId();
      observe({ requestId, method: '', route: 'other', durationMs: 0, clientLeft: false, isOperation: false, ...reply(requestId) });
    },
    idle: () => (count === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    stop: () => clearInterval(cutStalled),
  };
}

/** A connection and its unanswered requests, in the order in which they are answered. */
interface Connection extends Progress {
  readonly socket: Socket;
  readonly entries: Entry[];
  /** Whether a request was one too many: the connection is closed behind its refusal. */
  isRefused: boolean;
  /** Requests that were dropped behind the one that was one too many. */
  dropped: number;
  /** What begins those of its requests that wait for a later turn of the event loop. */
  readonly later: (() => void)[];
}

const LOOKS_PER_TIMEOUT = 8;
const MIN_LOOK_EVERY_MS = 10;

/** The id that a caller or a proxy gave the request; null where there is none of the right form, or more than one: Node joins them by a comma. */
function takenOver({ headers: { 'x-request-id': id } }: IncomingMessage): string | null {
  return typeof id === 'string' && /^[\w.-]{1,128}$/.test(id) ? id : null;
}

class Entry implements InFlightRequest {
  readonly requestId: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly startedAt = performance.now();
  route = 'other';
  acceptance = ACCEPTS_ANYTHING;
  authorization: string | null = null;
  isOperation = false;
  allow: string | null = null;
  isOneTooMany = false;
  readonly outcome: Outcome = { status: 0, bytes: 0, code: null, fault: undefined, isBroken: false };
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

function toLogEntry({ requestId, request, response, startedAt, route, outcome, isOperation }: InFlightRequest): RequestLogEntry {
  const clientLeft = !response.writableFinished && outcome.code === null && !outcome.isBroken;
  return {
    requestId,
    method: request.method ?? '',
    route,
    status: clientLeft ? CLIENT_CLOSED_REQUEST : outcome.status,
    durationMs: performance.now() - startedAt,
    bytes: outcome.bytes,
    code: outcome.code,
    clientLeft,
    isOperation,
    ...(outcome.fault === undefined ? {} : { fault: outcome.fault }),
  };
}
