/** Periods in words over HTTP: which days are sent, and what the report tells of them. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { isDated } from '../../schema/dated.js';
import { runningGateway } from '../support/running-gateway.js';

/** Half an hour before midnight in London; in Berlin it is Monday, and another month. */
let now = Date.parse('2026-05-31T22:30:00Z');
const { gateway, upstream } = runningGateway(undefined, { now: () => now });
beforeEach(() => upstream.clear());

const sent = () => upstream.requests.map(({ params }) => params.filter(([name]) => name === 'startDate' || name === 'endDate'));
const ask = (report: string) => gateway.ask(`{ installation(igrp: 1) { ${report} } }`);

describe('the argument period', () => {
  test.each([
    ['LAST_MONTH', 'Europe/Berlin', '2026-05-01', '2026-05-31'],
    ['LAST_MONTH', 'Europe/London', '2026-04-01', '2026-04-30'],
    ['THIS_WEEK', 'Europe/Berlin', '2026-06-01', '2026-06-01'],
    ['LAST_WEEK', 'Europe/London', '2026-05-18', '2026-05-24'],
  ])('%s in %s asks upstream for days', async (period, tz, startDate, endDate) => {
    const { body } = await ask(`callTriggers(period: ${period}, tz: "${tz}") { rows { rowId } period { startDate endDate } }`);
    expect(body).toEqual({ data: { installation: { callTriggers: { rows: [], period: { startDate, endDate } } } } });
    expect(sent()).toEqual([
      [
        ['startDate', startDate],
        ['endDate', endDate],
      ],
    ]);
  });

  test('is read anew for every request, although the document is the same', async () => {
    const document = 'callTriggers(period: TODAY) { rowCount }';
    await ask(document);
    now += 86_400_000;
    await ask(document);
    now -= 86_400_000;
    expect(sent().map((dates) => dates[0]?.[1])).toEqual(['2026-05-31', '2026-06-01']);
  });

  test('takes a variable, and is one request with the same days', async () => {
    const { body } = await gateway.ask(
      `query ($period: ReportPeriod) { installation(igrp: 1) {
        a: callTriggers(period: $period) { rowCount }
        b: callTriggers(startDate: "2026-05-31", endDate: "2026-05-31") { rowCount }
      } }`,
      { period: 'TODAY' },
    );
    expect(body.errors).toBeUndefined();
    expect(upstream.requests).toHaveLength(1);
  });

  test('serves a comparison, a filled report among them', async () => {
    const { body } = await ask(
      'channelMetrics(period: LAST_WEEK, compare: { to: PREVIOUS_YEAR_WEEKDAYS }, group: [METRIC_DATE], fillGaps: ZERO) { rowCount period { days } }',
    );
    expect(body).toEqual({ data: { installation: { channelMetrics: { rowCount: 7, period: { days: 7 } } } } });
    expect(sent().map((dates) => dates.map(([, day]) => day))).toEqual([
      ['2026-05-18', '2026-05-24'],
      ['2025-05-19', '2025-05-25'],
    ]);
  });

  test('is refused beside a day, and nothing is sent', async () => {
    const { body } = await ask('callTriggers(period: TODAY, endDate: "2026-05-31") { rowCount }');
    expect(body.errors?.map(({ message, extensions }) => [message, extensions['code']])).toEqual([
      [
        'endDate cannot be combined with period. Give either the days or the period, but got: "2026-05-31" (callTriggers.endDate)',
        'BAD_USER_INPUT',
      ],
    ]);
    expect(upstream.requests).toEqual([]);
  });
});

describe('the period that a report tells', () => {
  test('asks upstream for nothing, and needs no credential', async () => {
    const { body } = await gateway.ask(
      `{ installation(igrp: 1) {
        open: channelMetrics(period: THIS_MONTH) { period { startDate endDate days closed } }
        closed: channelMetrics(period: THIS_MONTH, tz: "Asia/Kolkata", compare: { to: PREVIOUS_MONTH }) { period { startDate endDate days closed } }
        over: callTriggers(endDate: "2026-05-30") { period { startDate endDate days closed } }
        none: callTriggers { period { startDate endDate days closed } }
        undated: goals { period { closed } notes }
      } }`,
      undefined,
      {},
    );
    expect(body).toEqual({
      data: {
        installation: {
          open: { period: { startDate: '2026-05-01', endDate: '2026-05-31', days: 31, closed: false } },
          closed: { period: { startDate: '2026-06-01', endDate: '2026-06-01', days: 1, closed: false } },
          over: { period: { startDate: null, endDate: '2026-05-30', days: null, closed: true } },
          none: { period: { startDate: null, endDate: null, days: null, closed: false } },
          undated: { period: null, notes: [] },
        },
      },
    });
    expect(upstream.requests).toEqual([]);
  });

  test('is offered by every report that takes days, and the argument by no other', async () => {
    const { body } = await gateway.ask('{ reports { name arguments } }');
    const { reports } = body.data as { readonly reports: readonly { readonly name: string; readonly arguments: readonly string[] }[] }; // as asked
    expect(reports.filter((report) => report.arguments.includes('period')).map(({ name }) => name)).toEqual(
      [...catalogue.values()].filter(isDated).map(({ name }) => name),
    );
  });
});
