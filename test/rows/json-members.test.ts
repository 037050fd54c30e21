import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasMoreMembers, memberTokens, membersOf } from '../../src/rows/json-members.js';
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

describe('membersOf', () => {
  test('gives each value and each key as they are spelled', () => {
    const members = membersOf('{ "a" : 1.50 ,"\\u0062":"}\\"" , "c":[ {"a":2} ]\t}');
    if (typeof members === 'string') throw new Error(members);
    expect([...members.tokens]).toEqual([
      ['a', '1.50'],
      ['b', '"}\\""'],
      ['c', '[ {"a":2} ]'],
    ]);
    expect([...members.spellings.values()]).toEqual(['"a" :', '"\\u0062":', '"c":']);
  });

  test('sees a key that comes twice, however it is spelled', () => {
    expect(membersOf('{"a":1,"\\u0061":1}')).toBe('keyTwice');
  });

  test('takes values that nest 64 deep, and no deeper', () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(membersOf(nested(64))).toMatchObject({ tokens: expect.any(Map) });
    expect(membersOf(nested(65))).toBe('nestedTooDeeply');
  });
});

describe('hasMoreMembers', () => {
  test('counts the members of an object as JSON.parse does, whatever their values and blanks', () => {
    holds(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 2 }), fc.constantFrom(0, 2), (row, blanks) => {
        const text = JSON.stringify(row, null, blanks).replaceAll('\n', ' ');
        const count = Object.keys(row).length;
        // A text too short for so many members is not looked at.
        expect([hasMoreMembers(text, count - 1), hasMoreMembers(text, count)]).toEqual([true, false]);
      }),
    );
  });

  test.each(['"a,b,c,d,e,f,g,h"', '[1,2,3,4,5,6,7,8]', '{"a":"x', '{"a":[1,2,3,4,5,6,7'])(
    'takes %s for no object of three members',
    (text) => {
      expect(hasMoreMembers(text, 2)).toBe(false);
    },
  );
});
