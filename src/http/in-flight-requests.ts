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
import { createTurns, type TurnTaker } from './turns.js';

export interface InFlightRequests {
  /** A connection that has sent nothing yet. One that is not met before its first request is known from then on. */
  readonly meet: (socket: Socket) => void;
  /** Null where the connection's last request was refused for being one too many: nothing more is read of it. */
  readonly open: (request: IncomingMessage, response: ServerResponse) => InFlightRequest | null;
  /** How many are open. */
  readonly count: () => number;
  /** How many of them ask for GraphQL operations. */
  readonly operations: () => number;
  /** The request that came last on a connection, while it is open. */
  readonly lastOn: (socket: Duplex) => InFlightRequest | null;
  /** Calls `begin` once the request has its turn; never if its connection closes first. */
  readonly inTurn: (entry: InFlightRequest, begin: () => void) => void;
  /** Resolves once every request that came before it on the connection is over. */
  readonly turnOf: (entry: InFlightRequest) => Promise<void>;
  /** Logs bytes that were refused before they became a request, and gives them an id. */
  readonly refuseUnread: (reply: (requestId: string) => RawReply) => void;
  /** Resolves once nothing is open, and nothing was left unread. */
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
  readonly limits: Pick<
    RequestLimits,
    'pipelinedRequests' | 'requestsPerTurn' | 'requestsReadPerTurn' | 'writeTimeoutMs' | 'crowdedWriteTimeoutMs'
  >;
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
  const turns = createTurns(limits);
  const waiting: (() => void)[] = [];
  let count = 0;

  const connectionOf = (socket: Socket, mayPause = true): Connection => {
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
    if (mayPause) turns.join(connection);
    socket.on('end', turns.countRead);
    socket.on('close', () => {
      connections.delete(socket);
      turns.leave(connection);
      for (const entry of [...connection.entries]) entry.close();
    });
    return connection;
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
    meet: (socket) => void connectionOf(socket),
    open: (request, response) => {
      // Whoever embeds the gateway may serve HTTP/2, where a connection is Node's own to pause.
      const connection = connectionOf(request.socket, request.httpVersionMajor === 1);
      turns.countRead();
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
    inTurn: (entry, begin) => turns.begin(connectionOf(entry.request.socket), begin),
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
    idle: async () => {
      while (count > 0 || turns.leavesUnread())
        await new Promise<void>((resolve) => (count > 0 ? waiting.push(resolve) : setImmediate(resolve)));
    },
    stop: () => clearInterval(cutStalled),
  };
}

/** A connection and its unanswered requests, in the order in which they are answered. */
interface Connection extends Progress, TurnTaker {
  readonly socket: Socket;
  readonly entries: Entry[];
  /** The last credential that was checked: most connections send one, again and again. */
  credential: Credential | null;
  /** Whether a request was one too many: the connection is closed behind its refusal. */
  isRefused: boolean;
  /** Requests that were dropped behind the one that was one too many. */
  dropped: number;
}

const LOOKS_PER_TIMEOUT = 8;
const MIN_LOOK_EVERY_MS = 10;

/** The id that a caller or a proxy gave the request; null where there is none of the right form, or more than one: Node joins them by a comma. */
function takenOver({ headers: { 'x-request-id': id } }: IncomingMessage): string | null {
  return typeof id === 'string' && /^[\w.-]{1,128}$/.test(id) ? id : null;
}
