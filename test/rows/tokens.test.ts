import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { bytes, kernel, TEXT } from '../../src/rows/kernel.js';
import { holds } from '../support/laws.js';

/** How deeply a value may nest lists and objects. */
const MAX_NESTING = 64;

/** Whether the text is one JSON value without blanks around it, as the scanner sees it. */
function isValue(text: string): boolean {
  const end = TEXT + bytes.write(`${text}\n`, TEXT) - 1;
  return kernel.endOfValue(TEXT) === end;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return !/^\s|\s$/.test(text);
  } catch {
    return false;
  }
}

const VALID = [
  '""',
  '"a"',
  '"abc"',
  '"abcd"',
  '"ü"',
  '"\u2028\u2029"',
  '"\u007f"',
  '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
  '"\\u0000\\uD834\\uDd1e"',
  '"\\ud800"',
  '"\\\\u"',
  '0',
  '-0',
  '10',
  '-1.5e+10',
  '1E5',
  '0.0e-0',
  'true',
  'false',
  'null',
  '[]',
  '{}',
  '[ ]',
  '{ \t\r}',
  '[1 , "a",[ ] , {"b" : [null]}]',
  '{"":0}',
  '{"a":1,"a":2}',
  '{"a":{"b":{"c":"}"}}}',
];

const INVALID = [
  '',
  '"',
  '"abc',
  '"\\"',
  '"\\x41"',
  '"\\u12"',
  '"\\u12g4"',
  '"\\U0041"',
  '"a\tb"',
  '"\u0000"',
  '"\u001f"',
  '"a"b',
  "'a'",
  'a',
  '01',
  '-01',
  '-',
  '+1',
  '.5',
  '5.',
  '-.5',
  '1e',
  '1e+',
  '1.5.2',
  '0x10',
  '1_000',
  'NaN',
  'Infinity',
  '-Infinity',
  'tru',
  'True',
  'nul',
  'nulL',
  'undefined',
  '[',
  '[1',
  '[1,',
  '[1,]',
  '[,1]',
  '[1 2]',
  '[1}',
  ']',
  '{',
  '{"a"',
  '{"a":',
  '{"a":1',
  '{"a":1,}',
  '{,"a":1}',
  '{"a" 1}',
  '{"a"::1}',
  '{a:1}',
  "{'a':1}",
  '{1:1}',
  '{"a":1 "b":2}',
  '{"a":1]',
  '{"a":/*x*/1}',
  '[1]//x',
  '\u00a01',
  '[\u00a0]',
  '[\u000b]',
  '\ufeff1',
];

describe('the grammar is that of JSON.parse', () => {
  test.each(VALID)('%s is a value', (text) => {
    expect([isValue(text), isJson(text)]).toEqual([true, true]);
  });

  test.each(INVALID)('%j is none', (text) => {
    expect([isValue(text), isJson(text)]).toEqual([false, false]);
  });

  it('holds for random texts of the characters that mean something', () => {
    const character = fc.constantFrom(...'"\\/bu0019-+.eE[]{},: \t\r\u0001üa', 'true', 'null', '\\u00', '":', '["', '1,');
    holds(
      fc.property(fc.array(character, { maxLength: 12 }), (characters) => {
        const text = characters.join('');
        expect(isValue(text)).toBe(isJson(text));
      }),
      20_000,
    );
  });

  it('holds for values with one character changed', () => {
    const damaged = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom(...'"\\{}[],:0-.e\t\u0001 x'))
      .map(([text, at, character]) => text.slice(0, at % (text.length + 1)) + character + text.slice((at % (text.length + 1)) + 1));
    holds(
      fc.property(damaged, (text) => {
        expect(isValue(text)).toBe(isJson(text));
      }),
      5000,
    );
  });
});

describe('nesting is bounded', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  test('a value may nest to the bound', () => {
    expect(isValue(nested(MAX_NESTING))).toBe(true);
  });

  test.each([MAX_NESTING + 1, 100_000])('a value that nests %d deep is refused', (depth) => {
    expect(isValue(nested(depth))).toBe(false);
  });
});

test('the end of a value that is none is told as such', () => {
  bytes.write('[1,\n', TEXT);
  expect(kernel.endOfValue(TEXT)).toBe(0);
});

test.each([
  ['"a"', '"a"'],
  ['"a\\"" \t\r', '"a\\""'],
  ['"a" "b"', null],
  ['"a"1', null],
  ['"a', null],
  ['"\\q"', null],
])('the message in the line %j is %j', (line, message) => {
  bytes.write(`${line}\n`, TEXT);
  const end = kernel.messageEnd(TEXT);
  expect(end === 0 ? null : bytes.toString('utf8', TEXT, end)).toBe(message);
});
