/**
 * What a call to the Reports API is, seen from outside: a question, the taker of its bytes, and what came of it.
 */
import type { Caller } from '../caller.js';
import type { LeaveSignal } from '../leave-signal.js';
import type { AttemptEnd, BreakerScope } from './events.js';

/**
 * Takes the bytes of one reply. `write` may return a promise: nothing more is read until it resolves. Both may throw a GatewayError,
 * which fails the call as its code says. Chunks may be shared with other takers and are never to be changed.
 */
export interface ReplySink<T> {
  write(chunk: Uint8Array): void | Promise<void>;
  /** `proven`: the framing (Content-Length, or the last chunk) shows that all of the reply came. */
  end(proven: boolean): T;
  /** True once rows left the gateway, or may leave at any time. Such a reply is never asked for a second time, and no other stands in for it. */
  readonly handedOut?: boolean;
}

/** The operation that asks: what its requests and its log lines are marked with. */
export interface CallOrigin {
  /** Sent as `x-request-id`. */
  readonly requestId: string;
  /** Null where the caller sent no `traceparent`. */
  readonly traceId: string | null;
  /** Stands for the caller in the log. Null where there is no credential. */
  readonly caller: string | null;
  /** Sent as `traceparent`; null where no trace is to be passed on. */
  readonly traceparent: string | null;
  /** Told of every attempt; null where nobody listens. */
  readonly attemptEnded: ((event: AttemptEnd) => void) | null;
}

/** One question. */
export interface UpstreamCall {
  /** The report's name: a label for metrics, and what a breaker watches over. */
  readonly report: string;
  /** Path and query below the base URL, beginning with a slash, encoded. */
  readonly target: string;
  /** The caller's own Authorization header, sent as it is. */
  readonly authorization: string;
  /** Who sent that header. */
  readonly caller: Caller;
  /** Absent where no operation asks. A request that serves several operations bears the marks of the one that started it. */
  readonly origin?: CallOrigin;
  /** How many report fields the reply serves. */
  readonly fields: number;
  /** Aborted when nobody waits any more. */
  readonly signal: LeaveSignal;
  /** On the clock of `performance.now()`: queue, retry, headers and body all end by then. */
  readonly deadlineAt: number;
  /** Where it is there, `deadlineAt` holds until the first byte alone; from then on the reply may be silent for so many milliseconds. */
  readonly stallMs?: number;
  /** Whether the reply may serve equal questions of the same caller that come while it is under way. Default true; streams say false. */
  readonly shareable?: boolean;
}

/** A whole reply, as one caller sees it. */
export interface UpstreamReply<T> {
  /** What the sink's `end` returned. */
  readonly result: T;
  readonly status: number;
  /** From sending the request to the reply's end: without the queue, and without an attempt that failed. */
  readonly durationMs: number;
  /** How many report fields this one request served. */
  readonly sharedBy: number;
  /** Of the body, as they came over the wire. */
  readonly bytes: number;
}

export interface Upstream {
  /** Asks once, or joins an equal question under way. Fails with a GatewayError; with the signal's reason where the signal aborted it. */
  fetch<T>(call: UpstreamCall, open: () => ReplySink<T>): Promise<UpstreamReply<T>>;
  /** Whether a further question of this caller would be turned away for want of room. */
  isFullFor(caller: Caller): boolean;
  /** Calls that wait for a connection. */
  waiting(): number;
  /** Breakers that refuse calls, by what they watch over. */
  openBreakers(): Readonly<Record<BreakerScope, number>>;
  /** Takes no more calls (SHUTTING_DOWN), lets those under way end, and closes the sockets. */
  close(): Promise<void>;
}
