/** What the kernel reads itself and what it leaves. That both give the same rows is tried wherever replies are read. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { membersOf } from '../../src/rows/json-members.js';
import { kernel, OUT_BYTES, TEXT, type KernelOutcome } from '../../src/rows/kernel/kernel.js';
import type { CellType, RowPlan } from '../../src/rows/row-plan-types.js';
import { compileRowProgram } from '../../src/rows/row-program.js';
import { holds } from '../support/laws.js';
import { planOf } from '../support/row-replies.js';

/** How the kernel ends on these lines when it was taught the keys of a row. */
function outcomeOf(plan: RowPlan, taught: string, lines: string): KernelOutcome {
  const program = compileRowProgram([plan]);
  const members = membersOf(taught);
  if (typeof members !== 'string') program.learn(members.spellings);
  kernel.load(program.image);
  return kernel.readRows(TEXT, TEXT + kernel.bytes().write(lines, TEXT));
}

/** The same for one cell. */
const cellOutcome = (type: CellType, sent: string): KernelOutcome => outcomeOf(planOf({ cell: type }), '{"cell":0}', `{"cell":${sent}}\n`);

describe('the kernel reads itself', () => {
  test.each<[CellType, string]>([
    ['int', '"3599"'],
    ['int', '0'],
    ['int', '""'],
    ['int', '-5'],
    ['int', '1700000000'],
    ['int', '2147483647'],
    ['safeInt', '9007199254740991'],
    ['safeInt', '"-1"'],
    ['float', '"51.5000"'],
    ['float', '-0.0'],
    ['float', '0.12345678901234567891'],
    ['float', '1e-7'],
    ['decimal', '"1.5E+10"'],
    ['id', '"880000001"'],
    ['id', '12345678901234567890'],
    ['id', '-5'],
    ['string', '"Zürich \\/ \\u00fc"'],
    ['string', '-1.50'],
    ['string', '""'],
    ['date', '"2024-02-29"'],
    ['date', '"0000-00-00"'],
    ['datetime', '"2024-02-29 23:59:59"'],
    ['datetime', '"2024-02-29T23:59:59"'],
    ['datetime', '""'],
    ['json', '{"a":[1e999]}'],
    ['json', 'null'],
  ])('the %s %s', (type, sent) => {
    expect(cellOutcome(type, sent)).toBe('DONE');
  });

  test.each<[claim: string, taught: string, lines: string]>([
    ['rows with the keys it knows', '{"a":1,"b":2}', '{"a":1,"b":2}\n\n {"a":3,"b":4}\r\n'],
    ['rows in another order or with keys left out', '{"a":1,"b":2,"c":3}', '{"c":1,"a":2}\n{"b":1}\n'],
    ['rows with blanks before colons, once it has seen them', '{"a" : 1 , "b"\t:2}', '{ "a" : 1 , "b"\t: 2 }\n'],
    ['rows without keys', '{"a":1}', '{}\n{ }\n'],
  ])('%s', (_claim, taught, lines) => {
    expect(outcomeOf(planOf({ a: 'int', b: 'int' }), taught, lines)).toBe('DONE');
  });
});

describe('the kernel leaves', () => {
  test.each<[CellType, string]>([
    ['int', '-0'],
    ['int', '"05"'],
    ['int', '"-"'],
    ['int', '2147483648'],
    ['int', '1.0'],
    ['safeInt', '9007199254740992'],
    ['safeInt', '12345678901234567'],
    ['float', '"00.5"'],
    ['float', '1e400'],
    ['float', '"."'],
    ['float', 'true'],
    ['float', `"1${'0'.repeat(400)}"`],
    ['id', '1.5'],
    ['id', 'true'],
    ['string', '[]'],
    ['date', '"2023-02-29"'],
    ['datetime', '"2024-02-29 23:59:60"'],
    ['datetime', '123456789012345678901'],
  ])('the %s %s', (type, sent) => {
    expect(cellOutcome(type, sent)).toBe('YOURS');
  });

  test.each<[claim: string, line: string]>([
    ['a key it does not know', '{"a":1,"new":2}'],
    ['a key that is spelled in another way', '{"\\u0061":1}'],
    ['a key that comes twice', '{"a":1,"a":1}'],
    ['a message', '"Resource not found"'],
    ['what is no row', '[]'],
    ['what is not JSON', '{"a":1,}'],
    ['a row with something behind it', '{"a":1} {}'],
    ['an object without a column', '{"z":1}'],
    ['a row of another installation', '{"a":1,"igrp":2}'],
  ])('%s', (_claim, line) => {
    const plan = planOf({ a: 'int' }, { isOpen: false, igrp: 1 });
    expect(outcomeOf(plan, '{"a":0,"z":0,"igrp":0}', `${line}\n`)).toBe('YOURS');
  });

  test('an object with the key of an error, where every field was asked for', () => {
    expect(outcomeOf(planOf({ a: 'int' }), '{"a":0,"error":0}', '{"error":"x","a":1}\n')).toBe('YOURS');
  });

  test('a row without the value that every row has', () => {
    const plan: RowPlan = {
      ...planOf({}),
      columns: [{ responseKey: 'a', source: { kind: 'cell', key: 'a', type: 'int', required: true } }],
    };
    for (const line of ['{"b":1}', '{"a":null}', '{"a":""}', '{"a":"x"}'])
      expect(outcomeOf(plan, '{"a":0,"b":0}', `${line}\n`)).toBe('YOURS');
    for (const line of ['{"a":1}', '{"a":"1"}']) expect(outcomeOf(plan, '{"a":0}', `${line}\n`)).toBe('DONE');
  });

  test('a row that is larger than its memory for text', () => {
    const line = `{"b":"${'x'.repeat(OUT_BYTES)}"}\n`;
    expect(outcomeOf(planOf({ b: 'string' }), '{"b":0}', line)).toBe('YOURS');
  });
});

test('the kernel stops where its memory for text is full, with whole rows written', () => {
  const line = `{"b":"${'x'.repeat(1000)}"}\n`;
  expect(outcomeOf(planOf({ b: 'string' }), '{"b":0}', line.repeat(OUT_BYTES / 1000))).toBe('FULL');
});

describe('the kernel takes no value that JSON.parse refuses', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  /** A value that the kernel took is what stands between the brackets. */
  const isTaken = (text: string): boolean => outcomeOf(planOf({ cell: 'json' }), '{"cell":0}', `{"cell":[${text}]}\n`) === 'DONE';

  test('for random texts of the characters that mean something', () => {
    const character = fc.constantFrom(...'"\\/bu0019-+.eE[]{},: \t\r\u0001üa', 'true', 'null', '\\u00', '":', '["', '1,');
    holds(
      fc.property(fc.array(character, { maxLength: 12 }), (characters) => {
        const text = characters.join('');
        if (isTaken(text)) expect(isJson(`{"cell":[${text}]}`)).toBe(true);
      }),
      2000,
    );
  });

  test('for values with one character changed', () => {
    const damaged = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom(...'"\\{}[],:0-.e\t\u0001 x'))
      .map(([text, at, character]) => text.slice(0, at % (text.length + 1)) + character + text.slice((at % (text.length + 1)) + 1));
    holds(
      fc.property(damaged, (text) => {
        expect(isTaken(text)).toBe(isJson(`{"cell":[${text}]}`) && !/["{]cell/.test(text));
      }),
      1000,
    );
  });

  test('and every value that it takes, which nests 64 deep at most', () => {
    const nested = (depth: number) => '['.repeat(depth - 1) + ']'.repeat(depth - 1);
    expect([isTaken(nested(64)), isTaken(nested(65)), isTaken(nested(100_000))]).toEqual([true, false, false]);
  });
});
