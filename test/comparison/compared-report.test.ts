/** What a comparison asks upstream, what it makes of replies that are cut, broken or strange, and that it is whole or an error. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { GatewayAnswer } from '../support/gateway.js';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson, type UpstreamReply, type UpstreamRequest } from '../support/upstream-double.js';

let answer: (request: UpstreamRequest) => UpstreamReply | undefined = () => undefined;
const { gateway, upstream } = runningGateway((request) => answer(request));
beforeEach(() => {
  upstream.clear();
  answer = () => undefined;
});

const MARCH = 'startDate:"2026-03-01",endDate:"2026-03-31"';
const COMPARED = `${MARCH},group:[CH],compare:{to:PREVIOUS_PERIOD}`;

const param = ({ params }: UpstreamRequest, name: string) => params.find(([key]) => key === name)?.[1];
const isMarch = (request: UpstreamRequest) => param(request, 'startDate') === '2026-03-01';

/** March's rows for March, February's for February. */
const replies = (march: readonly unknown[], february: readonly unknown[]) => {
  answer = (request) => ({ body: ndjson(...(isMarch(request) ? march : february)) });
};

const ask = (fields: string): Promise<GatewayAnswer> => gateway.ask(`{installation(igrp:1){${fields}}}`);
const report = ({ body }: GatewayAnswer, key = 'channelMetrics') =>
  (body.data as { installation: Record<string, Readonly<Record<string, unknown>> | null> }).installation[key];
const errorsOf = ({ body }: GatewayAnswer) =>
  body.errors?.map(({ message, path, extensions }) => [message, extensions['code'], path?.slice(1).join('.')]);

describe('what is asked upstream', () => {
  test('is the same question about both periods, one row more than the limit, and what rows are joined by', async () => {
    await ask(
      `channelMetrics(${COMPARED},limit:50,tz:"Europe/London",filter:[{chType:{eq:"ppc"}}],sort:[{field:CALL_COUNT,order:DESC}]){rows{callCount delta{goalCount}}}`,
    );
    const common = [
      ['igrp', '1'],
      ['tz', 'Europe/London'],
      ['filter[]', 'chType-eq-value-ppc'],
      ['sort[]', 'callCount-desc'],
      ['group[]', 'ch'],
      ['limit', '51'],
      ['display[]', 'callCount'],
      ['display[]', 'ch'],
      ['display[]', 'goalCount'],
    ];
    const withDays = (first: string, last: string) => [common[0], ['startDate', first], ['endDate', last], ...common.slice(1)];
    const byDay = [...upstream.requests].sort((a, b) => String(param(a, 'startDate')).localeCompare(String(param(b, 'startDate'))));
    expect(byDay.map(({ path, params }) => [path, params])).toEqual([
      ['/metrics/channels', withDays('2026-02-01', '2026-02-28')],
      ['/metrics/channels', withDays('2026-03-01', '2026-03-31')],
    ]);
  });

  test('is asked in parallel: neither reply waits for the other', async () => {
    let release = (): void => undefined;
    const both = new Promise<void>((resolve) => (release = resolve));
    answer = () => {
      if (upstream.requests.length === 2) release();
      return { body: ndjson({ ch: 1, callCount: 1 }), after: both };
    };
    expect(report(await ask(`channelMetrics(${COMPARED}){rowCount}`))).toEqual({ rowCount: 1 });
  });

  test('is explained, the two requests apart, and shared with whoever asks the same', async () => {
    replies([{ ch: 1, callCount: 5 }], [{ ch: 1, callCount: 4 }]);
    const answered = await ask(`
      channelMetrics(${COMPARED},limit:10){rows{callCount previous{callCount}} request{url status sharedBy} previousRequest{url curl sharedBy durationMs}}
      february:channelMetrics(startDate:"2026-02-01",endDate:"2026-02-28",group:[CH],limit:10){rows{ch callCount} request{sharedBy} previousRequest{url}}`);
    expect(upstream.requests).toHaveLength(2);
    const url = (first: string, last: string) =>
      `${upstream.url}/metrics/channels?igrp=1&startDate=${first}&endDate=${last}&group[]=ch&limit=11&display[]=callCount&display[]=ch`;
    expect(report(answered)).toEqual({
      rows: [{ callCount: 5, previous: { callCount: 4 } }],
      request: { url: url('2026-03-01', '2026-03-31'), status: 200, sharedBy: 1 },
      previousRequest: {
        url: url('2026-02-01', '2026-02-28'),
        curl: expect.stringContaining(url('2026-02-01', '2026-02-28')),
        sharedBy: 2,
        durationMs: expect.any(Number),
      },
    });
    expect(report(answered, 'february')).toEqual({ rows: [{ ch: 1, callCount: 4 }], request: { sharedBy: 2 }, previousRequest: null });
  });

  test('names what rows are joined by even where no row is selected', async () => {
    replies([{ ch: 1, metricDate: '2026-03-02' }], [{ ch: 1, metricDate: '2026-02-02' }]);
    const answered = await ask(`channelMetrics(${COMPARED.replace('[CH]', '[METRIC_DATE,CH]')}){rowCount}`);
    expect(report(answered)).toEqual({ rowCount: 1 });
    for (const { params } of upstream.requests)
      expect(params.filter(([name]) => name === 'display[]')).toEqual([
        ['display[]', 'ch'],
        ['display[]', 'metricDate'],
      ]);
  });

  test('is nothing on a dry run, which needs no credential', async () => {
    const { body } = await gateway.ask(
      `{installation(igrp:1){channelMetrics(${COMPARED}){request{url} previousRequest{url}}}}`,
      undefined,
      {},
    );
    expect(body.errors).toBeUndefined();
    expect(JSON.stringify(body.data)).toMatch(/startDate=2026-03-01.*startDate=2026-02-01/);
    expect(upstream.requests).toEqual([]);
  });

  test('is the union over aliases of rows, fragments and directives', async () => {
    replies([{ ch: 1, callCount: 5, goalCount: 2 }], [{ ch: 1, callCount: 4, goalCount: 1 }]);
    const { body } = await gateway.ask(
      `query($off:Boolean!){installation(igrp:1){channelMetrics(${COMPARED}){
        rows{__typename c:callCount ...P} more:rows{...on ChannelMetricsRow{delta{__typename goalCount} deltaRatio @skip(if:$off){callCount}}}}}}
      fragment P on ChannelMetricsRow{previous{__typename callCount @include(if:$off)}}`,
      { off: true },
    );
    expect(body).toEqual({
      data: {
        installation: {
          channelMetrics: {
            rows: [{ __typename: 'ChannelMetricsRow', c: 5, previous: { __typename: 'ChannelMetricsPrevious', callCount: 4 } }],
            more: [{ delta: { __typename: 'ChannelMetricsDelta', goalCount: 1 } }],
          },
        },
      },
    });
    expect(upstream.requests).toHaveLength(2);
  });
});

describe('rows', () => {
  test('of a group that one period alone has are there, with its labels and links, and no figure but the other side’s', async () => {
    replies([{ ch: 1, chName: 'A', callCount: 5 }], [{ ch: 2, chName: 'B', callCount: 4 }]);
    const answered = await ask(
      `channelMetrics(${COMPARED}){rowCount rows{ch chName igrp callCount channel{channelId} previous{callCount} delta{callCount} deltaRatio{callCount}}}`,
    );
    expect(report(answered)).toEqual({
      rowCount: 2,
      rows: [
        { ch: 1, chName: 'A', igrp: 1, callCount: 5, channel: { channelId: 1 }, previous: null, delta: null, deltaRatio: null },
        {
          ch: 2,
          chName: 'B',
          igrp: 1,
          callCount: null,
          channel: { channelId: 2 },
          previous: { callCount: 4 },
          delta: null,
          deltaRatio: null,
        },
      ],
    });
  });

  test('are joined even where nothing of the comparison is selected: what is counted is what would be shown', async () => {
    replies([{ ch: 1, callCount: 5 }], [{ ch: 2, callCount: 4 }]);
    expect(report(await ask(`channelMetrics(${COMPARED}){rowCount rows{ch callCount}}`))).toEqual({
      rowCount: 2,
      rows: [
        { ch: 1, callCount: 5 },
        { ch: 2, callCount: null },
      ],
    });
  });

  test('of quoted and bare numbers meet in one group', async () => {
    replies([{ ch: '1', goalValueTotal: '10.30' }], [{ ch: 1, goalValueTotal: 10.1 }]);
    expect(report(await ask(`channelMetrics(${COMPARED}){rows{ch delta{goalValueTotal}}}`))).toEqual({
      rows: [{ ch: 1, delta: { goalValueTotal: 0.2 } }],
    });
  });

  test('whose values break their type keep the error at every place that shows the value', async () => {
    replies([{ ch: 1, callCount: 5, goalCount: 1 }], [{ ch: 1, callCount: 'many', goalCount: 1 }]);
    const answered = await ask(`channelMetrics(${COMPARED}){rows{callCount previous{callCount goalCount} delta{callCount goalCount}}}`);
    expect(report(answered)).toEqual({
      rows: [{ callCount: 5, previous: { callCount: null, goalCount: 1 }, delta: { callCount: null, goalCount: 0 } }],
    });
    expect(errorsOf(answered)?.map(([, ...rest]) => rest)).toEqual([
      ['UPSTREAM_MALFORMED_RESPONSE', 'channelMetrics.rows.0.previous.callCount'],
      ['UPSTREAM_MALFORMED_RESPONSE', 'channelMetrics.rows.0.delta.callCount'],
    ]);
  });

  test('whose difference outgrows 53 bits are an error, never another number', async () => {
    replies([{ ch: 1, callCount: 9007199254740991 }], [{ ch: 1, callCount: -9007199254740991 }]);
    const answered = await ask(`channelMetrics(${COMPARED}){rows{callCount delta{callCount}}}`);
    expect(report(answered)).toEqual({ rows: [{ callCount: 9007199254740991, delta: { callCount: null } }] });
    expect(errorsOf(answered)).toEqual([
      ['The difference of callCount has more than 53 bits.', 'UPSTREAM_MALFORMED_RESPONSE', 'channelMetrics.rows.0.delta.callCount'],
    ]);
  });
});

describe('a compared or filled report is whole or an error', () => {
  const two = [
    { ch: 1, callCount: 1 },
    { ch: 2, callCount: 2 },
  ];
  test.each([
    ['the period itself', two, two.slice(0, 1)],
    ['the period compared with', two.slice(0, 1), two],
  ])('where the limit cuts %s', async (_, march, february) => {
    replies(march, february);
    const answered = await ask(`channelMetrics(${COMPARED},limit:1){rowCount rows{ch}}`);
    expect(report(answered)).toBeNull();
    expect(errorsOf(answered)).toEqual([
      [
        'limit must cover all rows of both periods, or they cannot be compared, but got: 1 (channelMetrics.limit)',
        'BAD_USER_INPUT',
        'channelMetrics',
      ],
    ]);
  });

  test('and a limit that just holds each period is no cut, however many rows they make together', async () => {
    replies(two.slice(0, 1), two.slice(1));
    expect(report(await ask(`channelMetrics(${COMPARED},limit:1){rowCount complete pageInfo{hasNextPage nextOffset endRowId}}`))).toEqual({
      rowCount: 2,
      complete: true,
      pageInfo: { hasNextPage: false, nextOffset: null, endRowId: null },
    });
  });

  test('where the limit cuts what has gaps, or cannot hold what fills them', async () => {
    const filled = 'startDate:"2026-03-01",endDate:"2026-03-02",group:[CH,METRIC_DATE],fillGaps:ZERO';
    const rows = [1, 2, 3].map((ch) => ({ ch, metricDate: '2026-03-01', callCount: ch }));
    replies(rows, []);
    expect(errorsOf(await ask(`channelMetrics(${filled},limit:2){rowCount}`))?.[0]?.[0]).toBe(
      'limit must cover all rows of the period, or its gaps cannot be filled, but got: 2 (channelMetrics.limit)',
    );
    expect(errorsOf(await ask(`channelMetrics(${filled},limit:5){rowCount}`))?.[0]?.[0]).toBe(
      'limit must be 6 or more to hold all rows of the filled report, but got: 5 (channelMetrics.limit)',
    );
    expect(report(await ask(`channelMetrics(${filled},limit:6){rowCount}`))).toEqual({ rowCount: 6 });
  });

  test('where a period fills the cap of one call', async () => {
    replies(
      Array.from({ length: 50_000 }, (_, ch) => ({ ch })),
      [],
    );
    const answered = await ask(`channelMetrics(${COMPARED},limit:50000){rowCount}`);
    expect(report(answered)).toBeNull();
    expect(errorsOf(answered)?.[0]?.[1]).toBe('UPSTREAM_RESPONSE_TOO_LARGE');
  });

  test.each([
    ['the request about the period', isMarch],
    ['the one about the period compared with', (request: UpstreamRequest) => !isMarch(request)],
  ])('where %s fails', async (_, fails) => {
    answer = (request) => (fails(request) ? { status: 403, body: '"no"\n' } : { body: ndjson(...two) });
    const answered = await ask(`channelMetrics(${COMPARED}){rowCount}`);
    expect(report(answered)).toBeNull();
    expect(errorsOf(answered)).toEqual([[expect.any(String), 'FORBIDDEN', 'channelMetrics']]);
  });

  test.each([
    ['sends a group twice', [two[0], two[0]], /one row for each group/],
    ['sends a group that is none', [{ ch: 'x' }], /ch must be a whole number/],
    [
      'breaks more values than can be told',
      Array.from({ length: 201 }, (_, ch) => ({ ch, callCount: 'x' })),
      /201 values of the wrong type/,
    ],
  ])('where upstream %s', async (_, rows, message) => {
    replies(rows, []);
    const answered = await ask(`channelMetrics(${COMPARED}){rows{callCount}}`);
    expect(report(answered)).toBeNull();
    expect(errorsOf(answered)).toEqual([[expect.stringMatching(message), 'UPSTREAM_MALFORMED_RESPONSE', 'channelMetrics']]);
  });

  test('where upstream sends a day of another period', async () => {
    replies([{ metricDate: '2026-04-01', callCount: 1 }], []);
    const answered = await ask(`channelMetrics(${MARCH},group:[METRIC_DATE],fillGaps:NULL){rows{callCount}}`);
    expect(errorsOf(answered)).toEqual([
      [
        'metricDate must be a day of the period, as YYYY-MM-DD, but the Reports API sent another value.',
        'UPSTREAM_MALFORMED_RESPONSE',
        'channelMetrics',
      ],
    ]);
  });
});

test('rows of a comparison can be delivered in parts', async () => {
  replies([{ ch: 1, callCount: 5 }], [{ ch: 1, callCount: 4 }]);
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'multipart/mixed', authorization: 'Basic ZGVtbzpkZW1v' },
    body: JSON.stringify({ query: `{installation(igrp:1){channelMetrics(${COMPARED}){rows @stream{ch delta{callCount}}}}}` }),
  });
  const text = await response.text();
  expect(response.headers.get('content-type')).toMatch(/^multipart\/mixed/);
  expect(text).toContain('{"ch":1,"delta":{"callCount":1}}');
});

test('fields of a comparison and plain ones of other reports go together in one operation', async () => {
  replies([{ ch: 1, callCount: 5 }], [{ ch: 1, callCount: 4 }]);
  const answered = await ask(
    `channelMetrics(${COMPARED}){rows{delta{callCount}}} plain:channelMetrics(${MARCH},group:[CH]){rows{ch callCount}}`,
  );
  expect([report(answered), report(answered, 'plain')]).toEqual([
    { rows: [{ delta: { callCount: 1 } }] },
    { rows: [{ ch: 1, callCount: 5 }] },
  ]);
});
