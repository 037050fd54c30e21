import { expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeCell } from '../../src/rows/decode-cell.js';
import { bytes } from '../../src/rows/kernel.js';
import type { CellType } from '../../src/rows/plan.js';
import { createTables } from '../../src/rows/tables.js';
import { createKernelReader } from '../support/kernel-rows.js';
import { CELL_TYPES, planOf, token } from '../support/row-replies.js';

/** What the short way makes of a token; null where it has none. */
function write(type: CellType, sent: string): string | null {
  const { written, unusual } = createKernelReader(createTables([planOf({ cell: type })]))(`{"cell":${sent}}\n`);
  const [[start, end] = [0, 0]] = written;
  return unusual > 0 ? null : bytes.toString('utf8', start + '{"cell":'.length, end - '}'.length);
}

it('gives what the definition gives, wherever a short way is taken', () => {
  const signed = fc.stringMatching(/^-?[0-9]{1,17}$/).filter((digits) => !/^-?0./.test(digits));
  const quoted = fc.stringMatching(/^"-?[0-9]{0,17}(?:\.[0-9]{0,9})?"$/);
  fc.assert(
    fc.property(fc.constantFrom(...CELL_TYPES), fc.oneof({ weight: 4, arbitrary: token }, signed, quoted), (type, sent) => {
      const written = write(type, sent);
      expect(written ?? decodeCell(type, sent)).toBe(decodeCell(type, sent));
    }),
    { numRuns: 20_000 },
  );
});

test.each<[CellType, string]>([
  ['int', '"3599"'],
  ['int', '0'],
  ['int', '"0"'],
  ['int', '""'],
  ['int', '-5'],
  ['int', '"-5"'],
  ['int', '-123456789'],
  ['safeInt', '"123456789012345"'],
  ['safeInt', '-123456789012345'],
  ['safeInt', '"-1"'],
  ['float', '"51.5000"'],
  ['float', '-1.25'],
  ['float', '0.000001'],
  ['decimal', '"0.00"'],
  ['decimal', '"-0.50"'],
  ['id', '"880000001"'],
  ['id', '12345678901234567890'],
  ['id', '""'],
  ['string', '"Zürich \\/ \\u00fc"'],
  ['string', '1.50'],
  ['string', '""'],
  ['date', '"2024-02-29"'],
  ['date', '"0000-00-00"'],
  ['date', '""'],
  ['datetime', '"2024-02-29 23:59:59"'],
  ['datetime', '"0000-00-00 00:00:00"'],
  ['datetime', '""'],
  ['json', '{"a":1}'],
  ['json', '-0'],
  ['int', 'null'],
  ['json', 'null'],
])('takes the short way for the %s %s', (type, sent) => {
  expect(write(type, sent)).toBe(decodeCell(type, sent));
});

test.each<[CellType, string]>([
  ['int', '-0'],
  ['int', '"-0"'],
  ['int', '"-05"'],
  ['int', '"05"'],
  ['int', '"-"'],
  ['int', '"--5"'],
  ['int', '1234567890'],
  ['int', '-1234567890'],
  ['safeInt', '1234567890123456'],
  ['safeInt', '1.0'],
  ['float', '-0.0'],
  ['float', '"-"'],
  ['float', '"."'],
  ['float', '1e3'],
  ['float', '0.0000001'],
  ['float', '1234567890.123456'],
  ['id', '-5'],
  ['id', 'true'],
  ['string', '-5'],
  ['string', '[]'],
  ['date', '"2023-02-29"'],
  ['date', '123456789012'],
  ['datetime', '"2024-02-29T23:59:59"'],
  ['datetime', '"2024-02-29 23:59:60"'],
  ['datetime', '123456789012345678901'],
])('leaves the %s %s to the definition', (type, sent) => {
  expect(write(type, sent)).toBeNull();
});
