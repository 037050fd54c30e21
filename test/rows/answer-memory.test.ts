import { describe, expect, it, test } from '@jest/globals';
import { createRowReader } from '../../src/rows/row-reader.js';
import { planOf, replyOf, textOf } from '../support/row-replies.js';

/** The memory that pieces keep alive. */
const heldBy = (pieces: readonly Uint8Array[]): number =>
  [...new Set(pieces.map((piece) => piece.buffer))].reduce((sum, buffer) => sum + buffer.byteLength, 0);

describe('the memory of an answer', () => {
  const row = (bytes: number) => `{"a":1,"b":"${'x'.repeat(bytes)}"}`;
  const aliases = {
    ...planOf({}),
    columns: Array.from({ length: 50 }, (_, i) => ({
      responseKey: `a${i}`,
      source: { kind: 'cell' as const, key: 'a', type: 'int' as const },
    })),
  };

  test.each([
    ['small rows', planOf({ a: 'int', b: 'string' }), row(200), 4000],
    ['large rows', planOf({ b: 'string' }), row(100_000), 60],
    ['large rows of which little is asked, under many names', aliases, row(500_000), 40],
  ])('is bounded by what it says: %s', (_claim, plan, line, count) => {
    const reader = createRowReader([plan], { workPerTurn: Infinity });
    for (let i = 0; i < count; i++) void reader.write(replyOf(line));
    const { json } = reader.end(true).results[0] ?? { json: [] };
    expect(heldBy(json)).toBeLessThan(2 * textOf(json).length + 300 * 1024);
  });

  it('is small for a small answer', () => {
    const reader = createRowReader([planOf({ a: 'int' })]);
    void reader.write(replyOf(row(10)));
    expect(heldBy(reader.end(true).results[0]?.json ?? [])).toBeLessThan(20 * 1024);
  });
});
