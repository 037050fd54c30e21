/** Misuse: what normalise refuses, with the rule, what came, and where. */
import { describe, expect, it, test } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { GatewayError } from '../../src/errors.js';
import { normalise } from '../../src/query/normalise.js';
import { selectReport } from './select.js';

type Given = Readonly<Record<string, unknown>>;
interface Refusal {
  readonly what: string;
  readonly report?: string;
  readonly given?: Given;
  readonly select?: string;
  readonly says: string;
}

const LONG = 'x'.repeat(4097);
const metric = (more: Given = {}): Given => ({
  reference: 'calls',
  metric: 'callCount',
  conditions: [{ field: 'ch', values: ['1'] }],
  ...more,
});
const metrics = (...given: readonly unknown[]): Given => ({ customMetrics: given });
const filter = (...filters: readonly unknown[]): Given => ({ filter: filters });

/** Each row asks callTriggers for `rows { rowId }`, but for what it says. */
const PAGING: readonly Refusal[] = [
  { what: 'no rows', given: { limit: 0 }, says: 'limit must be between 1 and 50000, but got: 0 (callTriggers.limit)' },
  { what: 'fewer than no rows', given: { limit: -1 }, says: 'limit must be between 1 and 50000, but got: -1 (callTriggers.limit)' },
  { what: 'rows past the cap', given: { limit: 50001 }, says: 'limit must be between 1 and 50000, but got: 50001 (callTriggers.limit)' },
  { what: 'half a row', given: { limit: 1.5 }, says: 'limit must be between 1 and 50000, but got: 1.5 (callTriggers.limit)' },
  { what: 'an offset below the start', given: { offset: -1 }, says: 'offset must be 0 or more, but got: -1 (callTriggers.offset)' },
  {
    what: 'a row id with letters',
    given: { afterRowId: '12a' },
    says: 'afterRowId must be a row id: 1 to 20 digits, but got: "12a" (callTriggers.afterRowId)',
  },
  {
    what: 'an empty row id',
    given: { afterRowId: '' },
    says: 'afterRowId must be a row id: 1 to 20 digits, but got: "" (callTriggers.afterRowId)',
  },
  {
    what: 'a row id of no possible size',
    given: { afterRowId: '1'.repeat(21) },
    says: 'afterRowId must be a row id: 1 to 20 digits, but got: "111111111111111111111" (callTriggers.afterRowId)',
  },
  {
    what: 'a row id and an offset',
    given: { afterRowId: '1', offset: 5 },
    says: 'afterRowId cannot be combined with offset, but got: 5 (callTriggers.offset)',
  },
  {
    what: 'a row id in another order',
    given: { afterRowId: '1', sort: [{ field: 'act', order: 'asc' }] },
    says: 'afterRowId requires sorting by ROW_ID ascending, or no sort, but got: ["ACT asc"] (callTriggers.sort)',
  },
  {
    what: 'a row id in descending order',
    given: { afterRowId: '1', sort: [{ field: 'rowId', order: 'desc' }] },
    says: 'afterRowId requires sorting by ROW_ID ascending, or no sort, but got: ["ROW_ID desc"] (callTriggers.sort)',
  },
  {
    what: 'a row id in two orders',
    given: {
      afterRowId: '1',
      sort: [
        { field: 'rowId', order: 'asc' },
        { field: 'act', order: 'asc' },
      ],
    },
    says: 'afterRowId requires sorting by ROW_ID ascending, or no sort, but got: ["ROW_ID asc","ACT asc"] (callTriggers.sort)',
  },
  {
    what: 'a row id where rows have none',
    report: 'goals',
    given: { afterRowId: '1' },
    says: 'afterRowId must be an argument of the report, but got: "1" (goals.afterRowId)',
  },
  {
    what: 'an argument that the route does not take',
    report: 'goals',
    given: { tz: 'UTC' },
    says: 'tz must be an argument of the report, but got: "UTC" (goals.tz)',
  },
];

const SCALARS: readonly Refusal[] = [
  {
    what: 'a period that ends before it starts',
    given: { startDate: '2026-02-01', endDate: '2026-01-31' },
    says: 'startDate must not be after endDate 2026-01-31, but got: "2026-02-01" (callTriggers.startDate)',
  },
  {
    what: 'a period in the future',
    given: { startDate: '2026-11-25' },
    says: 'startDate must not be in the future, but got: "2026-11-25" (callTriggers.startDate)',
  },
  {
    what: 'a day beyond every calendar of calls',
    given: { endDate: '9999-12-31' },
    says: 'endDate must be between 1970-01-01 and 2099-12-31, but got: "9999-12-31" (callTriggers.endDate)',
  },
  { what: 'organisation 0', given: { rootOrgId: 0 }, says: 'rootOrgId must be 1 or more, but got: 0 (callTriggers.rootOrgId)' },
  {
    what: 'an attribution model below the first',
    report: 'channelMetrics',
    given: { attributionModelId: -1 },
    select: 'rowCount',
    says: 'attributionModelId must be 0 or more, but got: -1 (channelMetrics.attributionModelId)',
  },
  {
    what: 'a NUL in a parameter',
    report: 'activeCall',
    given: { callRef: 'a\0' },
    select: 'rows { raw }',
    says: 'callRef must not contain a NUL',
  },
  {
    what: 'an empty parameter',
    report: 'activeCall',
    given: { callRef: '' },
    select: 'rows { raw }',
    says: 'callRef must be a non-empty string, but got: "" (activeCall.callRef)',
  },
  {
    what: 'a switch that is neither on nor off',
    given: { excludePiiData: 1 },
    says: 'excludePiiData must be true or false, but got: 1 (callTriggers.excludePiiData)',
  },
  {
    what: 'no live call named',
    report: 'activeCall',
    select: 'rows { raw }',
    says: 'one of callRef, srcPhoneNumber is required, but got: nothing (activeCall)',
  },
];

const FILTERS: readonly Refusal[] = [
  {
    what: 'null for a filter',
    given: filter(null),
    says: 'a filter must be an object that names a field, but got: null (callTriggers.filter[0])',
  },
  { what: 'a filter on nothing', given: filter({}), says: 'a filter must name a field, but got: {} (callTriggers.filter[0])' },
  {
    what: 'null for the operators',
    given: filter({ act: null }),
    says: 'act must not be null (callTriggers.filter[0].act). To set no condition, leave the key out',
  },
  {
    what: 'a code in another spelling',
    given: filter({ chType: { eq: 'DIRECT' } }),
    says: 'for a code that is not listed, use field: {name: "chType"}, but got: "DIRECT" (callTriggers.filter[0].chType.eq)',
  },
  {
    what: 'an unknown code among known ones',
    given: filter({ chType: { nin: ['ppc', 'radio'] } }),
    says: 'nin must be one of display, ppc, affiliate, social, video, email, sms, offline, seo, ref, direct,',
  },
  { what: 'no operator', given: filter({ act: {} }), says: 'at least one operator is required, but got: {} (callTriggers.filter[0].act)' },
  {
    what: 'ignoreCase alone',
    given: filter({ act: { ignoreCase: true } }),
    says: 'at least one operator is required, but got: {"ignoreCase":true} (callTriggers.filter[0].act)',
  },
  {
    what: 'null to compare with',
    given: filter({ act: { eq: null } }),
    says: 'eq must not be null (callTriggers.filter[0].act.eq). To set no condition, leave the key out',
  },
  {
    what: 'null for a list',
    given: filter({ act: { in: null } }),
    says: 'in must not be null (callTriggers.filter[0].act.in). To set no condition, leave the key out',
  },
  {
    what: 'an empty list',
    given: filter({ act: { nin: [] } }),
    says: 'nin must be a list of at least one value, but got: [] (callTriggers.filter[0].act.nin)',
  },
  {
    what: 'null for isSet',
    given: filter({ act: { isSet: null } }),
    says: 'isSet must not be null (callTriggers.filter[0].act.isSet). To set no condition, leave the key out',
  },
  {
    what: 'null for ignoreCase',
    given: filter({ act: { eq: 'a', ignoreCase: null } }),
    says: 'ignoreCase must not be null (callTriggers.filter[0].act.ignoreCase). To set no condition, leave the key out',
  },
  {
    what: 'a comma in a list item',
    given: filter({ act: { eq: 'a' } }, { srcPhoneNumber: { in: ['1,2'] } }),
    says: 'an item of in must not contain a comma: the Reports API has no way to escape it, but got: "1,2" (callTriggers.filter[1].srcPhoneNumber.in[0])',
  },
  {
    what: 'too long a list',
    given: filter({ rowId: { in: Array.from({ length: 1001 }, (_, i) => String(i)) } }),
    says: 'in must hold at most 1000 values, but got: 1001 (callTriggers.filter[0].rowId.in)',
  },
  { what: 'too long a text', given: filter({ act: { eq: LONG } }), says: 'eq must be at most 4096 characters long, but got: "xxx' },
  {
    what: 'half a character',
    given: filter({ act: { eq: '\ud800' } }),
    says: 'eq must not contain a NUL character or an unpaired surrogate, but got: "\\ud800" (callTriggers.filter[0].act.eq)',
  },
  { what: 'a NUL', given: filter({ act: { in: ['a', 'b\0'] } }), says: 'in must not contain a NUL character' },
  {
    what: 'a field that cannot be filtered',
    report: 'goals',
    given: filter({ goalDescription: { eq: 'a' } }),
    select: 'rowCount',
    says: 'a filter must name a field that can be filtered, but got: "goalDescription" (goals.filter[0].goalDescription)',
  },
  {
    what: 'no filter where one is required',
    report: 'callKeywords',
    given: filter({ keywordId: { eq: 1 } }),
    says: 'this report requires a filter on rowId, but got: ["keywordId"] (callKeywords.filter)',
  },
  ...(['gt', 'lt', 'gte', 'lte', 'matches', 'notMatches', 'glob', 'inSubnet'] as const).map((operator) => ({
    what: `ignoreCase with ${operator}`,
    given: filter({ field: { name: 'act', [operator]: 'a', ignoreCase: true } }),
    says: `ignoreCase cannot be combined with ${operator}, but got: true (callTriggers.filter[0].field.ignoreCase)`,
  })),
];

const NAMES: readonly Refusal[] = [
  ...(
    [
      ['', 'name must not be empty, but got: ""'],
      ['a-b', 'name must not contain a dash, which the Reports API reads as a separator, but got: "a-b"'],
      ['x'.repeat(129), 'name must be at most 128 characters long, but got: "xxx'],
      ['a\nb', 'name must not contain a control character or an unpaired surrogate, but got: "a\\nb"'],
      ['a\ud800', 'name must not contain a control character or an unpaired surrogate, but got: "a\\ud800"'],
    ] as const
  ).flatMap(([name, says]) => [
    { what: `the filter field ${JSON.stringify(name).slice(0, 16)}`, given: filter({ field: { name, eq: 'a' } }), says },
    ...(!name.endsWith('\ud800') ? ['variable', 'passThrough', 'field'] : []).map((accessor) => ({
      what: `the ${accessor} ${JSON.stringify(name).slice(0, 16)}`,
      select: `rows { ${accessor}(name: ${JSON.stringify(name)}) }`,
      says,
    })),
  ]),
  ...['c_plan', 'pt_gclid'].map((name) => ({
    what: `a filter on ${name}`,
    given: filter({ field: { name, eq: 'a' } }),
    says: `name must not begin with c_ or pt_: the Reports API cannot filter by such fields, but got: "${name}" (callTriggers.filter[0].field.name)`,
  })),
  {
    what: 'a filter on a label that has none',
    report: 'channelMetrics',
    given: { group: ['metricMonth'], ...filter({ field: { name: 'metricMonthName', eq: 'May' } }) },
    select: 'rowCount',
    says: 'name must be a field that can be filtered, but got: "metricMonthName" (channelMetrics.filter[0].field.name)',
  },
  {
    what: 'a filter on a custom metric',
    report: 'channelMetrics',
    given: { ...metrics(metric()), ...filter({ field: { name: 'calls', gt: '1' } }) },
    select: 'rowCount',
    says: 'name must not be a custom metric: the Reports API cannot filter by such fields, but got: "calls" (channelMetrics.filter[0].field.name)',
  },
];

const SORTS: readonly Refusal[] = [
  {
    what: 'a sort by nothing',
    given: { sort: [{ order: 'asc' }] },
    says: 'a sort key must have exactly one of field and name, but got: {"order":"asc"} (callTriggers.sort[0])',
  },
  {
    what: 'a sort by both',
    report: 'channelMetrics',
    given: { ...metrics(metric()), sort: [{ field: 'callCount', customMetric: 'calls', order: 'asc' }] },
    select: 'rowCount',
    says: 'a sort key must have exactly one of field, customMetric and name, but got: {"field":"callCount","customMetric":"calls","order":"asc"}',
  },
  {
    what: 'two sort keys on one field',
    given: {
      sort: [
        { field: 'act', order: 'asc' },
        { field: 'act', order: 'desc' },
      ],
    },
    says: 'sort must not repeat a field, but got: "act" (callTriggers.sort[1])',
  },
  {
    what: 'a sort by an unknown custom metric',
    report: 'channelMetrics',
    given: { ...metrics(metric()), sort: [{ customMetric: 'sales', order: 'asc' }] },
    select: 'rowCount',
    says: 'customMetric must name a custom metric of the request, but got: "sales" (channelMetrics.sort[0].customMetric)',
  },
  {
    what: 'a sort by a dimension that is not grouped',
    report: 'channelMetrics',
    given: { group: ['goal'], sort: [{ field: 'ch', order: 'asc' }] },
    select: 'rowCount',
    says: 'CH requires CH in group, but got: ["GOAL"] (channelMetrics.sort[0].field)',
  },
  {
    what: 'a sort by a label whose dimension is not grouped',
    report: 'channelMetrics',
    given: { sort: [{ field: 'chName', order: 'asc' }] },
    select: 'rowCount',
    says: 'CH_NAME requires CH in group, but got: [] (channelMetrics.sort[0].field)',
  },
  {
    what: 'a sort by a field that has no order',
    report: 'channelMetrics',
    given: { group: ['metricMonth'], sort: [{ field: 'metricMonthName', order: 'asc' }] },
    select: 'rowCount',
    says: 'field must be sortable, but got: "metricMonthName" (channelMetrics.sort[0].field)',
  },
];

const GROUPS: readonly Refusal[] = [
  {
    what: 'a grouping twice',
    report: 'channelMetrics',
    given: { group: ['ch', 'goal', 'ch'] },
    select: 'rowCount',
    says: 'group must not repeat a dimension, but got: "CH" (channelMetrics.group[2])',
  },
  {
    what: 'a grouping by a metric',
    report: 'channelMetrics',
    given: { group: ['callCount'] },
    select: 'rowCount',
    says: 'group must name a dimension, but got: "callCount" (channelMetrics.group[0])',
  },
];

const CUSTOM_METRICS: readonly Refusal[] = [
  ...['a_b', 'a-b', 'a,b', 'a b', '1a', '', '__proto__', 'x'.repeat(65), 'é'].map((reference) => ({
    what: `the reference ${JSON.stringify(reference).slice(0, 16)}`,
    given: metrics(metric({ reference })),
    says: `reference must be a letter followed by letters and digits, at most 64 characters, but got: "${reference.slice(0, 10)}`,
  })),
  {
    what: "a field's name as reference",
    given: metrics(metric({ reference: 'callCount' })),
    says: 'reference must differ from every field of the report, ignoring case, but got: "callCount" (channelMetrics.customMetrics[0].reference)',
  },
  {
    what: "a field's name in another case as reference",
    given: metrics(metric({ reference: 'goalcount' })),
    says: 'reference must differ from every field of the report, ignoring case, but got: "goalcount" (channelMetrics.customMetrics[0].reference)',
  },
  {
    what: 'the name of a column that every row of an installation has as reference',
    given: metrics(metric({ reference: 'IGRP' })),
    says: 'reference must differ from every field of the report, ignoring case, but got: "IGRP" (channelMetrics.customMetrics[0].reference)',
  },
  {
    what: 'a reference twice',
    given: metrics(metric(), metric()),
    says: 'each custom metric needs its own reference, ignoring case, but got: "calls" (channelMetrics.customMetrics[1].reference)',
  },
  {
    what: 'references that differ in case alone',
    given: metrics(metric(), metric({ reference: 'CALLS' })),
    says: 'each custom metric needs its own reference, ignoring case, but got: "CALLS" (channelMetrics.customMetrics[1].reference)',
  },
  {
    what: 'a text as the value of a whole-number dimension',
    given: metrics(metric({ conditions: [{ field: 'goal', values: ['543', 'Qualified sales call'] }] })),
    says: 'a value of GOAL must be a whole number, but got: "Qualified sales call" (channelMetrics.customMetrics[0].conditions[0].values[1])',
  },
  {
    what: 'a code in another spelling as the value of a condition',
    given: metrics(metric({ conditions: [{ field: 'chType', values: ['DIRECT'] }] })),
    says: 'a value of CH_TYPE must be one of display, ppc,',
  },
  {
    what: 'no condition',
    given: metrics(metric({ conditions: [] })),
    says: 'conditions must not be empty, but got: [] (channelMetrics.customMetrics[0].conditions)',
  },
  {
    what: 'a condition without a value',
    given: metrics(metric({ conditions: [{ field: 'ch', values: [] }] })),
    says: 'values must not be empty, but got: [] (channelMetrics.customMetrics[0].conditions[0].values)',
  },
  {
    what: 'two conditions on one field',
    given: metrics(
      metric({
        conditions: [
          { field: 'ch', values: ['1'] },
          { field: 'ch', values: ['2'] },
        ],
      }),
    ),
    says: 'a field may be used in one condition only; give it all its values there, but got: "ch" (channelMetrics.customMetrics[0].conditions[1].field)',
  },
  {
    what: 'a metric that takes no conditions',
    given: metrics(metric({ metric: 'goalCountTotal' })),
    says: 'metric must be one of goalCount, callCount,',
  },
  {
    what: 'a condition on what is no condition field',
    given: metrics(metric({ conditions: [{ field: 'term', values: ['a'] }] })),
    says: 'field must be one of goal, ch,',
  },
  {
    what: 'no object for a custom metric',
    given: metrics('calls'),
    says: 'custom metrics must be objects, on a report that supports them',
  },
  {
    what: 'a number as the value of a condition',
    given: metrics(metric({ conditions: [{ field: 'ch', values: [1] }] })),
    says: 'a value must be a string, but got: 1 (channelMetrics.customMetrics[0].conditions[0].values[0])',
  },
  {
    what: 'a condition of too many values',
    given: metrics(metric({ conditions: [{ field: 'ch', values: Array.from({ length: 1001 }, String) }] })),
    says: 'values may hold at most 1000, but got: 1001 (channelMetrics.customMetrics[0].conditions[0].values)',
  },
  {
    what: 'a NUL in a condition',
    given: metrics(metric({ conditions: [{ field: 'campaign', values: ['a\0'] }] })),
    says: 'a value must not contain a NUL character',
  },
  {
    what: 'an unknown reference in the selection',
    given: metrics(metric()),
    select: 'rows { customMetric(reference: "sales") }',
    says: 'reference must name a custom metric of the request, but got: "sales" (channelMetrics.rows.customMetric.reference)',
  },
].map((row) => ({ report: 'channelMetrics', select: 'rowCount', ...row }));

describe.each([
  ['paging', PAGING],
  ['single values', SCALARS],
  ['filters', FILTERS],
  ['names', NAMES],
  ['sort keys', SORTS],
  ['groupings', GROUPS],
  ['custom metrics', CUSTOM_METRICS],
])('%s: normalise refuses', (_, rows) => {
  it.each(rows)('$what', ({ report = 'callTriggers', given = {}, select = 'rows { rowId }', says }) => {
    const error = refusalOf(report, given, select);
    expect(error.code).toBe('BAD_USER_INPUT');
    expect(error.message).toContain(says);
    expect(error.message.length).toBeLessThan(400);
  });
});

describe('normalise accepts at the edge of each rule', () => {
  it.each<{ what: string; report?: string; given?: Given; select?: string }>([
    { what: 'the last row of the cap', given: { limit: 50000 } },
    { what: 'a period of one day', given: { startDate: '2026-11-24', endDate: '2026-11-24' } },
    { what: 'tomorrow, which has begun somewhere', given: { startDate: '2026-11-24' } },
    { what: 'a row id and its own order', given: { afterRowId: '1', offset: 0, sort: [{ field: 'rowId', order: 'asc' }] } },
    {
      what: '3,900 characters outside the basic plane, which are more than 4,096 code units',
      given: filter({ act: { eq: '🏃'.repeat(3900) } }),
    },
    { what: 'one filter that is no list', given: { filter: { act: { eq: 'a' } } } },
    { what: 'known codes, and the blank one', given: filter({ chType: { in: ['direct', ''] } }) },
    { what: 'a code in another spelling, compared without case', given: filter({ chType: { eq: 'DIRECT', ignoreCase: true } }) },
    { what: 'a part of a code', given: filter({ chType: { startsWith: 'pbx' } }) },
    { what: 'a code that is not known yet, by name', given: filter({ field: { name: 'chType', eq: 'radio' } }) },
    {
      what: 'references that are names of every object',
      report: 'channelMetrics',
      given: metrics(metric({ reference: 'constructor' }), metric({ reference: 'toString' })),
      select: 'rows { a: customMetric(reference: "constructor") b: customMetric(reference: "toString") }',
    },
    { what: 'line breaks and tabs in a value', given: filter({ act: { eq: 'a\r\n\tb' } }) },
    { what: 'a name of 128 characters', select: `rows { variable(name: "${'x'.repeat(128)}") }` },
    { what: 'a dash where no projection is sent', report: 'pbxUserStatus', select: 'rows { field(name: "a-b") }' },
    {
      what: 'a reference of 64 characters',
      report: 'channelMetrics',
      given: metrics(metric({ reference: 'a'.repeat(64) })),
      select: 'rowCount',
    },
    { what: 'the required filter by its free form', report: 'callKeywords', given: filter({ field: { name: 'rowId', startsWith: '1' } }) },
  ])('$what', ({ report = 'callTriggers', given = {}, select = 'rows { rowId }' }) => {
    expect(() => ask(report, given, select)).not.toThrow();
  });
});

describe('what cannot fit into one URL is refused before it is compared', () => {
  /** A list that counts how often an item of it is read. */
  function counted(items: readonly string[]) {
    const reads = { count: 0 };
    const list = new Proxy(items, {
      get(target, key, receiver): unknown {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads.count++;
        return Reflect.get(target, key, receiver);
      },
    });
    return { list, reads };
  }
  const items = Array.from({ length: 1000 }, (_, i) => String(10_000 + i));

  test.each([
    [
      'a list in a hundred filters',
      (list: unknown) => filter(...Array.from({ length: 100 }, () => ({ rowId: { in: list, lt: '9'.repeat(4096) } }))),
    ],
    [
      'a list in ten custom metrics',
      (list: unknown) =>
        metrics(...Array.from({ length: 10 }, (_, i) => metric({ reference: `r${i}`, conditions: [{ field: 'ch', values: list }] }))),
    ],
  ])('%s: no more of it is read than a URL holds', (_, given) => {
    const { list, reads } = counted(items);
    const asked = given(list);
    const error = refusalOf('customMetrics' in asked ? 'channelMetrics' : 'callTriggers', asked, 'rowCount');
    expect(error.code).toBe('QUERY_TOO_LARGE');
    expect(reads.count).toBeLessThan((2 * 8000) / 5);
  });

  test('a thousand filters on one field', () => {
    const error = refusalOf('callTriggers', filter(...Array.from({ length: 1000 }, (_, i) => ({ act: { ne: String(i) } }))), 'rowCount');
    expect(error.code).toBe('QUERY_TOO_LARGE');
  });
});

describe('normalise refuses an installation', () => {
  it.each([0, -1, 1.5, null])('%p', (igrp) => {
    const report = catalogue.get('callTriggers');
    if (!report) throw new TypeError('must be there: callTriggers');
    expect(() => normalise(report, { igrp, arguments: {}, selection: selectReport('rowCount') })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message: `igrp must be 1 or more, but got: ${igrp} (callTriggers.igrp)` }),
    );
  });
});

function ask(name: string, given: Given, select: string) {
  const report = catalogue.get(name);
  if (!report) throw new TypeError(`must be a report, but got: ${name}`);
  return normalise(report, { igrp: 1, arguments: given, selection: selectReport(select), today: '2026-11-23' });
}

function refusalOf(report: string, given: Given, select: string): GatewayError {
  try {
    ask(report, given, select);
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error('must be refused');
}
