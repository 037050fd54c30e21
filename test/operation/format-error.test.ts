import { describe, expect, it, test } from '@jest/globals';
import { GraphQLError, buildSchema, graphql, parse, validate } from 'graphql';
import { ERROR_CODES, GatewayError, MASKED_MESSAGE, type ErrorCode } from '../../src/errors.js';
import { codeOf, formatError } from '../../src/operation/format-error.js';

const schema = buildSchema('type Query { number: Int, must(limits: [Int!]): Int!, search(limit: Int!): String }');

/** The errors of an operation whose resolvers are `rootValue`. */
async function errorsOf(
  source: string,
  rootValue: Readonly<Record<string, unknown>>,
  variableValues: Readonly<Record<string, unknown>> = {},
) {
  return (await graphql({ schema, source, rootValue, variableValues })).errors ?? [];
}

describe('a formatted error', () => {
  it('shows what a GatewayError says, and its documented extensions', async () => {
    const thrown = new GatewayError('UPSTREAM_RATE_LIMITED', 'Slow down.', {
      retryAfterMs: 1_500,
      upstreamStatus: 429,
      cause: new Error('secret'),
    });
    const [error] = await errorsOf('{ number }', {
      number: () => {
        throw thrown;
      },
    });
    expect(formatError(error, 'r1')).toEqual({
      message: 'Slow down.',
      locations: [{ line: 1, column: 3 }],
      path: ['number'],
      extensions: { code: 'UPSTREAM_RATE_LIMITED', requestId: 'r1', retryable: true, retryAfterMs: 1_500, upstream: { status: 429 } },
    });
  });

  it('carries the extensions that a code documents, and says retryable of fields alone', () => {
    const error = new GatewayError('COST_ESTIMATED_TOO_EXPENSIVE', 'Too many rows.', { extensions: { cost: 3, maxCost: 2 } });
    expect(formatError(error, 'r2')).toEqual({
      message: 'Too many rows.',
      extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE', requestId: 'r2', cost: 3, maxCost: 2 },
    });
  });

  test.each(Object.keys(ERROR_CODES) as ErrorCode[])('keeps the code %s', (code) => {
    expect(codeOf(new GraphQLError('wrapped', { originalError: new GatewayError(code, 'inside') }))).toBe(code);
  });

  const OURS: readonly (readonly [what: string, thrown: unknown])[] = [
    ['an Error', new TypeError("Cannot read properties of undefined (reading 'secret')")],
    [
      'an error with a known code that is no GatewayError',
      Object.assign(new Error('secret'), { code: 'BAD_USER_INPUT', extensions: { code: 'BAD_USER_INPUT' } }),
    ],
    ['a string', 'secret'],
    ['nothing', undefined],
    ['an error of graphql-js without a place in the document', new GraphQLError('secret')],
  ];
  test.each(OURS)('masks %s, wherever it was thrown', async (_what, thrown) => {
    for (const error of [thrown, ...(await errorsOf('{ number }', { number: () => Promise.reject(thrown) }))]) {
      const formatted = formatError(error, 'r3');
      expect(formatted.message).toBe(MASKED_MESSAGE);
      expect(formatted.extensions?.['code']).toBe('INTERNAL_SERVER_ERROR');
    }
    const formatted = formatError(
      new GraphQLError('secret', { path: ['number'], originalError: thrown instanceof Error ? thrown : null }),
      'r3',
    );
    expect(JSON.stringify(formatted)).not.toContain('secret');
  });

  it('masks what is shown in production and development alike', () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'development';
    try {
      expect(JSON.stringify(formatError(new Error('secret'), 'r4'))).not.toContain('secret');
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });

  it('blames the gateway for a result that does not fit its type', async () => {
    for (const source of ['{ number }', '{ must }'])
      expect((await errorsOf(source, { number: 'x', must: null })).map(codeOf)).toEqual(['INTERNAL_SERVER_ERROR']);
  });

  it('blames the caller for an argument that does not fit its type', async () => {
    const [error] = await errorsOf('query ($limit: Int = 1) { search(limit: $limit) }', {}, { limit: null });
    expect(formatError(error, 'r5')).toMatchObject({ path: ['search'], extensions: { code: 'BAD_USER_INPUT', retryable: false } });
  });

  it('says of a variable where it is wrong and why, and does not repeat all of it', async () => {
    const source = 'query ($must: Int!, $limits: [Int!]) { search(limit: $must) must(limits: $limits) }';
    const errors = await errorsOf(source, {}, { must: 'x'.repeat(5_000), limits: [1, 'two'] });
    expect(errors.map((error) => formatError(error, 'r8').message)).toEqual([
      `Variable "$must" is invalid: Int cannot represent non-integer value: "${'x'.repeat(62)}…`,
      'Variable "$limits" is invalid at "limits[1]": Int cannot represent non-integer value: "two"',
    ]);
    expect(errors.map(codeOf)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
  });

  it('leaves suggestions out where they are not for the caller', () => {
    const [error] = validate(schema, parse('{ numbr }'));
    expect(formatError(error, 'r6').message).toBe('Cannot query field "numbr" on type "Query". Did you mean "number"?');
    expect(formatError(error, 'r6', { suggestions: false }).message).toBe('Cannot query field "numbr" on type "Query".');
  });

  it('repeats at most 64 characters of what a caller wrote', () => {
    const long = 'x'.repeat(5_000);
    const messages = [
      `Cannot query field "${long}" on type "Query".`,
      `Expected value of type "Int", found ${long}.`,
      `Expected value of type "Int", found {a: "${long}", b: [1, 2]}.`,
      `String cannot represent a non string value: ["${long}\\"", "${long}"]`,
    ];
    for (const message of messages) {
      const shown = formatError(new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }), 'r7').message;
      expect(shown.length).toBeLessThan(130);
      expect(shown).not.toContain('x'.repeat(64));
    }
  });
});

test.each([
  ['brackets that never close', '"[[[[', '['],
  ['quotes behind backslashes', '"', '\\"'],
  ['openings of places', '', ' at "'],
  ['suggestions', '', ' Did you mean '],
  ['blanks', '', ' '],
])('an error that repeats a text as long as a body is formatted in one pass: %s', (_what, start, repeated) => {
  // Work that grows with the square of the length would take minutes here, beyond the time of a test.
  const text = start + repeated.repeat(Math.ceil(1_000_000 / repeated.length));
  const reason = new Error('it does not fit');
  for (const message of [`Variable "$v" got invalid value ${text}; it does not fit`, text]) {
    const error = new GraphQLError(message, {
      originalError: reason,
      nodes: parse('{ a }').definitions[0] ?? null,
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(formatError(error, 'r1', { suggestions: false }).message.length).toBeLessThanOrEqual(400);
  }
});
