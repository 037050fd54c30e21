import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CombinedError } from 'urql';
import { PERFORMANCE, type ReportInfo } from '../src/documents.js';
import { authorizationOf } from '../src/gateway/credential.js';
import { fitToCatalogue } from '../src/gateway/fit-to-catalogue.js';
import { faultAt, faultsOf } from '../src/gateway/faults.js';
import { formatBytes, formatDay, formatNumber, formatRatio, formatSeconds, labelOf, operatorLabel } from '../src/labels.js';
import { comparisonOf, daysTold, filterOf, periodOf } from '../src/panels/arguments.js';
import { callSortOf, nextPage, turnedSort } from '../src/panels/calls-question.js';
import { callsBehind, canShowCalls } from '../src/panels/calls-behind.js';
import type { PerformanceRow } from '../src/panels/performance-row.js';
import { columnsOf, performanceQuestion, pickedVariables } from '../src/panels/performance-question.js';
import { ownFilterFields, sharedFilterFields, takenBy, untakenNote } from '../src/panels/report-filters.js';
import { addDays, PRESETS, todayIn } from '../src/period.js';
import { isRedacted } from '../src/redaction.js';
import { readView, writeView } from '../src/view.js';
import { print } from 'graphql';

const NOON = new Date('2026-11-23T12:00:00Z');
const field = {
  of: null,
  bucket: null,
  groupable: false,
  filterable: true,
  sortable: true,
  operators: [],
  description: '',
  pii: false,
};
const dimension = (name: string) => ({ ...field, name, kind: 'dimension', type: 'String', groupable: true, enumValue: name });
const REPORT: ReportInfo = {
  name: 'shopMetrics',
  typePrefix: 'ShopMetrics',
  customMetrics: { metricFields: ['sold'], conditionFields: ['shop'] },
  fields: [
    { ...field, name: 'shop', kind: 'dimension', type: 'Int', groupable: true, enumValue: 'SHOP' },
    { ...field, name: 'shopName', kind: 'label', type: 'String', of: 'shop', enumValue: 'SHOP_NAME' },
    { ...field, name: 'day', kind: 'dimension', type: 'Date', bucket: 'day', groupable: true, enumValue: 'DAY' },
    { ...field, name: 'sold', kind: 'metric', type: 'SafeInt', enumValue: 'SOLD' },
  ],
};
/** The report as it is documented: the fields that the page's document is written for. */
const DOCUMENTED: ReportInfo = {
  ...REPORT,
  fields: [
    ...['ch', 'chType', 'dgrp', 'campaign', 'term', 'goal', 'segment', 'metricDate', 'metricMonth'].map((name) => dimension(name)),
    ...['chName', 'dgrpName', 'goalTitle', 'segmentName', 'metricMonthName'].map((name) => ({ ...dimension(name), kind: 'label' })),
    ...[
      'landCountTotal',
      'pageCountTotal',
      'callCount',
      'goalCountTotal',
      'goalCallCountTotal',
      'goalOnlineCountTotal',
      'goalValueTotal',
      'goalCount',
    ].map((name) => ({ ...dimension(name), kind: 'metric', groupable: false })),
  ],
};
const view = (text: string) => readView(text, NOON);

for (const [value, redacted] of [
  ['0770090XXXX', true],
  ['+35320910XXXX', true],
  ['203.0.113.X', true],
  ['2001:db8::X', true],
  ['07700900991', false],
  ['203.0.113.7', false],
  ['Xavier', false],
  ['', false],
] as const)
  test(`"${value}" is ${redacted ? '' : 'not '}redacted`, () => assert.equal(isRedacted(value), redacted));

test('a view survives being written into an address', () => {
  const text =
    'igrp=2&from=2026-01-01&to=2026-01-31&tz=Europe/Paris&compare=RANGE&compareFrom=2025-01-01&compareTo=2025-02-01&group=goal,ch&metrics=callCount&own=a,goalCount,goal,1,2&where=chName~contains~a~b%26c&columns=rowId,ip&sort=ip~ASC';
  assert.deepEqual(view(writeView(view(text))), view(text));
  assert.deepEqual(view(text).filter, [{ field: 'chName', operator: 'contains', text: 'a~b&c' }]);
});

test('a period that is named goes by its name, and days that are named are the caller’s own', () => {
  const week = view('period=LAST_WEEK&tz=UTC');
  assert.deepEqual([week.period, week.startDate, week.endDate], ['LAST_WEEK', '2026-11-16', '2026-11-22']);
  assert.match(writeView(week), /period=LAST_WEEK/);
  assert.doesNotMatch(writeView(week), /from=/);
  assert.deepEqual(periodOf(week), { igrp: 0, period: 'LAST_WEEK', startDate: null, endDate: null, tz: 'UTC' });
  assert.equal(view('from=2026-01-01').period, null);
  assert.equal(view('period=LAST_AGE').period, 'LAST_30_DAYS');
});

test('the calls behind a row are its groups as conditions, a day as its two ends', () => {
  const calls: ReportInfo = {
    ...REPORT,
    fields: [
      { ...dimension('shop'), filterable: true, operators: ['eq'] },
      { ...dimension('triggerDatetime'), operators: ['gte', 'lt'] },
    ],
  };
  const { dimensions } = columnsOf(REPORT, view('group=shop,day'));
  assert.equal(canShowCalls(calls, dimensions), true);
  assert.equal(canShowCalls({ ...calls, fields: calls.fields.slice(1) }, dimensions), false);
  const behind = (row: object) => callsBehind(view('rows=sold~gt~1'), dimensions, row as PerformanceRow);
  assert.deepEqual(behind({ shop: 7, day: '2026-02-28' }), [
    { field: 'sold', operator: 'gt', text: '1' },
    { field: 'shop', operator: 'eq', text: '7' },
    { field: 'triggerDatetime', operator: 'gte', text: '2026-02-28T00:00:00' },
    { field: 'triggerDatetime', operator: 'lt', text: '2026-03-01T00:00:00' },
  ]);
  assert.deepEqual(behind({ shop: null, day: '2026-02-28' })?.[1], { field: 'shop', operator: 'isSet', text: 'no' });
  assert.equal(behind({ shop: 7, day: null }), null);
});

test('an address that makes no sense shows what is shown at first', () => {
  const { igrp, startDate, endDate, comparison, filter, own } = view(
    'igrp=x&from=yesterday&to=2026-13-45&tz=Mars/Olympus&compare=ALL&own=a&where=b',
  );
  assert.deepEqual([igrp, comparison, filter, own], [0, 'PREVIOUS_PERIOD', [], []]);
  assert.deepEqual([startDate, endDate], [view('').startDate, view('').endDate]);
});

test('periods by name have the days that the gateway gives them', () => {
  // A Sunday at the begin of a month, whose week and quarter began before it.
  assert.deepEqual(Object.fromEntries(PRESETS.map(({ name, of }) => [name, Object.values(of('2026-03-01')).join(' ')])), {
    TODAY: '2026-03-01 2026-03-01',
    YESTERDAY: '2026-02-28 2026-02-28',
    LAST_7_DAYS: '2026-02-22 2026-02-28',
    LAST_30_DAYS: '2026-01-30 2026-02-28',
    LAST_90_DAYS: '2025-12-01 2026-02-28',
    THIS_WEEK: '2026-02-23 2026-03-01',
    LAST_WEEK: '2026-02-16 2026-02-22',
    THIS_MONTH: '2026-03-01 2026-03-01',
    LAST_MONTH: '2026-02-01 2026-02-28',
    THIS_QUARTER: '2026-01-01 2026-03-01',
    LAST_QUARTER: '2025-10-01 2025-12-31',
    THIS_YEAR: '2026-01-01 2026-03-01',
    LAST_YEAR: '2025-01-01 2025-12-31',
  });
  assert.equal(addDays('2024-02-28', 1), '2024-02-29');
});

test('today is the day of the time zone', () => {
  const late = new Date('2026-11-23T22:30:00Z');
  assert.deepEqual([todayIn('UTC', late), todayIn('Asia/Tokyo', late)], ['2026-11-23', '2026-11-24']);
});

test('credentials of all Unicode become a header', () => {
  assert.equal(authorizationOf({ kind: 'password', user: 'zoë', password: 'p:ß€' }), `Basic ${Buffer.from('zoë:p:ß€').toString('base64')}`);
  assert.equal(authorizationOf({ kind: 'key', key: 'k' }), 'ApiKey k');
});

test('a fault belongs to its report, to what is below it, or to all', () => {
  const faults = faultsOf(
    new CombinedError({
      graphQLErrors: [{ message: 'no', path: ['installation', 'totals'], extensions: { code: 'FORBIDDEN', requestId: 'r' } }],
    }),
  );
  assert.equal(faultAt(faults, ['installation', 'totals'])?.code, 'FORBIDDEN');
  assert.equal(faultAt(faults, ['installation', 'days']), null);
  const below = faults.map((fault) => ({ ...fault, path: ['installation', 'totals', 'rows', 0, 'ch'] }));
  assert.equal(faultAt(below, ['installation', 'totals'])?.requestId, 'r');
  const whole = faultsOf(new CombinedError({ networkError: new Error('refused') }));
  assert.equal(faultAt(whole, ['installation', 'days'])?.code, 'NO_ANSWER');
  assert.deepEqual(faultsOf(undefined), []);
});

test('conditions become values of their field’s type; what does not fit goes as it was typed', () => {
  const filter = (name: string, operator: string, text: string) => filterOf(REPORT, [{ field: name, operator, text }])[0];
  assert.deepEqual(filter('shop', 'in', ' 1, 2,'), { shop: { in: [1, 2] } });
  assert.deepEqual(filter('shop', 'gt', 'many'), { shop: { gt: 'many' } });
  assert.deepEqual(filter('shopName', 'eq', '12'), { shopName: { eq: '12' } });
  assert.deepEqual(filter('shopName', 'isSet', 'no'), { shopName: { isSet: false } });
});

test('the dates of a comparison go with RANGE alone', () => {
  assert.equal(comparisonOf(view('compare=NONE')), null);
  assert.deepEqual(comparisonOf(view('compare=PREVIOUS_YEAR')), { to: 'PREVIOUS_YEAR' });
  assert.deepEqual(comparisonOf(view('compare=RANGE&compareFrom=2026-01-01&compareTo=2026-01-02')), {
    to: 'RANGE',
    startDate: '2026-01-01',
    endDate: '2026-01-02',
  });
});

test('what is picked is variables alone, of what the catalogue has', () => {
  const columns = columnsOf(REPORT, view('group=shop,day,gone&metrics=sold,gone&own=mine,sold,shop,7'));
  assert.deepEqual(pickedVariables(REPORT, columns), {
    sold: true,
    group: ['SHOP', 'DAY'],
    customMetrics: [{ reference: 'mine', metric: 'SOLD', conditions: [{ field: 'SHOP', values: ['7'] }] }],
    sort: [{ field: 'DAY', order: 'ASC' }],
  });
});

test('every choice is asked by the one typed document, the fields of the caller’s by name', () => {
  for (const chosen of ['group=ch&metrics=callCount', 'group=&metrics=&own=mine,goalCount,goal,7', 'group=metricDate,ch&compare=NONE']) {
    const { document } = performanceQuestion(DOCUMENTED, columnsOf(DOCUMENTED, view(chosen)), view(chosen));
    assert.equal(document, PERFORMANCE, chosen);
  }
});

test('a table is cut to its first rows, with the rest below it, and so is a comparison of one dimension that is no date', () => {
  const asked = (chosen: string) => {
    const report = { ...REPORT, fields: REPORT.fields.map((one) => ({ ...one, operators: ['gt'] })) };
    const { limit, withTotals, withOther } = performanceQuestion(report, columnsOf(report, view(chosen)), view(chosen)).variables;
    return { limit, withTotals, withOther };
  };
  const picked = 'group=shop&metrics=sold&top=5';
  assert.deepEqual(asked(`${picked}&compare=NONE`), { limit: 5, withTotals: true, withOther: true });
  assert.deepEqual(asked(picked), { limit: 5, withTotals: true, withOther: true });
  assert.deepEqual(asked('group=day&metrics=sold&top=5'), { limit: 5_000, withTotals: true, withOther: false });
  assert.deepEqual(asked(`${picked}&rows=sold~gt~2`), { limit: 5_000, withTotals: false, withOther: false });
  assert.deepEqual(asked('group=shop,day&metrics=sold&top=5&compare=NONE'), { limit: 5, withTotals: true, withOther: false });
});

test('fields that an operator adds or removes join or leave the document, with their variables', () => {
  const report: ReportInfo = {
    ...DOCUMENTED,
    fields: [
      ...DOCUMENTED.fields.filter(({ name }) => name !== 'goalCount' && name !== 'term'),
      { ...field, name: 'shop', kind: 'dimension', type: 'Int', groupable: true, enumValue: 'SHOP' },
      { ...field, name: 'sold', kind: 'metric', type: 'SafeInt', enumValue: 'SOLD' },
    ],
  };
  const text = print(fitToCatalogue(PERFORMANCE, report)).replaceAll(/\s+/g, ' ');
  assert.match(text, /\$sold: Boolean!/);
  assert.match(text, /shop \.\.\.Figures \}|\.\.\.Figures shop \}/);
  assert.equal(text.match(/ sold @include/g)?.length, 3);
  assert.equal(text.match(/ shop /g)?.length, 1);
  assert.doesNotMatch(text, /goalCount\b|\bterm\b/);
});

test('a name that objects have from birth is a name as others are', () => {
  assert.deepEqual([labelOf('constructor'), operatorLabel('toString')], ['Constructor', 'to string']);
  assert.equal(formatDay('null'), 'null');
});

test('a filter for all panels is about what every report can be filtered by', () => {
  const other: ReportInfo = {
    ...REPORT,
    fields: REPORT.fields.map((one) => ({ ...one, filterable: one.name !== 'sold', operators: ['eq', 'gt'] })),
  };
  const report: ReportInfo = { ...REPORT, fields: REPORT.fields.map((one) => ({ ...one, operators: ['eq', 'in'] })) };
  const shared = sharedFilterFields(report, other);
  assert.deepEqual(
    shared.map(({ name, operators }) => [name, ...operators]),
    [
      ['shop', 'eq'],
      ['shopName', 'eq'],
      ['day', 'eq'],
    ],
  );
  assert.deepEqual(
    ownFilterFields(report, shared).map(({ name }) => name),
    ['sold'],
  );
  const conditions = [
    { field: 'shop', operator: 'in', text: '1' },
    { field: 'sold', operator: 'eq', text: '2' },
  ];
  assert.deepEqual(takenBy(other, conditions), []);
  assert.equal(untakenNote(other, conditions), 'Not filtered here: Shop is one of 1; Sold is 2.');
  assert.equal(untakenNote(report, conditions), null);
});

test('names and figures are written for people', () => {
  assert.deepEqual(['goalValueTotal', 'queueDuration'].map(labelOf), ['Goal value', 'Queue duration']);
  assert.deepEqual([formatNumber(1234567), formatNumber(1.5, 'Float'), formatNumber(null)], ['1,234,567', '1.50', '–']);
  assert.deepEqual([formatRatio(-0.1234), formatRatio(12)], ['12.3%', '1200%']);
  assert.deepEqual([0, 59, 754, 3600].map(formatSeconds), ['0:00', '0:59', '12:34', '1:00:00']);
});

test('a page of calls begins behind the last one, by offset where calls are sorted and by key where they are not', () => {
  assert.deepEqual(nextPage({ endRowId: '7', nextOffset: 15, hasNextPage: true }), { offset: 15 });
  assert.deepEqual(nextPage({ endRowId: '7', nextOffset: null, hasNextPage: true }), { afterRowId: '7' });
  assert.equal(nextPage({ endRowId: '7', nextOffset: null, hasNextPage: false }), null);
  assert.equal(nextPage(undefined), null);
});

test('a head is clicked through three orders, another head begins anew, and a field without an order is none', () => {
  assert.deepEqual(turnedSort(null, 'ip'), { field: 'ip', order: 'DESC' });
  assert.deepEqual(turnedSort({ field: 'ip', order: 'DESC' }, 'ip'), { field: 'ip', order: 'ASC' });
  assert.equal(turnedSort({ field: 'ip', order: 'ASC' }, 'ip'), null);
  assert.deepEqual(turnedSort({ field: 'ip', order: 'ASC' }, 'city'), { field: 'city', order: 'DESC' });
  assert.deepEqual(callSortOf(REPORT, view('sort=sold~ASC')), { field: 'sold', order: 'ASC' });
  for (const sort of ['gone~ASC', 'sold~UP', '', '__proto__~ASC']) assert.equal(callSortOf(REPORT, view(`sort=${sort}`)), null);
});

test('the days of both periods are those that the gateway tells', () => {
  const period = { startDate: '2026-10-01', endDate: '2026-10-31' };
  const previousRequest = { url: 'https://api.example.com/reports/v2/igrps/1/metrics/channels?startDate=2026-09-01&endDate=2026-09-30' };
  const { now, before } = daysTold({ period, previousRequest });
  assert.match(now ?? '', /^1\s–\s31 Oct 2026$/);
  assert.match(before ?? '', /^1\s–\s30 Sept 2026$/);
  assert.deepEqual(daysTold({ period: null, previousRequest: null }), { now: null, before: null });
});

for (const [bytes, text] of [
  [0, '0 kB'],
  [408, '0.4 kB'],
  [31_200, '31 kB'],
  [1_234_567, '1.2 MB'],
] as const)
  test(`${bytes} bytes are ${text}`, () => assert.equal(formatBytes(bytes), text));
