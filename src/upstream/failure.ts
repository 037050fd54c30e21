/**
 * An attempt that went wrong: what the caller is told, and what follows for the next attempt and for upstream's health.
 */
import { GatewayError } from '../errors.js';
import type { SocketNote } from './connector.js';
import { FAULTS, faultOf, gatewayError, verdictOn, type FaultName, type Phase } from './faults.js';
import { redacted } from './safe-cause.js';

export interface Failure {
  /** A GatewayError, or what a sink threw that is none. */
  readonly error: unknown;
  readonly retry: boolean;
  /** Counts against upstream's health. */
  readonly countsAgainstHealth: boolean;
  /** Upstream had closed an idle connection: to try again costs nothing and says nothing. */
  readonly free: boolean;
  readonly phase: Phase;
}

/** How far an attempt has come. */
export interface Progress {
  phase: Phase;
  /** Null where no reply began. */
  status: number | null;
  /** A byte of the reply came. */
  answered: boolean;
  /** Of the body, over the wire. */
  bytes: number;
}

/** A failure by a row of the table. */
export function failed(
  name: FaultName,
  { phase, status }: Progress,
  details: { readonly cause?: unknown; readonly retryAfterMs?: number; readonly upstreamMessage?: string } = {},
): Failure {
  const { retry, countsAgainstHealth } = FAULTS[name];
  return { error: gatewayError(name, status === null ? details : { ...details, status }), retry, countsAgainstHealth, free: false, phase };
}

/** A failure by what a sink threw. */
export function refusedBySink(error: unknown, { phase, bytes }: Progress): Failure {
  // A body without a byte may be upstream's way to say "nothing": not worth a second try, and no sign of ill health.
  const judged = bytes > 0 && error instanceof GatewayError;
  const { retry, countsAgainstHealth } = judged ? verdictOn(error.code) : { retry: false, countsAgainstHealth: false };
  return { error, retry, countsAgainstHealth, free: false, phase };
}

/** A failure by an error of the connection, the parser or the inflation. */
export function lost(error: unknown, progress: Progress, note: SocketNote | undefined): Failure {
  const { phase, answered } = progress;
  const failure = failed(faultOf(error, { phase, closedByPeer: note?.closedByPeer }), progress, { cause: redacted(error) });
  const idle = note !== undefined && note.closedByPeer && note.used && !answered && phase === 'head';
  return idle ? { ...failure, retry: true, countsAgainstHealth: false, free: true } : failure;
}
