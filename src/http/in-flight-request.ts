/** One request that is being answered, from its headers to the end of its response. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../caller.js';
import type { ErrorCode } from '../errors.js';
import { LeaveController, type LeaveSignal } from '../leave-signal.js';
import type { RequestLogEntry } from './graphql-request.js';
import { ACCEPTS_ANYTHING, type Acceptance } from './negotiate.js';

/** One request from its headers to the end of its response. */
export interface InFlightRequest {
  readonly requestId: string;
  readonly startedAt: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborts when the caller leaves. Made when it is first asked for. */
  readonly signal: () => LeaveSignal;
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
  /** The credential, once its syntax was checked; null where there is none. */
  credential: Credential | null;
  /** What is known of the connection from the requests before. */
  readonly connection: { credential: Credential | null };
  /** Whether it asks for a GraphQL operation. */
  isOperation: boolean;
  /** The methods of the route, where the request had another. */
  allow: string | null;
  readonly outcome: Outcome;
}

/** An Authorization header and who sent it. */
export interface Credential {
  readonly authorization: string;
  readonly caller: Caller;
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

/** The request as the connection's list holds it. */
export class Entry implements InFlightRequest {
  readonly requestId: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly connection: InFlightRequest['connection'];
  readonly startedAt = performance.now();
  route = 'other';
  acceptance = ACCEPTS_ANYTHING;
  credential: Credential | null = null;
  isOperation = false;
  allow: string | null = null;
  isOneTooMany = false;
  readonly outcome: Outcome = { status: 0, bytes: 0, code: null, fault: undefined, isBroken: false };
  readonly #onClose: () => void;
  readonly #listeners: (() => void)[] = [];
  #controller: LeaveController | null = null;
  #closed = false;

  constructor(
    requestId: string,
    { request, response, connection }: Pick<InFlightRequest, 'request' | 'response' | 'connection'>,
    onClose: () => void,
  ) {
    this.requestId = requestId;
    this.request = request;
    this.response = response;
    this.connection = connection;
    this.#onClose = onClose;
  }

  signal(): LeaveSignal {
    this.#controller ??= new LeaveController();
    if (this.#closed && !this.response.writableFinished) this.#controller.abort();
    return this.#controller;
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

/** What nginx logs for a caller who left; nothing was written then. */
const CLIENT_CLOSED_REQUEST = 499;

/** What the log needs to know of a request that is over. */
export function toLogEntry({ requestId, request, response, startedAt, route, outcome, isOperation }: InFlightRequest): RequestLogEntry {
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
