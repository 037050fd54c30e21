import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { holds } from '../support/laws.js';
import { planOf, readOne, replyOf } from '../support/row-replies.js';

const names = Array.from({ length: 60 }, (_, i) => `key${i}`);
const rowOf = (keys: readonly string[]) => `{${keys.map((key) => `"${key}":${key.slice(3)}`).join()}}`;
const plan = planOf(Object.fromEntries(names.map((name) => [name, 'int'])));
const expected = (keys: readonly string[]) =>
  `{${names.map((name) => `"${name}":${keys.includes(name) ? name.slice(3) : 'null'}`).join()}}`;

describe('whatever keys the rows have', () => {
  it('finds the value of each, in any order, with any left out', () => {
    const keys = fc.oneof(fc.subarray(names), fc.shuffledSubarray(names), fc.constant(names));
    holds(
      fc.property(fc.array(keys, { minLength: 1, maxLength: 6 }), (rows) => {
        expect(readOne(plan, [replyOf(...rows.map(rowOf))])).toMatchObject({ text: `[${rows.map(expected).join()}]` });
      }),
      500,
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

  it('tells names apart whatever they share', () => {
    // A name with its quotes and its colon is compared in words of eight bytes.
    const name = fc
      .tuple(fc.nat(20), fc.constantFrom('', 'a', 'b', 'é', '"'))
      .map(([length, ending]) => 'aaaaaaaabbbbbbbbaaaa'.slice(0, length) + ending);
    const some = fc.uniqueArray(name, { minLength: 1, maxLength: 40 });
    holds(
      fc.property(some, fc.array(fc.array(fc.nat(60), { maxLength: 40 }), { minLength: 1, maxLength: 4 }), (all, orders) => {
        const rows = orders.map((order) => [...new Set(order)].flatMap((i) => all.slice(i, i + 1)));
        const lines = rows.map((row) => `{${row.map((key) => `${JSON.stringify(key)}:${all.indexOf(key)}`).join()}}`);
        const texts = rows.map((row) => `{${all.map((key, i) => `${JSON.stringify(key)}:${row.includes(key) ? i : 'null'}`).join()}}`);
        const asked = {
          ...plan,
          columns: all.map((key) => ({ responseKey: key, source: { kind: 'cell' as const, key, type: 'int' as const } })),
        };
        expect(readOne(asked, [replyOf(...lines)])).toMatchObject({ text: `[${texts.join()}]` });
      }),
      1000,
    );
  });

  it('finds them in a long reply in which every row brings new ones', () => {
    const odd = (row: number) => Array.from({ length: 200 }, (_, i) => `"a key of row ${row}, number ${i}":0`).join();
    const rows = Array.from({ length: 300 }, (_, row) => `{"key1":${row},${odd(row)},"key2":2}`);
    expect(readOne(planOf({ key1: 'int', key2: 'int' }), [replyOf(...rows)])).toMatchObject({
      text: `[${rows.map((_, row) => `{"key1":${row},"key2":2}`).join()}]`,
    });
  });
});
