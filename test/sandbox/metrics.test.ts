import { describe, expect, it, test } from '@jest/globals';
import { COUNTED, DIMENSIONS, METRICS } from '../../sandbox/metrics.js';
import { catalogue } from '../../schema/reports/index.js';
import { params, runningSandbox } from './running-sandbox.js';

const { rows, sql, get } = runningSandbox();
const REPORTS = [...catalogue.values()].filter(({ family }) => family === 'metrics');
const COUNTS = `("act" = 'call' OR ("visitorType" NOT IN ('I', 'S') AND "outcomeType" <> 'V'))`;
const channels = (...pairs: readonly (readonly [string, string])[]) => `/metrics/channels?${params(['igrp', '1'], ...pairs)}`;

describe('metrics', () => {
  test.each(REPORTS)('$name has a meaning for each of its metrics, dimensions and labels', ({ name, fields }) => {
    expect(COUNTED.get(name)).toBeDefined();
    for (const field of fields.values()) expect((field.kind === 'metric' ? METRICS : DIMENSIONS).has(field.name)).toBe(true);
  });

  test.each(REPORTS)(
    '$name answers one row of totals without a group, each equal to the triggers counted apart',
    async ({ name, path, fields }) => {
      const metrics = [...fields.values()].filter(({ kind }) => kind === 'metric').map((field) => field.name);
      const [total, ...more] = await rows(`${path}?igrp=2`);
      expect(more).toEqual([]);
      expect(Object.keys(total ?? {}).sort()).toEqual([...metrics].sort());
      for (const metric of metrics) {
        const { of, sum } = METRICS.get(metric) ?? { of: 'false', sum: null };
        const [apart] = await sql(
          `SELECT CAST(${sum === null ? 'count(*)' : `sum(${sum})`} AS DOUBLE) AS n FROM triggers WHERE igrp = 2 AND ${COUNTED.get(name) ?? ''} AND ${of}`,
        );
        expect([metric, Number(total?.[metric])]).toEqual([metric, apart?.['n']]);
        expect(Number(total?.[metric])).toBeGreaterThan(0);
      }
    },
  );

  it('counts no internal visitor, no spider and nothing void', async () => {
    const [total] = await rows(channels());
    const [every] = await sql(`SELECT count(*) AS n FROM triggers WHERE igrp = 1 AND act = 'land'`);
    const [excluded] = await sql(`SELECT count(*) AS n FROM triggers WHERE igrp = 1 AND act = 'land' AND NOT (${COUNTS})`);
    expect(Number(excluded?.['n'])).toBeGreaterThan(0);
    expect(Number(total?.['landCountTotal'])).toBe(Number(every?.['n']) - Number(excluded?.['n']));
  });

  it('brings a label with its dimension, and neither of what is not grouped', async () => {
    const [first] = await rows(channels(['group[]', 'metricMonth'], ['group[]', 'ch'], ['filter[]', 'ch-eq-value-625']));
    expect(first).toMatchObject({ chName: 'Organic Search', metricMonth: 202412, metricMonthName: 'December 2024' });
    expect(first).not.toHaveProperty('goal');
    expect(first).not.toHaveProperty('goalTitle');
  });

  it('leaves a displayed dimension out that is not grouped', async () => {
    const [first] = await rows(channels(['display[]', 'ch'], ['display[]', 'callCount']));
    expect(Object.keys(first ?? {})).toEqual(['callCount']);
  });

  it('answers groups that add up to the total', async () => {
    const [total] = await rows(channels());
    const groups = await rows(channels(['group[]', 'ch'], ['group[]', 'metricDate'], ['group[]', 'goal']));
    for (const metric of ['landCountTotal', 'callCount', 'goalCount'])
      expect(groups.reduce((sum, row) => sum + Number(row[metric]), 0)).toBe(Number(total?.[metric]));
  });

  it('filters dimensions before counting and metrics after it', async () => {
    const groups = await rows(
      channels(
        ['group[]', 'campaign'],
        ['filter[]', 'ch-in-value-21,22'],
        ['filter[]', 'callCount-ge-value-300'],
        ['sort[]', 'callCount-desc'],
      ),
    );
    const apart = await sql(
      `SELECT campaign, CAST(count(*) AS INTEGER) AS n FROM triggers WHERE igrp = 1 AND ${COUNTS} AND act = 'call' AND ch IN (21, 22) GROUP BY 1 HAVING n >= 300 ORDER BY n DESC`,
    );
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.map((row) => [row['campaign'], Number(row['callCount'])])).toEqual(apart.map((row) => [row['campaign'], row['n']]));
  });

  test.each([
    ['goalCount_goal_246', 'goal > 0 AND goal = 246', 'count(*)'],
    ['goalCount_goal_246_ch_625', 'goal = 246 AND ch = 625', 'count(*)'],
    ['goalCount_goal_763,356', 'goal IN (763, 356)', 'count(*)'],
    [
      'goalValueTotal_campaign_Plate change,EV 0% finance',
      `goal > 0 AND campaign IN ('Plate change', 'EV 0% finance')`,
      'sum("goalValue")',
    ],
    ['callCount_chType_ppc_segment_2,3', `act = 'call' AND "chType" = 'ppc' AND segment IN (2, 3)`, 'count(*)'],
  ])('computes the custom metric %s as SQL does', async (text, where, what) => {
    const groups = await rows(
      channels(['group[]', 'chType'], ['customMetrics[mine]', text], ['sort[]', 'mine-desc'], ['display[]', 'mine']),
    );
    const apart = await sql(
      `SELECT CAST(coalesce(${what} FILTER (WHERE ${where}), 0) AS DOUBLE) AS n FROM triggers WHERE igrp = 1 AND ${COUNTS} GROUP BY "chType" ORDER BY n DESC`,
    );
    expect(groups.map((row) => Number(row['mine']))).toEqual(apart.map((row) => row['n']));
    expect(Number(groups[0]?.['mine'])).toBeGreaterThan(0);
  });

  test.each([
    ['My\\_Queue', `'My_Queue'`],
    ['My\\_Queue,Service\\, Support', `'My_Queue', 'Service, Support'`],
    ['My\\\\\\\\Queue', `'My\\Queue'`],
    ['Sales-Main', `'Sales-Main'`],
  ])('counts the calls of the queues %s', async (text, names) => {
    const [row] = await rows(
      `/metrics/operationalCalls?${params(['igrp', '1'], ['customMetrics[MyCalls]', `callCount_queueName_${text}`])}`,
    );
    const [apart] = await sql(
      `SELECT CAST(count(*) AS INTEGER) AS n FROM triggers WHERE igrp = 1 AND ${COUNTS} AND act = 'call' AND "queueName" IN (${names})`,
    );
    expect(Number(row?.['MyCalls'])).toBe(apart?.['n']);
    expect(Number(row?.['MyCalls'])).toBeGreaterThan(0);
  });

  it('credits the first channel under a first-click model, moving calls but losing none', async () => {
    const count = async (model: string) =>
      (await rows(channels(['attributionModelId', model], ['group[]', 'ch'], ['sort[]', 'ch-asc']))).map((row) => Number(row['callCount']));
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
    const [last, spread, first] = [await count('0'), await count('2'), await count('1003')];
    expect(spread).toEqual(last);
    expect(first).not.toEqual(last);
    expect(sum(first)).toBe(sum(last));
  });

  it('takes a channel type, and an organisation with those below it', async () => {
    const [ppc] = await rows(channels(['chType', 'ppc']));
    const [scotland] = await rows(channels(['rootOrgId', '3']));
    const [apart] = await sql(`SELECT
      CAST(count(*) FILTER (WHERE "chType" = 'ppc') AS INTEGER) AS ppc, CAST(count(*) FILTER (WHERE "orgId" IN (3, 4, 5)) AS INTEGER) AS scotland
      FROM triggers WHERE igrp = 1 AND act = 'call' AND ${COUNTS}`);
    expect([Number(ppc?.['callCount']), Number(scotland?.['callCount'])]).toEqual([apart?.['ppc'], apart?.['scotland']]);
  });

  it('answers a question about days without data with a total of zero, and with no groups', async () => {
    const past = [
      ['startDate', '2015-05-01'],
      ['endDate', '2015-05-31'],
    ] as const;
    expect(await rows(channels(...past, ['display[]', 'goalCountTotal'], ['display[]', 'goalValueTotal']))).toEqual([
      { goalCountTotal: '0', goalValueTotal: '0.00' },
    ]);
    expect(await rows(channels(...past, ['group[]', 'ch']))).toEqual([]);
  });

  test.each([
    ['a sort by what is not grouped', [['sort[]', 'ch-asc']], /only if it is grouped/],
    ['a group by a metric', [['group[]', 'callCount']], /cannot be grouped by/],
    ['a filter on the name of a month', [['filter[]', 'metricMonthName-eq-value-May 2026']], /cannot be filtered on/],
    [
      'a filter on a custom metric',
      [
        ['customMetrics[a]', 'goalCount_goal_1'],
        ['filter[]', 'a-gt-value-1'],
      ],
      /no field "a"/,
    ],
    ['a custom metric of another report', [['customMetrics[a]', 'callDurationTotal_ch_1']], /cannot be made from/],
    ['a condition on what is no dimension', [['customMetrics[a]', 'goalCount_callCount_1']], /cannot have a condition/],
    ['a custom metric named as a field', [['customMetrics[ch]', 'goalCount_goal_1']], /has the name of a field/],
    ['an unknown attribution model', [['attributionModelId', '5']], /attribution model 5 is not known/],
  ] as const)('refuses %s', async (_, pairs, sentence) => {
    const response = await get(channels(...pairs));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatch(sentence);
  });
});
