/**
 * How many retries the process may spend: each success earns a fraction of one, and a few may be saved up.
 *
 * Failures earn nothing, so in a total outage the savings are spent once and upstream sees no more calls than it is asked: with the
 * defaults at most ten more, and at most a tenth more while it answers.
 */
export interface RetryBudget {
  /** A call was answered. */
  earn(): void;
  /** Spends one retry; false if there is none. */
  spend(): boolean;
}

/** Begins with all the savings it can hold. */
export function createRetryBudget({ ratio, burst }: { readonly ratio: number; readonly burst: number }): RetryBudget {
  let saved = burst;
  return {
    earn: () => {
      saved = Math.min(burst, saved + ratio);
    },
    spend: () => {
      // Ten tenths are not quite one in binary.
      if (saved < 1 - 1e-9) return false;
      saved -= 1;
      return true;
    },
  };
}
