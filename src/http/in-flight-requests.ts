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
import { Entry, toLogEntry, type Credential, type InFlightRequest } from './in-flight-request.js';
import { isStalled, type Progress } from './stalled.js';

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
    const connection: Connection = {
      socket,
      entries: [],
      credential: null,
      isRefused: false,
      dropped: 0,
      later: [],
      taken: 0,
      stalledSince: null,
    };
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
      const entry = new Entry(takenOver(request) ?? newRequestId(), { request, response, connection }, () => {
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
  /** The last credential that was checked: most connections send one, again and again. */
  credential: Credential | null;
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
