/**
 * Spans of many operations are made together. They are then exported and forgotten soon; made one operation at a time they live until there
 * are enough for an export, and the garbage collector copies them to and fro (`npm run bench:tracing`).
 */

/** Spans that are made together: as many as the SDK exports at once. */
const TOGETHER = 512;
/** How long the first of them waits for others. */
const WAIT_MS = 500;

/** A queue of spans to be made. */
export interface SpanQueue {
  /** Calls `make`, which makes so many spans, together with others: soon, or once there are enough. */
  readonly add: (make: () => void, spans: number) => void;
  /** Makes all that wait. */
  readonly flush: () => void;
}

/** A queue that is empty. */
export function createSpanQueue(): SpanQueue {
  let waiting: (() => void)[] = [];
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const all = waiting;
    waiting = [];
    count = 0;
    for (const make of all) make();
  };
  return {
    add: (make, spans) => {
      waiting.push(make);
      count += spans;
      if (count >= TOGETHER) flush();
      else timer ??= setTimeout(flush, WAIT_MS).unref();
    },
    flush,
  };
}
