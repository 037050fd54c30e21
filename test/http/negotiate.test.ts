import { expect, test } from '@jest/globals';
import { chooseCoding, negotiate } from '../../src/http/negotiate.js';

const JSON_TYPE = 'application/json';
const RESPONSE_TYPE = 'application/graphql-response+json';

const ROWS: readonly (readonly [accept: string | undefined, answer: string | null, incremental: string | null])[] = [
  [undefined, JSON_TYPE, null],
  ['', JSON_TYPE, null],
  [' ', JSON_TYPE, null],
  ['*/*', JSON_TYPE, null],
  ['application/*', JSON_TYPE, null],
  [JSON_TYPE, JSON_TYPE, null],
  ['Application/JSON; charset=UTF-8', JSON_TYPE, null],
  [RESPONSE_TYPE, RESPONSE_TYPE, null],
  [`${RESPONSE_TYPE}; charset=utf-8, ${JSON_TYPE}; charset=utf-8`, RESPONSE_TYPE, null],
  [`${JSON_TYPE}, ${RESPONSE_TYPE}`, RESPONSE_TYPE, null],
  [`${JSON_TYPE}, ${RESPONSE_TYPE};q=0.5`, JSON_TYPE, null],
  [`${RESPONSE_TYPE}, */*`, RESPONSE_TYPE, null],
  [`${JSON_TYPE}, */*`, JSON_TYPE, null],
  [`*/*, ${RESPONSE_TYPE};q=0`, JSON_TYPE, null],
  [`*/*, ${JSON_TYPE};q=0`, RESPONSE_TYPE, null],
  ['text/html, application/xhtml+xml, */*;q=0.8', JSON_TYPE, null],
  [`multipart/mixed;deferSpec=20220824,${RESPONSE_TYPE},${JSON_TYPE};q=0.9`, RESPONSE_TYPE, 'v0.1'],
  [`multipart/mixed; incrementalSpec="v0.2", ${JSON_TYPE}`, JSON_TYPE, 'v0.2'],
  [`multipart/mixed;incrementalSpec=v9, ${JSON_TYPE}`, JSON_TYPE, null],
  [`multipart/mixed;deferSpec=20991231, ${JSON_TYPE}`, JSON_TYPE, null],
  [`multipart/mixed, ${JSON_TYPE}`, JSON_TYPE, 'v0.1'],
  ['multipart/mixed', 'multipart/mixed', 'v0.1'],
  ['multipart/mixed;incrementalSpec=v9', 'multipart/mixed', null],
  ['multipart/*', null, null],
  ['text/html', null, null],
  ['text/event-stream', null, null],
  [`${JSON_TYPE};q=0`, null, null],
  [`${JSON_TYPE};charset=utf-16`, null, null],
  [`${JSON_TYPE};q=high`, null, null],
];

test.each(ROWS)('a caller who accepts %s is answered %s, in parts by %s', (accept, mediaType, incremental) => {
  expect(negotiate(accept)).toEqual(mediaType === null ? null : { mediaType, file: null, incremental });
});

const CSV = { mediaType: 'text/csv', escapesFormulas: true, emptiesErrors: false };
const NDJSON = { mediaType: 'application/x-ndjson', escapesFormulas: true, emptiesErrors: false };

test.each([
  ['text/csv', CSV],
  ['Text/CSV; charset=utf-8; header=present', CSV],
  ['application/x-ndjson', NDJSON],
  ['text/csv;escape=none', { ...CSV, escapesFormulas: false }],
  ['text/csv; errors="empty"; escape=none', { ...CSV, escapesFormulas: false, emptiesErrors: true }],
  ['application/x-ndjson;errors=empty', { ...NDJSON, emptiesErrors: true }],
  ['text/csv, */*', CSV],
  ['text/csv;q=0.5, application/x-ndjson', NDJSON],
  [`text/csv, ${JSON_TYPE};q=0.9`, CSV],
])('a caller who accepts %s is answered with a file', (accept, file) => {
  expect(negotiate(accept)).toEqual({ mediaType: JSON_TYPE, file, incremental: null });
});

test.each([`text/csv, ${JSON_TYPE}`, `text/csv;q=0.5, */*`, `${RESPONSE_TYPE}, text/csv`, 'text/*, application/json', `text/csv;q=0, */*`])(
  'a caller who accepts %s is answered with a GraphQL response',
  (accept) => {
    expect(negotiate(accept)?.file).toBeNull();
  },
);

test.each(['text/csv;escape=all', 'text/csv;errors=null', 'text/csv;charset=utf-16', 'text/csv;q=0', 'text/*'])(
  'a caller who accepts %s alone cannot be answered',
  (accept) => {
    expect(negotiate(accept)).toBeNull();
  },
);

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
