import { expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { createBytes } from '../../src/rows/bytes.js';
import { decodeCell } from '../../src/rows/decode-cell.js';
import type { CellType } from '../../src/rows/plan.js';
import { CELL_WRITERS, UNUSUAL } from '../../src/rows/write-cell.js';
import { CELL_TYPES, token } from '../support/row-replies.js';

/** What the short way makes of a token; null where it has none. */
function write(type: CellType, sent: string): string | null {
  const from = createBytes(Buffer.byteLength(sent) + 8);
  const start = 3;
  const end = start + from.buffer.write(sent, start);
  const to = createBytes(end + 64);
  const behind = CELL_WRITERS[type](from, start, end, to, 5);
  return behind === UNUSUAL ? null : to.buffer.toString('utf8', 5, behind);
}

it('gives what the definition gives, wherever a short way is taken', () => {
  const usual = token.filter((sent) => sent !== 'null');
  fc.assert(
    fc.property(fc.constantFrom(...CELL_TYPES), usual, (type, sent) => {
      const written = write(type, sent);
      expect(written ?? decodeCell(type, sent)).toBe(decodeCell(type, sent));
    }),
    { numRuns: 20_000 },
  );
});

test.each<[CellType, string]>([
  ['int', '"3599"'],
  ['int', '0'],
  ['int', '""'],
  ['safeInt', '"123456789012345"'],
  ['float', '"51.5000"'],
  ['float', '-1.25'],
  ['decimal', '"0.00"'],
  ['id', '"880000001"'],
  ['id', '""'],
  ['string', '"Zürich \\/ \\u00fc"'],
  ['date', '"2024-02-29"'],
  ['date', '"0000-00-00"'],
  ['datetime', '"2024-02-29 23:59:59"'],
  ['datetime', '"0000-00-00 00:00:00"'],
  ['json', '{"a":1}'],
])('takes the short way for the %s %s', (type, sent) => {
  expect(write(type, sent)).toBe(decodeCell(type, sent));
});
