import { describe, expect, it, test } from '@jest/globals';
import { parse } from 'graphql';
import { GatewayError } from '../../../src/errors.js';
import { measureDocument, type DocumentFacts } from '../../../src/operation/prepare-document.js';
import { DEFAULT_LIMITS, type DocumentLimits } from '../../../src/limits.js';
import { sampleSchema } from './sample-schema.js';
import { FULL_INTROSPECTION } from '../../support/full-introspection.js';

const check = (text: string, limits: Partial<DocumentLimits> = {}) =>
  measureDocument(parse(text), sampleSchema, { ...DEFAULT_LIMITS, ...limits });

const rowsOf = ({ sizes }: DocumentFacts) => [...sizes.values()].map(({ rows }) => rows);

function codeOf(text: string): string {
  try {
    check(text);
    return 'none';
  } catch (error) {
    return error instanceof GatewayError ? error.code : `another error: ${String(error)}`;
  }
}

const times = (count: number, text: (i: number) => string, separator = ' ') =>
  Array.from({ length: count }, (_, i) => text(i)).join(separator);
/** An installation's selection nested until a leaf stands at `depth`. */
const nested = (depth: number): string => {
  const names = Array.from({ length: depth - 1 }, (_, i) => ['installation(igrp: 1)', 'calls', 'rows'][i % 3]);
  return `{ ${names.join(' { ')} { __typename ${['x', 'igrp', 'rowCount', 'rowId'][((depth - 2) % 3) + 1]} }${' }'.repeat(depth - 1)}`;
};
const reports = (count: number) => `{ installation(igrp: 1) { ${times(count, (i) => `r${i}: live { rowCount }`)} } }`;
const reportsInFragments = (count: number) =>
  `{ ${times(count, (i) => `i${i}: installation(igrp: ${i}) { ...F }`)} } fragment F on Installation { live { rowCount } }`;
const bomb = (levels: number, spreads: string) =>
  `{ ...F0 } ${times(levels, (i) => `fragment F${i} on Query { ${spreads.replaceAll('$', `F${i + 1}`)} }`)} fragment F${levels} on Query { __typename }`;
const chain = (levels: number) => bomb(levels, '...$');
const introspection = (levels: number) => `{ __schema { types { ${'fields { type { '.repeat(levels)}name${' } }'.repeat(levels)} } } }`;

/** The last that passes and the first that does not, bound by bound. */
const BOUNDS: readonly (readonly [what: string, passes: string, exceeds: string, code: string])[] = [
  ['depth', nested(10), nested(11), 'MAX_DEPTH_LIMIT'],
  [
    'depth through fragments',
    `{ installation(igrp: 1) { ...A } } fragment A on Installation { calls { ...B } } fragment B on CallReport { rows { rowId } }`,
    `${nested(8).replace('{ __typename igrp }', '{ ...A }')} fragment A on Installation { calls { rows { installation { igrp } } } }`,
    'MAX_DEPTH_LIMIT',
  ],
  ['fragments inside each other', chain(49), chain(50), 'MAX_DEPTH_LIMIT'],
  ['aliases', `{ ${times(60, (i) => `a${i}: __typename`)} }`, `{ ${times(61, (i) => `a${i}: __typename`)} }`, 'MAX_ALIASES_LIMIT'],
  [
    'aliases of the field itself',
    `{ ${times(60, () => '__typename: __typename')} }`,
    `{ ${times(61, () => '__typename: __typename')} }`,
    'MAX_ALIASES_LIMIT',
  ],
  ['directives', `{ a ${'@b '.repeat(50)} }`, `{ a ${'@b '.repeat(51)} }`, 'MAX_DIRECTIVES_LIMIT'],
  [
    'directives wherever they stand',
    `query($v: Int @a) @a { ...F @a ... @a { b @a } } fragment F on Query @a { c ${'@a '.repeat(44)} }`,
    `query($v: Int @a) @a { ...F @a ... @a { b @a } } fragment F on Query @a { c ${'@a '.repeat(45)} }`,
    'MAX_DIRECTIVES_LIMIT',
  ],
  ['characters of an alias', `{ ${'a'.repeat(128)}: b }`, `{ ${'a'.repeat(129)}: b }`, 'BAD_USER_INPUT'],
  ['characters of a name', `{ ${'a'.repeat(128)} }`, `{ ${'a'.repeat(129)} }`, 'BAD_USER_INPUT'],
  ['repeated fields', `{ ${'a '.repeat(101)} }`, `{ ${'a '.repeat(102)} }`, 'MAX_FIELDS_LIMIT'],
  ['repeated fields in inline fragments', `{ ${'... { a } '.repeat(101)} }`, `{ ${'... { a } '.repeat(102)} }`, 'MAX_FIELDS_LIMIT'],
  [
    'fragments',
    `{ a } ${times(200, (i) => `fragment F${i} on Query { a }`)}`,
    `{ a } ${times(201, (i) => `fragment F${i} on Query { a }`)}`,
    'MAX_FIELDS_LIMIT',
  ],
  ['repeated spreads', `{ ${'...F '.repeat(101)} }`, `{ ${'...F '.repeat(102)} }`, 'MAX_FIELDS_LIMIT'],
  ['reports', reports(30), reports(31), 'MAX_ROOT_FIELDS_LIMIT'],
  ['reports through fragments', reportsInFragments(30), reportsInFragments(31), 'MAX_ROOT_FIELDS_LIMIT'],
  ['lists of introspection', introspection(2), introspection(3), 'MAX_DEPTH_LIMIT'],
  [
    'depth of introspection',
    `{ __type(name: "A") { ${'ofType { '.repeat(18)}name${' }'.repeat(18)} } }`,
    `{ __type(name: "A") { ${'ofType { '.repeat(19)}name${' }'.repeat(19)} } }`,
    'MAX_DEPTH_LIMIT',
  ],
  ['items of a list', `{ a(b: [${'1 '.repeat(1_000)}]) }`, `{ a(b: [${'1 '.repeat(1_001)}]) }`, 'BAD_USER_INPUT'],
  [
    'items of a list far inside',
    `{ a(b: [{ c: [${'1 '.repeat(1_000)}] }]) }`,
    `{ a(b: [{ c: [${'1 '.repeat(1_001)}] }]) }`,
    'BAD_USER_INPUT',
  ],
  ['characters of a string', `{ a(b: "${'x'.repeat(4_096)}") }`, `{ a(b: "${'x'.repeat(4_097)}") }`, 'BAD_USER_INPUT'],
  [
    'characters of a default value',
    `query($v: [String] = ["${'x'.repeat(4_096)}"]) { a }`,
    `query($v: [String] = ["${'x'.repeat(4_097)}"]) { a }`,
    'BAD_USER_INPUT',
  ],
  [
    'characters of a URL to translate',
    `{ operationFromUrl(url: "${'x'.repeat(8_000)}") }`,
    `{ operationFromUrl(url: "${'x'.repeat(8_001)}") }`,
    'BAD_USER_INPUT',
  ],
];

describe('a document is held to its bound of', () => {
  test.each(BOUNDS)('%s', (_what, passes, exceeds, code) => {
    expect(codeOf(passes)).toBe('none');
    expect(codeOf(exceeds)).toBe(code);
  });
});

describe('fields, counted where they are spread,', () => {
  it('may stand for 10,000', () => {
    const fragment = (fields: number) => `fragment F on Installation { ${times(fields, (i) => `f${i}`)} }`;
    const spreads = times(50, (i) => `a${i}: installation(igrp: 1) { ...F }`);
    expect(codeOf(`{ ${spreads} } ${fragment(199)}`)).toBe('none');
    expect(codeOf(`{ ${spreads} } ${fragment(200)}`)).toBe('MAX_FIELDS_LIMIT');
  });

  it('are counted in all operations together', () => {
    const operations = times(60, (i) => `query Q${i} { installation(igrp: 1) { ...F } }`);
    expect(codeOf(`${operations} fragment F on Installation { ${times(200, (i) => `f${i}`)} }`)).toBe('MAX_FIELDS_LIMIT');
  });

  test.each([
    ['spreads of one fragment twice', bomb(20, '...$ ...$')],
    ['spreads under two names', bomb(20, 'a: installation(igrp: 1) { ...$ } b: installation(igrp: 1) { ...$ }')],
    ['spreads in inline fragments', bomb(40, '... { ...$ } ... { ...$ }')],
  ])('are refused when they double 20 times, by %s', (_how, text) => {
    expect(codeOf(text)).toBe('MAX_FIELDS_LIMIT');
  });

  test.each([
    ['a fragment in itself', '{ ...A } fragment A on Query { ...A }'],
    ['two in each other', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    [
      'one below its own field',
      '{ ...A } fragment A on Query { installation(igrp: 1) { calls { rows { installation { ...B } } } } } fragment B on Installation { calls { rows { installation { ...B } } } }',
    ],
    ['one that nobody spreads', '{ a } fragment A on Query { ...A }'],
  ])('are not counted where fragments spread themselves, which is refused: %s', (_what, text) => {
    expect(codeOf(text)).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('are bounded in fragments that nobody spreads, too', () => {
    expect(codeOf(`{ __typename } fragment F on Query ${nested(11)}`)).toBe('MAX_DEPTH_LIMIT');
  });
});

describe('reports', () => {
  it('are counted once where they are merged', () => {
    const twice = times(40, (i) => `...F${i}`);
    const fragments = times(
      40,
      (i) => `fragment F${i} on Query { installation(igrp: 1) { calls(limit: 50000) { rows { rowId f${i}: act } } } }`,
    );
    const facts = check(`{ ${twice} } ${fragments}`);
    expect(rowsOf(facts)).toEqual([{ fixed: 50_000, variable: [] }]);
  });

  it('are not what is looked up by its key', () => {
    expect(codeOf(`{ installation(igrp: 1) { ${times(50, (i) => `g${i}: goal(goalId: ${i}) { goalId }`)} } }`)).toBe('none');
  });

  const ROWS: readonly (readonly [text: string, rows: readonly unknown[]])[] = [
    ['{ installation(igrp: 1) { calls { rowCount } } }', [{ fixed: 1_000, variable: [] }]],
    ['{ installation(igrp: 1) { calls(limit: null) { rowCount } } }', [{ fixed: 1_000, variable: [] }]],
    ['{ installation(igrp: 1) { calls(limit: -5) { rowCount } } }', [{ fixed: 0, variable: [] }]],
    ['{ installation(igrp: 1) { live { rowCount } } }', [{ fixed: 0, variable: [] }]],
    ['{ installations(limit: 7) { rows { calls(limit: 3) { rowCount } } } }', [{ fixed: 28, variable: [] }]],
    ['query ($l: Int) { installations(limit: $l) { rowCount } }', [{ fixed: 0, variable: [{ variable: 'l', otherwise: 1_000 }] }]],
    ['query ($l: Int = 5) { installations(limit: $l) { rowCount } }', [{ fixed: 0, variable: [{ variable: 'l', otherwise: 5 }] }]],
    [
      'query A { installations(limit: 1) { rowCount } } query B { installations(limit: 2) { rowCount } }',
      [
        { fixed: 1, variable: [] },
        { fixed: 2, variable: [] },
      ],
    ],
  ];
  test.each(ROWS)('ask for rows by their limits, each operation apart: %s', (text, rows) => {
    expect(rowsOf(check(text))).toEqual(rows);
  });
});

describe('introspection', () => {
  it('passes in its standard form, and is noted', () => {
    expect(check(FULL_INTROSPECTION)).toMatchObject({ usesSchema: true, usesType: false });
  });

  it('does not count towards depth, nor does __typename', () => {
    expect(codeOf(nested(10).replace('__typename', '__typename t: __typename'))).toBe('none');
    expect(codeOf(`{ __schema { types { fields { type { ${'ofType { '.repeat(8)} name ${'} '.repeat(8)} } } } } }`)).toBe('none');
  });

  it.each([
    ['{ __type(name: "A") { name } }', false, true],
    ['{ a { ...F } } fragment F on Query { __schema { types { name } } }', true, false],
    ['{ __typename }', false, false],
  ])('is noted by its root fields: %s', (text, usesSchema, usesType) => {
    expect(check(text)).toMatchObject({ usesSchema, usesType });
  });
});

describe('a variable', () => {
  it.each([
    ['query ($u: String!) { operationFromUrl(url: $u) }', [['u', 8_000]]],
    ['query ($u: String!) { operationFromUrl(url: $u, name: $u) }', []],
    ['query ($u: String!) { a: operationFromUrl(url: $u) b(c: [$u]) }', []],
    ['query ($u: String!) { ...F } fragment F on Query { operationFromUrl(url: $u) }', [['u', 8_000]]],
  ])('may be longer where every place it stands at takes more: %s', (text, long) => {
    expect([...check(text).longVariables]).toEqual(long);
  });
});
