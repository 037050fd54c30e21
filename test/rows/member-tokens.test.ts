import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { memberTokens } from '../../src/rows/member-tokens.js';
import { holds } from '../support/laws.js';

describe('memberTokens', () => {
  test.each([
    ['[]', []],
    ['[{}]', [{}]],
    [
      '[{"raw":{"id":12345678901234567890,"x":[1.0,"},{"]},"a":1},{"a":2,"raw":{}}]',
      [{ raw: '{"id":12345678901234567890,"x":[1.0,"},{"]}' }, { raw: '{}' }],
    ],
    ['[{"a":"\\"raw\\":1","raw":-0.10e+2}]', [{ raw: '-0.10e+2' }]],
    ['[{"r\\u0061w":true,"b":null}]', [{ raw: 'true' }]],
  ])('%s', (text, expected) => {
    expect(memberTokens(text, (key) => key === 'raw').map((row) => Object.fromEntries(row))).toEqual(expected);
  });

  test('every wanted member is what JSON.parse reads of it, whatever stands beside it', () => {
    holds(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), (rows) => {
        const plain = JSON.parse(JSON.stringify(rows)) as Record<string, unknown>[];
        const tokens = memberTokens(JSON.stringify(rows), () => true);
        expect(tokens.map((row) => [...row].map(([key, token]) => [key, JSON.parse(token)]))).toEqual(
          plain.map((row) => Object.entries(row)),
        );
      }),
    );
  });
});
