import { describe, expect, test } from '@jest/globals';
import { bucketAround, bucketAt, countBuckets, finestOf, placeOf } from '../../src/comparison/buckets.js';

const LEAP = { startDate: '2024-02-27', endDate: '2024-03-02' };
const WINTER = { startDate: '2025-11-15', endDate: '2026-02-03' };

const every = (bucket: 'day' | 'month', period: typeof LEAP) =>
  Array.from({ length: countBuckets(bucket, period) }, (_, place) => bucketAt(bucket, period, place));

describe('the buckets of a period', () => {
  test('are its days, a leap day among them', () => {
    expect(every('day', LEAP)).toEqual(['2024-02-27', '2024-02-28', '2024-02-29', '2024-03-01', '2024-03-02']);
  });

  test('are the months that it touches, over a new year', () => {
    expect(every('month', WINTER)).toEqual([202511, 202512, 202601, 202602]);
  });

  test('are one where it is one day', () => {
    const day = { startDate: '2026-03-29', endDate: '2026-03-29' };
    expect([every('day', day), every('month', day)]).toEqual([['2026-03-29'], [202603]]);
  });

  test.each(['day', 'month'] as const)('have each its place, as a %s', (bucket) => {
    for (const period of [LEAP, WINTER])
      expect(every(bucket, period).map((value) => placeOf(bucket, period, value))).toEqual([...every(bucket, period).keys()]);
  });

  test('end where the period ends', () => {
    expect([bucketAt('day', LEAP, 5), bucketAt('month', WINTER, 4), bucketAround('month', 'day', LEAP, 5)]).toEqual([null, null, null]);
  });

  test('lie in the coarser ones around them', () => {
    expect([2, 3].map((place) => bucketAround('month', 'day', LEAP, place))).toEqual([202402, 202403]);
  });
});

describe('what is no bucket of the period has no place in it', () => {
  test.each([
    ['day', '2024-02-26'],
    ['day', '2024-03-03'],
    ['day', '2024-02-30'],
    ['day', '20240229'],
    ['day', 20240229],
    ['day', null],
    ['day', undefined],
    ['month', 202401],
    ['month', 202404],
    ['month', 202413],
    ['month', 2],
    ['month', '202402'],
    ['month', 202402.5],
    ['month', null],
  ] as const)('as a %s: %p', (bucket, value) => {
    expect(placeOf(bucket, LEAP, value)).toBeNull();
  });
});

test('the finest date of a grouping places its rows', () => {
  const [month, day, plain] = [{ name: 'm', bucket: 'month' } as const, { name: 'd', bucket: 'day' } as const, { name: 'c', bucket: null }];
  expect([finestOf([plain, month, day]), finestOf([plain, month]), finestOf([plain])]).toEqual([day, month, null]);
});
