import { describe, expect, test } from '@jest/globals';
import { acquireBlock, lendBlock, release } from '../../src/rows/buffer-pool.js';

/** Acquires more blocks than are ever kept, so that what a test releases is all that is free. */
function acquireAllFree(): void {
  for (let i = 0; i < 600; i++) acquireBlock();
}

describe('a block', () => {
  test('can be acquired again once its piece is released', () => {
    acquireAllFree();
    const block = acquireBlock();
    release([lendBlock(block, 10)]);
    expect(acquireBlock()).toBe(block);
    expect(acquireBlock()).not.toBe(block);
  });

  test('is free once, however often its piece is released', () => {
    acquireAllFree();
    const block = acquireBlock();
    const piece = lendBlock(block, 10);
    release([piece, piece]);
    release([piece]);
    expect(acquireBlock()).toBe(block);
    release([piece]);
    expect(acquireBlock()).not.toBe(block);
  });

  test('that was lent again is not released by an earlier piece', () => {
    acquireAllFree();
    const block = acquireBlock();
    const before = lendBlock(block, 10);
    release([before]);
    const now = lendBlock(acquireBlock(), 20);
    release([before]);
    expect(acquireBlock()).not.toBe(block);
    release([now]);
    expect(acquireBlock()).toBe(block);
  });

  test('is not released by another view of its bytes, nor by anything else', () => {
    acquireAllFree();
    const block = acquireBlock();
    const piece = lendBlock(block, 10);
    release([block, piece.subarray(0, 10), 'text', new Uint8Array(10), null]);
    expect(acquireBlock()).not.toBe(block);
  });

  test('is kept as one of 512 at most', () => {
    acquireAllFree();
    const blocks = Array.from({ length: 600 }, acquireBlock);
    release(blocks.map((block) => lendBlock(block, 1)));
    const again = new Set(Array.from({ length: 600 }, acquireBlock));
    expect(blocks.filter((block) => again.has(block))).toHaveLength(512);
  });
});
