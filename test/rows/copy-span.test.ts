import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytes, ROOM, TEXT } from '../../src/rows/kernel.js';
import { createTables } from '../../src/rows/create-tables.js';
import { createKernelReader } from '../support/kernel-rows.js';
import { holds } from '../support/laws.js';
import { planOf } from '../support/row-replies.js';

/** Bytes behind the end of a copy that may be touched. */
const MARGIN = 64;

it('copies a value of any length from any offset to any other, and touches at most the margin behind it', () => {
  const content = Array.from({ length: 100 }, (_, i) => 100 + i).join('');
  holds(
    fc.property(fc.nat(300), fc.nat(100), fc.integer({ min: 1, max: 100 }), (length, shift, keyLength) => {
      const key = 'k'.repeat(keyLength);
      const row = `{"${key}":"${content.slice(0, length)}"}`;
      bytes.fill(0xff, ROOM, ROOM + 1024);
      const { written } = createKernelReader(createTables([planOf({ [key]: 'json' })]))(`${row}\n`, shift);
      expect(written).toEqual([[ROOM, ROOM + row.length]]);
      expect(bytes.toString('latin1', ROOM, ROOM + row.length)).toBe(row);
      expect(bytes.subarray(ROOM + row.length + MARGIN, ROOM + 1024).every((byte) => byte === 0xff)).toBe(true);
      expect(bytes.toString('latin1', TEXT + shift, TEXT + shift + row.length)).toBe(row);
    }),
    2000,
  );
});
