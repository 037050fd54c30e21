/** Compared and filled figures, each held against the triggers counted apart: by SQL, past both servers, in days found with the platform's calendar. */
import { describe, expect, test } from '@jest/globals';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';
import { dayRows, localDays, type LocalDay } from './local-days.js';

const COUNTS = `("act" = 'call' OR ("visitorType" NOT IN ('I', 'S') AND "outcomeType" <> 'V'))`;

interface Figures {
  readonly callCount: number | null;
  readonly goalValueTotal: number | null;
}
interface Answered extends Figures {
  readonly ch?: number;
  readonly metricDate?: string | null;
  readonly metricMonth?: number | null;
  readonly previous: (Figures & { readonly metricDate?: string | null; readonly metricMonth?: number | null }) | null;
  readonly delta: Figures | null;
  readonly deltaRatio: Figures | null;
}

const product = gatewayWithSandbox();

/** The rows of one question; fails where it has an error or is not whole. */
async function rowsOf(given: string, selected: string): Promise<readonly Answered[]> {
  const { body } = await product.gateway().ask(`{installation(igrp:1){channelMetrics(${given}){rowCount complete rows{${selected}}}}}`);
  expect(body.errors).toBeUndefined();
  // The shape of the operation above.
  const report = (body.data as { installation: { channelMetrics: { rowCount: number; complete: boolean; rows: Answered[] } } }).installation
    .channelMetrics;
  expect([report.rowCount, report.complete]).toEqual([report.rows.length, true]);
  return report.rows;
}

/** Calls and goal values of the days, by day and channel. */
const countedBy = (days: readonly LocalDay[]) =>
  product.sql(`SELECT d.day, ch, CAST(count(*) FILTER (WHERE act = 'call') AS INTEGER) AS calls,
    CAST(coalesce(sum("goalValue") FILTER (WHERE goal > 0), 0) AS DOUBLE) AS value
    FROM (VALUES ${dayRows(days)}) AS d(day, "from", "to")
    JOIN triggers t ON t."triggerDatetime" >= d."from" AND t."triggerDatetime" < d."to"
    WHERE igrp = 1 AND ${COUNTS} GROUP BY 1, 2`);

type Counted = Awaited<ReturnType<typeof countedBy>>;

const sumOf = (rows: Counted, which: (row: Counted[number]) => boolean): Figures | null => {
  const chosen = rows.filter(which);
  if (chosen.length === 0) return null;
  const value = chosen.reduce((sum, row) => sum + Math.round(Number(row['value']) * 100), 0) / 100;
  return { callCount: chosen.reduce((sum, row) => sum + Number(row['calls']), 0), goalValueTotal: value };
};
const figuresOf = ({ callCount, goalValueTotal }: Figures): Figures => ({ callCount, goalValueTotal });

/** How a period is asked for, and the two stretches of days that it means. */
const COMPARISONS: readonly (readonly [string, string, string, readonly [string, string], readonly [string, string]])[] = [
  ['a month with a shorter one', 'UTC', '{to:PREVIOUS_PERIOD}', ['2026-03-01', '2026-03-31'], ['2026-02-01', '2026-02-28']],
  [
    'the week in which clocks go forward',
    'Europe/London',
    '{to:PREVIOUS_PERIOD}',
    ['2026-03-23', '2026-03-29'],
    ['2026-03-16', '2026-03-22'],
  ],
  ['the day of 25 hours', 'Europe/London', '{to:PREVIOUS_PERIOD}', ['2026-10-25', '2026-10-25'], ['2026-10-24', '2026-10-24']],
  ['the day of 23 hours', 'America/New_York', '{to:PREVIOUS_PERIOD}', ['2026-03-08', '2026-03-08'], ['2026-03-07', '2026-03-07']],
  ['a week over both years', 'Asia/Kolkata', '{to:PREVIOUS_YEAR}', ['2025-12-29', '2026-01-04'], ['2024-12-29', '2025-01-04']],
  ['a quarter', 'Australia/Lord_Howe', '{to:PREVIOUS_YEAR}', ['2026-04-01', '2026-06-30'], ['2025-04-01', '2025-06-30']],
  [
    'a week with a range of another length',
    'Europe/London',
    '{to:RANGE,startDate:"2025-06-01",endDate:"2025-06-10"}',
    ['2026-06-01', '2026-06-07'],
    ['2025-06-01', '2025-06-10'],
  ],
  [
    'days with data, with days before there were any',
    'UTC',
    '{to:PREVIOUS_YEAR}',
    ['2025-02-01', '2025-02-28'],
    ['2024-02-01', '2024-02-28'],
  ],
];

describe('a comparison agrees with figures computed apart', () => {
  test.each(COMPARISONS)('%s, by channel, in %s', async (_, tz, compare, period, before) => {
    const rows = await rowsOf(
      `startDate:"${period[0]}",endDate:"${period[1]}",tz:"${tz}",group:[CH],compare:${compare}`,
      'ch callCount goalValueTotal previous{callCount goalValueTotal} delta{callCount goalValueTotal} deltaRatio{callCount goalValueTotal}',
    );
    const now = await countedBy(localDays(tz, ...period));
    const then = await countedBy(localDays(tz, ...before));
    const channels = new Set([...now, ...then].map(({ ch }) => ch));
    expect(new Set(rows.map(({ ch }) => ch))).toEqual(channels);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const nothing: Figures = { callCount: null, goalValueTotal: null };
      const current = sumOf(now, ({ ch }) => ch === row.ch);
      const previous = sumOf(then, ({ ch }) => ch === row.ch);
      expect([row.ch, figuresOf(row), row.previous]).toEqual([row.ch, current ?? nothing, previous]);
      if (!current || !previous) {
        expect([row.delta, row.deltaRatio]).toEqual([null, null]);
        continue;
      }
      const cents = Math.round(Number(current.goalValueTotal) * 100) - Math.round(Number(previous.goalValueTotal) * 100);
      const calls = Number(current.callCount) - Number(previous.callCount);
      expect(row.delta).toEqual({ callCount: calls, goalValueTotal: cents / 100 });
      expect(row.deltaRatio).toEqual({
        callCount: previous.callCount === 0 ? null : calls / Number(previous.callCount),
        goalValueTotal: previous.goalValueTotal === 0 ? null : cents / 100 / Number(previous.goalValueTotal),
      });
    }
  });

  test.each(COMPARISONS)('%s, day by day, in %s', async (_, tz, compare, period, before) => {
    const rows = await rowsOf(
      `startDate:"${period[0]}",endDate:"${period[1]}",tz:"${tz}",group:[METRIC_DATE],compare:${compare},fillGaps:ZERO`,
      'metricDate callCount goalValueTotal previous{metricDate callCount goalValueTotal}',
    );
    const [days, daysBefore] = [localDays(tz, ...period), localDays(tz, ...before)];
    const [now, then] = [await countedBy(days), await countedBy(daysBefore)];
    const zero: Figures = { callCount: 0, goalValueTotal: 0 };
    const dense = (counted: Counted, day: string | undefined) =>
      day === undefined ? null : { metricDate: day, ...(sumOf(counted, (row) => row['day'] === day) ?? zero) };
    expect(rows).toEqual(
      Array.from({ length: Math.max(days.length, daysBefore.length) }, (__, i) => ({
        ...(dense(now, days[i]?.day) ?? { metricDate: null, callCount: null, goalValueTotal: null }),
        previous: dense(then, daysBefore[i]?.day),
      })),
    );
  });

  test('a custom metric is compared like any other', async () => {
    const rows = await rowsOf(
      'startDate:"2026-03-01",endDate:"2026-03-31",compare:{to:PREVIOUS_PERIOD},customMetrics:[{reference:"quotes",metric:GOAL_COUNT,conditions:[{field:CH,values:["21","22"]}]}]',
      'ads:customMetric(reference:"quotes") previous{customMetric(reference:"quotes")} delta{it:customMetric(reference:"quotes")} deltaRatio{customMetric(reference:"quotes")}',
    );
    const [apart] = await product.sql(`SELECT
      CAST(count(*) FILTER (WHERE "triggerDatetime" >= TIMESTAMP '2026-03-01') AS INTEGER) AS now,
      CAST(count(*) FILTER (WHERE "triggerDatetime" < TIMESTAMP '2026-03-01') AS INTEGER) AS before
      FROM triggers WHERE igrp = 1 AND ${COUNTS} AND goal > 0 AND ch IN (21, 22)
      AND "triggerDatetime" >= TIMESTAMP '2026-02-01' AND "triggerDatetime" < TIMESTAMP '2026-04-01'`);
    const [now, before] = [Number(apart?.['now']), Number(apart?.['before'])];
    expect(before).toBeGreaterThan(0);
    expect(rows).toEqual([
      { ads: now, previous: { customMetric: before }, delta: { it: now - before }, deltaRatio: { customMetric: (now - before) / before } },
    ]);
  });

  test('another metrics report has the same, generated from its definition', async () => {
    const { body } = await product
      .gateway()
      .ask(
        `{installation(igrp:2){operationalCallMetrics(startDate:"2026-05-01",endDate:"2026-05-31",compare:{to:PREVIOUS_YEAR}){rows{callDurationTotal previous{callDurationTotal} delta{callDurationTotal}}}}}`,
      );
    const [apart] = await product.sql(`SELECT
      CAST(sum("callDuration") FILTER (WHERE "triggerDatetime" >= TIMESTAMP '2026-05-01') AS INTEGER) AS now,
      CAST(sum("callDuration") FILTER (WHERE "triggerDatetime" < TIMESTAMP '2025-06-01') AS INTEGER) AS before
      FROM triggers WHERE igrp = 2 AND ${COUNTS} AND act = 'call'
      AND "triggerDatetime" >= TIMESTAMP '2025-05-01' AND "triggerDatetime" < TIMESTAMP '2026-06-01'`);
    const [now, before] = [Number(apart?.['now']), Number(apart?.['before'])];
    expect(before).toBeGreaterThan(0);
    expect(body.data).toEqual({
      installation: {
        operationalCallMetrics: {
          rows: [{ callDurationTotal: now, previous: { callDurationTotal: before }, delta: { callDurationTotal: now - before } }],
        },
      },
    });
  });
});

describe('a filled report agrees with figures computed apart', () => {
  test.each([
    ['Europe/London', '2026-03-27', '2026-03-31'],
    ['America/New_York', '2026-10-30', '2026-11-03'],
    ['Asia/Kolkata', '2025-12-30', '2026-01-02'],
  ])('in %s, every day from %s to %s for every channel that occurs', async (tz, first, last) => {
    const days = localDays(tz, first, last);
    const counted = await countedBy(days);
    const channels = new Set(counted.map(({ ch }) => ch));
    expect(counted.length).toBeLessThan(channels.size * days.length);
    for (const [mode, empty] of [
      ['ZERO', 0],
      ['NULL', null],
    ] as const) {
      const rows = await rowsOf(
        `startDate:"${first}",endDate:"${last}",tz:"${tz}",group:[CH,METRIC_DATE],fillGaps:${mode}`,
        'ch metricDate callCount',
      );
      expect(rows.map(({ metricDate }) => metricDate)).toEqual(days.flatMap(({ day }) => [...channels].map(() => day)));
      expect(new Set(rows.map(({ ch }) => ch))).toEqual(channels);
      for (const row of rows)
        expect(row.callCount).toBe(sumOf(counted, ({ ch, day }) => ch === row.ch && day === row.metricDate)?.callCount ?? empty);
    }
  });

  test('months before the data begin are there, and their figures zero', async () => {
    const rows = await rowsOf(
      'startDate:"2024-02-10",endDate:"2025-01-31",group:[METRIC_MONTH],fillGaps:ZERO,sort:[{field:METRIC_MONTH,order:DESC}]',
      'metricMonth callCount',
    );
    const [december] = await product.sql(
      `SELECT CAST(count(*) AS INTEGER) AS n FROM triggers WHERE igrp = 1 AND ${COUNTS} AND act = 'call' AND "triggerDatetime" < TIMESTAMP '2025-01-01'`,
    );
    expect(rows.map(({ metricMonth }) => metricMonth)).toEqual([
      202501, 202412, 202411, 202410, 202409, 202408, 202407, 202406, 202405, 202404, 202403, 202402,
    ]);
    expect(rows.slice(1).map(({ callCount }) => callCount)).toEqual([december?.['n'], ...Array.from({ length: 10 }, () => 0)]);
  });

  test('a leap February has 29 days, and the one compared with 28', async () => {
    const rows = await rowsOf(
      'startDate:"2024-02-01",endDate:"2024-02-29",group:[METRIC_DATE],fillGaps:ZERO,compare:{to:PREVIOUS_YEAR}',
      'metricDate callCount previous{metricDate callCount} delta{callCount}',
    );
    expect(rows).toHaveLength(29);
    expect(rows.at(-2)).toEqual({
      metricDate: '2024-02-28',
      callCount: 0,
      previous: { metricDate: '2023-02-28', callCount: 0 },
      delta: { callCount: 0 },
    });
    expect(rows.at(-1)).toEqual({ metricDate: '2024-02-29', callCount: 0, previous: null, delta: null });
  });
});
