/** The calls behind a row over HTTP: what is asked for each row, what has no calls, and what is refused. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson, type UpstreamRequest } from '../support/upstream-double.js';

type Cells = Readonly<Record<string, unknown>>;

let groups: readonly Cells[] = [];
const isList = ({ path }: UpstreamRequest) => path.endsWith('/triggers/calls');
/** As many groups as are asked for; without groups, one row. */
const rowsFor = ({ params }: UpstreamRequest): readonly Cells[] => {
  const said = (name: string) => params.find(([key]) => key === name)?.[1];
  return said('group[]') === undefined ? groups.slice(0, 1) : groups.slice(0, Number(said('limit')));
};
const { gateway, upstream } = runningGateway((request) => ({
  body: isList(request) ? ndjson({ rowId: '7', ch: 21 }, { rowId: '8', ch: 21 }) : ndjson(...rowsFor(request)),
}));
beforeEach(() => {
  upstream.clear();
  groups = [{ ch: 21, campaign: '', callCount: 2 }];
});

const DAYS = 'startDate:"2026-01-01",endDate:"2026-03-31"';
const CALLS = 'calls{rows{rowId}}';
const ask = (args: string, selection = `rows{${CALLS}} notes`, report = 'channelMetrics') =>
  gateway.ask(`{installation(igrp:3){report:${report}(${args}){${selection}}}}`);
const asked = () =>
  upstream.requests.filter(isList).map(
    ({ path, params }) =>
      `${path}?${params
        .filter(([name]) => name !== 'display[]')
        .map(([name, value]) => `${name}=${value}`)
        .join('&')}`,
  );
const errors = ({ body }: Awaited<ReturnType<typeof ask>>) =>
  (body.errors ?? []).map(({ message, path, extensions }) => [path, extensions['code'], message]);
const report = ({ body }: Awaited<ReturnType<typeof ask>>) =>
  (body.data as { readonly installation: { readonly report: Readonly<Record<string, unknown>> | null } }).installation.report; // as asked

describe('the calls behind a row', () => {
  test('are those of its groups, by the filters, the period and the other parameters of the report', async () => {
    const answer = await ask(
      `${DAYS},tz:"Europe/London",chType:PPC,rootOrgId:5,attributionModelId:0,group:[CH,CAMPAIGN],filter:[{goal:{in:[1,2]}},{chName:{contains:"ads",ignoreCase:true}}],sort:[{field:CALL_COUNT}],limit:5`,
      'rows{callCount calls(sort:[{field:CALL_DURATION,order:DESC}],limit:7,offset:1){rows{rowId} rowCount period{startDate}}} notes',
    );
    expect(errors(answer)).toEqual([]);
    expect(report(answer)).toEqual({
      rows: [{ callCount: 2, calls: { rows: [{ rowId: '7' }, { rowId: '8' }], rowCount: 2, period: { startDate: '2026-01-01' } } }],
      notes: [],
    });
    expect(asked()).toEqual([
      '/igrps/3/triggers/calls?startDate=2026-01-01&endDate=2026-03-31&tz=Europe/London&chType=ppc&rootOrgId=5' +
        '&filter[]=campaign-bool-value-false&filter[]=ch-eq-value-21&filter[]=chName-inci-value-ads&filter[]=goal-in-value-1,2' +
        '&sort[]=callDuration-desc&limit=7&offset=1',
    ]);
  });

  test('are 100 where no limit is given, and walked by afterRowId', async () => {
    await ask('group:[CH]', 'rows{calls{rowCount}}');
    await ask('group:[CH]', 'rows{calls(afterRowId:"9"){rowCount}}');
    expect(asked()).toEqual([
      '/igrps/3/triggers/calls?filter[]=ch-eq-value-21&limit=100',
      '/igrps/3/triggers/calls?filter[]=ch-eq-value-21&filter[]=rowId-gt-value-9&sort[]=rowId-asc&limit=100',
    ]);
  });

  test.each([
    ['a day', `${DAYS},group:[METRIC_DATE]`, { metricDate: '2026-02-03' }, 'startDate=2026-02-03&endDate=2026-02-03'],
    ['a month', `${DAYS},group:[METRIC_MONTH]`, { metricMonth: 202602 }, 'startDate=2026-02-01&endDate=2026-02-28'],
    [
      'a month that the period cuts',
      `startDate:"2026-02-10",endDate:"2026-03-05",group:[METRIC_MONTH]`,
      { metricMonth: 202602 },
      'startDate=2026-02-10&endDate=2026-02-28',
    ],
    ['a month of a report about all time', 'group:[METRIC_MONTH]', { metricMonth: 202402 }, 'startDate=2024-02-01&endDate=2024-02-29'],
    [
      'a day and its month',
      `${DAYS},group:[METRIC_MONTH,METRIC_DATE]`,
      { metricMonth: 202602, metricDate: '2026-02-03' },
      'startDate=2026-02-03&endDate=2026-02-03',
    ],
  ])('of %s narrow the dates', async (_, args, cells, dates) => {
    groups = [cells];
    await ask(args);
    expect(asked()).toEqual([`/igrps/3/triggers/calls?${dates}&limit=100`]);
  });

  test('of a compared row are those of its own period', async () => {
    const answer = await ask(`${DAYS},group:[CH],compare:{to:PREVIOUS_YEAR}`);
    expect(errors(answer)).toEqual([]);
    expect(asked()).toEqual(['/igrps/3/triggers/calls?startDate=2026-01-01&endDate=2026-03-31&filter[]=ch-eq-value-21&limit=100']);
  });

  test('of totals are all, and of other those that the rows leave out', async () => {
    groups = [{ ch: 21 }, { ch: 22 }];
    await ask('group:[CH],limit:1', `totals{${CALLS}} other{${CALLS}}`);
    expect(asked().sort()).toEqual(['/igrps/3/triggers/calls?filter[]=ch-ne-value-21&limit=100', '/igrps/3/triggers/calls?limit=100']);
  });

  test('are one request a row, whatever is asked of them under several names', async () => {
    groups = [{ ch: 21 }, { ch: 22 }, { ch: 0 }];
    const { body } = await gateway.ask(
      `{installation(igrp:3){channelMetrics(group:[CH]){rows{a:${CALLS} b:calls{rows{ch}} c:calls{rowCount}}}}}`,
    );
    expect(body.errors).toBeUndefined();
    expect(asked()).toHaveLength(3);
  });

  test('cost their own report alone the way of objects', async () => {
    const answer = await gateway.ask(
      `{installation(igrp:3){a:channelMetrics(group:[CH]){rows{ch ${CALLS}}} b:channelMetrics(group:[CH]){rows{ch}}}}`,
    );
    expect(answer.body.data).toEqual({
      installation: { a: { rows: [{ ch: 21, calls: { rows: [{ rowId: '7' }, { rowId: '8' }] } }] }, b: { rows: [{ ch: 21 }] } },
    });
  });
});

describe('where there are no calls', () => {
  test.each([
    ['operationalCallMetrics', 'group:[QUEUE_NAME]', 'rows.calls is null: callTriggers has no column for QUEUE_NAME.'],
    ['channelMetrics', 'groupNames:["widget"]', 'rows.calls is null: callTriggers has no column for WIDGET.'],
    ['channelMetrics', 'filter:[{callCount:{gt:1}}]', 'rows.calls is null: the filter on callCount is on a metric.'],
    [
      'channelMetrics',
      'filter:[{metricDate:{eq:"2026-01-01"}}]',
      'rows.calls is null: callTriggers has no column for the filter on metricDate.',
    ],
    ['channelMetrics', 'attributionModelId:7', 'rows.calls is null: callTriggers takes no attributionModelId.'],
  ])('%s(%s) has null and a note, and asks for none', async (name, args, note) => {
    groups = [{ queueName: 'Sales', widget: 'a', callCount: 2 }];
    const answer = await ask(args, `rows{callCount ${CALLS}} notes`, name);
    expect(errors(answer)).toEqual([]);
    expect(report(answer)).toEqual({ rows: [{ callCount: 2, calls: null }], notes: [note] });
    expect(asked()).toEqual([]);
  });
});

describe('calls are refused', () => {
  test('not of 100 rows', async () => {
    groups = Array.from({ length: 100 }, (_, ch) => ({ ch }));
    const answer = await ask('group:[CH],limit:100', 'rowCount rows{ch calls(limit:1){rowCount}}');
    expect(errors(answer)).toEqual([]);
    expect(asked()).toHaveLength(100);
  });

  test('beyond 100 rows, with the rows left whole', async () => {
    groups = Array.from({ length: 101 }, (_, ch) => ({ ch }));
    const answer = await ask('group:[CH]', 'rowCount rows{ch calls{rowCount}}');
    expect(report(answer)).toMatchObject({ rowCount: 101 });
    expect(errors(answer)).toHaveLength(101);
    expect(errors(answer)[0]).toEqual([
      ['installation', 'report', 'rows', 0, 'calls'],
      'BAD_USER_INPUT',
      'limit must be 100 or less where calls is selected, but got: 1000 (channelMetrics.limit)',
    ]);
    expect(asked()).toEqual([]);
  });

  test('by the rows that they may ask for: a request a row, up to 100', async () => {
    const answer = await ask('group:[CH],limit:100', 'rows{calls(limit:3000){rowCount}}');
    expect(answer.body.errors?.map(({ extensions }) => [extensions['code'], extensions['cost']])).toEqual([
      ['COST_ESTIMATED_TOO_EXPENSIVE', 300_100],
    ]);
    expect(upstream.requests).toEqual([]);
  });

  test('for a row whose group broke its type', async () => {
    groups = [{ ch: 'one' }, { ch: 22 }];
    const answer = await ask('group:[CH]', 'rows{calls{rowCount}}');
    expect(report(answer)).toEqual({ rows: [{ calls: null }, { calls: { rowCount: 2 } }] });
    expect(errors(answer).map(([path, code]) => [path, code])).toEqual([
      [['installation', 'report', 'rows', 0, 'calls'], 'UPSTREAM_MALFORMED_RESPONSE'],
    ]);
  });
});
