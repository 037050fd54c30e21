/** URLs as real clients and the vendor's pages write them, made-up numbers and days in place of theirs. */
import { catalogue } from '../../schema/reports/index.js';

export interface RealUrl {
  /** Who writes such URLs, and what is odd about them. */
  readonly name: string;
  /** Below the base, whose version is added. Installation 1 is one that the sandbox has. */
  readonly target: string;
  /** The path that is asked. */
  readonly path: string;
  /** What the request says besides its columns. */
  readonly params: readonly (readonly [string, string])[];
  /** The columns that are asked for; null where no `display[]` is sent. */
  readonly columns: readonly string[] | null;
  readonly notes: readonly string[];
  /** The sandbox answers the URL itself, so that the rows can be held against each other. */
  readonly plain?: boolean;
}

/** A day that lies so many before the last one of the sandbox's data. */
const daysBefore = (days: number): string =>
  new Date(Date.parse(process.env['SANDBOX_TODAY'] ?? '') - days * 86_400_000).toISOString().slice(0, 10);
const DAY = daysBefore(289);
const NEXT_DAY = daysBefore(288);
const [MONTH_START, MONTH_END] = [daysBefore(302), daysBefore(275)];
const LONG_AGO = daysBefore(547);

const CALLS = '/igrps/1/triggers/calls';
const displayed = (names: readonly string[]) => names.map((name) => `&display[]=${name}`).join('');
const csv = 'format=csv is left out: GraphQL always answers in JSON.';
const ndjson = 'format=json is left out: GraphQL always answers in JSON.';
const noLimit = 'The URL has no limit: the gateway returns at most 1000 rows. Set limit for up to 50000.';
const everyColumn =
  'The URL has no display[]: the columns that are documented or seen in public clients are selected. Remove those you do not need.';
const onlyInRaw = 'c_… and pt_… columns, and columns outside the catalogue, are only in raw.';
const guessed = 'Left out, because the catalogue only infers them: goalCurrency, txv, txc.';
const deprecated = (from: string, to: string) => `The deprecated route /triggers/${from} is now /igrps/{igrp}/triggers/${to}.`;

/** The columns of the row that a script of 2019 met. */
export const SAMPLE_COLUMNS: readonly string[] =
  'igrp vid triggerDatetime dgrp dgrpName chName txr goalTitle outcomeType ringTime ivrDuration queueDuration callDuration bridgeDuration callStage callRating operatorRef dialplanRef ivrRef srcPhoneNumber destPhoneNumber campaign adGroup term ip city region rowId'.split(
    ' ',
  );

const SURE: readonly string[] = [...(catalogue.get('callTriggers')?.fields.values() ?? [])].flatMap(({ name, evidence }) =>
  evidence === 'inferred' ? [] : [name],
);
const UNSEEN: ReadonlySet<string> = new Set(['goalTitle', 'txr', 'outcomeType', 'dgrpName', 'goalValue', 'bandName']);
const SCRIPT_COLUMNS = SURE.filter((name) => !UNSEEN.has(name)).slice(0, 98);

export const REAL_URLS: readonly RealUrl[] = [
  {
    name: 'a dashboard script asks 28 columns on the deprecated route, newest first',
    target: `/triggers/calls?igrp=1&limit=50000&startDate=${DAY}&endDate=${NEXT_DAY}&sort[]=rowId-desc&format=json&tz=America/Los_Angeles${displayed(SAMPLE_COLUMNS)}`,
    path: CALLS,
    params: [
      ['startDate', DAY],
      ['endDate', NEXT_DAY],
      ['tz', 'America/Los_Angeles'],
      ['sort[]', 'rowId-desc'],
      ['limit', '50000'],
    ],
    columns: SAMPLE_COLUMNS,
    notes: [deprecated('calls', 'calls'), ndjson],
    plain: true,
  },
  {
    name: 'a client of 2026 pages by 1,000 without display[] and sort[]',
    target: `${CALLS}?startDate=${LONG_AGO}&endDate=${MONTH_END}&limit=1000&offset=1000&tz=Europe/London`,
    path: CALLS,
    params: [
      ['startDate', LONG_AGO],
      ['endDate', MONTH_END],
      ['tz', 'Europe/London'],
      ['limit', '1000'],
      ['offset', '1000'],
    ],
    columns: SURE,
    notes: [everyColumn, guessed, onlyInRaw],
    plain: true,
  },
  {
    name: 'the first page of that client has offset=0 and all time',
    target: `${CALLS}?startDate=2000-01-01&endDate=${MONTH_END}&limit=1000&offset=0&tz=UTC&display[]=rowId`,
    path: CALLS,
    params: [
      ['startDate', '2000-01-01'],
      ['endDate', MONTH_END],
      ['tz', 'UTC'],
      ['limit', '1000'],
    ],
    columns: ['rowId'],
    notes: ['offset=0 has no effect and is left out.'],
    plain: true,
  },
  {
    name: 'a script asks 98 columns as csv, with a limit above the cap',
    target: `${CALLS}?format=csv&limit=99999&startDate=${DAY}&endDate=${DAY}${displayed(SCRIPT_COLUMNS)}`,
    path: CALLS,
    params: [
      ['startDate', DAY],
      ['endDate', DAY],
      ['limit', '50000'],
    ],
    columns: SCRIPT_COLUMNS,
    notes: [csv, 'limit=99999 exceeds the cap of 50000 rows, so the cap is used. Page with afterRowId for the rest.'],
  },
  {
    name: 'a spreadsheet names the installation in path and query, and sorts dial-in groups by their first day',
    target: '/igrps/1/dgrps?igrp=1&format=csv&display[]=dgrpName&display[]=dgrp&display[]=startDate&sort[]=startDate-asc&limit=50000',
    path: '/igrps/1/dgrps',
    params: [
      ['sort[]', 'startDate-asc'],
      ['limit', '50000'],
    ],
    columns: ['dgrpName', 'dgrp', 'startDate'],
    notes: [csv],
  },
  {
    name: 'a batched export walks rowId',
    target: `${CALLS}?igrp=1&limit=50000&sort[]=rowId-asc&filter[]=rowId-gt-value-1000&display[]=rowId&display[]=act`,
    path: CALLS,
    params: [
      ['filter[]', 'rowId-gt-value-1000'],
      ['sort[]', 'rowId-asc'],
      ['limit', '50000'],
    ],
    columns: ['rowId', 'act'],
    notes: ['A filter rowId-gt with this sort walks the rows by their key: that is afterRowId.'],
    plain: true,
  },
  {
    name: 'a library for R lists the installations',
    target: '/igrps?format=jsonarray',
    path: '/igrps',
    params: [['limit', '1000']],
    columns: null,
    notes: [
      'format=jsonarray is left out: GraphQL always answers in JSON.',
      noLimit,
      'The URL has no display[], and every column of installations in the catalogue is inferred: raw holds whole rows.',
    ],
  },
  {
    name: 'a library for R filters by ring time and caller, with the default attribution model',
    target: `/triggers/calls?igrp=1&startDate=${MONTH_START}&endDate=${MONTH_END}&limit=10000&attributionModelId=0&sort[]=triggerDatetime-asc&filter[]=ringTime-le-value-5&filter[]=srcPhoneNumber-eq-value-07700900461&display[]=rowId&display[]=ringTime`,
    path: CALLS,
    params: [
      ['startDate', MONTH_START],
      ['endDate', MONTH_END],
      ['filter[]', 'ringTime-le-value-5'],
      ['filter[]', 'srcPhoneNumber-eq-value-07700900461'],
      ['sort[]', 'triggerDatetime-asc'],
      ['limit', '10000'],
    ],
    columns: ['rowId', 'ringTime'],
    notes: [
      deprecated('calls', 'calls'),
      'attributionModelId=0 is the default and is left out: callTriggers does not have this parameter.',
    ],
  },
  {
    name: 'a widget asks page views by channel',
    target: `/metrics/channels?igrp=1&startDate=${MONTH_START}&endDate=${MONTH_END}&limit=10&group[]=ch&sort[]=pageCountTotal-desc&filter[]=pageCountTotal-gt-value-0&display[]=chName&display[]=pageCountTotal`,
    path: '/metrics/channels',
    params: [
      ['igrp', '1'],
      ['startDate', MONTH_START],
      ['endDate', MONTH_END],
      ['filter[]', 'pageCountTotal-gt-value-0'],
      ['sort[]', 'pageCountTotal-desc'],
      ['group[]', 'ch'],
      ['limit', '10'],
    ],
    columns: ['chName', 'pageCountTotal'],
    notes: [],
    plain: true,
  },
  {
    name: 'an integration reads a variable with capitals and underscores',
    target: '/igrps/1/triggers/goals?limit=10&display[]=goalTitle&display[]=c_abtasty_campaignId',
    path: '/igrps/1/triggers/goals',
    params: [['limit', '10']],
    columns: ['goalTitle', 'c_abtasty_campaignId'],
    notes: [],
  },
  ...(
    [
      ['all', 'all'],
      ['calls/users', 'users'],
      ['goals', 'goals'],
      ['transactions', 'transactions'],
      ['callsGoalsTransactions', 'callsGoalsTransactions'],
      ['touchPoints', 'touchPoints'],
    ] as const
  ).map(([from, to]): RealUrl => ({
    name: `the deprecated route /triggers/${from}`,
    target: `/triggers/${from}?igrp=1&startDate=${DAY}&endDate=${DAY}&limit=50&sort[]=rowId-asc&display[]=rowId&display[]=act`,
    path: `/igrps/1/triggers/${to}`,
    params: [
      ['startDate', DAY],
      ['endDate', DAY],
      ['sort[]', 'rowId-asc'],
      ['limit', '50'],
    ],
    columns: ['rowId', 'act'],
    notes: [deprecated(from, to)],
    // Touch points reach back only a while.
    plain: from !== 'touchPoints',
  })),
  {
    name: 'a flag without a value, and an order in capitals',
    target: `${CALLS}?excludePiiData&sort[]=rowId-DESC&limit=5&display[]=rowId`,
    path: CALLS,
    params: [
      ['excludePiiData', '1'],
      ['sort[]', 'rowId-desc'],
      ['limit', '5'],
    ],
    columns: ['rowId'],
    notes: [],
  },
];
