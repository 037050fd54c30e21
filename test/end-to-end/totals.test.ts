/** The metrics reports, custom metrics included, against the same filters over the triggers: counted from rows, and by SQL over the data. */
import { describe, expect, test } from '@jest/globals';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';

const RANGE = 'startDate:"2026-10-01",endDate:"2026-10-31",tz:"Europe/London"';
const COUNTS = `("act" = 'call' OR ("visitorType" NOT IN ('I', 'S') AND "outcomeType" <> 'V'))`;
/** October 2026 in London: summer time until the 25th. */
const IN_OCTOBER = `"triggerDatetime" >= TIMESTAMP '2026-09-30 23:00:00' AND "triggerDatetime" < TIMESTAMP '2026-11-01 00:00:00'`;

type Numbers = Readonly<Record<string, number>>;
type Row = Readonly<Record<string, string | number | null>>;

describe('totals', () => {
  const product = gatewayWithSandbox();
  const rowsOf = async (report: string, args: string, fields: string): Promise<readonly Row[]> => {
    const { body } = await product
      .gateway()
      .ask(`{installation(igrp:1){answer:${report}(${RANGE}${args}){complete pageInfo{hasNextPage} rows{${fields}}}}}`);
    expect(body.errors).toBeUndefined();
    const { answer } = (
      body.data as { installation: { answer: { complete: boolean; pageInfo: { hasNextPage: boolean }; rows: readonly Row[] } } }
    ).installation; // as asked above
    expect(answer).toMatchObject({ complete: true, pageInfo: { hasNextPage: false } });
    return answer.rows;
  };
  const numbers = (rows: readonly Readonly<Record<string, unknown>>[]): readonly Numbers[] =>
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value)])));

  test('channelMetrics by channel, with custom metrics, are what the triggers add up to', async () => {
    const metrics = await rowsOf(
      'channelMetrics',
      `,group:[CH],sort:[{field:CH}],limit:50000,customMetrics:[{reference:"bookings",metric:GOAL_COUNT,conditions:[{field:GOAL,values:["246"]}]},{reference:"others",metric:GOAL_COUNT,conditions:[{field:GOAL,values:["543","763"]},{field:CH_TYPE,values:["ppc"]}]}]`,
      'ch callCount landCountTotal pageCountTotal goalCountTotal goalValueTotal bookings:customMetric(reference:"bookings") others:customMetric(reference:"others")',
    );
    const sql = await product.sql(`
      SELECT "ch", count(*) FILTER (WHERE "act"='call') AS "callCount", count(*) FILTER (WHERE "act"='land') AS "landCountTotal", count(*) FILTER (WHERE "act"='page') AS "pageCountTotal",
        count(*) FILTER (WHERE "goal">0) AS "goalCountTotal", coalesce(sum("goalValue") FILTER (WHERE "goal">0), 0) AS "goalValueTotal",
        count(*) FILTER (WHERE "goal"=246) AS "bookings", count(*) FILTER (WHERE "goal" IN (543,763) AND "chType"='ppc') AS "others"
      FROM triggers WHERE "igrp"=1 AND ${COUNTS} AND ${IN_OCTOBER} GROUP BY "ch" ORDER BY "ch"`);
    expect(metrics.length).toBeGreaterThan(3);
    expect(metrics.reduce((sum, row) => sum + Number(row['bookings']), 0)).toBeGreaterThan(0);
    expect(metrics).toEqual(numbers(sql));

    const counted = await rowsOf('callTriggers', ',limit:50000', 'ch');
    expect(metrics.reduce((sum, row) => sum + Number(row['callCount']), 0)).toBe(counted.length);
  });

  test('operationalCallMetrics by queue, with a custom metric, are what the call triggers add up to', async () => {
    const metrics = await rowsOf(
      'operationalCallMetrics',
      ',group:[CALL_STAGE],sort:[{field:CALL_STAGE}],limit:50000,customMetrics:[{reference:"answered",metric:CALL_COUNT,conditions:[{field:CALL_STAGE,values:["bridge"]}]}]',
      'callStage callCount callDurationTotal bridgeDurationTotal ringTimeTotal answered:customMetric(reference:"answered")',
    );
    const triggers = await rowsOf('callTriggers', ',limit:50000', 'callStage callDuration bridgeDuration ringTime');
    const stages = new Map<string, Record<string, number>>();
    for (const row of triggers) {
      const stage = stages.get(String(row['callStage'] ?? '')) ?? {
        callCount: 0,
        callDurationTotal: 0,
        bridgeDurationTotal: 0,
        ringTimeTotal: 0,
        answered: 0,
      };
      stage['callCount'] = (stage['callCount'] ?? 0) + 1;
      stage['callDurationTotal'] = (stage['callDurationTotal'] ?? 0) + Number(row['callDuration'] ?? 0);
      stage['bridgeDurationTotal'] = (stage['bridgeDurationTotal'] ?? 0) + Number(row['bridgeDuration'] ?? 0);
      stage['ringTimeTotal'] = (stage['ringTimeTotal'] ?? 0) + Number(row['ringTime'] ?? 0);
      stage['answered'] = (stage['answered'] ?? 0) + (row['callStage'] === 'bridge' ? 1 : 0);
      stages.set(String(row['callStage'] ?? ''), stage);
    }
    expect(metrics.length).toBeGreaterThan(1);
    expect(metrics).toEqual([...stages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([callStage, counts]) => ({ callStage, ...counts })));
  });
});
