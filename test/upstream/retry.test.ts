import { describe, expect, it } from '@jest/globals';
import { GatewayError, type ErrorCode } from '../../src/errors.js';
import type { Failure } from '../../src/upstream/failure.js';
import { retryDelay } from '../../src/upstream/retry.js';

function failure(code: ErrorCode, more: Partial<Failure> = {}, retryAfterMs?: number): Failure {
  const error = new GatewayError(code, 'x', retryAfterMs === undefined ? {} : { retryAfterMs });
  return { error, retry: true, countsAgainstHealth: true, free: false, phase: 'head', ...more };
}

describe('retryDelay', () => {
  it.each<[string, Failure, number, number | null]>([
    ['waits a moment', failure('UPSTREAM_UNREACHABLE'), 10_000, 50],
    ['does not try what cannot help', failure('UPSTREAM_UNREACHABLE', { retry: false }), 10_000, null],
    ['does not try with less than 40% of the time left', failure('UPSTREAM_UNREACHABLE'), 4_049, null],
    ['tries with 40% of the time left', failure('UPSTREAM_UNREACHABLE'), 4_050, 50],
    ['does not wait where an idle connection was closed', failure('UPSTREAM_UNREACHABLE', { free: true }), 4_000, 0],
    ['waits as long as upstream says', failure('UPSTREAM_UNAVAILABLE', {}, 2_000), 10_000, 2_000],
    ['does not wait longer than there is time', failure('UPSTREAM_UNAVAILABLE', {}, 6_001), 10_000, null],
    ['takes a limit without a time as it is', failure('UPSTREAM_RATE_LIMITED'), 10_000, null],
    ['waits a second at least where a limit says less', failure('UPSTREAM_RATE_LIMITED', {}, 0), 10_000, 1_000],
    ['waits until a limit ends', failure('UPSTREAM_RATE_LIMITED', {}, 3_000), 10_000, 3_000],
    ['does not wait for a limit that ends too late', failure('UPSTREAM_RATE_LIMITED', {}, 300_000), 10_000, null],
    ['does not try what is no error of ours', failure('UPSTREAM_INCOMPLETE', { error: new TypeError('x') }), 10_000, null],
  ])('%s', (_title, failed, left, expected) => {
    expect(retryDelay({ failure: failed, left, total: 10_000, random: 0.5 })).toBe(expected);
  });

  it('spreads retries, so that those who failed together do not come back together', () => {
    const waits = [0, 0.25, 0.5, 0.75, 0.999].map((random) =>
      retryDelay({ failure: failure('UPSTREAM_UNREACHABLE'), left: 1e4, total: 1e4, random }),
    );
    expect(waits.map((wait) => Math.round(wait ?? -1))).toEqual([20, 35, 50, 65, 80]);
  });
});
