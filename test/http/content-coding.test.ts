import { expect, test } from '@jest/globals';
import { chooseCoding } from '../../src/http/content-coding.js';

test.each([
  [undefined, null],
  ['', null],
  ['identity', null],
  ['deflate', null],
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['GZIP', 'gzip'],
  ['br', 'br'],
  ['gzip, deflate, br', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1, br;q=0.5', 'gzip'],
  ['gzip;q=0.5, br;q=0.5', 'br'],
  ['gzip;q=0, br;q=0', null],
  ['*', 'br'],
  ['br;q=0, *', 'gzip'],
  ['*;q=0', null],
  ['identity, gzip;q=0.5', null],
  ['gzip;q=0.5, identity;q=0.5', 'gzip'],
  ['gzip;q=two', null],
])('%j chooses %j', (header, expected) => {
  expect(chooseCoding(header)).toBe(expected);
});
