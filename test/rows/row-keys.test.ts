import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { createRowKeys, expectKey, forgetSurplus, lookUpKey, wantKey } from '../../src/rows/row-keys.js';
import { planOf, readOne, replyOf } from '../support/row-replies.js';

const names = Array.from({ length: 60 }, (_, i) => `key${i}`);
const rowOf = (keys: readonly string[]) => `{${keys.map((key) => `"${key}":${key.slice(3)}`).join()}}`;
const plan = planOf(Object.fromEntries(names.map((name) => [name, 'int'])));
const expected = (keys: readonly string[]) =>
  `{${names.map((name) => `"${name}":${keys.includes(name) ? name.slice(3) : 'null'}`).join()}}`;

describe('whatever keys the rows have', () => {
  it('finds the value of each, in any order, with any left out', () => {
    const keys = fc.oneof(fc.subarray(names), fc.shuffledSubarray(names), fc.constant(names));
    fc.assert(
      fc.property(fc.array(keys, { minLength: 1, maxLength: 6 }), (rows) => {
        expect(readOne(plan, [replyOf(...rows.map(rowOf))])).toMatchObject({ text: `[${rows.map(expected).join()}]` });
      }),
      { numRuns: 500 },
    );
  });

  it('finds them among thousands that no other row has, and sees the one that comes twice', () => {
    const odd = (row: number) => Array.from({ length: 1500 }, (_, i) => `"odd${row}-${i}":0`).join();
    const rows = Array.from({ length: 4 }, (_, row) => `{"key1":1,${odd(row)},"key2":2}`);
    const asked = planOf({ key1: 'int', key2: 'int' });
    expect(readOne(asked, [replyOf(...rows)])).toMatchObject({ text: `[${Array(4).fill('{"key1":1,"key2":2}').join()}]` });
    expect(readOne(asked, [replyOf(...rows, `{${odd(9)},"odd9-700":1}`)])).toMatch('Line 5 of');
  });

  test('names that begin alike, or that one word cannot hold, are told apart', () => {
    const alike = planOf({ a: 'int', ab: 'int', abc: 'int', abcd: 'int', '': 'int' });
    const row = '{"abcd":4,"":0,"ab":2,"a":1,"abc":3}';
    const text = '{"a":1,"ab":2,"abc":3,"abcd":4,"":0}';
    expect(readOne(alike, [replyOf(row, row, text)])).toMatchObject({ text: `[${text},${text},${text}]` });
  });
});

describe('the keys of a reply', () => {
  const at = (text: string) => new DataView(new TextEncoder().encode(text.padEnd(16)).buffer);

  test('a key that was met is expected where it was met', () => {
    const keys = createRowKeys();
    const a = lookUpKey(keys, '"a"', keys.root);
    const b = lookUpKey(keys, '"b"', a);
    expect([expectKey(keys, at('"b":'), 0, a), expectKey(keys, at('"a":'), 0, b), expectKey(keys, at('"c":'), 0, b)]).toEqual([b, a, null]);
  });

  test('one key stands for every spelling of a name', () => {
    const keys = createRowKeys();
    expect(lookUpKey(keys, '"\\u0061"', keys.root)).toBe(wantKey(keys, 'a'));
  });

  test('surplus keys are forgotten, wanted ones are not', () => {
    const keys = createRowKeys();
    const wanted = wantKey(keys, 'wanted');
    for (let i = 0; i < 1025; i++) lookUpKey(keys, `"${i}"`, keys.root);
    forgetSurplus(keys);
    expect([...keys.byName.values()]).toEqual([wanted]);
    expect(lookUpKey(keys, '"wanted"', keys.root)).toBe(wanted);
    expect(expectKey(keys, at('"wanted":'), 0, keys.root)).toBe(wanted);
  });
});
