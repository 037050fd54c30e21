import { describe, expect, it } from '@jest/globals';
import { beginsLikeRows, readHead } from '../../src/upstream/reply-head.js';

const RULES = { gzip: true, wireBytes: 1_000 };
const PLAIN = { gzip: false, framed: false };

describe('readHead', () => {
  it.each([
    [{}, PLAIN],
    [{ 'content-type': 'application/json' }, PLAIN],
    [{ 'content-type': 'Application/JSON; charset=utf-8' }, PLAIN],
    [{ 'content-type': 'application/x-ndjson' }, PLAIN],
    [{ 'content-type': 'application/vnd.reports.v2+json' }, PLAIN],
    [{ 'content-type': 'text/plain' }, PLAIN],
    [{ 'content-type': 'application/octet-stream' }, PLAIN],
    [{ 'content-length': '1000' }, { gzip: false, framed: true }],
    [{ 'transfer-encoding': 'chunked' }, { gzip: false, framed: true }],
    [{ 'content-encoding': 'gzip' }, { gzip: true, framed: false }],
    [{ 'content-encoding': 'GZIP' }, { gzip: true, framed: false }],
    [{ 'content-encoding': 'identity' }, PLAIN],
    [{ 'content-type': 'text/html' }, 'malformed'],
    [{ 'content-type': 'text/csv' }, 'malformed'],
    [{ 'content-type': 'application/xml' }, 'malformed'],
    [{ 'content-type': 'image/png' }, 'malformed'],
    [{ 'content-type': 'application/jsonp' }, 'malformed'],
    [{ 'content-encoding': 'br' }, 'malformed'],
    [{ 'content-encoding': 'gzip, gzip' }, 'malformed'],
    [{ 'content-encoding': 'gzip, br' }, 'malformed'],
    [{ 'transfer-encoding': 'gzip, chunked' }, 'malformed'],
    [{ 'transfer-encoding': 'gzip' }, 'malformed'],
    [{ 'content-length': '1001' }, 'tooLarge'],
  ])('reads %j as %j', (headers, expected) => {
    expect(readHead(200, headers, RULES)).toEqual(expected);
  });

  it.each([{}, { 'content-type': 'text/html' }, { connection: 'close' }])(
    'reads the head of a 204 with %j as that of an empty reply',
    (headers) => {
      expect(readHead(204, headers, RULES)).toEqual({ gzip: false, framed: true });
    },
  );

  it('takes nothing packed where nothing packed was asked for', () => {
    expect(readHead(200, { 'content-encoding': 'gzip' }, { ...RULES, gzip: false })).toBe('malformed');
  });
});

describe('beginsLikeRows', () => {
  it.each([
    ['{"a":1}', true],
    ['"a sentence"', true],
    ['\ufeff{"a":1}', true],
    [' \r\n\t{', true],
    ['', undefined],
    ['\r\n ', undefined],
    ['<html>', false],
    ['[1]', false],
    ['rowId,name', false],
    ['7', false],
    ['\u0000', false],
  ])('judges %j as %j', (text, expected) => {
    expect(beginsLikeRows(Buffer.from(text))).toBe(expected);
  });
});
