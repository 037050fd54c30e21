import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { createLineSlices } from '../../src/rows/line-slices.js';
import { holds } from '../support/laws.js';
import { chunksAt } from '../support/row-replies.js';

/** The slices of the chunks, and what was left over. */
function sliced(chunks: readonly Uint8Array[]): { readonly slices: readonly string[]; readonly rest: string } {
  const slices: string[] = [];
  const { add, next, rest } = createLineSlices();
  for (const chunk of chunks) {
    add(chunk);
    for (let slice = next(); slice !== null; slice = next()) slices.push(Buffer.concat([slice.kept, slice.rest]).toString('latin1'));
  }
  return { slices, rest: Buffer.from(rest()).toString('latin1') };
}

describe('a slice', () => {
  it('ends with a line break, and all slices with the rest are the text', () => {
    const text = fc.array(fc.constantFrom('\n', 'a', 'bc', 'x'.repeat(700), 'y'.repeat(70_000)), { maxLength: 30 });
    holds(
      fc.property(text, fc.array(fc.nat(200_000), { maxLength: 6 }), (parts, offsets) => {
        const whole = parts.join('');
        const { slices, rest } = sliced(chunksAt(Buffer.from(whole), offsets));
        expect(slices.every((slice) => slice.endsWith('\n'))).toBe(true);
        expect(rest).not.toContain('\n');
        expect(slices.join('') + rest).toBe(whole);
      }),
      200,
    );
  });

  test('has the last line break of its chunk at its end', () => {
    expect(sliced([Buffer.from('a\nb\nc'), Buffer.from('d'), Buffer.from('\n\ne')])).toEqual({ slices: ['a\nb\n', 'cd\n\n'], rest: 'e' });
  });

  test('of a large chunk is at most 64 KiB, where no line is longer', () => {
    const { slices } = sliced([Buffer.from(`${'x'.repeat(999)}\n`.repeat(500))]);
    expect(slices.length).toBeGreaterThan(7);
    expect(Math.max(...slices.map((slice) => slice.length))).toBeLessThanOrEqual(64 * 1024);
  });
});
