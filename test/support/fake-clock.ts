/** A clock that stands still until it is told how much time passes. */
import type { Clock } from '../../src/upstream/clock.js';

export interface FakeClock extends Clock {
  /** Lets time pass; what falls due runs in order, each at its own moment. */
  readonly pass: (milliseconds: number) => void;
  /** How many timers are set. */
  readonly pending: () => number;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Begins at a moment that is not zero, as real clocks do. */
export function createFakeClock(start = 1_000_000): FakeClock {
  let now = start;
  const timers = new Set<Timer>();
  return {
    now: () => now,
    after: (milliseconds, run) => {
      const timer = { at: now + Math.max(0, milliseconds), run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass: (milliseconds) => {
      const end = now + milliseconds;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        now = next.at;
        next.run();
      }
      now = end;
    },
    pending: () => timers.size,
  };
}
