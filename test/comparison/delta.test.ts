import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deltaOf, deltaRatioOf } from '../../src/comparison/delta.js';
import { holds } from '../support/laws.js';

const FIGURES: readonly (readonly [unknown, unknown, number | null, number | null])[] = [
  [12, 8, 4, 0.5],
  [8, 12, -4, -4 / 12],
  [5, 5, 0, 0],
  [5, 0, 5, null],
  [0, 0, 0, null],
  [0, 5, -5, -1],
  [5, null, null, null],
  [null, 5, null, null],
  [undefined, undefined, null, null],
  [0.3, 0.1, 0.2, 0.2 / 0.1],
  [1234.56, 1000.1, 234.46, 234.46 / 1000.1],
  [100, 99.99, 0.01, 0.01 / 99.99],
  [-0.1, 0.2, -0.3, -0.3 / 0.2],
  [1e21, 0.5, 1e21, 2e21],
  [1e-7, 2e-7, -1e-7, -1e-7 / 2e-7],
  [9007199254740991, 1, 9007199254740990, 9007199254740990],
];

describe('figures of two periods', () => {
  test.each(FIGURES)('%p after %p: delta %p, ratio %p', (current, previous, delta, ratio) => {
    expect([deltaOf(current, previous), deltaRatioOf(current, previous)]).toEqual([delta, ratio]);
  });

  test('a figure that broke its type is an error on both', () => {
    const broken = new Error('broken');
    expect([deltaOf(broken, 1), deltaOf(1, broken), deltaRatioOf(broken, 1), deltaRatioOf(null, broken)]).toEqual(
      Array.from({ length: 4 }, () => broken),
    );
  });

  test.each([
    [0.1, 1e-320, 'The ratio'],
    [1e308, -1e308, 'The difference'],
  ])('a figure beyond every number is an error, not infinity: %p after %p', (current, previous, what) => {
    expect(deltaRatioOf(current, previous)).toMatchObject({
      code: 'UPSTREAM_MALFORMED_RESPONSE',
      message: `${what} of the two figures is too large for a number.`,
    });
  });

  test('amounts in hundredths are subtracted exactly', () => {
    const cents = fc.integer({ min: -1e12, max: 1e12 });
    holds(
      fc.property(cents, cents, (a, b) => {
        expect(deltaOf(a / 100, b / 100)).toBe((a - b) / 100 + 0);
      }),
    );
  });
});
