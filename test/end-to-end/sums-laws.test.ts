/** Totals are rows and other, whatever is asked: drawn at random, answered by the sandbox, and held against SQL over its data. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { enumName } from '../../schema/enum-name.js';
import { catalogue } from '../../schema/reports/index.js';
import type { Field, Report } from '../../schema/report.js';
import { holds } from '../support/laws.js';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';

const product = gatewayWithSandbox();
const reports = [...catalogue.values()].filter(({ family }) => family === 'metrics');
const metricsOf = ({ fields }: Report) =>
  [...fields.values()].filter(({ kind, type }) => kind === 'metric' && type === 'int').map(({ name }) => name);
const dimensionsOf = ({ fields }: Report) => [...fields.values()].filter(({ groupable }) => groupable);

type Figures = Readonly<Record<string, number | null>>;
interface Row extends Figures {
  readonly customMetrics: never;
  readonly previous: never;
}
interface Answer {
  readonly rows: readonly Row[];
  readonly totals: Row | null;
  readonly other: Row | null;
  readonly pageInfo: { readonly hasNextPage: boolean };
}

/** Some values of the sandbox's dimensions that are in the data, and some that are not. */
const VALUES: Readonly<Record<string, readonly (string | number)[]>> = {
  ch: [0, 21, 22, 625, 4],
  chType: ['ppc', 'seo', 'direct'],
  goal: [0, 246, 543],
  segment: [0, 1, 2],
  dgrp: [0, 1, 2, 3],
  campaign: ['', 'Servicing_2026', 'Plate change'],
  queueName: ['', 'Sales', 'Service'],
  callStage: ['bridge', 'ivr', 'queue'],
};
const textOf = (value: string | number) => JSON.stringify(value);

/** A filter on one dimension, as text. */
function filterOf(dimensions: readonly Field[]): fc.Arbitrary<string> {
  const known = dimensions.filter(({ name }) => VALUES[name]);
  return fc
    .constantFrom(...known)
    .chain(({ name }) =>
      fc
        .record({ operator: fc.constantFrom('eq', 'ne'), value: fc.constantFrom(...(VALUES[name] ?? [])) })
        .map(({ operator, value }) => `{${name}:{${operator}:${textOf(value)}}}`),
    );
}

function customMetricOf({ customMetrics }: Report): fc.Arbitrary<string> {
  const { metricFields = [], conditionFields = [] } = customMetrics ?? {};
  const known = conditionFields.filter((name) => VALUES[name] && VALUES[name].every((value) => value !== ''));
  return fc
    .record({ metric: fc.constantFrom(...metricFields.filter((name) => name !== 'goalValueTotal')), field: fc.constantFrom(...known) })
    .chain(({ metric, field }) =>
      fc
        .subarray([...(VALUES[field] ?? [])], { minLength: 1 })
        .map(
          (values) =>
            `[{reference:"mine",metric:${enumName(metric)},conditions:[{field:${enumName(field)},values:${JSON.stringify(values.map(String))}}]}]`,
        ),
    );
}

const TZS = ['UTC', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const PERIODS = [
  'startDate:"2026-03-01",endDate:"2026-03-31"',
  'startDate:"2026-10-19",endDate:"2026-11-08"',
  'startDate:"2026-06-15",endDate:"2026-06-15"',
];
const COMPARISONS = ['PREVIOUS_PERIOD', 'PREVIOUS_MONTH', 'PREVIOUS_YEAR', 'PREVIOUS_YEAR_WEEKDAYS'];

/** A question to one metrics report. */
const question = fc.constantFrom(...reports).chain((report) =>
  fc.record({
    report: fc.constant(report),
    group: fc.subarray(dimensionsOf(report), { maxLength: 2 }),
    filters: fc.array(filterOf(dimensionsOf(report)), { maxLength: 2 }),
    customMetrics: fc.option(customMetricOf(report), { nil: null }),
    tz: fc.constantFrom(...TZS),
    period: fc.constantFrom(...PERIODS),
    compare: fc.option(fc.constantFrom(...COMPARISONS), { nil: null }),
    limit: fc.integer({ min: 1, max: 8 }),
    descending: fc.boolean(),
  }),
);

async function ask({ name }: Report, args: readonly (string | null)[], selection: string): Promise<Answer> {
  const { body } = await product
    .gateway()
    .ask(`{installation(igrp:1){report:${name}(${args.filter((arg) => arg !== null).join(',')}){${selection}}}}`);
  expect(body.errors).toBeUndefined();
  return (body.data as { readonly installation: { readonly report: Answer } }).installation.report; // as asked
}

const sum = (rows: readonly (Figures | null)[], name: string) => rows.reduce((all, row) => all + Number(row?.[name] ?? 0), 0);

describe('for every grouping, filter, custom metric, time zone and comparison', () => {
  test('the rows add up to the totals, of the period and of the one compared with', async () => {
    await holds(
      fc.asyncProperty(question, async ({ report, group, filters, customMetrics, tz, period, compare }) => {
        const names = [...metricsOf(report), ...(customMetrics ? ['mine'] : [])];
        const figures = names.map((name) => (name === 'mine' ? 'mine:customMetric(reference:"mine")' : name)).join(' ');
        // Comparing refuses conditions on dates; those that are drawn are on none.
        const dates = group.filter(({ bucket }) => bucket !== null);
        const compared = compare !== null && dates.length < 2 ? compare : null;
        const selected = `${figures}${compared ? ` previous{${figures}} delta{${figures}}` : ''}`;
        const { rows, totals } = await ask(
          report,
          [
            period,
            `tz:"${tz}"`,
            'limit:40000',
            group.length > 0 ? `group:[${group.map(({ name }) => enumName(name)).join(',')}]` : null,
            filters.length > 0 ? `filter:[${filters.join(',')}]` : null,
            customMetrics && `customMetrics:${customMetrics}`,
            compared && `compare:{to:${compared}}`,
          ],
          `rows{${selected}} totals{${selected}}`,
        );
        for (const name of names) {
          expect([name, sum(rows, name)]).toEqual([name, Number(totals?.[name] ?? 0)]);
          if (!compared) continue;
          expect([
            name,
            sum(
              rows.map(({ previous }) => previous),
              name,
            ),
          ]).toEqual([name, Number((totals?.previous as Figures | null | undefined)?.[name] ?? 0)]);
        }
      }),
      12,
    );
  });

  test('the first rows and other add up to the totals, of the period and of the one compared with', async () => {
    await holds(
      fc.asyncProperty(
        question.filter(({ group }) => group.length === 1),
        async ({ report, group, filters, customMetrics, tz, period, compare, limit, descending }) => {
          const names = [...metricsOf(report), ...(customMetrics ? ['mine'] : [])];
          const figures = names.map((name) => (name === 'mine' ? 'mine:customMetric(reference:"mine")' : name)).join(' ');
          // Rows by days or months are compared whole.
          const compared = group.every(({ bucket }) => bucket === null) ? compare : null;
          const selected = `${figures}${compared ? ` previous{${figures}}` : ''}`;
          const answer = await ask(
            report,
            [
              period,
              `tz:"${tz}"`,
              `limit:${limit}`,
              `group:[${group.map(({ name }) => enumName(name)).join(',')}]`,
              `sort:[{field:CALL_COUNT,order:${descending ? 'DESC' : 'ASC'}}]`,
              filters.length > 0 ? `filter:[${filters.join(',')}]` : null,
              customMetrics && `customMetrics:${customMetrics}`,
              compared && `compare:{to:${compared}}`,
            ],
            `rows{${selected}} totals{${selected}} other{${selected}} pageInfo{hasNextPage}`,
          );
          expect(answer.other !== null).toBe(answer.pageInfo.hasNextPage);
          for (const name of names)
            expect([name, sum([...answer.rows, answer.other], name)]).toEqual([name, Number(answer.totals?.[name] ?? 0)]);
          if (!compared) return;
          const [totals, ...parts] = [answer.totals, answer.other, ...answer.rows].map((row): Figures | null => row?.previous ?? null);
          for (const name of names) expect(['previous', name, sum(parts, name)]).toEqual(['previous', name, Number(totals?.[name] ?? 0)]);
        },
      ),
      12,
    );
  });
});

test('other is what SQL makes of the groups that the rows leave out, a sum of decimals among them', async () => {
  const report = catalogue.get('channelMetrics');
  if (!report) throw new Error('channelMetrics is not in the catalogue.');
  const COLUMNS: Readonly<Record<string, string>> = {
    ch: '"ch"',
    chType: '"chType"',
    campaign: '"campaign"',
    term: '"term"',
    dgrp: 'coalesce("dgrp", 0)',
  };
  await holds(
    fc.asyncProperty(fc.constantFrom(...Object.keys(COLUMNS)), fc.integer({ min: 1, max: 6 }), async (dimension, limit) => {
      const answer = await ask(
        report,
        [
          'startDate:"2026-05-01",endDate:"2026-05-31"',
          `group:[${enumName(dimension)}]`,
          'sort:[{field:LAND_COUNT_TOTAL,order:DESC}]',
          `limit:${limit}`,
        ],
        `rows{${dimension}} other{callCount landCountTotal goalValueTotal}`,
      );
      const shown = answer.rows.map((row) => `'${String(row[dimension] ?? '').replaceAll("'", "''")}'`);
      const [apart] = await product.sql(`SELECT
        CAST(count(*) FILTER (WHERE act = 'call') AS INTEGER) AS "callCount", CAST(count(*) FILTER (WHERE act = 'land') AS INTEGER) AS "landCountTotal",
        CAST(coalesce(sum("goalValue") FILTER (WHERE goal > 0), 0) AS DOUBLE) AS "goalValueTotal", CAST(count(*) AS INTEGER) AS n
        FROM triggers WHERE igrp = 1 AND ("act" = 'call' OR ("visitorType" NOT IN ('I', 'S') AND "outcomeType" <> 'V'))
        AND "triggerDatetime" >= TIMESTAMP '2026-05-01' AND "triggerDatetime" < TIMESTAMP '2026-06-01'
        AND CAST(${COLUMNS[dimension]} AS VARCHAR) NOT IN (${shown.join(', ')})`);
      const { n, ...figures } = apart ?? {};
      if (Number(n) === 0) expect(answer.other).toBeNull();
      else expect(answer.other).toEqual(figures);
    }),
    10,
  );
});
