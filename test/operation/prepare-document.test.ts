import { describe, expect, it, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { codeOf } from '../../src/operation/format-error.js';
import { DEFAULT_LIMITS } from '../../src/limits.js';
import { createDocumentStore } from '../../src/operation/prepare-document.js';
import { sampleSchema } from './limits/sample-schema.js';

const createReader = () => createDocumentStore({ schema: sampleSchema, limits: DEFAULT_LIMITS }).read;
const read = createReader();
const times = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i)).join(' ');

function codesOf(text: string): readonly string[] {
  const outcome = read(text);
  return 'refusal' in outcome ? [codeOf(outcome.refusal)] : outcome.errors.map(codeOf);
}

const REFUSED: readonly (readonly [what: string, text: string, codes: readonly string[]])[] = [
  ['an empty text', '', ['GRAPHQL_PARSE_FAILED']],
  ['a comment', '# nothing', ['GRAPHQL_PARSE_FAILED']],
  ['an open brace', '{', ['GRAPHQL_PARSE_FAILED']],
  ['no GraphQL', 'qwerty cop {abc}', ['GRAPHQL_PARSE_FAILED']],
  ['an unpaired surrogate', '{ a(b: "\ud800") }', ['GRAPHQL_PARSE_FAILED']],
  ['an unpaired surrogate, escaped', '{ a(b: "\\ud800") }', ['GRAPHQL_PARSE_FAILED']],
  ['an unknown field', '{ instalation(igrp: 1) { igrp } }', ['GRAPHQL_VALIDATION_FAILED']],
  ['a type system', 'type A { b: Int }', ['OPERATION_RESOLUTION_FAILURE']],
  ['a type system beside an operation', '{ __typename } type A { b: Int }', ['GRAPHQL_VALIDATION_FAILED']],
  ['a fragment alone', 'fragment F on Query { __typename }', ['OPERATION_RESOLUTION_FAILURE']],
  ['a subscription', 'subscription { __typename }', ['GRAPHQL_VALIDATION_FAILED']],
  ['a mutation', 'mutation { __typename }', ['GRAPHQL_VALIDATION_FAILED']],
  ['a directive ten times that nobody knows', `{ __typename ${'@aa '.repeat(10)} }`, ['GRAPHQL_VALIDATION_FAILED']],
  ['a directive fifty times that nobody knows', `{ __typename ${'@aa '.repeat(50)} }`, ['GRAPHQL_VALIDATION_FAILED']],
  ['fragments that spread themselves', '{ ...A } fragment A on Query { ...A }', ['GRAPHQL_VALIDATION_FAILED']],
  ['a thousand unknown fields', `{ ${times(1_000, (i) => `f${i}`)} }`, Array(10).fill('GRAPHQL_VALIDATION_FAILED')],
  [
    'more invented types than the validator takes before it gives up',
    `{ ${times(1_001, (i) => `... on T${i} { a }`)} nonsense __typename }`,
    ['GRAPHQL_VALIDATION_FAILED'],
  ],
  [
    'a circle of fragments below introspection',
    '{ __type(name: "A") { ...A } } fragment A on __Type { ofType { ...A } }',
    ['GRAPHQL_VALIDATION_FAILED'],
  ],
  [
    'more overlapping fields than the validator compares',
    `{ ${times(199, (i) => `...F${i}`)} } ${times(199, (i) => `fragment F${i} on Query { ${times(12, (k) => `f${k}: __typename`)} }`)}`,
    ['MAX_ALIASES_LIMIT'],
  ],
  ['too many aliases', `{ ${times(61, (i) => `a${i}: __typename`)} }`, ['MAX_ALIASES_LIMIT']],
  ['a value of the wrong type', '{ installation(igrp: "1") { igrp } }', ['GRAPHQL_VALIDATION_FAILED']],
];

describe('a document is refused that holds', () => {
  test.each(REFUSED)('%s', (_what, text, codes) => {
    expect(codesOf(text)).toEqual(codes);
  });
});

describe('a document that was read', () => {
  it('is the same the next time', () => {
    const reader = createReader();
    const outcome = reader('{ __typename }');
    expect(outcome).toMatchObject({ errors: [] });
    expect(reader('{ __typename }')).toBe(outcome);
  });

  it('is the same the next time where it was refused', () => {
    const reader = createReader();
    expect(reader('{')).toBe(reader('{'));
  });

  it('says where its errors are', () => {
    const outcome = read('{\n  nothing\n}');
    const [error] = 'errors' in outcome ? outcome.errors : [];
    expect(error).toBeInstanceOf(GraphQLError);
    expect(error?.locations).toEqual([{ line: 2, column: 3 }]);
  });
});

describe('a document made to take long', () => {
  const SLOW: readonly (readonly [what: string, text: string])[] = [
    ['20,000 levels of fields', `${'{a'.repeat(20_000)}${'}'.repeat(20_000)}`],
    ['7,000 levels of fields', `${'{a'.repeat(7_000)}`],
    [
      'fragments that double 20 times',
      `{ ...F0 } ${times(20, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F20 on Query { __typename }`,
    ],
    [
      '1,800 fragments in a row',
      `{ ...F0 } ${times(1_800, (i) => `fragment F${i} on Query { ...F${i + 1} }`)} fragment F1800 on Query { a }`,
    ],
    [
      '200 levels, twice side by side, in 40 fragments',
      `{ ...F0 } ${times(40, (i) => `fragment F${i} on __Type { ${'ofType { '.repeat(60)} ...F${i + 1} ${'} '.repeat(60)} }`)}`,
    ],
  ];
  test.each(SLOW)('is refused without running off the stack: %s', (_what, text) => {
    expect(codesOf(text)).toHaveLength(1);
  });
});
