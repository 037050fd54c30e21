/** What doctor takes a column for, by its values. */
import { describe, expect, test } from '@jest/globals';
import { narrowestType, readRows, readsAs, together, type ColumnSeen } from '../../src/doctor/rows-seen.js';

const column = (...values: readonly unknown[]): ColumnSeen =>
  readRows(values.map((value) => JSON.stringify({ x: value })).join('\n'))?.columns.get('x') ?? {
    filled: 0,
    fits: new Set(),
    whole: false,
    plain: false,
  };

describe('the type of a column', () => {
  test.each([
    ['quoted and bare whole numbers', ['1', 2, '-3'], 'int'],
    ['whole numbers beyond 32 bits', ['7556170000'], 'id'],
    ['numbers with fractions', ['1.5', 2], 'decimal'],
    ['numbers that are dialled', ['07700900461'], 'string'],
    ['days', ['2026-11-30', '0000-00-00'], 'date'],
    ['times', ['2026-11-30 10:44:03', '0000-00-00 00:00:00'], 'datetime'],
    ['texts', ['WA', '1'], 'string'],
    ['objects', [{ a: 1 }], 'json'],
    ['blanks alone', ['', null], 'string'],
  ] as const)('%s', (_, values, type) => {
    expect(narrowestType(column(...values))).toBe(type);
  });

  test('blanks speak against no type', () => {
    expect(readsAs('date', false, column('', null, '0000-00-00'))).toBe(true);
  });

  test('a metric of type int may have 53 bits, a column may not', () => {
    const big = column(7_556_170_000);
    expect([readsAs('int', true, big), readsAs('int', false, big)]).toEqual([true, false]);
  });

  test('two replies agree on what both fit', () => {
    const one = readRows('{"x":"1"}\n');
    const other = readRows('{"x":"a"}\n{"y":""}\n');
    const both = one && other && together(one, other);
    expect(both?.count).toBe(3);
    expect(both?.columns.get('x')).toMatchObject({ filled: 2, whole: false });
  });

  test.each(['"A sentence."\n', '[1]\n', '{"a":1}\n{"b"'])('%s is no row', (body) => expect(readRows(body)).toBeNull());
});
