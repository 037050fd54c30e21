import { describe, expect, it, test } from '@jest/globals';
import { getOperationAST, parse } from 'graphql';
import { GatewayError } from '../../../src/errors.js';
import { measureDocument } from '../../../src/operation/prepare-document.js';
import { checkOperation, type Introspection } from '../../../src/operation/limits/check-operation.js';
import { DEFAULT_LIMITS, type OperationLimits } from '../../../src/limits.js';
import { createStaticFieldsCheck } from '../../../src/operation/limits/static-fields.js';
import { sampleSchema } from './sample-schema.js';

interface Asked {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly hasCredential?: boolean;
  readonly introspection?: Introspection;
  readonly inParts?: boolean;
  readonly isFile?: boolean;
  readonly limits?: Partial<OperationLimits>;
}

function errorOf(text: string, asked: Asked = {}): GatewayError | null {
  const document = parse(text);
  const operation = getOperationAST(document, asked.operationName);
  if (!operation) throw new TypeError('the test names no operation');
  const request = {
    document,
    operation,
    variables: asked.variables ?? {},
    hasCredential: asked.hasCredential ?? false,
    inParts: asked.inParts ?? false,
    isFile: asked.isFile ?? false,
  };
  try {
    checkOperation(measureDocument(document, sampleSchema, DEFAULT_LIMITS), request, {
      checkStaticFields: createStaticFieldsCheck(sampleSchema),
      limits: { ...DEFAULT_LIMITS, ...asked.limits },
      introspection: asked.introspection ?? 'credential',
    });
    return null;
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
}
const times = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i)).join(' ');
const codeOf = (text: string, asked?: Asked) => errorOf(text, asked)?.code ?? 'none';

describe('introspection', () => {
  const ROWS: readonly (readonly [mode: Introspection, hasCredential: boolean, schema: boolean, type: boolean])[] = [
    ['credential', false, false, true],
    ['credential', true, true, true],
    ['open', false, true, true],
    ['off', true, false, false],
    ['off', false, false, false],
  ];
  test.each(ROWS)('%s, with a credential: %s, allows __schema: %s and __type: %s', (introspection, hasCredential, schema, type) => {
    const outcome = (allowed: boolean) => (allowed ? 'none' : 'INTROSPECTION_DISABLED');
    expect(codeOf('{ __schema { types { name } } }', { introspection, hasCredential })).toBe(outcome(schema));
    expect(codeOf('{ __type(name: "A") { name } }', { introspection, hasCredential })).toBe(outcome(type));
    expect(codeOf('{ __typename }', { introspection, hasCredential })).toBe('none');
  });
});

describe('rows', () => {
  const calls = (...limits: readonly (number | string)[]) =>
    `{ installation(igrp: 1) { ${limits.map((limit, i) => `c${i}: calls(limit: ${limit}) { rowCount }`).join(' ')} } }`;

  it('may add up to 200,000, and one more costs too much', () => {
    expect(codeOf(calls(50_000, 50_000, 50_000, 50_000))).toBe('none');
    const error = errorOf(calls(50_000, 50_000, 50_000, 49_999, 2));
    expect(error).toMatchObject({ code: 'COST_ESTIMATED_TOO_EXPENSIVE', extensions: { cost: 200_001, maxCost: 200_000 } });
  });

  it('are counted by the variables that a request brings', () => {
    const text = `query ($a: Int, $b: Int = 100000) ${calls('$a', '$b', '$b')}`;
    expect(codeOf(text)).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
    expect(codeOf(text, { variables: { b: 99_000 } })).toBe('none');
    expect(codeOf(text, { variables: { a: 2_001, b: 99_000 } })).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
    expect(codeOf(text, { variables: { a: null, b: 99_500 } })).toBe('none');
    expect(codeOf(text, { variables: { a: -1_000_000, b: 100_000 } })).toBe('none');
    for (const a of ['300000', 300_000.5, 1e21, [300_000]]) expect(codeOf(text, { variables: { a, b: 1 } })).toBe('none');
  });

  test.each([
    ['calls(limit: 100000, compare: "x")', {}, 'none'],
    ['calls(limit: 100001, compare: "x")', {}, 'COST_ESTIMATED_TOO_EXPENSIVE'],
    ['calls(limit: 100001, compare: null)', {}, 'none'],
    ['calls(limit: 100001, compare: $c)', {}, 'COST_ESTIMATED_TOO_EXPENSIVE'],
    ['calls(limit: $l, compare: $c)', { l: 100_000 }, 'none'],
    ['calls(limit: $l, compare: $c)', { l: 100_001 }, 'COST_ESTIMATED_TOO_EXPENSIVE'],
  ])('count twice where two periods are asked for: %s with %p', (field, variables, code) => {
    expect(codeOf(`query ($c: String, $l: Int) { installation(igrp: 1) { ${field} { rowCount } } }`, { variables })).toBe(code);
  });

  test.each([
    ['once an installation', [1, 2, 3, 4], 'none'],
    ['and one installation more costs too much', [1, 2, 3, 4, 5], 'COST_ESTIMATED_TOO_EXPENSIVE'],
    ['once an installation that many representations name', [...Array(900).fill(1), 2, 3], 'none'],
  ])('below represented entities are counted %s', (_, igrps, code) => {
    const representations = igrps.map((igrp) => ({ __typename: 'Installation', igrp }));
    const below = '... on Installation { calls(limit: 50000) { rowCount } } ... on Goal { goalId }';
    expect(codeOf(`query ($r: [_Any!]!) { _entities(representations: $r) { ${below} } }`, { variables: { r: representations } })).toBe(
      code,
    );
    const literal = igrps.map((igrp) => `{ __typename: "Installation", igrp: ${igrp} }`).join();
    expect(codeOf(`{ _entities(representations: [${literal}]) { ${below} } }`)).toBe(code);
  });

  it('below represented entities are counted beside those of the other fields, through links too', () => {
    const text = `query ($r: [_Any!]!, $limit: Int) { installation(igrp: 1) { calls(limit: 100000) { rowCount } } _entities(representations: $r) { ... on Goal { installation { calls(limit: $limit) { rowCount } } } } }`;
    const r = [
      { __typename: 'Goal', igrp: 1, goalId: 5 },
      { __typename: 'Goal', igrp: 2, goalId: 5 },
    ];
    expect(codeOf(text, { variables: { r, limit: 50_000 } })).toBe('none');
    expect(errorOf(text, { variables: { r, limit: 50_001 } })).toMatchObject({ extensions: { cost: 200_002 } });
  });

  it('below what is no representation are none, whatever comes', () => {
    const text = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Installation { calls(limit: 300000) { rowCount } } } }';
    for (const r of [undefined, null, 5, [5, null, 'x', [], { goalId: 1 }], {}]) expect(codeOf(text, { variables: { r } })).toBe('none');
    expect(codeOf(text, { variables: { r: { igrp: 1 } } })).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
  });

  it('are counted for the operation that is run', () => {
    const text = `query Small ${calls(1)} query Large ${calls(200_001)}`;
    expect(codeOf(text, { operationName: 'Small' })).toBe('none');
    expect(codeOf(text, { operationName: 'Large' })).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
  });
});

describe('variables', () => {
  const text = 'query ($u: String!) { operationFromUrl(url: $u) }';
  const VALUES: readonly (readonly [what: string, variables: Readonly<Record<string, unknown>>, code: string])[] = [
    ['a list of 1,000', { a: Array(1_000).fill(1) }, 'none'],
    ['a list of 1,001', { a: Array(1_001).fill(1) }, 'BAD_USER_INPUT'],
    ['a list of 1,001 far inside', { a: [{ b: { c: Array(1_001).fill(1) } }] }, 'BAD_USER_INPUT'],
    ['a string of 4,096', { a: 'x'.repeat(4_096) }, 'none'],
    ['a string of 4,097', { a: 'x'.repeat(4_097) }, 'BAD_USER_INPUT'],
    ['a string of 4,097 far inside', { a: [{ b: 'x'.repeat(4_097) }] }, 'BAD_USER_INPUT'],
    ['a key of 128', { a: { ['k'.repeat(128)]: 1 } }, 'none'],
    ['a key of 129', { a: { ['k'.repeat(129)]: 1 } }, 'BAD_USER_INPUT'],
    ['a name of 129', { ['k'.repeat(129)]: 1 }, 'BAD_USER_INPUT'],
    ['a URL of 8,000', { u: 'x'.repeat(8_000) }, 'none'],
    ['a URL of 8,001', { u: 'x'.repeat(8_001) }, 'BAD_USER_INPUT'],
    ['the first half of a pair', { a: 'x\ud800' }, 'BAD_USER_INPUT'],
    ['the second half of a pair', { a: ['\udc00x'] }, 'BAD_USER_INPUT'],
    ['a whole pair', { a: '🏃' }, 'none'],
    ['__proto__ as a key', { a: JSON.parse('{"__proto__":1}') }, 'BAD_USER_INPUT'],
    ['one that the operation does not know', { unknown: 1 }, 'none'],
  ];
  test.each(VALUES)('that hold %s', (_what, variables, code) => {
    expect(codeOf(text, { variables })).toBe(code);
  });

  it('are named in the refusal, and not repeated', () => {
    expect(errorOf(text, { variables: { a: 'x'.repeat(5_000) } })?.message).toBe(
      'a string may have at most 4096 characters, but got: 5000 ($a)',
    );
  });
});

describe('cells of the answer', () => {
  /** `columns` fields of a row, each counted. */
  const columns = (count: number) => times(count, (i) => `c${i}: act`);

  test.each<[what: string, text: string, variables: Readonly<Record<string, unknown>>, cells: number]>([
    ['rows times columns', `{ installations(limit: 7) { rows { igrp } rowCount } }`, {}, 1 + 2 + 7],
    [
      'lists inside each other as products',
      '{ installations(limit: 5) { rows { calls(limit: 3) { rows { act rowId } } } } }',
      {},
      2 + 5 * (2 + 3 * 2),
    ],
    ['a limit of a variable', 'query ($l: Int) { installations(limit: $l) { rows { igrp } } }', { l: 50 }, 2 + 50],
    ['a limit that a variable leaves out', 'query ($l: Int) { installations(limit: $l) { rows { igrp } } }', {}, 2 + 1_000],
    ['two periods', '{ installation(igrp: 1) { calls(limit: 5, compare: "x") { rows { act } } } }', {}, 3 + 10],
    ['every list of a report', '{ installations(limit: 5) { a: rows { igrp } b: rows { igrp calls { rowCount } } } }', {}, 3 + 5 + 5 * 3],
    [
      'each represented entity',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Goal { goalId } ... on Installation { igrp } } }',
      { r: Array(20).fill({ __typename: 'Goal', goalId: 1 }) },
      1 + 20 * 2,
    ],
    ['fragments where they are spread', '{ installations(limit: 5) { rows { ...F } } } fragment F on Installation { igrp }', {}, 2 + 5],
    [
      'a list of every custom metric as long as the argument is',
      '{ installation(igrp: 1) { metrics(limit: 5, customMetrics: ["a", "b"]) { rows { customMetrics { reference value } delta { customMetrics { value } } } } } }',
      {},
      3 + 5 * (1 + 2 * 2 + 1 + 1 + 2),
    ],
    [
      'such a list of a variable, of its default, and of none',
      'query ($m: [String!], $d: [String!] = ["a", "b"]) { installation(igrp: 1) { a: metrics(limit: 5, customMetrics: $m) { rows { customMetrics { value } } } b: metrics(limit: 5, customMetrics: $d) { rows { customMetrics { value } } } c: metrics(limit: 5) { rows { customMetrics { value } } } } }',
      { m: ['a', 'b', 'c'] },
      1 + 2 + 5 * (1 + 3) + 2 + 5 * (1 + 2) + 2 + 5,
    ],
    ['fields of one response key once', '{ installations(limit: 5) { rows { igrp igrp } rows { igrp } } }', {}, 2 + 5],
  ])('count %s', (_what, text, variables, cells) => {
    const asked = (limit: number) => codeOf(text, { variables, limits: { cells: limit } });
    expect([asked(cells), asked(cells - 1)]).toEqual(['none', 'COST_ESTIMATED_TOO_EXPENSIVE']);
  });

  test('may be 6,000,000, and one row more is refused', () => {
    const text = `query ($l: Int) { installation(igrp: 1) { calls(limit: $l) { rows { ${columns(40)} } } } }`;
    expect(codeOf(text, { variables: { l: 149_999 } })).toBe('none');
    expect(codeOf(text, { variables: { l: 150_000 } })).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
  });

  test('of rows that the executor walks may be 500,000: rows with links, and rows in parts', () => {
    const text = (row: string) => `query ($l: Int) { installation(igrp: 1) { calls(limit: $l) { rows { ${row} } } } }`;
    const link = text('act rowId installation { igrp }');
    expect(codeOf(link, { variables: { l: 125_000 } })).toBe('none');
    expect(codeOf(link, { variables: { l: 125_001 } })).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
    const inFragments = `${text('...F act')} fragment F on Call { ...G } fragment G on Call { installation { igrp } }`;
    expect(codeOf(inFragments, { variables: { l: 170_000 } })).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
    const plain = text('act rowId a: act b: act');
    expect(codeOf(plain, { variables: { l: 125_001 } })).toBe('none');
    expect(codeOf(plain, { variables: { l: 125_001 }, inParts: true })).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
    // A part of each row counts as twenty fields more.
    for (const part of ['... @defer { rowId }', '...F @defer']) {
      const parts = `${text(`act ${part}`)} fragment F on Call { rowId }`;
      expect(codeOf(parts, { variables: { l: 22_727 }, inParts: true })).toBe('none');
      expect(codeOf(parts, { variables: { l: 22_728 }, inParts: true })).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
    }
  });
});

test('compared rows are walked where they hold a link, and not for the columns of the other period', () => {
  const text = (row: string) => `query ($l: Int) { installation(igrp: 1) { calls(limit: $l, compare: "x") { rows { rowId ${row} } } } }`;
  expect(codeOf(text('previous { act }'), { variables: { l: 100_000 } })).toBe('none');
  const link = text('previous { act } installation { igrp }');
  expect(codeOf(link, { variables: { l: 50_000 } })).toBe('none');
  expect(codeOf(link, { variables: { l: 50_001 } })).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
});

describe('fields that the schema alone answers', () => {
  const cost = (text: string, variables: Readonly<Record<string, unknown>> = {}) => {
    const error = errorOf(text, { introspection: 'open', variables, limits: { staticFields: 0 } });
    return error ? 'counted' : 'none';
  };
  const passes = (text: string, staticFields: number, variables: Readonly<Record<string, unknown>> = {}) =>
    codeOf(text, { introspection: 'open', variables, limits: { staticFields } }) === 'none';

  test.each<[text: string, fields: number, variables?: Readonly<Record<string, unknown>>]>([
    ['{ __type(name: "Goal") { name } }', 2],
    ['{ __type(name: "Goal") { fields { name } } }', 1 + 1 + 2 * 2],
    ['query ($n: String!) { __type(name: $n) { fields { name type { name } } } }', 1 + 1 + 2 * 4, { n: 'Goal' }],
    ['{ a: __type(name: "Goal") { ...F } b: __type(name: "Goal") { ...F } } fragment F on __Type { fields { name } }', 2 * 6],
    ['{ __type(name: "nothing") { fields { name } } }', 1],
  ])('are counted one by one: %s', (text, fields, variables = {}) => {
    expect([passes(text, fields, variables), passes(text, fields - 1, variables)]).toEqual([true, false]);
  });

  test('are held to the bytes of their keys and texts, too', () => {
    const text = `{ ${'k'.repeat(100)}: __type(name: "Goal") { ${'n'.repeat(100)}: name } }`;
    const asked = (staticBytes: number) => codeOf(text, { introspection: 'open', limits: { staticBytes } });
    expect([asked(204), asked(203)]).toEqual(['none', 'COST_ESTIMATED_TOO_EXPENSIVE']);
  });

  test('are not counted where an operation asks for none', () => {
    expect(cost('{ installation(igrp: 1) { igrp } }')).toBe('none');
  });
});
