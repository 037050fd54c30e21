/** Every example that the documentation of the Reports API gives, and what else URLs of the field look like. */
import { describe, expect, it, test } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { toV2Params } from '../../src/query/to-v2-params.js';
import { queryOf, REPORTS_URL, translate } from './asked-again.js';

interface Documented {
  readonly name: string;
  readonly url: string;
  /** What is sent again; by default what the URL says. `limit` is 1000 where the URL has none. */
  readonly path?: string;
  readonly params: readonly (readonly [string, string])[];
  /** Response keys where they are not the names of `display[]`. */
  readonly keys?: readonly string[];
  readonly notes?: readonly string[];
}

const CALLS = '/reports/v2/igrps/1/triggers/calls';
const NO_LIMIT = 'The URL has no limit: the gateway returns at most 1000 rows. Set limit for up to 50000.';
const KNOWN_FIELDS =
  'The URL has no display[]: the columns that are documented or seen in public clients are selected. Remove those you do not need.';
const OTHERS_IN_RAW = 'Columns outside the catalogue are only in raw.';
const GUESSES = 'landCountTotal, goalCallCountTotal, goalOnlineCountTotal, goalValueTotal';
const leftOut = (names: string) => `Left out, because the catalogue only infers them: ${names}.`;
const rowId = ['display[]', 'rowId'] as const;
const limit = ['limit', '1000'] as const;

/** The metrics that the catalogue does not guess. */
const CHANNEL_METRICS = ['pageCountTotal', 'callCount', 'goalCount', 'goalCountTotal'] as const;
const displayed = (...names: readonly string[]) => [...names].sort().map((name) => ['display[]', name] as const);

const DOCUMENTED: readonly Documented[] = [
  {
    name: 'two filters',
    url: `${CALLS}?filter[]=srcPhoneNumber-eq-value-1234&filter[]=bandName-eq-value-bronze&display[]=rowId`,
    params: [['filter[]', 'bandName-eq-value-bronze'], ['filter[]', 'srcPhoneNumber-eq-value-1234'], limit, rowId],
    notes: [NO_LIMIT],
  },
  {
    name: 'columns, one of them under another name',
    url: `${CALLS}?display[]=triggerDatetime&display[]=act&display[]=vid-visitorId&limit=1000`,
    params: [limit, ...displayed('triggerDatetime', 'act', 'vid')],
    keys: ['triggerDatetime', 'act', 'visitorId'],
  },
  {
    name: 'a page in an order',
    url: `${CALLS}?sort[]=srcPhoneNumber-asc&sort[]=bandName-desc&limit=10&offset=5&display[]=rowId`,
    params: [['sort[]', 'srcPhoneNumber-asc'], ['sort[]', 'bandName-desc'], ['limit', '10'], ['offset', '5'], rowId],
  },
  {
    name: 'two custom metrics by channel, without display[]',
    url: 'https://api.infinitycloud.com/reports/v2/metrics/channels?igrp=1&startDate=2015-05-01&endDate=2015-05-31&limit=10000&group[]=ch&sort[]=ch-asc&customMetrics[goals246]=goalCount_goal_246&customMetrics[goals543]=goalCount_goal_543',
    path: '/metrics/channels',
    params: [
      ['igrp', '1'],
      ['startDate', '2015-05-01'],
      ['endDate', '2015-05-31'],
      ['sort[]', 'ch-asc'],
      ['group[]', 'ch'],
      ['customMetrics[goals246]', 'goalCount_goal_246'],
      ['customMetrics[goals543]', 'goalCount_goal_543'],
      ['limit', '10000'],
      ...displayed('ch', 'chName', ...CHANNEL_METRICS, 'goals246', 'goals543'),
    ],
    keys: ['ch', 'chName', ...CHANNEL_METRICS, 'goals246', 'goals543'],
    notes: [KNOWN_FIELDS, leftOut(GUESSES), OTHERS_IN_RAW],
  },
  {
    name: 'an order by a custom metric',
    url: '/reports/v2/metrics/operationalCalls?igrp=1&group[]=queueName&customMetrics[SalesCalls]=callCount_queueName_Sales-Main&sort[]=SalesCalls-asc&display[]=SalesCalls&limit=5',
    path: '/metrics/operationalCalls',
    params: [
      ['igrp', '1'],
      ['sort[]', 'SalesCalls-asc'],
      ['group[]', 'queueName'],
      ['customMetrics[SalesCalls]', 'callCount_queueName_Sales-Main'],
      ['limit', '5'],
      ['display[]', 'SalesCalls'],
    ],
  },
  {
    name: 'conditions, several values, and every escape',
    url: String.raw`/reports/v2/metrics/operationalCalls?igrp=1&limit=1&display[]=callCount&customMetrics[a]=callCount_queueName_My\_Queue&customMetrics[b]=callCount_queueName_My\_Queue,Service\, Support&customMetrics[c]=callCount_queueName_My\\\\Queue&customMetrics[d]=callCount_queueName_Sales_ch_625,356`,
    path: '/metrics/operationalCalls',
    params: [
      ['igrp', '1'],
      ['customMetrics[a]', String.raw`callCount_queueName_My\_Queue`],
      ['customMetrics[b]', String.raw`callCount_queueName_My\_Queue,Service\, Support`],
      ['customMetrics[c]', String.raw`callCount_queueName_My\\\\Queue`],
      ['customMetrics[d]', 'callCount_queueName_Sales_ch_625,356'],
      ['limit', '1'],
      ['display[]', 'callCount'],
    ],
  },
  {
    name: 'several conditions, and several values of one',
    url: '/reports/v2/metrics/channels?igrp=1&limit=1&customMetrics[SeoGoals]=goalCount_goal_246_ch_625&customMetrics[CombinedGoals]=goalCount_goal_763,356&display[]=SeoGoals-seo&display[]=CombinedGoals',
    path: '/metrics/channels',
    params: [
      ['igrp', '1'],
      ['customMetrics[CombinedGoals]', 'goalCount_goal_763,356'],
      ['customMetrics[SeoGoals]', 'goalCount_goal_246_ch_625'],
      ['limit', '1'],
      ...displayed('CombinedGoals', 'SeoGoals'),
    ],
    keys: ['seo', 'CombinedGoals'],
  },
  {
    name: 'indices in brackets, a channel type and an attribution model',
    url: '/reports/v2/metrics/channels?igrp=1&attributionModelId=1003&startDate=2001-01-01&endDate=2018-01-02&group[0]=goal&sort[0]=goal-desc&chType=direct',
    path: '/metrics/channels',
    params: [
      ['igrp', '1'],
      ['startDate', '2001-01-01'],
      ['endDate', '2018-01-02'],
      ['chType', 'direct'],
      ['attributionModelId', '1003'],
      ['sort[]', 'goal-desc'],
      ['group[]', 'goal'],
      limit,
      ...displayed('goal', ...CHANNEL_METRICS),
    ],
    keys: ['goal', ...CHANNEL_METRICS],
    notes: [NO_LIMIT, KNOWN_FIELDS, leftOut(`goalTitle, ${GUESSES}`), OTHERS_IN_RAW],
  },
  {
    name: 'the older route, percent-encoding, and a format',
    url: 'http://api.infinitycloud.com:80/reports/v2/triggers/calls?igrp=1&display%5B%5D=rowId&filter%5B%5D=term-inci-value-a%2Bb%20c+d&format=csv&limit=1',
    params: [['filter[]', 'term-inci-value-a+b c d'], ['limit', '1'], rowId],
    notes: [
      'The deprecated route /triggers/calls is now /igrps/{igrp}/triggers/calls.',
      'A + in filter[] is read as a space, as the Reports API does. Write a plus sign as %2B.',
      'format=csv is left out: GraphQL always answers in JSON.',
    ],
  },
  {
    name: 'the installation in path and query alike, redaction, and version 2.1',
    url: 'https://API.infinitycloud.com/reports/v2.1/igrps/1/triggers/calls?igrp=1&excludePiiData=1&tz=Europe/London&rootOrgId=3&limit=1&display[]=rowId',
    params: [['tz', 'Europe/London'], ['rootOrgId', '3'], ['excludePiiData', '1'], ['limit', '1'], rowId],
    notes: ['The URL is for version 2.1, which takes an API key. Requests with a user name and password go to version 2.'],
  },
  {
    name: 'the next page by key',
    url: `${REPORTS_URL}/igrps/1/triggers/calls?sort[]=rowId-asc&filter[]=rowId-gt-value-9007199254740993&filter[]=act-eq-value-call&limit=50000&display[]=rowId`,
    params: [
      ['filter[]', 'act-eq-value-call'],
      ['filter[]', 'rowId-gt-value-9007199254740993'],
      ['sort[]', 'rowId-asc'],
      ['limit', '50000'],
      rowId,
    ],
    notes: ['A filter rowId-gt with this sort walks the rows by their key: that is afterRowId.'],
  },
  {
    name: 'fields that the catalogue lacks, and names that a prefix makes',
    url: `${CALLS}?limit=1&display[]=newField&display[]=c_plan&display[]=pt_utm-utm&display[]=odd%20name&display[]=odd_name&filter[]=newField-eqi-value-x`,
    params: [['filter[]', 'newField-eqi-value-x'], ['limit', '1'], ...displayed('c_plan', 'newField', 'odd name', 'odd_name', 'pt_utm')],
    keys: ['newField', 'c_plan', 'utm', 'odd_name2', 'odd_name'],
    notes: [
      'newField is not in the catalogue: it is filtered by name.',
      'odd name is not a GraphQL name: the rows call it odd_name2.',
      'Not in the catalogue, so read by name as JSON: newField, odd name, odd_name.',
    ],
  },
  {
    name: 'values that the type of their field does not hold',
    url: `${CALLS}?limit=1&display[]=rowId&filter[]=triggerDatetime-ge-value-2014-01-01&filter[]=triggerDatetime-lt-value-2014-02-01 00:00:00&filter[]=callDuration-eq-value-007&filter[]=callDuration-in-value-1,2`,
    params: [
      ['filter[]', 'callDuration-eq-value-007'],
      ['filter[]', 'callDuration-in-value-1,2'],
      ['filter[]', 'triggerDatetime-ge-value-2014-01-01'],
      ['filter[]', 'triggerDatetime-lt-value-2014-02-01 00:00:00'],
      ['limit', '1'],
      rowId,
    ],
    notes: [
      'triggerDatetime is compared with a value that LocalDateTime cannot hold: it is filtered by name, with the value as text.',
      'callDuration is compared with a value that Int cannot hold: it is filtered by name, with the value as text.',
    ],
  },
  {
    name: 'filters on one field that contradict each other',
    url: `${CALLS}?limit=1&display[]=rowId&filter[]=callDuration-gt-value-5&filter[]=callDuration-lt-value-3&filter[]=bandName-bool-value-true`,
    params: [
      ['filter[]', 'bandName-bool-value-true'],
      ['filter[]', 'callDuration-gt-value-5'],
      ['filter[]', 'callDuration-lt-value-3'],
      ['limit', '1'],
      rowId,
    ],
  },
  {
    name: 'what says nothing, and what is said twice',
    url: `${CALLS}/?offset=0&excludePiiData=0&limit=1&limit=1&display[]=rowId&display[]=rowId&&#top`,
    params: [['limit', '1'], rowId],
    keys: ['rowId'],
    notes: [
      'Everything after # is left out, since it is never sent. Write a # in a value as %23.',
      'The slash at the end of the path is left out.',
      'limit is given twice with the same value and used once.',
      'excludePiiData=0 has no effect and is left out.',
      'offset=0 has no effect and is left out.',
      'display[]=rowId is given twice and selected once.',
    ],
  },
  {
    name: 'a report without documented fields',
    url: '/reports/v2/igrps/1/pbxUserStatus?tz=UTC&sort[]=stateStartDatetime-desc',
    path: '/igrps/1/pbxUserStatus',
    params: [
      ['tz', 'UTC'],
      ['sort[]', 'stateStartDatetime-desc'],
    ],
    keys: ['stateStartDatetime', 'raw'],
    notes: ['The fields of pbxUserStatus are not documented: raw holds whole rows.'],
  },
  {
    name: 'a report with an order of its own',
    url: '/reports/v2/igrps/1/pbxUserStateTriggers?limit=1&display[]=operatorRef',
    path: '/igrps/1/pbxUserStateTriggers',
    params: [
      ['sort[]', 'triggerDatetime-asc'],
      ['limit', '1'],
      ['display[]', 'operatorRef'],
    ],
    notes: ['The URL has no sort: the gateway sorts by triggerDatetime-asc.'],
  },
  {
    name: 'a report without an installation',
    url: '/reports/v2/organisations?display[]=orgId&limit=1',
    path: '/organisations',
    params: [
      ['limit', '1'],
      ['display[]', 'orgId'],
    ],
  },
  {
    name: 'names that the catalogue lacks: a dimension, a sort key, a metric and a condition',
    url: '/reports/v2/metrics/channels?igrp=1&limit=1&group[]=newDimension&group[]=ch&sort[]=newMetric-desc&customMetrics[a]=newCount_newDimension_x&display[]=newDimension&display[]=a',
    path: '/metrics/channels',
    params: [
      ['igrp', '1'],
      ['sort[]', 'newMetric-desc'],
      ['group[]', 'ch'],
      ['group[]', 'newDimension'],
      ['customMetrics[a]', 'newCount_newDimension_x'],
      ['limit', '1'],
      ...displayed('a', 'newDimension'),
    ],
    keys: ['newDimension', 'a'],
    notes: ['Not in the catalogue, so read by name as JSON: newDimension.'],
  },
  {
    name: 'a look-up by a required filter',
    url: '/reports/v2/callKeywords?igrp=1&filter[]=rowId-in-value-1,2&display[]=keyword&limit=9',
    path: '/igrps/1/callKeywords',
    params: [
      ['filter[]', 'rowId-in-value-1,2'],
      ['limit', '9'],
      ['display[]', 'keyword'],
    ],
    notes: ['The older route /callKeywords is now /igrps/{igrp}/callKeywords.'],
  },
];

/** The response keys of a document's rows. */
const keysOf = (query: string) =>
  (/rows \{\n([^}]*)\}/.exec(query)?.[1] ?? '')
    .trim()
    .split('\n')
    .map((line) => /^\w+/.exec(line.trim())?.[0]);

describe('the operation of a documented URL', () => {
  test.each(DOCUMENTED.map((row) => [row.name, row] as const))('%s', async (_, { url, path, params, keys, notes = [] }) => {
    const operation = translate(url);
    const query = await queryOf(operation);
    expect(query.report.path.replace('{igrp}', String(query.igrp))).toBe(path ?? '/igrps/1/triggers/calls');
    expect(toV2Params(query)).toEqual(params);
    expect(operation.notes).toEqual(notes);
    if (keys) expect(keysOf(operation.query)).toEqual(keys);
  });

  it('is printed as graphql prints documents', () => {
    const { query, variables } = translate(
      `${CALLS}?startDate=2026-01-01&endDate=2026-01-31&filter[]=callDuration-ge-value-30&filter[]=callDuration-lt-value-600&filter[]=campaign-inci-value-sale&sort[]=triggerDatetime-desc&limit=50&display[]=rowId&display[]=vid-visitorId`,
    );
    expect(query)
      .toBe(`query CallTriggers($igrp: Int!, $startDate: Date!, $endDate: Date!, $callDurationGte: Int!, $callDurationLt: Int!, $campaignContains: String!, $limit: Int!) {
  installation(igrp: $igrp) {
    callTriggers(
      startDate: $startDate
      endDate: $endDate
      filter: [{callDuration: {gte: $callDurationGte, lt: $callDurationLt}, campaign: {contains: $campaignContains, ignoreCase: true}}]
      sort: [{field: TRIGGER_DATETIME, order: DESC}]
      limit: $limit
    ) {
      rows {
        rowId
        visitorId: vid
      }
    }
  }
}
`);
    expect(variables).toEqual({
      igrp: 1,
      startDate: '2026-01-01',
      endDate: '2026-01-31',
      callDurationGte: 30,
      callDurationLt: 600,
      campaignContains: 'sale',
      limit: 50,
    });
  });

  test.each([...catalogue.values()].map((report) => [report.name, report] as const))('%s is asked by its own route', async (_, report) => {
    const needs = { callKeywords: 'filter[]=rowId-eq-value-1', activeCall: 'callRef=x' }[report.name] ?? '';
    const igrp = report.igrpInQuery ? 'igrp=1' : '';
    const query = await queryOf(translate(`/reports/v2${report.path.replace('{igrp}', '1')}?${[igrp, needs].join('&')}`));
    expect(query.report).toBe(report);
  });
});
