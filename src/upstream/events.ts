/**
 * What happens to calls, for metrics and logs. Observers are told labels and figures, never a URL, a credential or a body, and must not throw.
 */
import type { ErrorCode } from '../errors.js';
import type { CallOrigin } from './call.js';

/** One attempt of one call that went, or was about to go, over a socket. */
export interface AttemptEnd {
  readonly report: string;
  /** The operation that started it; undefined where none did. */
  readonly origin: CallOrigin | undefined;
  /** 1, or 2 for a retry. */
  readonly attempt: number;
  /** Null where no reply began. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Of the body, over the wire. */
  readonly bytes: number;
  /** `LEFT`: nobody waited for it any more. */
  readonly outcome: 'OK' | 'LEFT' | ErrorCode;
  /** It counts against upstream's health. */
  readonly counted: boolean;
  /** Names and codes of what went wrong (see `safeCause`). */
  readonly cause: string | null;
  /** What upstream says of a request that it refuses (400, 422), cleaned of digits and quoted parts; null elsewhere. */
  readonly sentence: string | null;
}

export type BreakerScope = 'connection' | 'report' | 'caller';
export type BreakerState = 'closed' | 'open' | 'half-open';

export interface UpstreamEvents {
  readonly attemptStarted?: (event: { readonly report: string; readonly attempt: number }) => void;
  readonly attemptEnded?: (event: AttemptEnd) => void;
  /** A call joined an equal one under way. */
  readonly joined?: (event: { readonly report: string }) => void;
  /** A second attempt follows; `free` where an idle connection had been closed, which costs no budget. */
  readonly retried?: (event: { readonly report: string; readonly free: boolean; readonly outcome: ErrorCode }) => void;
  /** `report` is null where the breaker watches over connections as such. */
  readonly breakerChanged?: (event: { readonly scope: BreakerScope; readonly report: string | null; readonly state: BreakerState }) => void;
  /** Refused without being sent. */
  readonly shed?: (event: { readonly report: string; readonly outcome: ErrorCode }) => void;
  /** A socket was given up outside of any call, for one because bytes came that nobody had asked for. */
  readonly disconnected?: (event: { readonly cause: string }) => void;
}

/** Tells several observers of everything, in their order. */
export function observedBy(...observers: readonly UpstreamEvents[]): UpstreamEvents {
  return {
    attemptStarted: (event) => observers.forEach((one) => one.attemptStarted?.(event)),
    attemptEnded: (event) => observers.forEach((one) => one.attemptEnded?.(event)),
    joined: (event) => observers.forEach((one) => one.joined?.(event)),
    retried: (event) => observers.forEach((one) => one.retried?.(event)),
    breakerChanged: (event) => observers.forEach((one) => one.breakerChanged?.(event)),
    shed: (event) => observers.forEach((one) => one.shed?.(event)),
    disconnected: (event) => observers.forEach((one) => one.disconnected?.(event)),
  };
}
