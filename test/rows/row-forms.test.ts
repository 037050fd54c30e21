/** Rows as NDJSON and as CSV, and rows that must ascend: the kernel and the slow way agree wherever these read a reply. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvCell } from '../../src/rows/csv-cell.js';
import { memberTokens } from '../../src/rows/json-members.js';
import type { RowForm, RowPlan } from '../../src/rows/row-plan-types.js';
import { csvRecords } from '../support/csv-records.js';
import { holds } from '../support/laws.js';
import { chunksAt, damagedReply, goodReply, plan as anyPlan, planOf, readOne, replyOf } from '../support/row-replies.js';

const FORMS: readonly RowForm[] = ['ndjson', 'csv', 'verbatimCsv'];
const offsets = fc.array(fc.nat(), { maxLength: 5 });
const text = (plan: RowPlan, ...lines: readonly string[]): string => {
  const read = readOne(plan, [replyOf(...lines)]);
  return typeof read === 'string' ? read : read.text;
};
const csvOf = (sent: string, form: RowForm = 'csv'): string =>
  text(planOf({ a: 'string', b: 'json' }, { form }), '{"a":"taught","b":1}', `{"a":${sent},"b":0}`)
    .split('\r\n')
    .slice(1)
    .join('\r\n')
    .replace(/,0\r\n$/, '');

describe('rows as CSV', () => {
  test.each<[claim: string, sent: string, cell: string]>([
    ['a plain text', '"PPC"', 'PPC'],
    ['an empty text', '""', '""'],
    ['a value that is not there', 'null', ''],
    ['a comma', '"a,b"', '"a,b"'],
    ['a comma beyond the first sixteen bytes', '"0123456789abcdefgh,i"', '"0123456789abcdefgh,i"'],
    ['a quote', '"say \\"so\\""', '"say ""so"""'],
    ['line breaks', '"a\\r\\nb"', '"a\r\nb"'],
    ['a slash as PHP escapes it', '"https:\\/\\/example.com\\/"', 'https://example.com/'],
    ['escaped characters of one, two and three bytes', '"\\u0041\\u00fc\\u20ac"', 'Aü€'],
    ['an escaped character in two units', '"\\ud83e\\udd8a"', '🦊'],
    ['blanks at both ends', '" a "', ' a '],
    ['a formula', '"=1+1"', "'=1+1"],
    ['a formula with a comma', '"=HYPERLINK(1,2)"', '"\'=HYPERLINK(1,2)"'],
    ['a formula with a quote', '"=\\"a\\""', '"\'=""a"""'],
    ['a phone number with a plus', '"+441234567890"', "'+441234567890"],
    ['an at sign', '"@SUM(A1)"', "'@SUM(A1)"],
    ['a tab at its beginning', '"\\tx"', "'\tx"],
    ['a carriage return at its beginning', '"\\rx"', '"\'\rx"'],
    ['a minus before what is no number', '"-1+1"', "'-1+1"],
    ['a minus alone', '"-"', "'-"],
    ['a number with a plus', '"+5"', "'+5"],
    ['a negative number', '"-5"', '-5'],
    ['a negative number with zeros in front', '"-007.50"', '-007.50'],
    ['a negative number with an exponent', '"-1.5E+10"', '-1.5E+10'],
    ['a minus before an unfinished number', '"-1."', "'-1."],
    ['a minus before an unfinished exponent', '"-1e"', "'-1e"],
  ])('writes %s', (_claim, sent, cell) => {
    expect(csvOf(sent)).toBe(cell);
  });

  test.each(['=1+1', '+44', '-x', '@a'])('writes %s as it is where formulas are not escaped', (formula) => {
    expect(csvOf(JSON.stringify(formula), 'verbatimCsv')).toBe(formula);
  });

  test('writes lists and objects as their JSON in quotes', () => {
    expect(text(planOf({ a: 'json', b: 'int' }, { form: 'csv' }), '{"a":{"x":[1,"y"]},"b":1}')).toBe('"{""x"":[1,""y""]}",1\r\n');
  });

  test('writes what is not there as an empty text where the line would be blank', () => {
    expect(text(planOf({ a: 'string' }, { form: 'csv' }), '{"a":"x"}', '{"a":null}', '{}')).toBe('x\r\n""\r\n""\r\n');
  });

  test('puts constants between the cells', () => {
    const columns = [
      { responseKey: 't', source: { kind: 'constant', json: '"Trigger"' } },
      { responseKey: 'a', source: { kind: 'cell', key: 'a', type: 'int' } },
      { responseKey: 'n', source: { kind: 'constant', json: 'null' } },
    ] as const;
    expect(text({ ...planOf({}), columns, form: 'csv' }, '{"a":1}', '{"a":2}')).toBe('Trigger,1,\r\nTrigger,2,\r\n');
  });

  test('reads back as the cells of the JSON rows, for every plan and reply', () => {
    holds(
      fc.property(goodReply, anyPlan, offsets, fc.boolean(), (reply, plan, at, verbatim) => {
        const form = verbatim ? 'verbatimCsv' : 'csv';
        const json = readOne(plan, chunksAt(reply, at));
        const csv = readOne({ ...plan, form }, chunksAt(reply, at));
        if (typeof json === 'string' || typeof csv === 'string') return expect(csv).toBe(json);
        if (plan.columns.length === 0) return;
        const style = { escapesFormulas: !verbatim, isAlone: plan.columns.length === 1 };
        const cells = memberTokens(json.text, () => true).map((tokens) =>
          [...tokens.values()].map((token) => shown(token, style.escapesFormulas)),
        );
        expect(csvRecords(csv.text)).toEqual(cells);
        expect({ ...csv, text: '' }).toEqual({ ...json, text: '' });
      }),
      400,
    );
  });

  /** The text of a cell for its JSON, as RFC 4180 and the rule on formulas have it. */
  function shown(token: string, escapes: boolean): string {
    if (token === 'null') return '';
    const plain = token.startsWith('"') ? Buffer.from(JSON.parse(token) as string).toString() : token; // a string of JSON
    return escapes && /^[=+@\t\r-]/.test(plain) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(plain) ? `'${plain}` : plain;
  }

  test('has one line a cell for every text alone, whatever it holds', () => {
    holds(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (value, escapesFormulas) => {
        const cell = csvCell(JSON.stringify(value), { escapesFormulas, isAlone: true });
        const [record, ...others] = csvRecords(`${cell}\r\n`);
        expect(others).toEqual([]);
        expect(record?.[0]?.endsWith(value)).toBe(true);
      }),
      200,
    );
  });
});

test('rows as NDJSON are the items of the array, each with a line break, for every plan and reply', () => {
  holds(
    fc.property(goodReply, anyPlan, offsets, (reply, plan, at) => {
      const json = readOne(plan, chunksAt(reply, at));
      const lines = readOne({ ...plan, form: 'ndjson' }, chunksAt(reply, at));
      if (typeof json === 'string' || typeof lines === 'string') return expect(lines).toBe(json);
      expect(`[${lines.text.trimEnd().split('\n').join(',')}]`).toBe(json.text);
      expect(lines.text === '' || lines.text.endsWith('\n')).toBe(true);
    }),
    300,
  );
});

test('a damaged reply fails in every form alike', () => {
  holds(
    fc.property(damagedReply, anyPlan, offsets, fc.constantFrom(...FORMS), (reply, plan, at, form) => {
      const json = readOne(plan, chunksAt(reply, at));
      const other = readOne({ ...plan, form }, chunksAt(reply, at));
      if (typeof json === 'string') expect(other).toBe(json);
      else expect(other).toMatchObject({ rowCount: json.rowCount, errors: json.errors });
    }),
    300,
  );
});

describe('rows that must ascend', () => {
  const ascending = (ascendsFrom: string | null) => planOf({ a: 'int' }, { form: 'ndjson', track: 'id', ascendsFrom });
  const lines = (...ids: readonly string[]) => ids.map((id) => `{"a":1,"id":${id}}`);

  test.each<[claim: string, from: string | null, ids: readonly string[]]>([
    ['from 0 on', null, ['0', '1', '5']],
    ['as texts', null, ['"1"', '"2"', '"10"']],
    ['above where they begin', '7', ['8', '9']],
    ['with twenty digits', null, ['9999999999999999999', '"18446744073709551615"', '"18446744073709551616"', '"99999999999999999999"']],
    ['above a number of twenty digits', '99999999999999999998', ['"99999999999999999999"']],
  ])('are taken %s', (_claim, from, ids) => {
    expect(readOne(ascending(from), [replyOf(...lines(...ids))])).toMatchObject({
      rowCount: ids.length,
      last: ids.at(-1)?.replaceAll('"', ''),
    });
  });

  test.each<[claim: string, from: string | null, ids: readonly string[], line: number]>([
    ['the same twice', null, ['1', '2', '2'], 3],
    ['a lower one', null, ['1', '3', '2'], 3],
    ['a longer text that is lower', null, ['"9"', '"010"', '"9"'], 3],
    ['the one that they begin above', '3', ['3', '4'], 1],
    ['one that is lower than where they begin', '99999999999999999999', ['5'], 1],
    ['none', null, ['1', 'null'], 2],
    ['what is no whole number', null, ['1', '"2x"'], 2],
    ['a negative number', null, ['-1'], 1],
  ])('are refused with %s', (_claim, from, ids, line) => {
    expect(readOne(ascending(from), [replyOf(...lines(...ids))])).toMatch(
      new RegExp(`^UPSTREAM_MALFORMED_RESPONSE: Line ${line} .* does not follow the row before it by id`),
    );
  });

  test('are refused exactly where an id is not above the one before it, however they are cut', () => {
    holds(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 30 }), offsets, (ids, at) => {
        const broken = ids.findIndex((id, i) => i > 0 && id <= (ids[i - 1] ?? 0));
        const read = readOne(ascending(null), chunksAt(replyOf(...lines(...ids.map(String))), at));
        if (broken >= 0) expect(read).toMatch(new RegExp(`Line ${broken + 1} `));
        else expect(read).toMatchObject({ rowCount: ids.length });
      }),
      200,
    );
  });
});
