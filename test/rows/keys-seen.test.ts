/** A reply says which keys its rows have, however it is cut and whatever was read by the same program before or between. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MOST_KEYS } from '../../src/rows/keys-seen.js';
import { createRowReader } from '../../src/rows/row-reader.js';
import { holds } from '../support/laws.js';
import { planOf, replyOf } from '../support/row-replies.js';

const ASKED = ['a', 'bb', 'a long name of a column'];
const NAMES = [...ASKED, 'unasked', 'other', 'é'];
const plan = planOf(Object.fromEntries(ASKED.map((name) => [name, 'int'])));

const rowText = (names: readonly string[]) => `{${names.map((name) => `${JSON.stringify(name)}: 1`).join(',')}}`;
// `a` makes an object a row; an escape or a wrong type sends a line the slow way.
const row = fc
  .tuple(fc.shuffledSubarray(NAMES.slice(1)), fc.constantFrom(': 1', ':"1"', ':"x"', ':null'))
  .map(([names, value]) => ({ names: ['a', ...names], text: rowText(['a', ...names]).replace(': 1', value) }));
const reply = fc.array(row, { maxLength: 12 }).map((rows) => ({
  bytes: Buffer.from(replyOf(...rows.map(({ text }) => text))),
  keys: [...new Set(rows.flatMap(({ names }) => names))].sort(),
}));

test('the keys of two replies read in turns are each reply’s own', () => {
  holds(
    fc.property(reply, reply, fc.integer({ min: 1, max: 90 }), (first, second, step) => {
      const readers = [first, second].map((each) => ({ ...each, reader: createRowReader([plan], { workPerTurn: Infinity }) }));
      for (let at = 0; at < Math.max(first.bytes.length, second.bytes.length); at += step)
        for (const { reader, bytes } of readers) void reader.write(bytes.subarray(at, at + step));
      expect(readers.map(({ reader }) => [...reader.end(true).keys.keys()].sort())).toEqual([first.keys, second.keys]);
    }),
    300,
  );
});

test('a reply whose rows all bring new keys is noted up to a bound', () => {
  const reader = createRowReader([plan], { workPerTurn: Infinity });
  for (let i = 0; i < MOST_KEYS + 500; i++) void reader.write(Buffer.from(`{"a":1,"odd${i}":2}\n`));
  const { keys } = reader.end(true);
  expect(keys.has('a')).toBe(true);
  expect(keys.size).toBeLessThanOrEqual(MOST_KEYS + ASKED.length);
});
