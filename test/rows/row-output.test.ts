import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BLOCK_BYTES, release } from '../../src/rows/buffer-pool.js';
import { createRowOutput } from '../../src/rows/row-output.js';
import { holds } from '../support/laws.js';

describe('the output of rows', () => {
  test('is the list of what was appended, whenever it is taken and released', () => {
    const part = fc.tuple(fc.constantFrom('append', 'take'), fc.oneof(fc.nat(100), fc.nat(3 * BLOCK_BYTES)), fc.nat(255));
    holds(
      fc.property(fc.array(fc.array(part, { maxLength: 12 }), { minLength: 1, maxLength: 3 }), (texts) => {
        // One after the other they use the same blocks.
        for (const parts of texts) {
          const output = createRowOutput();
          const expected: Buffer[] = [];
          const taken: Uint8Array[] = [];
          for (const [act, length, fill] of parts) {
            if (act === 'take') {
              taken.push(...output.take());
              continue;
            }
            const bytes = Buffer.alloc(length, fill);
            expected.push(Buffer.from(bytes));
            output.append(bytes);
            bytes.fill(0);
          }
          taken.push(...output.end());
          const list = Buffer.concat([Buffer.from('['), ...expected, Buffer.from(']')]);
          expect(Buffer.concat(taken).equals(list)).toBe(true);
          release(taken);
        }
      }),
      300,
    );
  });

  test('is an empty list where nothing was appended', () => {
    expect(Buffer.concat(createRowOutput().end()).toString()).toBe('[]');
  });

  test('has memory of its own where it is small', () => {
    const output = createRowOutput();
    output.append(Buffer.alloc(100, 1));
    expect(output.take().map(({ buffer }) => buffer.byteLength)).toEqual([101]);
  });
});
