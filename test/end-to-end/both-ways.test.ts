/**
 * Rows leave as text, or go through the executor. The caller cannot tell which: data and errors are the same.
 *
 * Every operation is asked of two gateways in front of the same upstream. The second one makes every row an object.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../../schema/reports/index.js';
import { DEMO, startGateway, type TestGateway } from '../support/gateway.js';
import { holds } from '../support/laws.js';
import { row, token } from '../support/row-replies.js';
import { startUpstreamDouble, type UpstreamDouble } from '../support/upstream-double.js';

let reply: Buffer = Buffer.alloc(0);
let replies: Readonly<Record<string, string>> = {};
/** By the year of the period that is asked about. */
let byYear: Readonly<Record<string, string>> = {};
let upstream: UpstreamDouble;
let shared: readonly TestGateway[];
let gateways: readonly TestGateway[];
const startBoth = () => Promise.all([true, false].map((rowsAsText) => startGateway(upstream.url, {}, catalogue, {}, { rowsAsText })));
beforeAll(async () => {
  upstream = await startUpstreamDouble(({ path, params }) => {
    const year = params.find(([name]) => name === 'startDate')?.[1].slice(0, 4) ?? '';
    return { body: byYear[year] ?? replies[path] ?? reply };
  });
  gateways = shared = await startBoth();
});
afterAll(async () => {
  await Promise.all(shared.map((gateway) => gateway.close()));
  await upstream.close();
});

interface Answer {
  /** The text of `data`, every string in it spelled in one way and every digit as it came. */
  readonly data: string;
  /** Whole, but for the request's id. */
  readonly errors: readonly object[];
}

interface Operation {
  /** What stands between the braces of the installation. */
  readonly reports: string;
  readonly fragments?: string;
  readonly parameters?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

async function ask(gateway: TestGateway, { reports, fragments = '', parameters = '', variables = {} }: Operation): Promise<Answer> {
  const { text, body } = await gateway.ask(`query Q${parameters} { installation(igrp: 1) { ${reports} } } ${fragments}`, variables);
  const data = text.slice(text.indexOf('"data":'));
  return {
    data: data.replace(/"(?:[^"\\]|\\.)*"/g, (string) => JSON.stringify(JSON.parse(string))),
    errors: (body.errors ?? []).map(({ extensions: { requestId: _, ...extensions }, ...error }) => ({ ...error, extensions })),
  };
}

const inPathOrder = (errors: readonly object[]) =>
  errors
    .map((error) => JSON.stringify(error))
    .sort()
    .map((text): unknown => JSON.parse(text));

/** The answer by value: a number's digits are its sender's where rows are text, and JavaScript's where they become objects. */
const byValue = ({ data, errors }: Answer): object => ({ data: JSON.stringify(JSON.parse(`{${data}`)), errors });

/** The answer as text, which has the same value both ways. */
async function askBothWays(operation: Operation): Promise<Answer> {
  const [text, objects] = await Promise.all(gateways.map((gateway) => ask(gateway, operation)));
  if (!text || !objects) throw new Error('A gateway does not run.');
  expect(byValue(objects)).toEqual(byValue(text));
  return text;
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
    ['a Float', 'lat', '53.80', '53.80'],
    ['a Float in quotes', 'lat', '"53.80"', '53.80'],
    ['a Float of more digits than JavaScript keeps', 'lat', '0.12345678901234567891', '0.12345678901234567891'],
    ['a small Float', 'lat', '0.0000001', '0.0000001'],
    ['a large Float', 'lat', '1E21', '1E21'],
    ['minus zero as Float', 'lat', '"-0.0"', '-0.0'],
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
    ['a time with a T', 'triggerDatetime', '"2026-11-23T09:05:00"', '"2026-11-23T09:05:00"'],
    ['no time', 'triggerDatetime', '"0000-00-00 00:00:00"', 'null'],
    ['a day that the calendar lacks', 'triggerDatetime', '"2026-02-29 09:05:00"', null],
    ['null', 'city', 'null', 'null'],
  ])('that is %s reads the same both ways', async (_, field, sent, shown) => {
    reply = Buffer.from(`{"${field}":${sent}}\n{}\n`);
    const answer = await askBothWays({ reports: `callTriggers { rows { cell: ${field} ${field} } }` });
    expect(rowsOf(answer)).toBe(`[{"cell":${shown ?? 'null'},"${field}":${shown ?? 'null'}},{"cell":null,"${field}":null}]`);
    expect(answer.errors).toHaveLength(shown === null ? 2 : 0);
    for (const error of answer.errors)
      expect(error).toMatchObject({
        locations: [{ line: 1, column: expect.any(Number) }],
        path: ['installation', 'callTriggers', 'rows', 0, expect.any(String)],
        extensions: { code: 'UPSTREAM_MALFORMED_RESPONSE', retryable: false },
      });
  });
});

describe('a reply', () => {
  // A gateway of its own each: replies that are none would open the breaker for the tests that follow.
  beforeEach(async () => {
    gateways = await startBoth();
  });
  afterEach(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    gateways = shared;
  });

  test.each([
    ['is not UTF-8', Buffer.concat([Buffer.from('{"city":"'), Buffer.from([0xff]), Buffer.from('"}\n')]), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['is not JSON', Buffer.from('{"city":"Leeds"}\n{"city":Leeds}\n'), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['repeats a key', Buffer.from('{"city":"Leeds","city":"Bath"}\n'), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['repeats a key, once in escapes', Buffer.from('{"city":"Leeds","\\u0063ity":"Bath"}\n'), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['is of another installation', Buffer.from('{"igrp":2,"city":"Leeds"}\n'), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['ends inside a row', Buffer.from('{"city":"Leeds"}\n{"city":"Ba'), 'UPSTREAM_INCOMPLETE'],
    ['is a list', Buffer.from('[{"city":"Leeds"}]\n'), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['is a message', Buffer.from('"The database is away"\n'), 'UPSTREAM_REPORTED_ERROR'],
    ['is an error as an object', Buffer.from('{"error":"The database is away"}\n'), 'UPSTREAM_REPORTED_ERROR'],
    ['ends with a message as an object', Buffer.from('{"city":"Leeds"}\n{"message":"Timed out"}'), 'UPSTREAM_REPORTED_ERROR'],
    ['holds an object without a column', Buffer.from('{"city":"Leeds"}\n{"ok":false}\n'), 'UPSTREAM_MALFORMED_RESPONSE'],
    ['is a part of a byte order mark', Buffer.from([0xef, 0xbb]), 'UPSTREAM_MALFORMED_RESPONSE'],
  ])('that %s is refused the same both ways', async (_, bytes, code) => {
    reply = bytes;
    const { data, errors } = await askBothWays({ reports: 'callTriggers { rows { city } }' });
    expect(data).toBe('"data":{"installation":{"callTriggers":null}}}');
    expect(errors).toMatchObject([{ path: ['installation', 'callTriggers'], extensions: { code } }]);
  });

  test('whose last row has no line break is whole, both ways, since its length proves it', async () => {
    reply = Buffer.from('{"city":"Leeds"}\n{"city":"Bath"}');
    const answer = await askBothWays({ reports: 'callTriggers { complete rows { city } }' });
    expect(answer.data).toContain('{"complete":true,"rows":[{"city":"Leeds"},{"city":"Bath"}]}');
    expect(answer.errors).toEqual([]);
  });

  test.each(['{"igrpName":"Acme"}', '{"igrp":null,"igrpName":"Acme"}', '{"igrp":"x"}', '{}'])(
    'of installations that holds %s is refused both ways, since an installation has its number',
    async (line) => {
      reply = Buffer.from(`{"igrp":1,"igrpName":"Bond"}\n${line}\n`);
      for (const gateway of gateways) {
        const { body } = await gateway.ask('{ installations { rows { igrp igrpName } } }');
        expect(body.data).toMatchObject({ installations: null });
        expect(body.errors).toMatchObject([{ path: ['installations'], extensions: { code: 'UPSTREAM_MALFORMED_RESPONSE' } }]);
      }
    },
  );
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

  test('with what the question leaves out is answered the same both ways: null', async () => {
    reply = Buffer.from('{"callCount":"5"}\n');
    const answer = await askBothWays({
      reports: 'channelMetrics { rows { ch goalId: goal callCount previous { callCount } d: delta { callCount } __typename } }',
    });
    expect(answer.errors).toEqual([]);
    expect(rowsOf(answer)).toBe('[{"ch":null,"goalId":null,"callCount":5,"previous":null,"d":null,"__typename":"ChannelMetricsRow"}]');
  });
});

describe('a list of custom metrics', () => {
  const metric = (reference: string) => `{ reference: "${reference}", metric: CALL_COUNT, conditions: [{ field: CH, values: ["1"] }] }`;
  const report = (rows: string) => `channelMetrics(customMetrics: [${metric('sales')}, ${metric('bookings')}]) { rows { ${rows} } }`;

  test('is answered the same both ways, broken values and their places too', async () => {
    reply = Buffer.from('{"sales":"4","bookings":"2.50"}\n{"sales":"many","bookings":null}\n{"bookings":[1]}\n');
    const answer = await askBothWays({
      reports: report('own: customMetrics { reference ...V __typename ... @skip(if: true) { value } } callCount'),
      fragments: 'fragment V on CustomMetricValue { shown: value }',
    });
    const entry = (reference: string, shown: number | null) => ({ reference, shown, __typename: 'CustomMetricValue' });
    expect(JSON.parse(rowsOf(answer))).toEqual([
      { own: [entry('sales', 4), entry('bookings', 2.5)], callCount: null },
      { own: [entry('sales', null), entry('bookings', null)], callCount: null },
      { own: [entry('sales', null), entry('bookings', null)], callCount: null },
    ]);
    const place = ['installation', 'channelMetrics', 'rows'];
    expect(answer.errors).toMatchObject([
      { path: [...place, 1, 'own', 0, 'shown'], locations: [{ line: 1 }], extensions: { code: 'UPSTREAM_MALFORMED_RESPONSE' } },
      { path: [...place, 2, 'own', 1, 'shown'] },
    ]);
  });

  test('is the same text both ways where one of them is also read by its reference', async () => {
    reply = Buffer.from('{"bookings":"1.0","sales":"2"}\n');
    const answer = await askBothWays({ reports: report('one: customMetric(reference: "bookings") customMetrics { value }') });
    expect(rowsOf(answer)).toBe('[{"one":1.0,"customMetrics":[{"value":2},{"value":1.0}]}]');
  });
});

describe('a document that mixes both ways', () => {
  const CALL = '{"rowId":7,"igrp":1,"city":"Leeds","ch":3,"callDuration":"long"}\n';
  const CHANNEL = '{"channelId":3,"igrp":1,"channelName":"Organic"}\n';
  beforeEach(() => {
    reply = Buffer.from(CALL);
    replies = { '/igrps/1/channels': CHANNEL };
  });
  afterEach(() => {
    replies = {};
  });

  test('answers a report with a link beside one without', async () => {
    const { data, errors } = await askBothWays({
      reports: 'calls: callTriggers { rows { city } } linked: callTriggers { rows { city channel { channelName } } }',
    });
    expect(errors).toEqual([]);
    expect(data).toContain('"calls":{"rows":[{"city":"Leeds"}]},"linked":{"rows":[{"city":"Leeds","channel":{"channelName":"Organic"}}]}');
  });

  test('answers two lists of one report, of which one holds a link, and has the errors of both', async () => {
    const lists = 'callTriggers { a: rows { callDuration } b: rows { channel { channelName } callDuration } c: rows { city } }';
    const [text, objects] = await Promise.all(gateways.map((gateway) => ask(gateway, { reports: lists })));
    if (!text || !objects) throw new Error('A gateway is missing.');
    const { data } = text;
    expect(objects.data).toBe(data);
    // Errors of text come behind those that the executor met.
    const errors = inPathOrder(text.errors);
    expect(inPathOrder(objects.errors)).toEqual(errors);
    expect(data).toContain(
      '"a":[{"callDuration":null}],"b":[{"channel":{"channelName":"Organic"},"callDuration":null}],"c":[{"city":"Leeds"}]',
    );
    expect(errors).toHaveLength(2);
  });

  test('answers rows beside introspection, and rows below entities', async () => {
    for (const gateway of gateways) {
      const { body } = await gateway.ask(
        'query Q($of: [_Any!]!) { __type(name: "Query") { name } _entities(representations: $of) { ... on Installation { callTriggers { rows { city } } } } }',
        { of: [1, 0, 2].map((igrp) => ({ __typename: 'Installation', igrp })) },
      );
      expect(body.data).toEqual({
        __type: { name: 'Query' },
        _entities: [{ callTriggers: { rows: [{ city: 'Leeds' }] } }, null, { callTriggers: null }],
      });
      expect(body.errors).toMatchObject([
        { path: ['_entities', 1], extensions: { code: 'BAD_USER_INPUT' } },
        { path: ['_entities', 2, 'callTriggers'], extensions: { code: 'UPSTREAM_MALFORMED_RESPONSE' } },
      ]);
    }
  });

  test('answers null for a report that is refused, and the rows of one beside it', async () => {
    for (const gateway of await Promise.all(
      [true, false].map((rowsAsText) => startGateway(upstream.url, { EXPLAIN: 'off' }, catalogue, {}, { rowsAsText })),
    )) {
      const { body } = await gateway.ask(
        '{ installation(igrp: 1) { a: callTriggers { rows { city } request { url } } callTriggers { rows { city } } } }',
      );
      expect(body.data).toEqual({ installation: { a: null, callTriggers: { rows: [{ city: 'Leeds' }] } } });
      expect(body.errors).toMatchObject([{ path: ['installation', 'a'], extensions: { code: 'FORBIDDEN' } }]);
      await gateway.close();
    }
  });

  test('delivers deferred rows and those of the first part alike', async () => {
    for (const gateway of gateways) {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { authorization: DEMO, 'content-type': 'application/json', accept: 'multipart/mixed' },
        body: JSON.stringify({
          query:
            '{ installation(igrp: 1) { callTriggers { rows { city } } ... @defer { late: callTriggers(limit: 5) { rows { city } } } } }',
        }),
      });
      const text = await response.text();
      expect(text).toContain('"callTriggers":{"rows":[{"city":"Leeds"}]}');
      expect(text).toContain('"late":{"rows":[{"city":"Leeds"}]}');
    }
  });
});

describe('a list of 2,000 rows with links, which leaves as text a slice at a time', () => {
  const COUNT = 2_000;
  const calls = (cells: (i: number) => string) =>
    Buffer.from(Array.from({ length: COUNT }, (_, i) => `{"rowId":${i},"igrp":1,${cells(i)}}\n`).join(''));
  const CHANNELS = [1, 2, 3].map((ch) => `{"channelId":${ch},"igrp":1,"channelName":"Channel \\u00e9 ${ch}"}\n`).join('');
  const SELECTED =
    'id: rowId __typename channel { channelName } again: channel { channelId channelName } installation { igrp igrpName } keywords { keyword }';
  beforeEach(() => {
    upstream.clear();
    reply = calls((i) => `"ch":${i % 4},"city":"${'x'.repeat(i % 300)}"`);
    replies = {
      '/igrps/1/channels': CHANNELS,
      '/igrps': '{"igrp":1,"igrpName":"One"}\n',
      '/igrps/1/keywords': '{"rowId":5,"keyword":"a"}\n{"rowId":5,"keyword":"b"}\n{"rowId":1999,"keyword":"c"}\n',
    };
  });
  afterEach(() => {
    replies = {};
  });

  test('is answered like one that the executor walks, missing links and links to many among it', async () => {
    const { data, errors } = await askBothWays({
      reports: `callTriggers(limit: 2000) { rows { ...F city } rowCount }`,
      fragments: `fragment F on Trigger { ${SELECTED} }`,
    });
    expect(errors).toEqual([]);
    const { installation } = (JSON.parse(`{${data}`) as { data: { installation: { callTriggers: { rows: { channel: unknown }[] } } } })
      .data;
    expect(installation.callTriggers.rows).toHaveLength(COUNT);
    expect(installation.callTriggers.rows.slice(0, 2).map(({ channel }) => channel)).toEqual([null, { channelName: 'Channel é 1' }]);
  });

  test('asks once for what all of its rows link to', async () => {
    const [text] = gateways;
    if (!text) throw new Error('A gateway does not run.');
    await ask(text, {
      reports: 'callTriggers(limit: 2000) { rows { rowId a: channel { channelName } b: channel { channelId channelName } } }',
    });
    expect(upstream.requests.map(({ path }) => path)).toEqual(['/igrps/1/triggers/calls', '/igrps/1/channels']);
  });

  test('asks once for what its links link to in turn', async () => {
    const deep =
      'channel { channelName installation { igrpName } } installation { igrp organisation { orgName } } organisation { orgId orgName }';
    reply = calls((i) => `"ch":${i % 4},"orgId":${i % 2}`);
    replies = { ...replies, '/igrps': '{"igrp":1,"igrpName":"One","orgId":1}\n', '/organisations': '{"orgId":1,"orgName":"First"}\n' };
    const { data, errors } = await askBothWays({ reports: `callTriggers(limit: 2000) { rows { rowId ${deep} } }` });
    expect(errors).toEqual([]);
    expect(data).toContain(
      '{"rowId":"1","channel":{"channelName":"Channel é 1","installation":{"igrpName":"One"}},"installation":{"igrp":1,"organisation":{"orgName":"First"}},"organisation":{"orgId":1,"orgName":"First"}}',
    );
    upstream.clear();
    const [text] = gateways;
    if (!text) throw new Error('A gateway does not run.');
    await ask(text, { reports: `callTriggers(limit: 2000) { rows { rowId ${deep} } }` });
    const paths = upstream.requests.map(({ path }) => path);
    expect(paths.length).toBeLessThan(8);
    expect(new Set(paths)).toEqual(new Set(['/igrps/1/triggers/calls', '/igrps/1/channels', '/igrps', '/organisations']));
  });

  test('may be compared with another period', async () => {
    const lines = (count: number) =>
      Array.from({ length: 1_000 }, (_, i) => `{"ch":${i},"callCount":${i === 7 ? '"many"' : count}}\n`).join('');
    byYear = { 2026: lines(3), 2025: lines(2) };
    const { data, errors } = await askBothWays({
      reports:
        'channelMetrics(startDate: "2026-03-01", endDate: "2026-03-31", group: [CH], compare: {to: PREVIOUS_YEAR}) { rows { callCount delta { callCount } channel { channelName } } }',
    });
    byYear = {};
    expect(data).toContain('{"callCount":3,"delta":{"callCount":1},"channel":{"channelName":"Channel é 1"}}');
    expect(errors).not.toEqual([]);
  });

  test('takes directives and arguments by variables', async () => {
    const { data, errors } = await askBothWays({
      reports:
        'callTriggers(limit: 2000, filter: $filter) { rows @include(if: $yes) { rowId variable(name: $name) city @skip(if: $yes) channel @include(if: $yes) { channelName } } }',
      parameters: '($yes: Boolean!, $name: String!, $filter: [TriggerFilter!])',
      variables: { yes: true, name: 'a', filter: [{ rowId: { gt: '0' } }] },
    });
    expect(errors).toEqual([]);
    expect(data).not.toContain('city');
  });

  test('has the errors of its cells and of its links at their paths, and counts those that it leaves out', async () => {
    reply = calls((i) => `"ch":${i === 1_500 ? '"many"' : i % 4},"callDuration":${i % 900 === 7 ? '"long"' : '1'}`);
    const reports = 'callTriggers(limit: 2000) { rows { callDuration channel { channelName } } }';
    const few = await askBothWays({ reports });
    expect(few.errors.map((error) => (error as { path: unknown[] }).path.slice(3))).toEqual([
      [7, 'callDuration'],
      [907, 'callDuration'],
      [1_500, 'channel'],
      [1_807, 'callDuration'],
    ]);
    replies = { '/igrps/1/channels': '{"channelId":' };
    const [text] = gateways;
    if (!text) throw new Error('A gateway does not run.');
    const many = await ask(text, { reports });
    expect(many.errors).toHaveLength(200);
    expect(many.errors.at(-1)).toMatchObject({ message: 'There were 1305 more errors.' });
  });
});

describe('the error of a cell', () => {
  const errors = async (operation: Operation) => {
    reply = Buffer.from('{"city":"Leeds","callDuration":"long","lat":[]}\n{"callDuration":true}\n');
    return (await askBothWays(operation)).errors;
  };

  test.each<[string, Operation, object[]]>([
    [
      'has the places of all that ask for it',
      {
        reports: 'callTriggers { rows { city callDuration ...F ...G } rows { ... { callDuration } } }',
        fragments: 'fragment F on Trigger { city } fragment G on Trigger { callDuration }',
      },
      [0, 1].map((at) => ({
        path: ['installation', 'callTriggers', 'rows', at, 'callDuration'],
        locations: [62, 178, 100].map((column) => ({ line: 1, column })),
      })),
    ],
    [
      'has the place of its own alias and list',
      { reports: 'callTriggers { a: rows { city } b: rows { city d: callDuration lat } }' },
      [
        ['d', 0, 82],
        ['lat', 0, 98],
        ['d', 1, 82],
      ].map(([key, at, column]) => ({ path: ['installation', 'callTriggers', 'b', at, key], locations: [{ line: 1, column }] })),
    ],
  ])('%s', async (_, operation, expected) => {
    expect(await errors(operation)).toMatchObject(expected);
  });

  test('is shown 199 times, and one error says how many more there were', async () => {
    reply = Buffer.from('{"callDuration":"long","lat":[]}\n'.repeat(150));
    const answer = await askBothWays({ reports: 'callTriggers { rows { callDuration lat } }' });
    expect(answer.errors).toHaveLength(200);
    expect(answer.errors.at(-1)).toMatchObject({ message: 'There were 101 more errors.' });
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
    return wrapped === 0 ? `... on Trigger { ${field} } ${field}` : wrapped === 1 ? `...${directive} { k${i}: ${name} }` : field;
  }),
);
const call = fc
  .tuple(fc.shuffledSubarray(KEYS), fc.infiniteStream(token))
  .map(([keys, tokens]) => `{${keys.map((key) => `"${key}":${tokens.next().value}`).join(',')}}`);

/** The row with a column of the report before its own keys: without one it might be none. */
const withColumn = (line: string): string =>
  line.replace(/^\{(?=(\s*\})?)/, (_, end: string | undefined) => `{"vid":1${end === undefined ? ',' : ''}`);

test('random rows and selections are answered the same both ways', async () => {
  await holds(
    fc.asyncProperty(
      fc.array(fc.oneof(call, row.map(withColumn)), { maxLength: 6 }),
      selection,
      fc.boolean(),
      async (rows, columns, yes) => {
        reply = Buffer.from(rows.map((line) => `${line}\n`).join(''));
        const { data } = await askBothWays({
          reports: `callTriggers { rowCount rows { t: __typename @skip(if: $yes) ${columns.join(' ')} } }`,
          parameters: '($yes: Boolean = true)',
          variables: { yes },
        });
        expect(data).toContain(`"rowCount":${rows.length},"rows":[`);
      },
    ),
    80,
  );
});

describe('rows that the gateway makes itself', () => {
  const period = 'startDate:"2026-03-01",endDate:"2026-03-03"';
  const figures = ['5', '"5"', '0.3', 'null', '""', '"many"', '9007199254740993', '-9007199254740991', '1e308', '-1e308'];
  const anyFigure = fc.constantFrom(...figures);
  const anyRow = fc.record({ ch: fc.integer({ min: 0, max: 5 }), day: fc.integer({ min: 1, max: 3 }), count: anyFigure, value: anyFigure });
  const uniqueRows = fc.uniqueArray(anyRow, { maxLength: 12, selector: ({ ch, day }) => `${ch} ${day}` });

  test.each([
    ['compared', 'compare:{to:PREVIOUS_YEAR}'],
    ['filled', 'fillGaps:ZERO'],
    ['compared and filled', 'compare:{to:PREVIOUS_YEAR},fillGaps:NULL'],
  ])('are the same both ways where they are %s', async (_, given) => {
    const metrics = 'callCount v:goalValueTotal customMetric(reference:"m") customMetrics{__typename reference n:value}';
    const compared = given.startsWith('compare')
      ? `previous{metricDate ${metrics}} delta{${metrics}} deltaRatio{__typename ${metrics}}`
      : '';
    const fields = `__typename igrp metricDate ch chName ${metrics} field(name:"x") ${compared}`;
    const reports = `channelMetrics(${period},group:[METRIC_DATE,CH],customMetrics:[{reference:"m",metric:CALL_COUNT}],${given}){rowCount rows{${fields}} days:rows{metricDate}}`;
    await holds(
      fc.asyncProperty(uniqueRows, uniqueRows, async (now, before) => {
        const line = (year: number, { ch, day, count, value }: (typeof now)[number]) =>
          `{"metricDate":"${year}-03-0${day}","ch":${ch},"chName":"},{\\"ch\\":${ch}","callCount":${count},"goalValueTotal":${value},"m":${value},"x":{"a":[${count}]}}\n`;
        byYear = { 2026: now.map((made) => line(2026, made)).join(''), 2025: before.map((made) => line(2025, made)).join('') };
        await askBothWays({ reports });
      }),
      12,
    );
    byYear = {};
  });
});
