/**
 * Rows leave as text, or go through the executor. Whoever asks cannot tell which: data, errors and paths are the same.
 *
 * An operation that asks for the schema beside its reports goes the ordinary way, so every operation here is asked twice, once with a
 * look at the schema that is then taken off the answer.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { holds } from '../support/laws.js';
import { row, token } from '../support/row-replies.js';
import { startUpstreamDouble, type UpstreamDouble } from '../support/upstream-double.js';

let reply: Buffer = Buffer.alloc(0);
let upstream: UpstreamDouble;
let shared: TestGateway;
let gateway: TestGateway;
beforeAll(async () => {
  upstream = await startUpstreamDouble(() => ({ body: reply }));
  gateway = shared = await startGateway(upstream.url);
});
afterAll(async () => {
  await shared.close();
  await upstream.close();
});

const ORDINARY = ' ordinary: __type(name: "Query") { name }';
const ORDINARY_ANSWER = ',"ordinary":{"name":"Query"}';

interface Answer {
  /** The text of `data`, every string in it spelled in one way and every digit as it came. */
  readonly data: string;
  readonly errors: readonly string[];
}

interface Operation {
  /** What stands between the braces of the installation. */
  readonly reports: string;
  readonly fragments?: string;
  readonly parameters?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

async function ask({ reports, fragments = '', parameters = '', variables = {} }: Operation, beside: string): Promise<Answer> {
  const { text, body } = await gateway.ask(
    `query Q${parameters} { installation(igrp: 1) { ${reports} }${beside} } ${fragments}`,
    variables,
  );
  const data = text.slice(text.indexOf('"data":'));
  return {
    data: data.replace(ORDINARY_ANSWER, '').replace(/"(?:[^"\\]|\\.)*"/g, (string) => JSON.stringify(JSON.parse(string))),
    // The fast way does not say where in the document a cell was asked for: its path says that, too.
    errors: (body.errors ?? [])
      .map(({ message, path, extensions: { code, retryable } }) => JSON.stringify({ message, path, code, retryable }))
      .sort(),
  };
}

/** The answer, which is the same both ways. */
async function askBothWays(operation: Operation): Promise<Answer> {
  const fast = await ask(operation, '');
  expect(await ask(operation, ORDINARY)).toEqual(fast);
  return fast;
}

const rowsOf = ({ data }: Answer): string => data.slice(data.indexOf('['), data.lastIndexOf(']') + 1);

describe('a cell', () => {
  test.each([
    ['a whole number', 'callDuration', '12', '12'],
    ['a number in quotes', 'callDuration', '"12"', '12'],
    ['a number as GraphQL prints it', 'callDuration', '1.0', '1'],
    ['minus zero', 'callDuration', '-0', '0'],
    ['the largest Int', 'callDuration', '2147483647', '2147483647'],
    ['more than the largest Int', 'callDuration', '2147483648', null],
    ['less than the smallest Int', 'callDuration', '-2147483649', null],
    ['a fraction where an Int is due', 'callDuration', '1.5', null],
    ['a boolean where an Int is due', 'callDuration', 'true', null],
    ['a text where an Int is due', 'callDuration', '"twelve"', null],
    ['a blank Int', 'callDuration', '""', 'null'],
    ['a Float', 'lat', '53.80', '53.8'],
    ['a small Float', 'lat', '0.0000001', '1e-7'],
    ['a large Float', 'lat', '1E21', '1e+21'],
    ['minus zero as Float', 'lat', '"-0.0"', '0'],
    ['a number beyond all Floats', 'lat', '1e400', null],
    ['a list where a Float is due', 'lat', '[1]', null],
    ['an ID beyond 2^53', 'rowId', '12345678901234567890', '"12345678901234567890"'],
    ['an ID in quotes', 'rowId', '"007"', '"007"'],
    ['a fraction where an ID is due', 'rowId', '1.5', null],
    ['a text', 'city', '"Köln"', '"Köln"'],
    ['a text in escapes', 'city', '"K\\u00f6ln \\/ \\"A\\" \\\\ \\n\\t\\b\\f\\r"', '"Köln / \\"A\\" \\\\ \\n\\t\\b\\f\\r"'],
    ['a character beyond the basic plane, escaped', 'city', '"\\ud83e\\udd8a"', '"🦊"'],
    ['half a character', 'city', '"\\ud83e"', '"\\ud83e"'],
    ['separators of JavaScript', 'city', '"\u2028\u2029\u007f\ufeff"', '"\u2028\u2029\u007f\ufeff"'],
    ['a number where a text is due', 'city', '7.50', '"7.50"'],
    ['an object where a text is due', 'city', '{"a":1}', null],
    ['a blank text', 'city', '""', '""'],
    ['a time', 'triggerDatetime', '"2026-11-23 09:05:00"', '"2026-11-23T09:05:00"'],
    ['no time', 'triggerDatetime', '"0000-00-00 00:00:00"', 'null'],
    ['a day that the calendar lacks', 'triggerDatetime', '"2026-02-29 09:05:00"', null],
    ['null', 'city', 'null', 'null'],
  ])('that is %s reads the same both ways', async (_, field, sent, shown) => {
    reply = Buffer.from(`{"${field}":${sent}}\n{}\n`);
    const answer = await askBothWays({ reports: `callTriggers { rows { cell: ${field} ${field} } }` });
    expect(rowsOf(answer)).toBe(`[{"cell":${shown ?? 'null'},"${field}":${shown ?? 'null'}},{"cell":null,"${field}":null}]`);
    expect(answer.errors).toHaveLength(shown === null ? 2 : 0);
    for (const error of answer.errors)
      expect(error).toMatch(/"path":\["installation","callTriggers","rows",0,"\w+"\],"code":"UPSTREAM_MALFORMED_RESPONSE"/);
  });
});

describe('a reply', () => {
  // A gateway of its own each: replies that are none would open the breaker for the tests that follow.
  beforeEach(async () => {
    gateway = await startGateway(upstream.url);
  });
  afterEach(async () => {
    await gateway.close();
    gateway = shared;
  });

  test.each([
    ['is not UTF-8', Buffer.concat([Buffer.from('{"city":"'), Buffer.from([0xff]), Buffer.from('"}\n')]), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['is not JSON', Buffer.from('{"city":"Leeds"}\n{"city":Leeds}\n'), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['holds a key twice', Buffer.from('{"city":"Leeds","city":"Bath"}\n'), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['holds a key twice, once in escapes', Buffer.from('{"city":"Leeds","\\u0063ity":"Bath"}\n'), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['is of another installation', Buffer.from('{"igrp":2,"city":"Leeds"}\n'), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['ends inside a row', Buffer.from('{"city":"Leeds"}\n{"city":"Ba'), 'UPSTREAM_INCOMPLETE'],
    ['ends without a line break', Buffer.from('{"city":"Leeds"}'), 'UPSTREAM_INCOMPLETE'],
    ['is a list', Buffer.from('[{"city":"Leeds"}]\n'), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['is a message', Buffer.from('"The database is away"\n'), 'UPSTREAM_REPORTED_ERROR'],
  ])('that %s is refused the same both ways', async (_, bytes, code) => {
    reply = bytes;
    const { data, errors } = await askBothWays({ reports: 'callTriggers { rows { city } }' });
    expect(data).toBe('"data":{"installation":{"callTriggers":null}}}');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`"path":["installation","callTriggers"],"code":"${code}"`);
  });
});

describe('a selection', () => {
  const CALL = '{"rowId":7,"igrp":1,"city":"Leeds","callDuration":"12","ch":3,"own":[1.0,{"b":-0}],"bookings":"2.50","c_colour":"red"}\n';

  test.each<[string, Operation, string]>([
    ['with aliases', { reports: 'a: callTriggers { b: rows { c: city d: city } }' }, '[{"c":"Leeds","d":"Leeds"}]'],
    [
      'with __typename',
      { reports: 'callTriggers { __typename rows { __typename city t: __typename } }' },
      '[{"__typename":"Trigger","city":"Leeds","t":"Trigger"}]',
    ],
    [
      'with fragments',
      {
        reports: 'callTriggers { ...F rows { ... on Trigger { city } ...G } }',
        fragments: 'fragment F on TriggerReport { rows { rowId } rowCount } fragment G on Trigger { callDuration rowId }',
      },
      '[{"rowId":"7","city":"Leeds","callDuration":12}]',
    ],
    [
      'with directives',
      {
        reports:
          'callTriggers { rows { city @include(if: $yes) ch @skip(if: $yes) ... @include(if: false) { rowId } ... @skip(if: false) { callDuration } } }',
        parameters: '($yes: Boolean!)',
        variables: { yes: true },
      },
      '[{"city":"Leeds","callDuration":12}]',
    ],
    ['with nothing of upstream', { reports: 'callTriggers { rows { igrp __typename } }' }, '[{"igrp":1,"__typename":"Trigger"}]'],
    [
      'with columns that the caller names',
      {
        reports: 'callTriggers { rows { own: field(name: $name) none: field(name: "none") raw } }',
        parameters: '($name: String!)',
        variables: { name: 'own' },
      },
      `[{"own":[1.0,{"b":-0}],"none":null,"raw":${CALL.trim()}}]`,
    ],
    [
      'with two lists of the same rows',
      { reports: 'callTriggers { a: rows { city } b: rows { ch } }' },
      '[{"city":"Leeds"}],"b":[{"ch":3}]',
    ],
  ])('%s is answered the same both ways', async (_, operation, rows) => {
    reply = Buffer.from(CALL);
    const answer = await askBothWays(operation);
    expect(answer.errors).toEqual([]);
    expect(rowsOf(answer)).toBe(rows);
  });
});

/** Columns of every type, and the ways to name one oneself. */
const FIELDS = [
  'rowId',
  'callDuration',
  'ch',
  'lat',
  'long',
  'city',
  'callState',
  'triggerDatetime',
  'visitorFirstDatetime',
  'igrp',
  '__typename',
];
const KEYS = FIELDS.filter((name) => name !== 'igrp' && name !== '__typename');

const column = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...FIELDS) },
  { weight: 1, arbitrary: fc.constantFrom(...KEYS, 'none').map((name) => `field(name: "${name}")`) },
  { weight: 1, arbitrary: fc.constant('raw') },
);
const condition = fc.constantFrom('', '', '', ' @include(if: $yes)', ' @skip(if: $yes)', ' @include(if: true)', ' @skip(if: true)');
const selection = fc.array(fc.tuple(column, condition, fc.nat(3)), { minLength: 1, maxLength: 10 }).map((columns) =>
  columns.map(([name, directive, wrapped], i) => {
    const field = `k${i}: ${name}${directive}`;
    return wrapped === 0 ? `... on Trigger { ${field} }` : wrapped === 1 ? `...${directive} { k${i}: ${name} }` : field;
  }),
);
const call = fc
  .tuple(fc.shuffledSubarray(KEYS), fc.infiniteStream(token))
  .map(([keys, tokens]) => `{${keys.map((key) => `"${key}":${tokens.next().value}`).join(',')}}`);

test('random rows and selections are answered the same both ways', async () => {
  await holds(
    fc.asyncProperty(fc.array(fc.oneof(call, row), { maxLength: 6 }), selection, fc.boolean(), async (rows, columns, yes) => {
      reply = Buffer.from(rows.map((line) => `${line}\n`).join(''));
      const { data } = await askBothWays({
        reports: `callTriggers { rowCount rows { t: __typename @skip(if: $yes) ${columns.join(' ')} } }`,
        parameters: '($yes: Boolean = true)',
        variables: { yes },
      });
      expect(data).toContain(`"rowCount":${rows.length},"rows":[`);
    }),
    200,
  );
});
