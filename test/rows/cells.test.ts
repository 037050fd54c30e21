import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeCell } from '../../src/rows/decode-cell.js';
import { bytes } from '../../src/rows/kernel.js';
import type { CellType } from '../../src/rows/plan.js';
import { createTables } from '../../src/rows/create-tables.js';
import { createKernelReader } from '../support/kernel-rows.js';
import { holds } from '../support/laws.js';
import { CELL_TYPES, planOf, readOne, replyOf, token } from '../support/row-replies.js';

/** What the short way makes of a token; null where it has none. */
function write(type: CellType, sent: string): string | null {
  const { written, unusual } = createKernelReader(createTables([planOf({ cell: type })]))(`{"cell":${sent}}\n`);
  const [[start, end] = [0, 0]] = written;
  return unusual > 0 ? null : bytes.toString('utf8', start + '{"cell":'.length, end - '}'.length);
}

it('gives what the definition gives, wherever a short way is taken', () => {
  const signed = fc.stringMatching(/^-?[0-9]{1,17}$/).filter((digits) => !/^-?0./.test(digits));
  const quoted = fc.stringMatching(/^"-?[0-9]{0,17}(?:\.[0-9]{0,9})?"$/);
  holds(
    fc.property(fc.constantFrom(...CELL_TYPES), fc.oneof({ weight: 4, arbitrary: token }, signed, quoted), (type, sent) => {
      const written = write(type, sent);
      expect(written ?? decodeCell(type, sent)).toBe(decodeCell(type, sent));
    }),
    20_000,
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
  ['datetime', '"2024-02-29T23:59:59"'],
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
  ['datetime', '"2024-02-29 23:59:60"'],
  ['datetime', '123456789012345678901'],
])('leaves the %s %s to the definition', (type, sent) => {
  expect(write(type, sent)).toBeNull();
});

describe('a cell in an odd form', () => {
  /** How often the host is asked for a cell that comes twice, and what is written the second time. */
  function readTwice(type: CellType, sent: string, decoded: string, again = sent): readonly [asked: number, text: string] {
    const read = createKernelReader(createTables([planOf({ cell: type })]), decoded);
    const { unusual } = read(`{"cell":${sent}}\n`);
    const second = read(`{"cell":${again}}\n`);
    const [[start, end] = [0, 0]] = second.written;
    return [unusual + second.unusual, bytes.toString('utf8', start + ',{"cell":'.length, end - '}'.length)];
  }

  const LONG = `0.${'0'.repeat(30)}1`;
  test.each([
    { claim: 'is asked for once', type: 'float', sent: '-1.4900000000000002', decoded: '-1.4900000000000002', asked: 1 },
    {
      claim: 'is known by all of its token',
      type: 'float',
      sent: '1.4900000000000002',
      again: '1.4900000000000003',
      decoded: 'x',
      asked: 2,
    },
    { claim: 'is known by its length', type: 'float', sent: '1e1', again: '1e10', decoded: 'x', asked: 2 },
    { claim: 'that is a whole number is asked for once', type: 'int', sent: '2e3', decoded: '2000', asked: 1 },
    { claim: 'that is long is asked for each time', type: 'float', sent: LONG, decoded: '1e-31', asked: 2 },
    { claim: 'of a long text is asked for each time', type: 'string', sent: '-7e7', decoded: `"${'7'.repeat(40)}"`, asked: 2 },
    { claim: 'that breaks its type is asked for each time', type: 'int', sent: '"broken"', decoded: 'null', asked: 2 },
  ] as const)('$claim', ({ type, sent, decoded, asked, ...more }) => {
    expect(readTwice(type, sent, decoded, 'again' in more ? more.again : sent)).toEqual([asked, decoded]);
  });

  test('is known by its type', () => {
    expect(readTwice('float', '3e3', '3000')).toEqual([1, '3000']);
    expect(readTwice('string', '3e3', '"3e3"')).toEqual([0, '"3e3"']);
    expect(readTwice('id', '3e3', 'null')).toEqual([2, 'null']);
  });

  it('becomes what the definition says, however often and among whichever others it comes', () => {
    const tokens = fc.array(fc.tuple(fc.constantFrom(...CELL_TYPES), token), { minLength: 1, maxLength: 6 });
    holds(
      fc.property(tokens, fc.array(fc.nat(5), { minLength: 10, maxLength: 60 }), (kinds, order) => {
        const plans = kinds.map(([type]) => planOf({ cell: type }));
        for (const pick of order) {
          const [type, sent] = kinds[pick % kinds.length] ?? ['int', '1'];
          const text = decodeCell(type, sent) ?? 'null';
          expect(readOne(plans[pick % kinds.length] ?? planOf({}), [replyOf(`{"cell":${sent}}`)])).toMatchObject({
            text: `[{"cell":${text}}]`,
            errorCount: decodeCell(type, sent) === undefined ? 1 : 0,
          });
        }
      }),
      1000,
    );
  });
});
