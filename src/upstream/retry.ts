/**
 * Whether a failed attempt is followed by another, and when.
 */
import { GatewayError } from '../errors.js';
import type { Failure } from './failure.js';

export interface RetryCircumstances {
  readonly failure: Failure;
  /** Milliseconds left until the deadline, and from the first attempt to it. */
  readonly left: number;
  readonly total: number;
  /** 0 to 1. */
  readonly random: number;
}

/** A retry must have this much of the time that the first attempt had, or it would only be cut as well. */
export const RETRY_SHARE = 0.4;
/** A caller who was told 429 is left alone for this long at least. */
export const PAUSE_MIN_MS = 1_000;

const SPREAD_MIN_MS = 20;
const SPREAD_MS = 60;

/** Whether a wait leaves enough time for an attempt afterwards. */
export function waitFits(wait: number, left: number, total: number): boolean {
  return left - wait >= RETRY_SHARE * total;
}

/** Milliseconds to wait before the other attempt; null for none. The budget is not asked here. */
export function retryDelay({ failure, left, total, random }: RetryCircumstances): number | null {
  if (!failure.retry) return null;
  const wait = failure.free ? 0 : waitBefore(failure.error, random);
  return wait !== null && waitFits(wait, left, total) ? wait : null;
}

function waitBefore(error: unknown, random: number): number | null {
  const spread = SPREAD_MIN_MS + SPREAD_MS * random;
  if (!(error instanceof GatewayError)) return null;
  // A limit without a time is not tried: nobody said that it ends.
  if (error.code === 'UPSTREAM_RATE_LIMITED') return error.retryAfterMs === undefined ? null : Math.max(PAUSE_MIN_MS, error.retryAfterMs);
  return Math.max(error.retryAfterMs ?? 0, spread);
}
