import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { BLOCK_BYTES, giveBack, lendBlock, takeBlock } from '../../src/rows/blocks.js';
import { createTextPieces } from '../../src/rows/text-pieces.js';
import { holds } from '../support/laws.js';

/** Takes more blocks than are ever kept, so that what a test gives back is all that is free. */
function takeAllFree(): void {
  for (let i = 0; i < 600; i++) takeBlock();
}

describe('a block', () => {
  test('comes back once its piece is given back', () => {
    takeAllFree();
    const block = takeBlock();
    giveBack([lendBlock(block, 10)]);
    expect(takeBlock()).toBe(block);
    expect(takeBlock()).not.toBe(block);
  });

  test('comes back once, however often its piece is given back', () => {
    takeAllFree();
    const block = takeBlock();
    const piece = lendBlock(block, 10);
    giveBack([piece, piece]);
    giveBack([piece]);
    expect(takeBlock()).toBe(block);
    giveBack([piece]);
    expect(takeBlock()).not.toBe(block);
  });

  test('that was lent again is not brought back by a piece of before', () => {
    takeAllFree();
    const block = takeBlock();
    const before = lendBlock(block, 10);
    giveBack([before]);
    const now = lendBlock(takeBlock(), 20);
    giveBack([before]);
    expect(takeBlock()).not.toBe(block);
    giveBack([now]);
    expect(takeBlock()).toBe(block);
  });

  test('is not brought back by another view of its bytes, nor by anything else', () => {
    takeAllFree();
    const block = takeBlock();
    const piece = lendBlock(block, 10);
    giveBack([block, piece.subarray(0, 10), 'text', new Uint8Array(10), null]);
    expect(takeBlock()).not.toBe(block);
  });

  test('is kept as one of 512 at most', () => {
    takeAllFree();
    const blocks = Array.from({ length: 600 }, takeBlock);
    giveBack(blocks.map((block) => lendBlock(block, 1)));
    const again = new Set(Array.from({ length: 600 }, takeBlock));
    expect(blocks.filter((block) => again.has(block))).toHaveLength(512);
  });
});

describe('text in pieces', () => {
  it('is what was appended and pushed, in order, whenever it is taken and given back', () => {
    const part = fc.tuple(fc.constantFrom('append', 'push', 'take'), fc.oneof(fc.nat(100), fc.nat(3 * BLOCK_BYTES)), fc.nat(255));
    holds(
      fc.property(fc.array(fc.array(part, { maxLength: 12 }), { minLength: 1, maxLength: 3 }), (texts) => {
        // One after the other they use the same blocks.
        for (const parts of texts) {
          const pieces = createTextPieces();
          const expected: Buffer[] = [];
          const taken: Uint8Array[] = [];
          for (const [act, length, fill] of parts) {
            if (act === 'take') {
              taken.push(...pieces.take());
              continue;
            }
            const bytes = Buffer.alloc(length, fill);
            expected.push(Buffer.from(bytes));
            pieces[act === 'push' ? 'push' : 'append'](bytes);
            if (act === 'append') bytes.fill(0);
          }
          taken.push(...pieces.take());
          expect(pieces.take()).toEqual([]);
          expect(Buffer.concat(taken).equals(Buffer.concat(expected))).toBe(true);
          giveBack(taken);
        }
      }),
      300,
    );
  });

  test('that is small has memory of its own', () => {
    const pieces = createTextPieces();
    pieces.append(Buffer.alloc(100, 1));
    expect(pieces.take().map(({ buffer }) => buffer.byteLength)).toEqual([100]);
  });
});
