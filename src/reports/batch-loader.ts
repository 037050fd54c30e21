/**
 * A DataLoader whose askers do not wait for each other. A DataLoader settles a whole batch at once, when its slowest answer is there; here the
 * batch settles with promises, and each asker waits for its own.
 */
import DataLoader from 'dataloader';
import type { Pace } from './pace.js';

export interface BatchLoaderOptions<Ask, Answer> {
  /** Starts the work for everything asked in one tick: a promise for each ask, in order. Must not throw. */
  readonly start: (asks: readonly Ask[]) => readonly Promise<Answer>[];
  /** Asks with equal keys share one answer for as long as the loader lives. */
  readonly keyOf: (ask: Ask) => string;
  /** Where rows that may ask wait for later turns of the event loop, what is asked waits for them. */
  readonly pace?: Pick<Pace, 'whenIdle'>;
}

/**
 * Returns the function that asks. Asks made in one tick, or before the pace is idle, are started together; each settles when its own answer
 * does.
 */
export function createBatchLoader<Ask, Answer>({ start, keyOf, pace }: BatchLoaderOptions<Ask, Answer>): (ask: Ask) => Promise<Answer> {
  const loader = new DataLoader<Ask, Started<Answer>, string>((asks) => Promise.resolve(start(asks).map(started)), {
    maxBatchSize: Infinity,
    cacheKeyFn: keyOf,
    ...(pace ? { batchScheduleFn: (dispatch) => behindTick(() => pace.whenIdle(dispatch)) } : {}),
  });
  return async (ask) => (await loader.load(ask)).answer;
}

const settled = Promise.resolve();

/** Behind every promise that is settled by now, as DataLoader itself does it. */
function behindTick(act: () => void): void {
  void settled.then(() => process.nextTick(act));
}

/** In an object, since a promise that resolves to a promise would wait for it. */
interface Started<Answer> {
  readonly answer: Promise<Answer>;
}

function started<Answer>(given: Promise<Answer>): Started<Answer> {
  // A signal may abort with a reason that is no error; the executor would take it for a fault of its own.
  const answer = given.catch((reason: unknown) => {
    throw reason instanceof Error ? reason : new Error('The request failed.', { cause: reason });
  });
  // It may reject before its askers have taken hold of it.
  answer.catch(() => undefined);
  return { answer };
}
