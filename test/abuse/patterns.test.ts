/**
 * No pattern takes more than linear time, whatever text it meets: each regular expression of the gateway and the sandbox is run over texts
 * that make careless patterns backtrack, and again over texts eight times as long.
 *
 * The measure is processor time, and only what takes noticeably long is looked at: a linear pattern is through long before.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import ts from 'typescript';
import { formatError } from '../../src/operation/format-error.js';
import { contentStart } from '../../src/rows/line-begin.js';
import { cleanSentence } from '../../src/upstream/sentence.js';

const LENGTH = 2_000;
const TIMES = 8;
/** Of eight times the length, a linear pattern takes eight times as long, a quadratic one 64 times. Halfway, so that a busy machine decides nothing. */
const MOST = 22;
const NOTICEABLE_MS = 5;

/** What is repeated: single characters of every class that patterns name, and pairs that two parts of a pattern could share. */
const PUMPS = [
  ...[
    ' ',
    '\t',
    '\n',
    '\r',
    '0',
    '9',
    'a',
    'A',
    'e',
    'x',
    '_',
    '-',
    '.',
    ',',
    ':',
    '/',
    '\\',
    '"',
    "'",
    '[',
    '{',
    '(',
    '%',
    '=',
    '+',
    '&',
    '?',
    '#',
  ],
  ...[
    '\ud83e',
    '\udd8a',
    'é',
    '\ufeff',
    '\0',
    '\\"',
    '""',
    '//',
    '://',
    '--',
    '-value-',
    'a-',
    '0.',
    '1e',
    ', ',
    '\\_',
    '00:',
    'FF:',
    'http:',
    'position 1',
    'Did you mean ',
  ],
];
/** What stands before and behind the repetition: nothing, a begin that patterns look for, an end that none takes. */
const EDGES = [
  ...[
    ['', ''],
    ['', '\0'],
    ['', '!'],
    ['"', ''],
    ['"', '\0'],
    ['"', '\\'],
    ['', '\\'],
    ['basic ', '\0'],
    ['http://', ''],
    ['a-b-value-', ''],
    ['-', '\0'],
    ['charset=', '\0'],
  ],
] as const;

type TextOf = (length: number) => string;
const TEXTS = PUMPS.flatMap((pump) =>
  EDGES.map(([before, behind]): { readonly name: string; readonly textOf: TextOf; readonly long: string } => {
    const textOf = (length: number) => before + pump.repeat(Math.ceil(length / pump.length)) + behind;
    return { name: JSON.stringify([before, pump, behind]), textOf, long: textOf(TIMES * LENGTH) };
  }),
);

/** Processor time of the act, in milliseconds. */
function timeOf(act: () => unknown): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Whether the time grows faster than the text. `act` gets a text of about so many characters. */
function isSuperLinear(act: (length: number) => unknown): boolean {
  const long = (): number => timeOf(() => act(TIMES * LENGTH));
  if (long() < NOTICEABLE_MS) return false;
  // What else the process does may fall into one measurement, not into each.
  const shortest = (measure: () => number): number => Math.min(measure(), measure(), measure());
  return (
    shortest(long) >
    MOST *
      Math.max(
        shortest(() => timeOf(() => act(LENGTH))),
        1,
      )
  );
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('assembly'))
    .map((file) => path.join(folder, file));
}

interface Pattern {
  readonly place: string;
  readonly pattern: RegExp;
}

/** Every regular expression that is written in a file. */
function patternsOf(file: string): Pattern[] {
  const found: Pattern[] = [];
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ place: `${file}:${line + 1}`, pattern: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Finds all matches, as `replace` and `matchAll` do, or the one at the beginning. */
function run(pattern: RegExp, text: string): void {
  pattern.lastIndex = 0;
  if (pattern.global) text.replace(pattern, '');
  else pattern.exec(text);
}

const PATTERNS = [...sourcesBelow('src'), ...sourcesBelow('sandbox'), ...sourcesBelow('schema')].flatMap(patternsOf);

describe('a regular expression', () => {
  test.each(PATTERNS.map(({ place, pattern }) => [`${place} ${String(pattern)}`, pattern] as const))('of %s is linear', (_, pattern) => {
    const slow = TEXTS.filter(
      ({ textOf, long }) => timeOf(() => run(pattern, long)) > NOTICEABLE_MS && isSuperLinear((length) => run(pattern, textOf(length))),
    ).map(({ name }) => name);
    expect(slow).toEqual([]);
  });
});

describe('a text that a caller or the Reports API chose', () => {
  const message = (text: string) => formatError(new GraphQLError(text), 'id');
  test.each<[string, (length: number) => unknown]>([
    ['a message that quotes nothing but brackets', (length) => message(`"${'['.repeat(length)}`)],
    ['a message of suggestions', (length) => message('Did you mean '.repeat(length / 13))],
    ['a message of quotes', (length) => message('"'.repeat(length))],
    ['a message of escapes', (length) => message(`"${'\\'.repeat(length)}`)],
    ['a line of blanks', (length) => contentStart(Buffer.from(`${' '.repeat(length)}x`), 1)],
    ['a sentence of quotes', (length) => cleanSentence(`"'`.repeat(length / 2))],
    ['a sentence of apostrophes within words', (length) => cleanSentence(`a'b`.repeat(length / 3))],
  ])('%s takes linear time', (_, act) => {
    expect(isSuperLinear(act)).toBe(false);
  });
});

test('the measure tells a quadratic pattern from a linear one', () => {
  const careless = /\s+$/;
  expect(isSuperLinear((length) => careless.exec(`${' '.repeat(length)}x`))).toBe(true);
  const careful = /^\s+/;
  expect(isSuperLinear((length) => careful.exec(`${' '.repeat(length)}x`))).toBe(false);
});
