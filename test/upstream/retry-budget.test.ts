import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRetryBudget } from '../../src/upstream/retry-budget.js';
import { holds } from '../support/laws.js';

const DEFAULTS = { ratio: 0.1, burst: 10 };

describe('a retry budget', () => {
  it('is spent once in a total outage, however long: at most 1.1 calls for each that was asked', () => {
    const budget = createRetryBudget(DEFAULTS);
    const retries = Array.from({ length: 100 }, () => budget.spend()).filter(Boolean).length;
    expect(retries).toBe(10);
  });

  it('earns one retry by ten successes', () => {
    const budget = createRetryBudget({ ratio: 0.1, burst: 1 });
    expect(budget.spend()).toBe(true);
    for (let success = 1; success <= 9; success += 1) budget.earn();
    expect(budget.spend()).toBe(false);
    budget.earn();
    expect(budget.spend()).toBe(true);
  });

  it('never grants more than its savings and a tenth of the successes', () => {
    holds(
      fc.property(fc.array(fc.boolean(), { maxLength: 500 }), (outcomes) => {
        const budget = createRetryBudget(DEFAULTS);
        let successes = 0;
        let retries = 0;
        for (const success of outcomes) {
          if (success) {
            successes += 1;
            budget.earn();
          } else if (budget.spend()) retries += 1;
        }
        expect(retries).toBeLessThanOrEqual(DEFAULTS.burst + successes * DEFAULTS.ratio + 1e-6);
      }),
    );
  });
});
