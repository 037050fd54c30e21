import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { matchRoute, parseQuery, type ParsedQuery } from '../../sandbox/parse-query.js';
import { QueryError } from '../../sandbox/query-error.js';
import type { Report } from '../../schema/report.js';
import { catalogue } from '../../schema/reports/index.js';
import { holds } from '../support/laws.js';

function report(name: string): Report {
  const found = catalogue.get(name);
  if (found === undefined) throw new Error(`no report ${name}`);
  return found;
}

const encoded = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');

const SALES_MAIN = { reference: 'SalesCalls', metric: 'callCount', conditions: [{ field: 'queueName', values: ['Sales-Main'] }] };
const onQueues = (...values: string[]) => [{ reference: 'MyCalls', metric: 'callCount', conditions: [{ field: 'queueName', values }] }];
const myCalls = (text: string) => `/metrics/operationalCalls?igrp=1&${encoded([['customMetrics[MyCalls]', text]])}`;

const READ: readonly (readonly [string, string, string, Partial<ParsedQuery>])[] = [
  [
    'filters, several of them ANDed',
    'callTriggers',
    '/igrps/1234/triggers/calls?filter[]=srcPhoneNumber-eq-value-1234&filter[]=bandName-eq-value-bronze',
    {
      igrp: 1234,
      filters: [
        { field: 'srcPhoneNumber', operand: 'eq', value: '1234' },
        { field: 'bandName', operand: 'eq', value: 'bronze' },
      ],
    },
  ],
  [
    'display, with and without an alias',
    'allTriggers',
    '/igrps/1/triggers/all?display[]=triggerDatetime&display[]=act&display[]=vid-visitorId',
    {
      display: [
        { field: 'triggerDatetime', alias: null },
        { field: 'act', alias: null },
        { field: 'vid', alias: 'visitorId' },
      ],
    },
  ],
  [
    'an alias that holds a dash',
    'allTriggers',
    '/igrps/1/triggers/all?display[]=vid-visitor-id',
    { display: [{ field: 'vid', alias: 'visitor-id' }] },
  ],
  [
    'group',
    'channelMetrics',
    '/metrics/channels?igrp=1&group[]=srcPhoneNumber&group[]=bandName',
    { group: ['srcPhoneNumber', 'bandName'] },
  ],
  [
    'sort, in order of importance',
    'callTriggers',
    '/igrps/1/triggers/calls?sort[]=srcPhoneNumber-asc&sort[]=bandName-desc',
    {
      sort: [
        { field: 'srcPhoneNumber', order: 'asc' },
        { field: 'bandName', order: 'desc' },
      ],
    },
  ],
  ['limit and offset', 'callTriggers', '/igrps/1/triggers/calls?limit=10&offset=5', { limit: 10, offset: 5 }],
  [
    'channel metrics with two custom metrics',
    'channelMetrics',
    'https://api.infinitycloud.com/reports/v2/metrics/channels?igrp=1&startDate=2015-05-01&endDate=2015-05-31&limit=10000&group[]=ch&sort[]=ch-asc&customMetrics[goals246]=goalCount_goal_246&customMetrics[goals543]=goalCount_goal_543',
    {
      igrp: 1,
      scalars: { startDate: '2015-05-01', endDate: '2015-05-31' },
      filters: [],
      sort: [{ field: 'ch', order: 'asc' }],
      group: ['ch'],
      customMetrics: [
        { reference: 'goals246', metric: 'goalCount', conditions: [{ field: 'goal', values: ['246'] }] },
        { reference: 'goals543', metric: 'goalCount', conditions: [{ field: 'goal', values: ['543'] }] },
      ],
      limit: 10_000,
      offset: 0,
      display: null,
      format: 'json',
    },
  ],
  [
    'a custom metric to sort by',
    'operationalCallMetrics',
    '/metrics/operationalCalls?igrp=1&customMetrics[SalesCalls]=callCount_queueName_Sales-Main&sort[]=SalesCalls-asc',
    { customMetrics: [SALES_MAIN], sort: [{ field: 'SalesCalls', order: 'asc' }] },
  ],
  [
    'a custom metric with two conditions',
    'channelMetrics',
    '/metrics/channels?igrp=1&customMetrics[SeoGoals]=goalCount_goal_246_ch_625',
    {
      customMetrics: [
        {
          reference: 'SeoGoals',
          metric: 'goalCount',
          conditions: [
            { field: 'goal', values: ['246'] },
            { field: 'ch', values: ['625'] },
          ],
        },
      ],
    },
  ],
  [
    'a condition with two values',
    'channelMetrics',
    '/metrics/channels?igrp=1&customMetrics[CombinedGoals]=goalCount_goal_763,356',
    { customMetrics: [{ reference: 'CombinedGoals', metric: 'goalCount', conditions: [{ field: 'goal', values: ['763', '356'] }] }] },
  ],
  ['an escaped underscore', 'operationalCallMetrics', myCalls('callCount_queueName_My\\_Queue'), { customMetrics: onQueues('My_Queue') }],
  [
    'an escaped comma beside a bare one',
    'operationalCallMetrics',
    myCalls('callCount_queueName_My\\_Queue,Service\\, Support'),
    { customMetrics: onQueues('My_Queue', 'Service, Support') },
  ],
  [
    'a backslash written as four',
    'operationalCallMetrics',
    myCalls('callCount_queueName_My\\\\\\\\Queue'),
    { customMetrics: onQueues('My\\Queue') },
  ],
  [
    'four backslashes, then an escape',
    'operationalCallMetrics',
    myCalls('callCount_queueName_a\\\\\\\\\\_b'),
    { customMetrics: onQueues('a\\_b') },
  ],
  [
    'indexes inside the brackets',
    'channelMetrics',
    '/metrics/channels?igrp=1&attributionModelId=1003&startDate=2001-01-01&endDate=2018-01-02&group[0]=goal&sort[0]=goal-desc&chType=direct',
    {
      scalars: { startDate: '2001-01-01', endDate: '2018-01-02', chType: 'direct', attributionModelId: '1003' },
      group: ['goal'],
      sort: [{ field: 'goal', order: 'desc' }],
    },
  ],
  [
    'a comparison that holds dashes and -value- itself',
    'goalTriggers',
    '/igrps/1/triggers/goals?filter[]=campaign-ne-value-x-in-value-1,2',
    { filters: [{ field: 'campaign', operand: 'ne', value: 'x-in-value-1,2' }] },
  ],
  [
    'a comparison with a line break',
    'goalTriggers',
    '/igrps/1/triggers/goals?filter[]=notes-inc-value-a%0Ab',
    { filters: [{ field: 'notes', operand: 'inc', value: 'a\nb' }] },
  ],
  [
    'an empty comparison',
    'goalTriggers',
    '/igrps/1/triggers/goals?filter[]=notes-eq-value-',
    { filters: [{ field: 'notes', operand: 'eq', value: '' }] },
  ],
  [
    'a plus as a blank, %2B as a plus',
    'goalTriggers',
    '/igrps/1/triggers/goals?filter[]=term-eq-value-a+%2B+b',
    { filters: [{ field: 'term', operand: 'eq', value: 'a + b' }] },
  ],
  ['encoded brackets', 'goalTriggers', '/igrps/1/triggers/goals?sort%5B%5D=rowId-asc', { sort: [{ field: 'rowId', order: 'asc' }] }],
  ['an older route', 'callTriggers', '/triggers/calls?igrp=1', { igrp: 1 }],
  ['the installation twice alike', 'callTriggers', '/igrps/7/triggers/calls?igrp=7', { igrp: 7 }],
  ['a report without an installation', 'organisations', '/organisations?format=csv&display[]=orgId', { igrp: null, format: 'csv' }],
];

const REFUSED: readonly (readonly [string, string, string, RegExp])[] = [
  ['a stray percent sign', 'callTriggers', '/igrps/1/triggers/calls?tz=50%', /not UTF-8/],
  ['bytes that are no UTF-8', 'callTriggers', '/igrps/1/triggers/calls?tz=%FF', /not UTF-8/],
  ['a NUL', 'callTriggers', '/igrps/1/triggers/calls?filter[]=act-eq-value-a%00', /holds a NUL/],
  ['an unknown parameter', 'callTriggers', '/igrps/1/triggers/calls?nestAttributions=1', /"nestAttributions" is not known/],
  ['a parameter of other reports', 'callTriggers', '/igrps/1/triggers/calls?group[]=ch', /"group" is not known/],
  ['display where rows are open', 'pbxUserStatus', '/igrps/1/pbxUserStatus?display[]=a', /"display" is not known/],
  ['igrp where there is none', 'organisations', '/organisations?igrp=1', /"igrp" is not known/],
  ['a list without brackets', 'callTriggers', '/igrps/1/triggers/calls?sort=rowId-asc', /needs brackets/],
  ['a scalar with brackets', 'callTriggers', '/igrps/1/triggers/calls?tz[]=UTC', /does not take brackets/],
  ['a scalar twice', 'callTriggers', '/igrps/1/triggers/calls?tz=UTC&tz=UTC', /given twice/],
  ['a list index twice', 'callTriggers', '/igrps/1/triggers/calls?sort[0]=rowId-asc&sort[0]=act-asc', /given twice/],
  ['brackets that do not close', 'callTriggers', '/igrps/1/triggers/calls?sort[=rowId-asc', /does not close/],
  ['a limit of 0', 'callTriggers', '/igrps/1/triggers/calls?limit=0', /between 1 and 50000, but is "0"/],
  ['a limit past the cap', 'callTriggers', '/igrps/1/triggers/calls?limit=50001', /between 1 and 50000/],
  ['a limit that is no number', 'callTriggers', '/igrps/1/triggers/calls?limit=1e3', /between 1 and 50000/],
  ['an offset below 0', 'callTriggers', '/igrps/1/triggers/calls?offset=-1', /offset must be a whole number/],
  ['an unknown operand', 'callTriggers', '/igrps/1/triggers/calls?filter[]=act-like-value-x', /operand "like"/],
  ['a filter without -value-', 'callTriggers', '/igrps/1/triggers/calls?filter[]=act-eq-x', /field-operand-value-comparison/],
  ['a sort without an order', 'callTriggers', '/igrps/1/triggers/calls?sort[]=act', /field-asc or field-desc/],
  ['an empty alias', 'callTriggers', '/igrps/1/triggers/calls?display[]=act-', /field or field-alias/],
  ['an unknown format', 'callTriggers', '/igrps/1/triggers/calls?format=yaml', /format must be one of/],
  ['no installation', 'channelMetrics', '/metrics/channels', /igrp is required/],
  ['two installations', 'callTriggers', '/igrps/1/triggers/calls?igrp=2', /is 1 in the path/],
  [
    'a custom metric without a condition',
    'channelMetrics',
    '/metrics/channels?igrp=1&customMetrics[a]=goalCount',
    /must be metric_field_value/,
  ],
  [
    'a condition without a value',
    'channelMetrics',
    '/metrics/channels?igrp=1&customMetrics[a]=goalCount_goal_1_ch',
    /must be metric_field_value/,
  ],
  ['a lone backslash', 'channelMetrics', '/metrics/channels?igrp=1&customMetrics[a]=goalCount_campaign_a%5Cb', /escapes nothing/],
  [
    'a reference that no field could be',
    'channelMetrics',
    '/metrics/channels?igrp=1&customMetrics[a-b]=goalCount_goal_1',
    /letters and digits/,
  ],
];

describe('parseQuery', () => {
  test.each(READ)('reads %s', (_, name, url, expected) => {
    expect(parseQuery(report(name), url)).toMatchObject(expected);
  });

  test.each(REFUSED)('refuses %s', (_, name, url, sentence) => {
    const read = () => parseQuery(report(name), url);
    expect(read).toThrow(QueryError);
    expect(read).toThrow(sentence);
  });

  it('gives every comparison back exactly', () => {
    holds(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
        (value) => {
          const url = `/igrps/1/triggers/all?${encoded([['filter[]', `notes-eq-value-${value}`]])}`;
          expect(parseQuery(report('allTriggers'), url).filters).toEqual([{ field: 'notes', operand: 'eq', value }]);
        },
      ),
    );
  });

  it('gives every value of a custom metric back exactly', () => {
    const escape = (value: string) => value.replace(/[\\_,]/g, (character) => (character === '\\' ? '\\\\\\\\' : `\\${character}`));
    holds(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '_', ',', '\\', '-', 'ä') }), { minLength: 1 }), (values) => {
        const url = myCalls(`callCount_queueName_${values.map(escape).join(',')}`);
        expect(parseQuery(report('operationalCallMetrics'), url).customMetrics).toEqual(onQueues(...values));
      }),
    );
  });
});

describe('matchRoute', () => {
  test.each([...catalogue.values()])('finds $name by its path, under the base and without it', (each) => {
    const path = each.path.replace('{igrp}', '1234');
    expect(matchRoute(catalogue, path)).toBe(each);
    expect(matchRoute(catalogue, `/reports/v2${path}`)).toBe(each);
    expect(matchRoute(catalogue, `/reports/v2.1${path}`)).toBe(each);
  });

  it('finds an older route', () => {
    expect(matchRoute(catalogue, '/triggers/calls')?.name).toBe('callTriggers');
  });

  test.each(['/', '/nothing', '/igrps/x/channels', '/igrps/1/channels/', '/reports/v3/igrps'])('knows no report at %s', (path) => {
    expect(matchRoute(catalogue, path)).toBeNull();
  });
});
