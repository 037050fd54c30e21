/** `customMetrics` on rows: one document reads whichever metrics its user defines, in the order of the argument. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO } from '../support/gateway.js';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson } from '../support/upstream-double.js';

const LIST = 'customMetrics { reference value }';
const DOCUMENT = `query Figures($own: [ChannelMetricsCustomMetric!], $compare: ReportComparison, $fill: ReportGapFilling, $group: [ChannelMetricsGroupField!]) {
  installation(igrp: 1) {
    channelMetrics(startDate: "2026-03-01", endDate: "2026-03-02", group: $group, customMetrics: $own, compare: $compare, fillGaps: $fill) {
      notes
      rows { ${LIST} previous { ${LIST} } delta { ${LIST} } deltaRatio { ${LIST} } }
    }
  }
}`;
const metric = (reference: string, value = '246') => ({
  reference,
  metric: 'GOAL_COUNT',
  conditions: [{ field: 'GOAL', values: [value] }],
});
const BOTH = [metric('sales'), metric('bookings', '543')];
const values = (sales: number | null, bookings: number | null) => [
  { reference: 'sales', value: sales },
  { reference: 'bookings', value: bookings },
];

let march: readonly object[] = [];
let february: readonly object[] = [];
const { gateway, upstream } = runningGateway(({ params }) => ({
  body: ndjson(...(params.some(([, value]) => value === '2026-03-01') ? march : february)),
}));
beforeEach(() => {
  upstream.clear();
  [march, february] = [[], []];
});

const ask = async (variables: Readonly<Record<string, unknown>>) => {
  const { body } = await gateway.ask(DOCUMENT, { own: BOTH, ...variables });
  return { report: (body.data as { installation: { channelMetrics: unknown } }).installation.channelMetrics, errors: body.errors };
};
const sent = () =>
  upstream.requests.map(({ params }) => params.filter(([name]) => /^(display|customMetrics)/.test(name)).map((pair) => pair.join('=')));

describe('one document', () => {
  test('reads the metrics that a variable defines, in their order, and asks upstream for them', async () => {
    march = [{ sales: '4', bookings: '2.50' }];
    expect(await ask({})).toMatchObject({ report: { rows: [{ customMetrics: values(4, 2.5), previous: null, delta: null }] } });
    expect(sent()).toEqual([
      ['customMetrics[bookings]=goalCount_goal_543', 'customMetrics[sales]=goalCount_goal_246', 'display[]=bookings', 'display[]=sales'],
    ]);
  });

  test('reads none where none is defined: the list is empty, and a note names the argument', async () => {
    march = [{ callCount: '3' }];
    for (const own of [null, []])
      expect(await ask({ own })).toMatchObject({
        report: { rows: [{ customMetrics: [] }], notes: expect.arrayContaining(['rows.customMetrics is empty: add customMetrics.']) },
      });
    expect(
      sent()
        .flat()
        .filter((param) => param.startsWith('customMetrics')),
    ).toEqual([]);
  });

  test('compares them: the figures before, the differences and the ratios', async () => {
    march = [{ sales: '4', bookings: '0.3' }];
    february = [{ sales: '2', bookings: '0' }];
    expect(await ask({ compare: { to: 'RANGE', startDate: '2026-02-01', endDate: '2026-02-02' } })).toEqual({
      report: {
        notes: [],
        rows: [
          {
            customMetrics: values(4, 0.3),
            previous: { customMetrics: values(2, 0) },
            delta: { customMetrics: values(2, 0.3) },
            deltaRatio: { customMetrics: values(1, null) },
          },
        ],
      },
    });
  });

  test('of a group that only the earlier period has, they are null now and there before', async () => {
    february = [{ ch: '7', sales: '2', bookings: '1' }];
    expect(await ask({ group: ['CH'], compare: { to: 'RANGE', startDate: '2026-02-01', endDate: '2026-02-02' } })).toMatchObject({
      report: { rows: [{ customMetrics: values(null, null), previous: { customMetrics: values(2, 1) }, delta: null, deltaRatio: null }] },
    });
  });

  test('of a day without a row, they are what fillGaps says', async () => {
    march = [{ metricDate: '2026-03-02', sales: '4', bookings: '1' }];
    for (const [fill, figure] of [
      ['ZERO', 0],
      ['NULL', null],
    ] as const)
      expect(await ask({ group: ['METRIC_DATE'], fill })).toMatchObject({
        report: { rows: [{ customMetrics: values(figure, figure) }, { customMetrics: values(4, 1) }] },
      });
  });

  test('an alias, a fragment and __typename are theirs as anywhere', async () => {
    march = [{ sales: '4', bookings: '1' }];
    const { body } = await gateway.ask(
      `query Q($own: [ChannelMetricsCustomMetric!]) { installation(igrp: 1) { channelMetrics(startDate: "2026-03-01", customMetrics: $own) { rows { own: customMetrics { ...V v: value } one: customMetric(reference: "sales") } } } }
       fragment V on CustomMetricValue { __typename reference }`,
      { own: BOTH },
    );
    const entry = (reference: string, v: number) => ({ __typename: 'CustomMetricValue', reference, v });
    expect(body.data).toEqual({
      installation: { channelMetrics: { rows: [{ own: [entry('sales', 4), entry('bookings', 1)], one: 4 }] } },
    });
    expect(upstream.requests).toHaveLength(1);
  });

  test('rows with links have them too, and so have rows in parts', async () => {
    march = [{ ch: '7', sales: '4', bookings: '1' }];
    const rows = (directive: string) =>
      `query Q($own: [ChannelMetricsCustomMetric!]) { installation(igrp: 1) { channelMetrics(startDate: "2026-03-01", group: [CH], customMetrics: $own) { rows ${directive} { ${LIST} channel { channelId } } } } }`;
    const whole = await gateway.ask(rows(''), { own: BOTH });
    expect(whole.body.data).toEqual({
      installation: { channelMetrics: { rows: [{ customMetrics: values(4, 1), channel: { channelId: 7 } }] } },
    });
    const parts = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'multipart/mixed', authorization: DEMO },
      body: JSON.stringify({ query: rows('@stream(initialCount: 0)'), variables: { own: BOTH } }),
    });
    expect(await parts.text()).toContain(JSON.stringify(values(4, 1)));
  });
});
