import { describe, expect, test } from '@jest/globals';
import { chooseCoding, negotiate } from '../../src/http/negotiate.js';

const JSON_TYPE = 'application/json';
const RESPONSE_TYPE = 'application/graphql-response+json';

const ROWS: readonly (readonly [accept: string | undefined, answer: string | null, incremental: boolean])[] = [
  [undefined, JSON_TYPE, false],
  ['*/*', JSON_TYPE, false],
  ['application/*', JSON_TYPE, false],
  [JSON_TYPE, JSON_TYPE, false],
  ['Application/JSON; charset=UTF-8', JSON_TYPE, false],
  [RESPONSE_TYPE, RESPONSE_TYPE, false],
  [`${RESPONSE_TYPE}; charset=utf-8, ${JSON_TYPE}; charset=utf-8`, RESPONSE_TYPE, false],
  [`${JSON_TYPE}, ${RESPONSE_TYPE}`, RESPONSE_TYPE, false],
  [`${JSON_TYPE}, ${RESPONSE_TYPE};q=0.5`, JSON_TYPE, false],
  [`${RESPONSE_TYPE}, */*`, RESPONSE_TYPE, false],
  [`${JSON_TYPE}, */*`, JSON_TYPE, false],
  [`*/*, ${RESPONSE_TYPE};q=0`, JSON_TYPE, false],
  [`*/*, ${JSON_TYPE};q=0`, RESPONSE_TYPE, false],
  ['text/html, application/xhtml+xml, */*;q=0.8', JSON_TYPE, false],
  [`multipart/mixed;deferSpec=20220824,${RESPONSE_TYPE},${JSON_TYPE};q=0.9`, RESPONSE_TYPE, true],
  [`multipart/mixed, ${JSON_TYPE}`, JSON_TYPE, true],
  ['multipart/mixed', 'multipart/mixed', true],
  ['multipart/*', null, false],
  ['text/csv', null, false],
  ['text/event-stream', null, false],
  [`${JSON_TYPE};q=0`, null, false],
  [`${JSON_TYPE};charset=utf-16`, null, false],
  [`${JSON_TYPE};q=high`, null, false],
  ['', JSON_TYPE, false],
  [' ', JSON_TYPE, false],
];

describe('a caller who accepts', () => {
  test.each(ROWS)('%s is answered %s (incrementally: %s)', (accept, answer, incremental) => {
    expect(negotiate(accept)).toEqual(
      answer === null
        ? null
        : {
            mediaType: answer,
            acceptsIncremental: incremental,
            namesJson: answer === JSON_TYPE && /application\/json(?!;q=0)/i.test(accept ?? ''),
          },
    );
  });
});

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
])('Accept-Encoding %j chooses %j', (header, expected) => {
  expect(chooseCoding(header)).toBe(expected);
});
