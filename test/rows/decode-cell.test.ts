import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { CellType } from '../../src/rows/row-plan-types.js';
import { cellFault, decodeCell } from '../../src/rows/decode-cell.js';
import { holds } from '../support/laws.js';
import { referenceCell } from '../support/reference-rows.js';
import { CELL_TYPES, planOf, readOne, replyOf, token } from '../support/row-replies.js';

/** A token as upstream sends it, and what its cell becomes: JSON text, or undefined where the token breaks the type. */
const CASES: Readonly<Record<CellType, readonly (readonly [token: string, json: string | undefined])[]>> = {
  int: [
    ['12', '12'],
    ['"12"', '12'],
    ['0', '0'],
    ['"0"', '0'],
    ['-7', '-7'],
    ['"-7"', '-7'],
    ['-0', '0'],
    ['"-0"', '0'],
    ['1.0', '1'],
    ['"1.000"', '1'],
    ['1e3', '1000'],
    ['"007"', '7'],
    ['2147483647', '2147483647'],
    ['-2147483648', '-2147483648'],
    ['2147483648', undefined],
    ['"9999999999"', undefined],
    ['1.5', undefined],
    ['"1.5"', undefined],
    ['1e999', undefined],
    ['"12 "', undefined],
    ['" "', undefined],
    ['"+1"', undefined],
    ['"1,000"', undefined],
    ['"0x10"', undefined],
    ['"NaN"', undefined],
    ['"twelve"', undefined],
    ['true', undefined],
    ['false', undefined],
    ['[]', undefined],
    ['{"a":1}', undefined],
    ['""', 'null'],
    ['null', 'null'],
    ['"\\u0031\\u0032"', '12'],
  ],
  safeInt: [
    ['2147483648', '2147483648'],
    ['"4294967296123"', '4294967296123'],
    ['9007199254740991', '9007199254740991'],
    ['-9007199254740991', '-9007199254740991'],
    ['9007199254740992', undefined],
    ['"9007199254740993"', undefined],
    ['0.5', undefined],
    ['true', undefined],
    ['""', 'null'],
    ['null', 'null'],
  ],
  float: [
    ['1.0', '1.0'],
    ['12.50', '12.50'],
    ['"12.50"', '12.50'],
    ['"0.00"', '0.00'],
    ['-0.0', '-0.0'],
    ['-0.5', '-0.5'],
    ['100', '100'],
    ['"100.100"', '100.100'],
    ['0.1', '0.1'],
    ['1e2', '1e2'],
    ['1E-7', '1E-7'],
    ['0.000001', '0.000001'],
    ['0.0000001', '0.0000001'],
    ['1234567890123456789012', '1234567890123456789012'],
    ['0.12345678901234567891', '0.12345678901234567891'],
    ['"00.5"', '0.5'],
    ['"-007.50"', '-7.50'],
    ['"000"', '0'],
    ['1e-999', '1e-999'],
    ['1e400', undefined],
    ['"-1e400"', undefined],
    ['".5"', undefined],
    ['"5."', undefined],
    ['"Infinity"', undefined],
    ['"1_000"', undefined],
    ['"-"', undefined],
    ['true', undefined],
    ['""', 'null'],
    ['null', 'null'],
  ],
  decimal: [
    ['"12.50"', '12.50'],
    ['1e400', undefined],
    ['""', 'null'],
  ],
  id: [
    ['880000001', '"880000001"'],
    ['"880000001"', '"880000001"'],
    ['12345678901234567890', '"12345678901234567890"'],
    ['"abc-1"', '"abc-1"'],
    ['0', '"0"'],
    ['"0"', '"0"'],
    ['1.0', undefined],
    ['1e3', undefined],
    ['true', undefined],
    ['["1"]', undefined],
    ['""', 'null'],
    ['null', 'null'],
  ],
  string: [
    ['"GB"', '"GB"'],
    ['""', '""'],
    ['"a\\u00fc\\/\\ud800\\n"', '"a\\u00fc\\/\\ud800\\n"'],
    ['"Zürich – 電話 🦊"', '"Zürich – 電話 🦊"'],
    ['"null"', '"null"'],
    ['12', '"12"'],
    ['1.50', '"1.50"'],
    ['12345678901234567890', '"12345678901234567890"'],
    ['true', undefined],
    ['{}', undefined],
    ['[1]', undefined],
    ['null', 'null'],
  ],
  date: [
    ['"2024-02-29"', '"2024-02-29"'],
    ['"2023-02-29"', undefined],
    ['"2000-02-29"', '"2000-02-29"'],
    ['"1900-02-29"', undefined],
    ['"2024-04-31"', undefined],
    ['"2024-12-31"', '"2024-12-31"'],
    ['"2024-13-01"', undefined],
    ['"2024-00-01"', undefined],
    ['"2024-01-00"', undefined],
    ['"0000-01-01"', undefined],
    ['"2024-1-1"', undefined],
    ['"2024-01-01 00:00:00"', undefined],
    ['"2024/01/01"', undefined],
    ['20240101', undefined],
    ['"0000-00-00"', 'null'],
    ['"0000-00-00 00:00:00"', 'null'],
    ['"2024\\u002d01-02"', '"2024-01-02"'],
    ['true', undefined],
    ['""', 'null'],
    ['null', 'null'],
  ],
  datetime: [
    ['"2014-01-01 00:00:00"', '"2014-01-01T00:00:00"'],
    ['"2024-12-31 23:59:59"', '"2024-12-31T23:59:59"'],
    ['"2024-12-31 24:00:00"', undefined],
    ['"2024-12-31 23:60:00"', undefined],
    ['"2024-12-31 23:59:60"', undefined],
    ['"2024-02-30 10:00:00"', undefined],
    ['"2024-12-31T23:59:59"', '"2024-12-31T23:59:59"'],
    ['"2024-12-31t23:59:59"', undefined],
    ['"2024-12-31\\u005423:59:59"', '"2024-12-31T23:59:59"'],
    ['"2024-02-30T10:00:00"', undefined],
    ['"2024-12-31T23:59:60"', undefined],
    ['"2024-12-31T23:59:59Z"', undefined],
    ['"0000-00-00T00:00:00"', 'null'],
    ['"2024-12-31"', undefined],
    ['"2024-12-31 23:59:59Z"', undefined],
    ['"2024-12-31 2a:59:59"', undefined],
    ['1700000000', undefined],
    ['"0000-00-00 00:00:00"', 'null'],
    ['"0000-00-00"', 'null'],
    ['"0000-00-00 00:00:01"', undefined],
    ['"2014-01-01\\u002000:00:00"', '"2014-01-01T00:00:00"'],
    ['{}', undefined],
    ['""', 'null'],
    ['null', 'null'],
  ],
  json: [
    ['12345678901234567890', '12345678901234567890'],
    ['1.50', '1.50'],
    ['-0', '-0'],
    ['1e400', '1e400'],
    ['""', '""'],
    ['true', 'true'],
    ['null', 'null'],
    ['{"a": [1, {"b":null}]}', '{"a": [1, {"b":null}]}'],
  ],
};

const ROWS = CELL_TYPES.flatMap((type) => CASES[type].map(([sent, json]) => ({ type, sent, becomes: json ?? 'an error', json })));

test.each(ROWS)('$type: $sent becomes $becomes', ({ type, sent, json }) => {
  expect(decodeCell(type, sent)).toBe(json);
});

test.each(ROWS)('$type: $sent becomes $becomes in a row of a reply too', ({ type, sent, json }) => {
  const errors = json === undefined ? [{ row: 0, responseKey: 'cell', message: cellFault('cell', type, sent) }] : [];
  expect(readOne(planOf({ cell: type }), [replyOf(`{"cell":${sent}}`)])).toMatchObject({
    text: `[{"cell":${json ?? 'null'}}]`,
    errors,
    errorCount: errors.length,
  });
});

test('a key that the row lacks is null in every type', () => {
  const plan = planOf(Object.fromEntries(CELL_TYPES.map((type) => [type, type])));
  const nulls = CELL_TYPES.map((type) => `"${type}":null`).join();
  expect(readOne(plan, [replyOf('{}')])).toMatchObject({ text: `[{${nulls}}]`, errorCount: 0 });
});

describe('the message of a cell that breaks its type', () => {
  test.each([
    ['"x"', 'duration must be a whole number of 32 bits, but the Reports API sent another text'],
    ['2.5', 'duration must be a whole number of 32 bits, but the Reports API sent another number'],
    ['true', 'duration must be a whole number of 32 bits, but the Reports API sent a boolean'],
    ['{"secret":1}', 'duration must be a whole number of 32 bits, but the Reports API sent an object'],
    ['[1]', 'duration must be a whole number of 32 bits, but the Reports API sent a list'],
  ])('names the rule and the kind of %s, never the value', (sent, message) => {
    expect(cellFault('duration', 'int', sent)).toBe(message);
  });
});

it('decodes every value as a plain reading of it does', () => {
  holds(
    fc.property(fc.constantFrom(...CELL_TYPES), token, (type, sent) => {
      expect(decodeCell(type, sent) ?? null).toBe(referenceCell(type, sent));
    }),
    5000,
  );
});
