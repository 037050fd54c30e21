import { describe, expect, test } from '@jest/globals';
import { negotiate } from '../../src/http/accept.js';

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
  ['', null, false],
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
