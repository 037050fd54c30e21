import { describe, expect, test } from '@jest/globals';
import { TABLES } from '../../src/rows/kernel.js';
import { createTables, tablesOf } from '../../src/rows/create-tables.js';
import { learnKey, loadTables, type Tables } from '../../src/rows/tables.js';
import { createKernelReader } from '../support/kernel-rows.js';
import { planOf } from '../support/row-replies.js';

const rowOf = (keys: readonly string[]) => `{${keys.map((key) => `"${key}":0`).join()}}\n`;

/** The addresses of the keys that these spell, met behind a key that the plan wants. */
function addressesOf(tables: Tables, tokens: readonly string[]): readonly number[] {
  loadTables(tables);
  return tokens.map((token) => learnKey(tables, token, tables.wanted.get('first') ?? 0));
}

describe('a key', () => {
  test('is one, however it is spelled', () => {
    const tables = createTables([planOf({ first: 'int', ab: 'int' })]);
    const address = tables.wanted.get('ab');
    expect(addressesOf(tables, ['"ab"', '"\\u0061b"', '"a\\u0062"', '"\\u0061\\u0062"'])).toEqual([address, address, address, address]);
  });

  test('that is met is no other', () => {
    const tables = createTables([planOf({ first: 'int', a: 'int' })]);
    expect(new Set(addressesOf(tables, ['"a"', '"b"', '"ab"', '""', '"A"'])).size).toBe(5);
  });

  const many = Array.from({ length: 40 }, (_, i) => `k${i}`);
  const long = 'x'.repeat(300);
  test.each<[claim: string, first: readonly string[], second: string, lookedUp: readonly string[]]>([
    ['is expected where it was met', many, rowOf(many), []],
    ['is expected where others are left out', many, rowOf(['k0', 'k9', 'k20', 'k39']), []],
    ['is expected first again behind the last', ['a', 'b', 'c'], rowOf(['c', 'a', 'b']), []],
    ['without a name is expected as others are', ['a', '', 'b'], rowOf(['a', '', 'b']), []],
    ['that is new is looked up, and those around it are expected', ['a', 'b'], rowOf(['a', 'new', 'b']), ['"new"']],
    ['far from its place is looked up', many, rowOf(['k0', 'k30']), ['"k30"']],
    ['spelled in another way is looked up', ['a', 'b'], '{"\\u0061":0,"b" :0}\n', ['"\\u0061"', '"b"']],
    ['with a very long name is looked up each time', ['a', long, 'b'], rowOf(['a', long, 'b']), [`"${long}"`]],
  ])('%s', (_claim, first, second, lookedUp) => {
    const read = createKernelReader(createTables([planOf({ a: 'int' })]));
    expect(read(rowOf(first)).lookedUp).toEqual(first.map((key) => `"${key}"`));
    expect(read(second).lookedUp).toEqual(lookedUp);
  });
});

describe('what was learnt', () => {
  test('is there again after another reply was read', () => {
    const one = createKernelReader(createTables([planOf({ a: 'int' })]));
    const other = createKernelReader(createTables([planOf({ b: 'int' })]));
    one(rowOf(['a', 'x', 'y']));
    other(rowOf(['p', 'q', 'b']));
    expect(one(rowOf(['a', 'x', 'y'])).lookedUp).toEqual([]);
    expect(other(rowOf(['p', 'q', 'b'])).lookedUp).toEqual([]);
  });

  test('is there for the next reply to the same plans, and for no others', () => {
    const plans = [planOf({ a: 'int' }), planOf({ b: 'int' })];
    createKernelReader(tablesOf(plans))(rowOf(['a', 'x', 'b']));
    expect(createKernelReader(tablesOf([...plans]))(rowOf(['a', 'x', 'b'])).lookedUp).toEqual([]);
    for (const others of [plans.slice(0, 1), [...plans].reverse(), plans.map((plan) => ({ ...plan }))])
      expect(createKernelReader(tablesOf(others))(rowOf(['a', 'x', 'b'])).lookedUp).toHaveLength(3);
  });

  test('is forgotten where it is too much, but for what the plans want', () => {
    const tables = createTables([planOf({ wanted: 'int' })]);
    const read = createKernelReader(tables);
    const odd = (row: number) => ['wanted', ...Array.from({ length: 1000 }, (_, i) => `key ${i} of row ${row}`)];
    const sizes = Array.from({ length: 30 }, (_, row) => {
      read(rowOf(odd(row)));
      return [tables.image.length, tables.byName.size] as const;
    });
    expect(Math.max(...sizes.map(([image]) => image))).toBeLessThan(128 * 1024);
    expect(Math.max(...sizes.map(([, names]) => names))).toBeLessThan(2_500);
    expect(tables.byName.get('wanted')).toBe(tables.wanted.get('wanted'));
  });

  test('takes no more room when it is met again', () => {
    const tables = createTables([planOf({ a: 'int' })]);
    const read = createKernelReader(tables);
    const row = rowOf(['a', 'x'.repeat(300), 'b']);
    read(row);
    const { end, image } = tables;
    read(row);
    expect([tables.end, tables.image]).toEqual([end, image]);
    expect(image.length).toBe(end - TABLES);
  });
});
