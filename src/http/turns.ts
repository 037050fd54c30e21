/**
 * Turns of the event loop: work that finds this turn used up waits for the next one, in the order of asking.
 *
 * Node serves every connection that is ready before it does anything else, and undici writes on a connection that was idle only after
 * that. So of requests that arrive together, the first would go upstream once the last was worked out; their replies would come together
 * again, and each caller would wait for the work of all. With a little work a turn, each request leaves soon after it was worked out. Where
 * there is always work, several small requests still share a turn, which is cheaper than a turn for each.
 */
import { performance } from 'node:perf_hooks';

/** How long a turn may have worked when a further piece of work begins: less than one dashboard takes, more than a small request. */
const BUDGET_MS = 0.15;

/** How many of those who wait may begin in one turn: enough for small ones, and few enough to ask where many wait. */
const AT_ONCE = 16;

export interface Turns {
  /** Null where there is time left in this turn; else a promise that resolves in a later one. */
  readonly wait: () => Promise<void> | null;
}

/** Turns that are counted from the first piece of work in each. */
export function createTurns(now: () => number = () => performance.now()): Turns {
  const waiting: (() => void)[] = [];
  let startedAt: number | null = null;
  let asked = 0;

  const reset = (): void => {
    startedAt = null;
  };

  const isOver = (): boolean => {
    if (startedAt !== null) return now() - startedAt > BUDGET_MS;
    startedAt = now();
    setImmediate(reset);
    return false;
  };

  /** An immediate for each: what one begins has been worked out before the next is asked. */
  const ask = (): void => {
    for (; asked < Math.min(waiting.length, AT_ONCE); asked++) setImmediate(serve);
  };

  const serve = (): void => {
    asked--;
    if (!isOver()) waiting.shift()?.();
    ask();
  };

  return {
    wait: () => {
      if (waiting.length === 0 && !isOver()) return null;
      return new Promise((resolve) => {
        waiting.push(resolve);
        ask();
      });
    },
  };
}
