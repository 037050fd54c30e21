/**
 * One circuit breaker: closed while calls go well, open for a while when they do not, then one call to try.
 *
 * It opens when failures in the window are many enough, come from enough callers, and are three quarters of all that happened in it, or
 * all that happened of late. The second rule sees an outage behind a busy minute; the share keeps an upstream open that answers every
 * other time. An outcome that says nothing about upstream's health is ignored: it neither opens nor closes.
 */
import type { BreakerState } from './events.js';

export interface BreakerOptions {
  readonly failures: number;
  readonly callers: number;
  readonly windowMs: number;
  readonly resetMs: number;
  readonly now: () => number;
  readonly changed: (state: BreakerState) => void;
}

export type Verdict = 'success' | 'failure' | 'ignored';

export interface Breaker {
  /** Milliseconds until a call may be tried; 0 if one may now. Changes nothing. */
  refusesFor(): number;
  /** Lets one call through after `refusesFor` was 0; true if it is the one that tries whether upstream is back. */
  admit(): boolean;
  /** What became of an admitted call. `trial` is what `admit` returned. */
  record(verdict: Verdict, caller: string, trial: boolean): void;
}

const SLOTS = 10;
const SHARE = 0.75;
/** While the one call is under way, the others are told to come back after this. */
const TRIAL_WAIT_MS = 1_000;

interface Slot {
  readonly number: number;
  successes: number;
  readonly failedCallers: Map<string, number>;
}

/** Makes a closed breaker. */
export function createBreaker({ failures, callers, windowMs, resetMs, now, changed }: BreakerOptions): Breaker {
  const width = windowMs / SLOTS;
  let slots: Slot[] = [];
  let openUntil: number | null = null;
  let trying = false;

  const currentSlot = (): Slot => {
    const number = Math.floor(now() / width);
    const last = slots.at(-1);
    if (last?.number === number) return last;
    const fresh: Slot = { number, successes: 0, failedCallers: new Map() };
    slots = [...slots.filter((slot) => slot.number > number - SLOTS), fresh];
    return fresh;
  };

  const open = (): void => {
    openUntil = now() + resetMs;
    trying = false;
    slots = [];
    changed('open');
  };

  const close = (): void => {
    openUntil = null;
    trying = false;
    slots = [];
    changed('closed');
  };

  const shouldOpen = (current: Slot): boolean => {
    const whole = tally(slots);
    if (whole.failures < failures || whole.callers < callers) return false;
    if (whole.failures >= SHARE * (whole.failures + whole.successes)) return true;
    const late = tally(slots.filter((slot) => slot.number >= current.number - 1));
    return late.failures >= failures && late.callers >= callers && late.successes === 0;
  };

  return {
    refusesFor: () => {
      if (openUntil === null) return 0;
      const left = openUntil - now();
      return left > 0 ? left : trying ? TRIAL_WAIT_MS : 0;
    },
    admit: () => {
      if (openUntil === null) return false;
      trying = true;
      changed('half-open');
      return true;
    },
    record: (verdict, caller, trial) => {
      if (trial) {
        if (verdict === 'success') close();
        else if (verdict === 'failure') open();
        else trying = false;
        return;
      }
      // What was sent before the breaker opened has been judged with the rest.
      if (openUntil !== null || verdict === 'ignored') return;
      const slot = currentSlot();
      if (verdict === 'success') {
        slot.successes += 1;
        return;
      }
      slot.failedCallers.set(caller, (slot.failedCallers.get(caller) ?? 0) + 1);
      if (shouldOpen(slot)) open();
    },
  };
}

function tally(slots: readonly Slot[]): { readonly successes: number; readonly failures: number; readonly callers: number } {
  const callers = new Set<string>();
  let successes = 0;
  let failures = 0;
  for (const slot of slots) {
    successes += slot.successes;
    for (const [caller, count] of slot.failedCallers) {
      callers.add(caller);
      failures += count;
    }
  }
  return { successes, failures, callers: callers.size };
}
