import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_CELL_ERRORS, type RowPlan } from '../../src/rows/row-plan-types.js';
import { createRowReader } from '../../src/rows/row-reader.js';
import { holds } from '../support/laws.js';
import { referenceRows } from '../support/reference-rows.js';
import { chunksAt, damagedReply, goodReply, plan as anyPlan, planOf, readAll, readOne, replyOf, textOf } from '../support/row-replies.js';

const AB = planOf({ a: 'int', b: 'string' });
/** The same, of a request that names its columns. */
const CLOSED = planOf({ a: 'int', b: 'string' }, { isOpen: false, known: new Set(['c']) });
/** Whole rows of a report of which nothing is known. */
const RAW = { ...planOf({}), columns: [{ responseKey: 'raw', source: { kind: 'raw' as const } }] };
const EVERY_KEY = { has: () => true };
const A1 = '{"a":1,"b":"x"}';
const A2 = '{"a":2,"b":"y"}';
const BOTH = `[${A1},${A2}]`;

describe('a reply that is read', () => {
  test.each<[claim: string, reply: Uint8Array | string, rows: string]>([
    ['one object a line', `${A1}\n${A2}\n`, BOTH],
    ['CRLF line ends', `${A1}\r\n${A2}\r\n`, BOTH],
    ['blank lines anywhere', `\n\r\n${A1}\n \t\n${A2}\n\n`, BOTH],
    ['a byte order mark at the start', `\ufeff${A1}\n${A2}\n`, BOTH],
    ['blanks around everything', ` { "a" : 1 , "b" : "x" } \n\t{"a"\t:\r2,"b": "y"}\n`, BOTH],
    ['another order of keys in each row', '{"b":"x","a":1}\n{"a":2,"b":"y"}\n', BOTH],
    ['keys that are spelled with escapes', '{"\\u0061":1,"b":"x"}\n{"a":2,"\\u0062":"y"}\n', BOTH],
    ['keys that were not asked for', '{"z":[{"a":9}],"a":1,"":"","b":"x"}\n{"__proto__":{"a":7},"a":2,"b":"y"}\n', BOTH],
    ['line separators of Unicode inside a string', '{"a":1,"b":"x\u2028\u2029\u0085"}\n', '[{"a":1,"b":"x\u2028\u2029\u0085"}]'],
    ['a row without keys', '{}\n{ }\n', '[{"a":null,"b":null},{"a":null,"b":null}]'],
    ['nothing but blank lines', '\n\n', '[]'],
    ['no bytes at all', '', '[]'],
    ['a byte order mark alone', '\ufeff', '[]'],
    ['blanks behind the last line break', `${A1}\n${A2}\n \r`, BOTH],
  ])('%s', (_claim, reply, rows) => {
    expect(readOne(AB, [Buffer.from(reply)])).toMatchObject({ text: rows, complete: true, errorCount: 0 });
  });

  test.each<[claim: string, last: string, text: string]>([
    ['a last line without its line break', A2, BOTH],
    ['a last line with blanks behind it', `${A2} \r`, BOTH],
  ])('%s, where the frame proves that it is whole', (_claim, last, text) => {
    const reply = Buffer.from(`${A1}\n${last}`);
    for (const chunks of [[reply], chunksAt(reply, Array.from(reply.keys()))])
      expect(readOne(AB, chunks)).toMatchObject({ text, rowCount: 2, complete: true });
  });

  test('an only line without its line break, where the frame proves that it is whole', () => {
    expect(readOne(AB, [Buffer.from(`\ufeff${A1}`)])).toMatchObject({ text: `[${A1}]`, complete: true });
  });

  test.each<[claim: string, plan: RowPlan, line: string]>([
    ['without keys', CLOSED, '{}'],
    ['with one column that was asked for', CLOSED, '{"b":"x"}'],
    ['with a column that the report is known to have', CLOSED, '{"c":1}'],
    ['with a column beside a key error', CLOSED, '{"error":"x","c":1}'],
    ['with a column beside a key error, where every field was asked for', AB, '{"error":"x","b":"y"}'],
    ['with a column far behind keys that nobody knows', CLOSED, `{${Array.from({ length: 50 }, (_, i) => `"z${i}":0`).join()},"a":1}`],
    ['with its installation alone', { ...CLOSED, igrp: 1 }, '{"igrp":1}'],
    ['with keys that nobody knows, where every field was asked for', AB, '{"z":1}'],
    ['with a message beside another key, where every field was asked for', AB, '{"message":"x","z":1}'],
    ['with a message alone, where whole rows alone were asked for', RAW, '{"message":"x"}'],
    ['with a column error that was asked for', planOf({ error: 'string' }, { isOpen: false }), '{"error":"x"}'],
  ])('a row %s', (_claim, plan, line) => {
    expect(readOne(plan, [replyOf(line, line)])).toMatchObject({ rowCount: 2, errorCount: 0 });
  });

  test('a reply whose frame does not prove its end is not called complete', () => {
    expect(readOne(AB, [replyOf(A1)], { proven: false })).toMatchObject({ text: `[${A1}]`, complete: false });
  });
});

describe('a reply that is refused', () => {
  const bad = (line: number, what: string) => `UPSTREAM_MALFORMED_RESPONSE: Line ${line} of the Reports API's response ${what}.`;
  const notRow = (line: number) => bad(line, 'is not a row');
  const notJson = (line: number) => bad(line, 'is not JSON, or is nested too deeply');
  const cut = (line: number) => `UPSTREAM_INCOMPLETE: The Reports API's response was cut off in line ${line}.`;
  const unknown = 'UPSTREAM_REPORTED_ERROR: The Reports API sent an error message instead of rows.';
  const known = 'UPSTREAM_REPORTED_ERROR: The Reports API returned: Resource not found.';

  test.each<[claim: string, reply: Uint8Array | string, fault: string]>([
    ['a message that is known', '"Resource not found"\n', known],
    ['a message spelled with escapes', ' "Resource\\u0020not found" \r\n', known],
    ['a message without a line break', '"Resource not found"', known],
    ['a message that is not known is not shown', '"user 42: password wrong"\n', unknown],
    ['a message behind rows', `${A1}\n"Query timed out"\n`, unknown],
    ['a message that is cut', '"Resource not fo', cut(1)],
    ['a message with something behind it', '"a" "b"\n', notJson(1)],
    ['a page of HTML', '<!DOCTYPE html>\n<html>', notRow(1)],
    ['a page of HTML in one line without its break', '<html></html>', notRow(1)],
    ['CSV', 'a,b\n1,x\n', notRow(1)],
    ['a JSON array', `[${A1}]\n`, notRow(1)],
    ['a JSON array without a line break', `[${A1}]`, notRow(1)],
    ['a number behind a row', `${A1}\n7\n`, notRow(2)],
    ['null', 'null\n', notRow(1)],
    ['a byte order mark in the second line', `${A1}\n\ufeff${A2}\n`, notRow(2)],
    ['a byte order mark behind a blank', ' \ufeff\n', notRow(1)],
    ['two byte order marks', `\ufeff\ufeff\n${A1}\n`, notRow(1)],
    ['blanks of Unicode that JSON does not count as such', `${A1}\n\u00a0\u2028\n`, notRow(2)],
    ['a vertical tab before a row', `\u000b${A1}\n`, notRow(1)],
    ['two rows in a line', `${A1}${A2}\n`, notJson(1)],
    ['a row in two lines', '{"a":1,\n"b":"x"}\n', notJson(1)],
    ['a comma behind the last value', '{"a":1,}\n', notJson(1)],
    ['a comma before the first', '{,"a":1}\n', notJson(1)],
    ['a key without quotes', '{a:1}\n', notJson(1)],
    ['a key without a colon', '{"a" 1}\n', notJson(1)],
    ['a key that does not end', '{"a\n', notJson(1)],
    ['a key with a control character', '{"a\u0001":1}\n', notJson(1)],
    ['a control character in a value that was not asked for', '{"a":1,"z":"\t"}\n', notJson(1)],
    ['a bad escape in a value that was not asked for', '{"a":1,"z":"\\q"}\n', notJson(1)],
    ['a bad number in a value that was not asked for', '{"a":1,"z":01}\n', notJson(1)],
    ['a value that is NaN', '{"a":NaN}\n', notJson(1)],
    ['a comment', '{"a":1}//\n', notJson(1)],
    ['nesting without end', `{"z":${'['.repeat(100_000)}\n`, notJson(1)],
    ['one bad line among good ones, told by its number', `${A1}\n\n${A2}\n{"a":}\n${A1}\n`, notJson(4)],
    ['a key that comes twice', '{"a":1,"a":1}\n', bad(1, 'repeats a key')],
    ['a key that comes twice, once with an escape', '{"a":1,"\\u0061":2}\n', bad(1, 'repeats a key')],
    ['a key that comes twice and was not asked for', `${A1}\n{"z":1,"a":1,"z":1}\n`, bad(2, 'repeats a key')],
    ['the empty key twice', '{"":1,"":1}\n', bad(1, 'repeats a key')],
    [
      'a byte that is not UTF-8',
      Buffer.concat([replyOf(A1), Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d, 0x0a])]),
      bad(2, 'is not UTF-8'),
    ],
    [
      'half a surrogate pair in UTF-8',
      Buffer.concat([Buffer.from('{"b":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}\n')]),
      bad(1, 'is not UTF-8'),
    ],
    ['an overlong quote', Buffer.concat([Buffer.from('{"b":"'), Buffer.from([0xc0, 0xa2]), Buffer.from('"}\n')]), bad(1, 'is not UTF-8')],
    ['a bad line before a line that is not UTF-8', Buffer.concat([Buffer.from('{]\n'), Buffer.from([0x7b, 0xff, 0x7d, 0x0a])]), notJson(1)],
    ['UTF-16', Buffer.from(`\ufeff${A1}\n`, 'utf16le'), notRow(1)],
    ['a last line that is cut', `${A1}\n{"a":2,"b`, cut(2)],
    ['the begin of a byte order mark', Buffer.from([0xef, 0xbb]), cut(1)],
  ])('%s', (_claim, reply, fault) => {
    expect(readOne(AB, [Buffer.from(reply)], { proven: fault !== cut(1) })).toBe(fault);
    expect(
      readOne(AB, chunksAt(Buffer.from(reply), Array.from(Buffer.from(reply).subarray(0, 500).keys())), { proven: fault !== cut(1) }),
    ).toBe(fault);
  });

  test.each<[claim: string, reply: string | Uint8Array, fault: string]>([
    ['a last line without its line break', `${A1}\n${A2}`, cut(2)],
    ['an only line without its line break', A1, cut(1)],
    ['an error as an object without its line break is told', `${A1}\n{"error":"Resource not found"} `, known],
    ['an object that is no row without its line break', `${A1}\n{"z":1}`, cut(2)],
  ])('where the frame does not prove that this is the end: %s', (_claim, reply, fault) => {
    expect(readOne(CLOSED, [Buffer.from(reply)], { proven: false })).toBe(fault);
  });

  test.each<[claim: string, reply: string | Uint8Array, fault: string]>([
    ['a part of a byte order mark alone', Buffer.from([0xef, 0xbb]), notRow(1)],
    ['a part of a byte order mark and a blank', Buffer.from([0xef, 0x20]), notRow(1)],
    ['a part of a byte order mark in a line', Buffer.from([0xef, 0xbb, 0x0a]), notRow(1)],
    ['a last line without its line break that repeats a key', `${A1}\n{"a":1,"a":1}`, bad(2, 'repeats a key')],
    ['a last line without its line break that is not UTF-8', Buffer.from('{"b":"\xff"}', 'latin1'), bad(1, 'is not UTF-8')],
    ['a last line without its line break that is a message', `${A1}\n"Query timed out"`, unknown],
  ])('where the frame proves that this is all: %s', (_claim, reply, fault) => {
    expect(readOne(AB, [Buffer.from(reply)])).toBe(fault);
  });

  describe('for an object that is no row', () => {
    const none = bad(2, 'has none of the columns of the report');
    test.each<[claim: string, line: string, fault: string]>([
      ['an error', '{"error":"Bad filter 42"}', unknown],
      ['a message', '{"message":"Bad filter 42"}', unknown],
      ['an error that is known', '{"error":"Resource not found"}', known],
      ['an error with a code', '{"code":500,"message":"Bad filter 42"}', unknown],
      ['an error beside other things', '{"status":"error","error":"x","trace":[]}', unknown],
      ['an error spelled with escapes', '{"\\u0065rror":"x"}', unknown],
      ['an error that is no text', '{"error":{"text":"x"}}', none],
      ['a message that is no text', '{"message":null}', none],
      ['keys that nobody knows', '{"y":1,"z":2}', none],
      ['a key that another report has', '{"A":1}', none],
      ['columns inside a value', '{"data":{"a":1,"b":"x"}}', none],
    ])('%s', (_claim, line, fault) => {
      for (const rows of [`${A1}\n${line}\n${A2}\n`, `${A1}\n${line}`]) expect(readOne(CLOSED, [Buffer.from(rows)])).toBe(fault);
      expect(readAll([CLOSED, planOf({ b: 'string' }, { isOpen: false })], [replyOf(A1, line)])).toBe(fault);
    });

    test('where every field was asked for, an error is one although nobody knows the other keys', () => {
      for (const line of ['{"error":"x"}', '{"error":"x","z":1}', '{"z":1,"error":"x"}', '{"message":"x"}'])
        expect(readOne(AB, [replyOf(A1, '{"z":1}', line)])).toBe(unknown);
      expect(readOne(RAW, [replyOf('{"z":1}', '{"error":"x"}')])).toBe(unknown);
      expect(readOne(RAW, [replyOf('{"z":1}', '{"error":1}')])).toBe(none);
    });
  });

  describe('for a row without a value that every row has', () => {
    const required: RowPlan = {
      ...CLOSED,
      columns: [
        { responseKey: 'b', source: { kind: 'cell', key: 'b', type: 'string' } },
        { responseKey: 'first', source: { kind: 'cell', key: 'a', type: 'int', required: true } },
      ],
    };
    test.each(['{"b":"x"}', '{}', '{"a":null}', '{"a":"","b":"x"}', '{"a":"x"}', '{"a":1.5}', '{"a":[1]}'])('%s', (line) => {
      const fault = bad(2, 'has no valid value of a');
      expect(readOne(required, [replyOf(A1, line, A2)])).toBe(fault);
      expect(readOne({ ...required, limit: 2 }, [replyOf(A1, line)])).toBe(fault);
    });

    test('but not for one that has it in whichever form', () => {
      expect(readOne(required, [replyOf('{"a":0}', '{"a":"7"}', '{"a":1.0}')])).toMatchObject({
        text: '[{"b":null,"first":0},{"b":null,"first":7},{"b":null,"first":1}]',
      });
    });
  });

  test('no bytes at all, where the frame does not prove that there were none', () => {
    expect(readOne(AB, [], { proven: false })).toBe(cut(1));
  });

  test('blanks behind the last line break, where the frame does not prove that this is the end', () => {
    expect(readOne(AB, [replyOf(A1), Buffer.from(' ')], { proven: false })).toBe(cut(2));
  });

  it('stays refused: no later call gives rows', () => {
    const reader = createRowReader([AB]);
    const thrown = [() => void reader.write(replyOf('[]')), () => void reader.write(replyOf(A1)), () => reader.end(true)].map((act) => {
      try {
        act();
        return null;
      } catch (error) {
        return error;
      }
    });
    expect(thrown[0]).toMatchObject({ code: 'UPSTREAM_MALFORMED_RESPONSE' });
    expect(thrown[1]).toBe(thrown[0]);
    expect(thrown[2]).toBe(thrown[0]);
  });
});

describe('the cap on a line', () => {
  const line = (bytes: number) => `{"b":"${'x'.repeat(bytes - 8)}"}`;
  const tooLong = (number: number, cap: number) =>
    `UPSTREAM_RESPONSE_TOO_LARGE: Line ${number} of the Reports API's response is longer than ${cap} bytes.`;
  const everyWay = (reply: Uint8Array, maxLineBytes?: number) =>
    [[reply], chunksAt(reply, [reply.length >> 1]), chunksAt(reply, [reply.length - 1])].map((chunks) =>
      readOne(planOf({ b: 'string' }), chunks, maxLineBytes === undefined ? {} : { maxLineBytes }),
    );

  it('takes a line of 1 MiB and refuses a longer one', () => {
    for (const reading of everyWay(replyOf(line(1 << 20)))) expect(reading).toMatchObject({ rowCount: 1 });
    for (const reading of everyWay(replyOf(line((1 << 20) + 1)))) expect(reading).toBe(tooLong(1, 1 << 20));
  });

  it('can be set, and names the line', () => {
    for (const reading of everyWay(replyOf(line(20), line(20)), 20)) expect(reading).toMatchObject({ rowCount: 2 });
    for (const reading of everyWay(replyOf(line(20), line(21)), 20)) expect(reading).toBe(tooLong(2, 20));
  });

  it('cannot be set higher than the memory holds', () => {
    expect(() => createRowReader([AB], { maxLineBytes: (1 << 20) + 1 })).toThrow('maxLineBytes must be at most 1048576, but got: 1048577');
  });

  it('refuses a line before its end has come', () => {
    const reader = createRowReader([AB], { maxLineBytes: 100 });
    expect(() => void reader.write(Buffer.from(`{"b":"${'x'.repeat(100)}`))).toThrow('Line 1 of');
  });

  it('holds for the bytes a line has, not for what is wrong with them', () => {
    const reply = replyOf(`{"b":bad${'x'.repeat(100)}`);
    expect(everyWay(reply, 50)).toEqual([tooLong(1, 50), tooLong(1, 50), tooLong(1, 50)]);
  });

  it('costs a line its length, however finely it is cut', () => {
    const reply = replyOf(line(1 << 18));
    expect(readOne(planOf({ b: 'string' }), chunksAt(reply, Array.from(reply.keys())))).toMatchObject({ rowCount: 1 });
  });
});

describe('the guard of the installation', () => {
  const guarded = planOf({ a: 'int' }, { igrp: 12 });
  const foreign =
    "UPSTREAM_MALFORMED_RESPONSE: Line 1 of the Reports API's response belongs to a different installation than the one requested.";

  test.each(['12', '"12"', '12.0', '"012"', '"\\u0031\\u0032"'])('a row with igrp %s is of installation 12', (igrp) => {
    expect(readOne(guarded, [replyOf(`{"a":1,"igrp":${igrp}}`)])).toMatchObject({ text: '[{"a":1}]' });
  });

  test.each(['13', '"1"', '"123"', '-12', 'null', '""', '"x"', '[12]'])('a row with igrp %s is not', (igrp) => {
    expect(readOne(guarded, [replyOf(`{"a":1,"igrp":${igrp}}`)])).toBe(foreign);
  });

  test('the key is known however it is spelled', () => {
    expect(readOne(guarded, [replyOf('{"a":1,"\\u0069grp":13}')])).toBe(foreign);
  });

  test('a row without the key is not checked, nor is one inside a value', () => {
    expect(readOne(guarded, [replyOf('{"a":1,"z":{"igrp":13}}')])).toMatchObject({ rowCount: 1 });
  });

  test('rows beyond the limit are checked too', () => {
    expect(readOne({ ...guarded, limit: 0 }, [replyOf('{"igrp":13}')])).toBe(foreign);
  });

  test('one plan without an installation does not lift the guard of another', () => {
    expect(readAll([planOf({ a: 'int' }), guarded], [replyOf('{"igrp":13}')])).toBe(foreign);
  });

  describe('of plans that ask for different ones', () => {
    const both = [guarded, planOf({ a: 'id' }, { igrp: 13 })];

    test('a row without the key is for each', () => {
      expect(readAll(both, [replyOf('{"a":1}')])).toMatchObject([{ text: '[{"a":1}]' }, { text: '[{"a":"1"}]' }]);
    });

    test.each(['12', '13', '"12"', '""', '"1"', 'null'])('a row with igrp %s is for neither', (igrp) => {
      expect(readAll(both, [replyOf(`{"a":1,"igrp":${igrp}}`)])).toBe(foreign);
    });
  });
});

describe('what a plan asks for', () => {
  test('columns in the order of the plan, one key under several names, constants and whole rows', () => {
    const plan: RowPlan = {
      ...planOf({}),
      columns: [
        { responseKey: '__typename', source: { kind: 'constant', json: '"Trigger"' } },
        { responseKey: 'second', source: { kind: 'cell', key: 'b', type: 'string' } },
        { responseKey: 'whole', source: { kind: 'raw' } },
        { responseKey: 'first', source: { kind: 'cell', key: 'a', type: 'int' } },
        { responseKey: 'asText', source: { kind: 'cell', key: 'a', type: 'id' } },
        { responseKey: 'igrp', source: { kind: 'constant', json: '1' } },
      ],
    };
    const row = '{"a":1, "b":"x","c":12345678901234567890}';
    expect(readOne(plan, [replyOf(` ${row} `)])).toMatchObject({
      text: `[{"__typename":"Trigger","second":"x","whole":${row},"first":1,"asText":"1","igrp":1}]`,
    });
  });

  test('a list of objects in every row, and where in it a cell breaks its type', () => {
    const entry = (name: string, key: string) => [
      { responseKey: 'name', source: { kind: 'constant' as const, json: JSON.stringify(name) } },
      { responseKey: 'is', source: { kind: 'cell' as const, key, type: 'float' as const } },
    ];
    const plan: RowPlan = {
      ...planOf({}),
      columns: [
        { responseKey: 'own', source: { kind: 'list', items: [entry('one', 'a'), entry('two', 'b')] } },
        { responseKey: 'none', source: { kind: 'list', items: [] } },
        { responseKey: 'last', source: { kind: 'cell', key: 'b', type: 'float' } },
      ],
    };
    expect(readOne(plan, [replyOf('{"a":1,"b":"2.50"}', '{"a":3,"b":"x"}')])).toMatchObject({
      text: '[{"own":[{"name":"one","is":1},{"name":"two","is":2.50}],"none":[],"last":2.50},{"own":[{"name":"one","is":3},{"name":"two","is":null}],"none":[],"last":null}]',
      errors: [
        { row: 1, responseKey: 'own', below: [1, 'is'] },
        { row: 1, responseKey: 'last' },
      ],
    });
  });

  test('a row of 10,000 members; one more refuses the reply', () => {
    const rowOf = (members: number) => `{"a":1${Array.from({ length: members - 1 }, (_, i) => `,"m${i}":0`).join('')}}`;
    expect(readOne(planOf({ a: 'int' }), [replyOf(rowOf(10_000))])).toMatchObject({ text: '[{"a":1}]' });
    expect(readOne(planOf({ a: 'int' }), [replyOf(rowOf(10_001))])).toBe(
      "UPSTREAM_MALFORMED_RESPONSE: Line 1 of the Reports API's response has more than 10000 members.",
    );
  });

  test('no columns: rows without keys', () => {
    expect(readOne(planOf({}), [replyOf(A1, A2)])).toMatchObject({ text: '[{},{}]', rowCount: 2 });
  });

  test('rows beyond the limit are counted, not written, and raise no cell errors', () => {
    const plan = planOf({ a: 'int' }, { limit: 1, track: 'a' });
    expect(readOne(plan, [replyOf('{"a":1}', '{"a":"x"}', '{"a":3}')])).toMatchObject({
      text: '[{"a":1}]',
      rowCount: 1,
      received: 3,
      last: '1',
      errorCount: 0,
    });
  });

  test.each([
    ['a bare number, digit for digit', '9007199254740993', '9007199254740993'],
    ['a text', '"a\\u0062"', 'ab'],
    ['a blank', '""', null],
    ['null', 'null', null],
    ['a boolean', 'true', null],
  ])('the tracked key of the last row: %s', (_claim, sent, last) => {
    expect(readOne(planOf({}, { track: 'rowId' }), [replyOf('{"rowId":1}', `{"rowId":${sent}}`)])).toMatchObject({ last });
  });

  test('the tracked key is null where the last row lacks it, or where there is no row', () => {
    const plan = planOf({}, { track: 'rowId' });
    expect(readOne(plan, [replyOf('{"rowId":1}', '{}')])).toMatchObject({ last: null });
    expect(readOne(plan, [])).toMatchObject({ last: null });
  });

  test('cell errors name row and response key; some are kept, all are counted', () => {
    const count = MAX_CELL_ERRORS + 50;
    const reading = readOne(planOf({ a: 'int', b: 'string' }), [replyOf(...Array.from({ length: count }, () => '{"a":"x","b":"y"}'))]);
    expect(reading).toMatchObject({ rowCount: count, errorCount: count });
    const rows = typeof reading === 'string' ? [] : reading.errors.map(({ row, responseKey }) => `${row} ${responseKey}`);
    expect(rows).toEqual(Array.from({ length: MAX_CELL_ERRORS }, (_, row) => `${row} a`));
  });

  test('several plans read one reply, each for itself', () => {
    const readings = readAll([planOf({ a: 'int' }), planOf({ b: 'string', a: 'id' }, { limit: 1 })], [replyOf(A1, A2)]);
    expect(readings).toMatchObject([
      { text: '[{"a":1},{"a":2}]', rowCount: 2, received: 2 },
      { text: '[{"b":"x","a":"1"}]', rowCount: 1, received: 2 },
    ]);
  });
});

describe('rows handed out as they come', () => {
  test('what is taken and what the end gives are the whole array', () => {
    const reader = createRowReader([AB, planOf({ a: 'int' })]);
    const taken = [reader.take(0)];
    void reader.write(replyOf(A1));
    taken.push(reader.take(0));
    void reader.write(Buffer.from('{"a":2,'));
    taken.push(reader.take(0));
    void reader.write(Buffer.from('"b":"y"}\n'));
    const { results } = reader.end(true);
    expect(taken.map(textOf)).toEqual(['', `[${A1}`, '']);
    expect(results.map(({ json }) => textOf(json))).toEqual([`,${A2}]`, '[{"a":1},{"a":2}]']);
  });

  test('errors of cells are told as the rows come', () => {
    const reader = createRowReader([AB]);
    void reader.write(replyOf(A1));
    expect(reader.errors(0)).toEqual([]);
    void reader.write(replyOf('{"a":"x"}'));
    expect(reader.errors(0)).toMatchObject([{ row: 1, responseKey: 'a' }]);
  });

  test('pieces are at most 256 KiB, and no piece is changed after it was handed out', () => {
    const plan = planOf({ b: 'string' });
    const reader = createRowReader([plan], { workPerTurn: Infinity });
    const line = (number: number) => `{"b":"${String(number).repeat(200)}"}`;
    const lines = Array.from({ length: 3000 }, (_, number) => line(number % 10));
    const pieces: Uint8Array[] = [];
    const copies: Buffer[] = [];
    for (const one of lines) {
      void reader.write(replyOf(one));
      for (const piece of reader.take(0)) {
        pieces.push(piece);
        copies.push(Buffer.from(piece));
      }
    }
    const { json } = reader.end(true).results[0] ?? { json: [] };
    expect(Buffer.concat(pieces).equals(Buffer.concat(copies))).toBe(true);
    expect(textOf([...pieces, ...json])).toBe(`[${lines.join()}]`);
    const whole = createRowReader([plan], { workPerTurn: Infinity });
    void whole.write(replyOf(...lines));
    expect(Math.max(...(whole.end(true).results[0]?.json ?? []).map((piece) => piece.length))).toBeLessThanOrEqual(256 * 1024);
  });
});

describe('a reply that is cut', () => {
  const plan = planOf({ rowId: 'id', b: 'string', c: 'json' });
  const lines = Array.from({ length: 60 }, (_, i) => `{"rowId":${i},"b":"Zürich \\u00fc ${i}","c":{"n":[${i}]}}`);
  const reply = replyOf(...lines);
  const starts = new Set(lines.map((_, count) => replyOf(...lines.slice(0, count)).length));

  test('is never a shorter report called complete, at whichever byte it is cut', () => {
    for (let length = 0; length < reply.length; length++) {
      const reading = readOne(plan, [reply.subarray(0, length)], { proven: false });
      if (length > 0 && starts.has(length)) expect(reading).toMatchObject({ complete: false });
      else expect(reading).toMatch(/^UPSTREAM_INCOMPLETE/);
    }
  });

  test('inside a line is an error even if the frame says that all came', () => {
    for (let length = 1; length < 2000; length++) {
      // Without its line break a line is whole yet.
      if (!starts.has(length) && !starts.has(length + 1))
        expect(readOne(plan, [reply.subarray(0, length)])).toMatch(/^UPSTREAM_INCOMPLETE/);
    }
  });
});

describe('chunks may end anywhere', () => {
  const plan = planOf({ rowId: 'id', b: 'string', t: 'datetime', f: 'float' }, { igrp: 1, track: 'rowId' });
  const reply = Buffer.from(
    '\ufeff{"rowId":1,"b":"電話 🦊","t":"2024-01-01 10:00:00","igrp":1}\r\n\n{"b":"\\ud83e\\udd8a","f":"1.50","rowId":"2"}\r\n{"rowId":3,"f":true}\n',
  );
  const whole = readOne(plan, [reply]);

  test('a small reply gives the same whichever two bytes it is split at', () => {
    expect(whole).toMatchObject({ rowCount: 3, last: '3', errorCount: 1 });
    for (let first = 0; first <= reply.length; first++)
      for (let second = first; second <= reply.length; second++) expect(readOne(plan, chunksAt(reply, [first, second]))).toEqual(whole);
  });

  test('a reply of many slices gives the same in chunks of any size', () => {
    const lines = Array.from({ length: 4000 }, (_, i) => `{"rowId":${i},"b":"${'ü'.repeat(i % 90)}"}`);
    const large = replyOf(...lines);
    const expected = `[${lines.map((line, i) => line.replace(`"rowId":${i}`, `"rowId":"${i}"`)).join()}]`;
    for (const size of [997, 16_384, 65_536, 100_000, large.length]) {
      const offsets = Array.from({ length: Math.ceil(large.length / size) }, (_, i) => i * size);
      expect(readOne(planOf({ rowId: 'id', b: 'string' }), chunksAt(large, offsets))).toMatchObject({ text: expected, rowCount: 4000 });
    }
  });
});

describe('against a slow reading of the whole text', () => {
  const compare = (reply: Uint8Array, plan: RowPlan, offsets: readonly number[], proven: boolean) => {
    const expected = referenceRows(reply, proven, plan);
    const reading = readOne(plan, chunksAt(reply, offsets), { proven });
    if (typeof expected === 'string') {
      expect(typeof reading === 'string' ? reading.split(':')[0] : reading).toBe(expected);
      return;
    }
    expect(reading).toMatchObject({
      text: `[${expected.rows.join()}]`,
      rowCount: expected.rows.length,
      received: expected.received,
      last: expected.last,
      errorCount: expected.broken.length,
      complete: proven,
    });
    expect(typeof reading === 'string' ? [] : reading.errors.map(({ row, responseKey }) => ({ row, responseKey }))).toEqual(
      expected.broken,
    );
  };
  const offsets = fc.array(fc.nat(5000), { maxLength: 8 });

  it('gives the same rows for random rows, plans and chunks', () => {
    holds(fc.property(goodReply, anyPlan, offsets, fc.boolean(), compare), 600);
  });

  it('gives the same rows or the same code for damaged replies', () => {
    holds(fc.property(damagedReply, anyPlan, offsets, fc.boolean(), compare), 1000);
  });

  it('gives several plans what each would get alone', () => {
    holds(
      fc.property(goodReply, fc.array(anyPlan, { minLength: 1, maxLength: 4 }), (reply, plans) => {
        // What is a row depends on all plans of a reply, unless every key is known.
        const guarded = plans.map((plan) => ({ ...plan, igrp: 1, known: EVERY_KEY }));
        expect(readAll(guarded, [reply])).toEqual(guarded.map((plan) => readOne(plan, [reply])));
      }),
      100,
    );
  });
});

describe('work in turns of the event loop', () => {
  const plan = planOf({ rowId: 'id', b: 'string', f: 'float' }, { igrp: 1, track: 'rowId' });
  const lines = (of: string, count: number) =>
    Array.from({ length: count }, (_, i) =>
      i % 3 === 0 ? `{"rowId":${i},"odd${i}":0,"b":"${of}"}` : `{"rowId":${i},"b":"${of}","f":${i}.50}`,
    );

  /** What a reader with hardly any work a turn makes of the reply, its chunks written as soon as may be. */
  async function readInTurns(reply: Uint8Array, turns: { count: number }): Promise<string> {
    const reader = createRowReader([plan], { workPerTurn: 300 });
    for (const chunk of chunksAt(reply, [1_000, 20_000])) {
      const reading = reader.write(chunk);
      if (reading !== undefined) turns.count++;
      await reading;
    }
    return textOf(reader.end(true).results[0]?.json ?? []);
  }

  test('readers that take turns in the middle of a chunk read what each reads at once', async () => {
    const replies = ['one', 'two', 'three'].map((of) => replyOf(...lines(of, 400)));
    const turns = { count: 0 };
    const texts = await Promise.all(replies.map((reply) => readInTurns(reply, turns)));
    expect(turns.count).toBeGreaterThanOrEqual(replies.length);
    replies.forEach((reply, i) => expect(readOne(plan, [reply])).toMatchObject({ text: texts[i] }));
  });

  test('a fault in a later turn refuses the reply for good', async () => {
    const reader = createRowReader([plan], { workPerTurn: 300 });
    const reading = reader.write(replyOf(...lines('x', 100), '[]'));
    await expect(reading).rejects.toThrow('Line 101 of');
    expect(() => reader.end(true)).toThrow('Line 101 of');
  });
});
