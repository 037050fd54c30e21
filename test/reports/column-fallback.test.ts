/** A column that the catalogue infers and the Reports API refuses takes no report down, on any way to its rows. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { applyOverlay } from '../../schema/overlay.js';
import { catalogue } from '../../schema/reports/index.js';
import { createSandbox } from '../../sandbox/server.js';
import { startGateway, type GatewayAnswer } from '../support/gateway.js';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson, type UpstreamRequest } from '../support/upstream-double.js';

const KEY = { authorization: 'ApiKey demo-key' };
const displayed = ({ params }: UpstreamRequest) => params.flatMap(([name, value]) => (name === 'display[]' ? [value] : []));
const errorsOf = ({ body }: GatewayAnswer) => (body.errors ?? []).map(({ path, extensions }) => [path?.join('.'), extensions['code']]);
const installation = (fields: string) => `{ installation(igrp: 1) { ${fields} } }`;

// What is refused is remembered by report, so each test has a report of its own.
describe('where the Reports API refuses an inferred column', () => {
  let refused = new Set<string>();
  let status = 400;
  const answer = (request: UpstreamRequest) => {
    const names = displayed(request);
    if ([...names, ...request.params.map(([, value]) => value)].some((name) => refused.has(name)))
      return { status, body: JSON.stringify('Unknown name "secret".') };
    const cells = Object.fromEntries(names.map((name) => [name, /Name|Title|Currency|txc/.test(name) ? 'text' : '7']));
    return { body: ndjson(cells) };
  };
  const reports = applyOverlay(catalogue, {
    reports: {
      goals: { fields: { goalTitle: { evidence: 'inferred' }, goalId: { evidence: 'inferred' } } },
      segments: { fields: { segmentName: { evidence: 'inferred' } } },
    },
  });
  const { gateway, upstream } = runningGateway(answer, { reports });
  beforeEach(() => {
    status = 400;
    upstream.clear();
  });

  // Passwords and keys have bases of their own, where nothing is known of the other's.
  test.each([
    [400, undefined],
    [422, KEY],
  ])('the rest is answered in one request more, and by a second operation in none more (status %i)', async (code, headers) => {
    [status, refused] = [code, new Set(['landCountTotal'])];
    const question = installation('channelMetrics { rows { callCount landCountTotal } request { url } }');
    const first = await gateway.ask(question, undefined, headers);
    const second = await gateway.ask(question, undefined, headers);
    expect(upstream.requests.map(displayed)).toEqual([['callCount', 'landCountTotal'], ['callCount'], ['callCount']]);
    for (const { body, text } of [first, second]) {
      const url = expect.stringMatching(/display\[\]=callCount$/);
      expect(body.data).toEqual({
        installation: { channelMetrics: { rows: [{ callCount: 7, landCountTotal: null }], request: { url } } },
      });
      expect(body.errors).toEqual([
        {
          message:
            'The Reports API refuses the column landCountTotal of channelMetrics, which the catalogue only infers, so it is null in each row. Correct it in the CATALOGUE overlay.',
          path: ['installation', 'channelMetrics', 'rows'],
          locations: [expect.anything()],
          extensions: { code: 'UPSTREAM_UNKNOWN_FIELD', requestId: expect.anything(), retryable: false },
        },
      ]);
      expect(text).not.toContain('secret');
    }
    const dry = await gateway.ask(installation('channelMetrics { request { url } }'), undefined, headers);
    expect(dry.body.errors).toBeUndefined();
  });

  test('every suspect is null with an error until it is known which it was, and never by more than one request more', async () => {
    refused = new Set(['answeredCallCount']);
    const names = ['answeredCallCount', 'answeredRatio', 'queueDurationTotal', 'ringTimeTotal'].filter((name) =>
      reports.get('operationalCallMetrics')?.fields.has(name),
    );
    const question = installation(`operationalCallMetrics { rows { callCount ${names.join(' ')} } }`);
    let operations = 0;
    for (let errors = names.length; errors > 1; operations++) {
      const before = upstream.requests.length;
      const { body } = await gateway.ask(question);
      // A probe goes on behind the answer: it has arrived with the next turns of the event loop, which another request takes.
      await gateway.ask(installation('channels { rows { ch } }'));
      errors = body.errors?.length ?? 0;
      expect(upstream.requests.length - before - 1).toBeLessThanOrEqual(2);
      expect(body.data).toMatchObject({ installation: { operationalCallMetrics: { rows: [{ callCount: 7, answeredCallCount: null }] } } });
      expect(operations).toBeLessThan(6);
    }
    upstream.clear();
    const { body } = await gateway.ask(question);
    expect(upstream.requests.map(displayed)).toEqual([['callCount', ...names.filter((name) => name !== 'answeredCallCount')].sort()]);
    expect(body.errors?.map(({ message }) => message)).toEqual([expect.stringContaining('refuses the column answeredCallCount')]);
  });

  test('report fields that share the request share the second one, and only those that select the column have an error', async () => {
    refused = new Set(['txc']);
    const asked = await gateway.ask(
      installation(`a: callTriggers { rows { rowId } } b: callTriggers { rows { rowId txc } more: rows { txc } rowCount }`),
    );
    expect(upstream.requests.map(displayed)).toEqual([['rowId', 'txc'], ['rowId']]);
    expect(errorsOf(asked)).toEqual([
      ['installation.b.rows', 'UPSTREAM_UNKNOWN_FIELD'],
      ['installation.b.more', 'UPSTREAM_UNKNOWN_FIELD'],
    ]);
  });

  test('rows with links are answered too', async () => {
    refused = new Set(['txc']);
    const asked = await gateway.ask(installation('allTriggers { rows { rowId txc channel { channelId } } }'));
    expect(asked.body.data).toEqual({ installation: { allTriggers: { rows: [{ rowId: '7', txc: null, channel: { channelId: 7 } }] } } });
    expect(errorsOf(asked)).toEqual([['installation.allTriggers.rows', 'UPSTREAM_UNKNOWN_FIELD']]);
  });

  test('a report of which nothing else is selected still has its rows', async () => {
    refused = new Set(['txc']);
    const asked = await gateway.ask(installation('transactionTriggers { rowCount rows { txc } }'));
    expect(upstream.requests.map(displayed)).toEqual([['txc'], []]);
    expect(asked.body.data).toEqual({ installation: { transactionTriggers: { rowCount: 1, rows: [{ txc: null }] } } });
    expect(errorsOf(asked)).toEqual([['installation.transactionTriggers.rows', 'UPSTREAM_UNKNOWN_FIELD']]);
  });

  test('streamed rows are answered too', async () => {
    refused = new Set(['txc']);
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'multipart/mixed; deferSpec=20220824', ...KEY },
      body: JSON.stringify({ query: installation('goalTriggers { rows @stream(initialCount: 0) { rowId txc } }') }),
    });
    const text = await response.text();
    expect(text).toContain('{"rowId":"7","txc":null}');
    expect(text.match(/UPSTREAM_UNKNOWN_FIELD/g)).toHaveLength(1);
    expect(upstream.requests.map(displayed)).toEqual([['rowId', 'txc'], ['rowId']]);
  });

  test('a look-up by key drops the column, not the key', async () => {
    refused = new Set(['goalTitle']);
    const asked = await gateway.ask(installation('goal(goalId: 7) { goalId goalTitle deDupeLookback }'));
    expect(upstream.requests.map(displayed)).toEqual([
      ['deDupeLookback', 'goalId', 'goalTitle'],
      ['deDupeLookback', 'goalId'],
    ]);
    expect(asked.body.data).toMatchObject({ installation: { goal: { goalId: 7, goalTitle: null } } });
    expect(errorsOf(asked)).toEqual([['installation.goal.goalTitle', 'UPSTREAM_UNKNOWN_FIELD']]);
  });

  test('an entity of the supergraph keeps its key and its other fields', async () => {
    refused = new Set(['segmentName']);
    const asked = await gateway.ask(
      '{ _entities(representations: [{ __typename: "Segment", igrp: 1, segment: 7 }]) { ... on Segment { segment segmentName segmentGroupId } } }',
    );
    expect(asked.body.data).toMatchObject({ _entities: [{ segment: 7, segmentName: null, segmentGroupId: 7 }] });
    expect(errorsOf(asked)).toEqual([['_entities.0.segmentName', 'UPSTREAM_UNKNOWN_FIELD']]);
    expect(upstream.requests.map(displayed)).toEqual([
      ['segment', 'segmentGroupId', 'segmentName'],
      ['segment', 'segmentGroupId'],
    ]);
  });

  test('a compared report is answered with the other columns of both periods', async () => {
    refused = new Set(['goalValueTotal']);
    const asked = await gateway.ask(
      installation(
        'channelMetrics(startDate: "2026-01-01", endDate: "2026-01-31", compare: { to: PREVIOUS_YEAR }) { rows { callCount goalValueTotal previous { callCount goalValueTotal } } }',
      ),
    );
    expect(asked.body.data).toEqual({
      installation: {
        channelMetrics: { rows: [{ callCount: 7, goalValueTotal: null, previous: { callCount: 7, goalValueTotal: null } }] },
      },
    });
    expect(errorsOf(asked)).toEqual([['installation.channelMetrics.rows', 'UPSTREAM_UNKNOWN_FIELD']]);
  });

  test('a refusal of something else stays what it is, and accuses no column', async () => {
    refused = new Set(['notes']);
    const question = installation('visitTriggers { rows { rowId notes } }');
    expect(errorsOf(await gateway.ask(question))).toEqual([['installation.visitTriggers', 'BAD_USER_INPUT']]);
    refused = new Set(['txc', 'ch-eq-value-7']);
    const filtered = await gateway.ask(installation('visitTriggers(filter: { ch: { eq: 7 } }) { rows { rowId goalCurrency } }'));
    expect(errorsOf(filtered)).toEqual([['installation.visitTriggers', 'BAD_USER_INPUT']]);
    upstream.clear();
    expect(errorsOf(await gateway.ask(installation('visitTriggers { rows { rowId goalCurrency } }')))).toEqual([]);
    expect(upstream.requests.map(displayed)).toEqual([['goalCurrency', 'rowId']]);
  });
});

test('an account that lacks every inferred metric is answered with those that it has', async () => {
  const metrics = [...(catalogue.get('channelMetrics')?.fields.values() ?? [])].filter(({ kind }) => kind === 'metric');
  const missing = metrics.filter(({ evidence }) => evidence === 'inferred').map(({ name }) => name);
  const world = { reports: { channelMetrics: { columns: Object.fromEntries(missing.map((name) => [name, null])) } } };
  const sandbox = await createSandbox({ world, share: 0.02 });
  const gateway = await startGateway(sandbox.url);
  try {
    const asked = await gateway.ask(
      installation(`channelMetrics(group: [CH], limit: 5) { rowCount rows { ch ${metrics.map(({ name }) => name).join(' ')} } }`),
    );
    expect(asked.body.data).toMatchObject({ installation: { channelMetrics: { rowCount: 5 } } });
    const named = asked.body.errors?.map(({ message }) => missing.filter((name) => message.includes(` ${name},`)).join());
    expect(named?.sort()).toEqual([...missing].sort());
    expect(sandbox.requests).toHaveLength(2);
  } finally {
    await gateway.close();
    await sandbox.close();
  }
});
