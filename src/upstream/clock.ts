/**
 * Time as the upstream side sees it: monotonic, so that neither a corrected clock nor a leap second ends a call early or late, and
 * handed in, so that a test can let thirty seconds pass at once.
 */
import { performance } from 'node:perf_hooks';

export interface Clock {
  /** Milliseconds, on the scale of `UpstreamCall.deadlineAt`. */
  readonly now: () => number;
  /** Calls `run` once, that many milliseconds from now, unless the returned function is called first. `background` lets the process end before. */
  after(milliseconds: number, run: () => void, background?: boolean): () => void;
}

/** Longer delays overflow a timer and would fire at once. */
const LONGEST = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run, background = false) => {
    // Rounded up: a timer that fires a fraction early would see its own moment as still to come.
    const timer = setTimeout(run, Math.min(LONGEST, Math.max(0, Math.ceil(milliseconds))));
    if (background) timer.unref();
    return () => clearTimeout(timer);
  },
};
