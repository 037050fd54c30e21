/**
 * Cases 77 to 100: values of arguments and variables. What a type can say is refused with the operation; what only a rule can say is an
 * error of the report's field, under HTTP 200.
 */
import { operation, strangers, times, type Attack } from './attack.js';

const COERCED = { status: 400, code: 'BAD_USER_INPUT' } as const;
const FIELD_ERROR = { status: 200, code: 'BAD_USER_INPUT' } as const;

/** A report with one argument, which a variable says. */
const triggers = (argument: string, type: string, value: unknown) =>
  operation(`query ($v: ${type}) { installation(igrp: 1) { callTriggers(${argument}: $v) { rowCount } } }`, { v: value });
const filtered = (filter: unknown) => triggers('filter', '[TriggerFilter!]', filter);
const limited = (value: unknown) => triggers('limit', 'Int', value);
const at = (igrp: unknown) => operation('query ($v: Int!) { installation(igrp: $v) { callTriggers { rowCount } } }', { v: igrp });
const channels = (args: string) => operation(`{ installation(igrp: 1) { channelMetrics(${args}) { rowCount } } }`);
const customMetric = (...references: readonly string[]) =>
  channels(
    `customMetrics: [${references.map((reference) => `{ reference: ${JSON.stringify(reference)}, metric: GOAL_COUNT, conditions: [{ field: GOAL, values: ["1"] }] }`).join(', ')}]`,
  );
/** A filter value that must arrive exactly. */
const arrives = (id: number, what: string, value: string, operator = 'eq', operand = 'eq'): Attack => ({
  id,
  what: `${what}, which arrives exactly`,
  bytes: filtered([{ campaign: { [operator]: operator === 'in' ? [value] : value } }]),
  status: 200,
  code: null,
  asks: [{ params: [['filter[]', `campaign-${operand}-value-${value}`]] }],
});

export const VALUE_ATTACKS: readonly Attack[] = [
  { id: 77, what: 'a required variable left out', bytes: operation('query ($v: Int!) { installation(igrp: $v) { igrp } }'), ...COERCED },
  { id: 77, what: 'a required variable that is null', bytes: at(null), ...COERCED },
  { id: 78, what: 'a key that the input does not know', bytes: filtered([{ nobody: { eq: 'x'.repeat(500) } }]), ...COERCED, never: /xx/ },
  {
    id: 79,
    what: 'a value in the wrong case that an enum does not know, from a stranger',
    bytes: strangers('query ($v: ChannelType) { installation(igrp: 1) { callTriggers(chType: $v) { rowCount } } }', { v: 'Session' }),
    ...COERCED,
    never: /Did you mean/,
  },
  ...['2024-02-30', '2024-1-1', '0000-00-00', '2024-01-01T00:00:00', '', 20240101].map((date) => ({
    id: 80,
    what: `${JSON.stringify(date)} as a date`,
    bytes: triggers('startDate', 'Date', date),
    ...COERCED,
  })),
  { id: 80, what: 'the last day of the calendar', bytes: triggers('startDate', 'Date', '9999-12-31'), ...COERCED },
  {
    id: 81,
    what: 'an end before the start',
    bytes: operation('{ installation(igrp: 1) { callTriggers(startDate: "2024-02-02", endDate: "2024-02-01") { rowCount } } }'),
    ...FIELD_ERROR,
  },
  {
    id: 81,
    what: 'a period in the future',
    bytes: operation('{ installation(igrp: 1) { callTriggers(startDate: "2098-01-01", endDate: "2098-02-01") { rowCount } } }'),
    ...FIELD_ERROR,
  },
  {
    id: 81,
    what: '17 years, which the API takes',
    bytes: operation('{ installation(igrp: 1) { callTriggers(startDate: "2000-01-01", endDate: "2017-01-01") { rowCount } } }'),
    status: 200,
    code: null,
    asks: [
      {
        params: [
          ['startDate', '2000-01-01'],
          ['endDate', '2017-01-01'],
        ],
      },
    ],
  },
  ...[0, -1, 50_001].map((limit) => ({ id: 82, what: `a limit of ${limit}`, bytes: limited(limit), ...FIELD_ERROR })),
  ...[1.5, '10', 1e21, true, [5]].map((limit) => ({
    id: 83,
    what: `a limit of ${JSON.stringify(limit)}`,
    bytes: limited(limit),
    ...COERCED,
  })),
  { id: 84, what: 'a limit beyond every number', bytes: limited(9_007_199_254_740_993), ...COERCED },
  ...['1/../2', '..', '1?x=1', '1#', '%2e%2e', ' 1', '01', '１'].map((igrp) => ({
    id: 85,
    what: `${JSON.stringify(igrp)} as an installation`,
    bytes: at(igrp),
    ...COERCED,
  })),
  ...[-1, 0].map((igrp) => ({ id: 85, what: `${igrp} as an installation`, bytes: at(igrp), ...FIELD_ERROR })),
  ...['Europe/../../x', 'UTC&limit=1', 'Nowhere/City', ''].map((tz) => ({
    id: 86,
    what: `${JSON.stringify(tz)} as a time zone`,
    bytes: triggers('tz', 'TimeZone', tz),
    ...COERCED,
  })),
  { id: 86, what: 'a time zone of 5,000 characters', bytes: triggers('tz', 'TimeZone', 'x'.repeat(5_000)), ...COERCED },
  arrives(87, 'a value that looks like more parameters', 'a&limit=99999#x%00'),
  { id: 87, what: 'a value with NUL', bytes: filtered([{ campaign: { eq: 'a\u0000b' } }]), ...FIELD_ERROR },
  arrives(88, 'a value of two lines', 'a\nb'),
  arrives(88, 'a value of two lines, as Windows has them', 'a\r\nb'),
  arrives(88, 'a value with a tab', 'a\tb'),
  arrives(89, 'a value in the grammar of a filter', 'x-in-value-1,2'),
  arrives(89, 'a value with the word value', 'a-value-b'),
  arrives(89, 'a value with a leading dash', '-a'),
  { id: 90, what: 'an item with a comma', bytes: filtered([{ campaign: { in: ['a,b'] } }]), ...FIELD_ERROR },
  arrives(90, 'an item with a backslash', 'a\\b', 'in', 'in'),
  { id: 91, what: 'a list of no items', bytes: filtered([{ campaign: { in: [] } }]), ...FIELD_ERROR },
  { id: 91, what: 'a list of 1,001 items', bytes: filtered([{ campaign: { in: Array(1_001).fill('a') } }]), ...COERCED },
  arrives(92, 'a phone number with a plus', '+44 20 7946 0018'),
  { id: 93, what: 'an unpaired surrogate', bytes: filtered([{ campaign: { eq: 'a\ud800' } }]), ...COERCED },
  arrives(94, 'a text that is written from right to left', 'a\u202eb'),
  arrives(94, 'a space of no width', 'a\u200bb'),
  arrives(94, 'an accent that is a character of its own', 'e\u0301'),
  arrives(94, 'the same accent in one character', '\u00e9'),
  ...['a_b', 'a-b', 'a,b', 'a b', '1a', '', 'a'.repeat(65), '__proto__', 'goalCount'].map((reference) => ({
    id: 95,
    what: `${JSON.stringify(reference.slice(0, 12))} as the name of a custom metric`,
    bytes: customMetric(reference),
    ...FIELD_ERROR,
  })),
  { id: 95, what: 'one name for two custom metrics', bytes: customMetric('same', 'same'), ...FIELD_ERROR },
  { id: 96, what: 'a sort by nothing', bytes: channels('sort: [{}]'), ...FIELD_ERROR },
  { id: 96, what: 'a sort by two things', bytes: channels('sort: [{ field: GOAL_COUNT, customMetric: "a" }]'), ...FIELD_ERROR },
  { id: 97, what: 'a list of 10,000 items', bytes: filtered([{ campaign: { in: Array(10_000).fill('a') } }]), ...COERCED },
  { id: 97, what: 'a string of 4,097 characters', bytes: filtered([{ campaign: { eq: 'x'.repeat(4_097) } }]), ...COERCED },
  { id: 97, what: 'a list of 1,001 filters', bytes: filtered(Array(1_001).fill({ campaign: { eq: 'a' } })), ...COERCED },
  {
    id: 98,
    what: '__proto__ as a key of an input',
    bytes: filtered([JSON.parse('{"__proto__":{"eq":"a"}}')]),
    ...COERCED,
  },
  {
    id: 99,
    what: 'two sorts by one field',
    bytes: operation('{ installation(igrp: 1) { callTriggers(sort: [{ field: ROW_ID }, { field: ROW_ID, order: DESC }]) { rowCount } } }'),
    ...FIELD_ERROR,
  },
  { id: 99, what: 'a sort by what is not grouped', bytes: channels('group: [GOAL], sort: [{ field: CH }]'), ...FIELD_ERROR },
  {
    id: 99,
    what: 'a filter by the name of a month',
    bytes: channels('filter: [{ metricMonthName: { eq: "May" } }]'),
    status: 400,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    id: 100,
    what: 'filters that make a URL of more than 8,000 bytes',
    bytes: operation(
      `{ installation(igrp: 1) { callTriggers(filter: [${times(3, () => `{ campaign: { eq: "${'€'.repeat(1_000)}" } }`)}]) { rowCount } } }`,
    ),
    status: 200,
    code: 'QUERY_TOO_LARGE',
  },
];
