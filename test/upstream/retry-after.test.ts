import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readRetryAfter, RETRY_AFTER_MAX_MS } from '../../src/upstream/retry-after.js';
import { holds } from '../support/laws.js';

const NOW = Date.parse('Mon, 23 Nov 2026 10:00:00 GMT');

describe('readRetryAfter', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['0', 0],
    ['1', 1_000],
    [' 120 ', 120_000],
    ['1.5', 1_500],
    ['300', 300_000],
    ['301', 300_000],
    ['86400', 300_000],
    ['99999999999999999999', 300_000],
    ['-5', 0],
    ['Mon, 23 Nov 2026 10:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
    ['Tue, 24 Nov 2026 10:00:00 GMT', 300_000],
    ['Monday, 23-Nov-26 10:00:05 GMT', 5_000],
    ['abc', undefined],
    ['abc 1', undefined],
    ['1 2', undefined],
    ['1e3', undefined],
    ['Infinity', undefined],
    ['NaN', undefined],
    ['Mon, 99 Nov 2026 99:99:99 GMT', undefined],
  ])('reads %j as %j', (value, expected) => {
    expect(readRetryAfter(value, NOW)).toBe(expected);
  });

  it('is never outside 0 to 300,000, whatever upstream says', () => {
    holds(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.integer().map(String),
          fc.double().map(String),
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        ),
        (value) => {
          const wait = readRetryAfter(value, NOW);
          expect(wait === undefined || (Number.isInteger(wait) && wait >= 0 && wait <= RETRY_AFTER_MAX_MS)).toBe(true);
        },
      ),
    );
  });
});
