import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { writeInTurns } from '../../src/operation/write-in-turns.js';
import { RowText } from '../../src/rows/row-text.js';
import { holds } from '../support/laws.js';

const pace = { turnFor: () => undefined };

test('lists of any length and depth are written as JSON.stringify writes them', async () => {
  const { value } = fc.letrec<{ value: unknown; list: unknown[] }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(null, true, 1.5, 'é"\u2028', new Date(0)),
      tie('list'),
      fc.dictionary(fc.string({ maxLength: 3 }), tie('value'), { maxKeys: 3 }),
    ),
    list: fc
      .tuple(fc.array(tie('value'), { maxLength: 3 }), fc.constantFrom(1, 60))
      .map(([items, times]) => Array(times).fill(items).flat()),
  }));
  await holds(
    fc.asyncProperty(value, async (written) => {
      expect((await writeInTurns(written, pace)).toString()).toBe(JSON.stringify(written));
    }),
    200,
  );
});

test('finished text stands where it stood, in long lists and short ones', async () => {
  const number = (i: number) => new RowText([`1${'0'.repeat(20)}`, String(i)]);
  const written = { short: [number(1)], long: Array.from({ length: 300 }, (_, i) => ({ raw: number(i) })) };
  const expected = `{"short":[1${'0'.repeat(20)}1],"long":[${written.long.map((_, i) => `{"raw":1${'0'.repeat(20)}${i}}`).join(',')}]}`;
  expect((await writeInTurns(written, pace)).toString()).toBe(expected);
});

test('a long list leaves others their turn, at any depth', async () => {
  let turns = 0;
  const counting = { turnFor: () => Promise.resolve().then(() => void turns++) };
  const items = Array.from({ length: 20_000 }, (_, i) => ({ id: i, name: 'x'.repeat(50) }));
  const text = await writeInTurns({ data: { installation: { calls: { rows: items } } } }, counting);
  expect(text.length).toBeGreaterThan(1_000_000);
  expect(turns).toBeGreaterThanOrEqual(8);
});
