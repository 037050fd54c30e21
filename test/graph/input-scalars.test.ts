/** Values that a scalar must not change on their way in: ids of more than 53 bits, and rules told of literals as of variables. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';

describe('ids of more than 53 bits', () => {
  const { gateway, upstream } = runningGateway();
  beforeEach(() => upstream.clear());
  const sent = () => upstream.requests.map(({ params }) => params.filter(([name]) => name === 'filter[]').map(([, value]) => value));

  const AFTER = 'query($id:ID!){installation(igrp:1){callTriggers(afterRowId:$id){rowCount}}}';
  const FILTER = 'query($id:ID!){installation(igrp:1){callTriggers(filter:[{rowId:{in:[$id]}}]){rowCount}}}';
  const INPUT = 'query($filter:[TriggerFilter!]){installation(igrp:1){callTriggers(filter:$filter){rowCount}}}';
  // 9007199254740993 is 9007199254740992 by the time that JSON is read.
  const ROUNDED = 9007199254740992;

  test.each([
    ['afterRowId', AFTER, { id: ROUNDED }],
    ['a filter’s value', FILTER, { id: ROUNDED }],
    ['a filter as a whole', INPUT, { filter: [{ rowId: { gt: ROUNDED } }] }],
    ['a number with an exponent', AFTER, { id: 1e21 }],
  ])('a JSON number is refused rather than rounded: %s', async (_, query, variables) => {
    const { body } = await gateway.ask(query, variables);
    expect(body.errors?.[0]?.message).toContain('Write it as a string.');
    expect(body.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(sent()).toEqual([]);
  });

  test('a JSON number is refused in a representation of an entity', async () => {
    const { body } = await gateway.ask('query($r:[_Any!]!){_entities(representations:$r){... on Trigger{rowId act}}}', {
      r: [{ __typename: 'Trigger', igrp: 1, rowId: ROUNDED }],
    });
    expect(body.errors?.[0]?.message).toContain('Write it as a string');
    expect(sent()).toEqual([]);
  });

  test.each([
    ['a string', AFTER, { id: '9007199254740993' }, 'rowId-gt-value-9007199254740993'],
    ['a number of 53 bits', AFTER, { id: 9007199254740991 }, 'rowId-gt-value-9007199254740991'],
    [
      'a literal without quotes',
      AFTER.replace('$id)', '9007199254740993)').replace('query($id:ID!)', ''),
      {},
      'rowId-gt-value-9007199254740993',
    ],
    [
      'a literal in a filter',
      FILTER.replace('query($id:ID!)', '').replace('$id', '9007199254740993'),
      {},
      'rowId-in-value-9007199254740993',
    ],
  ])('every digit is sent: %s', async (_, query, variables, expected) => {
    const { body } = await gateway.ask(query, variables);
    expect(body.errors).toBeUndefined();
    expect(sent()).toEqual([[expected]]);
  });
});

describe('a literal of the wrong kind is refused with its rule and as it is written:', () => {
  const { gateway, upstream } = runningGateway();
  const DATE = 'Date must be a calendar day as YYYY-MM-DD, from 1970-01-01 to 2099-12-31';
  const TIME = 'LocalDateTime must be a time as YYYY-MM-DDTHH:MM:SS, from 1970-01-01 to 2099-12-31';
  const ZONE = 'TimeZone must be a time zone of the IANA database, such as "Europe/London"';
  const LONG = `[${'20260930, '.repeat(20)}1]`;

  test.each([
    ['startDate: 20260930', DATE, '20260930'],
    ['startDate: 1.5', DATE, '1.5'],
    ['startDate: TODAY', DATE, 'TODAY'],
    ['startDate: true', DATE, 'true'],
    ['startDate: {day: 30, in: ["2026"]}', DATE, '{day: 30, in: ["2026"]}'],
    ['startDate: ["2026-09-30"]', DATE, '["2026-09-30"]'],
    ['startDate: {text: """two\nlines"""}', DATE, '{text: """ two lines """}'],
    ['startDate: "30.09.2026"', DATE, '"30.09.2026"'],
    [`startDate: ${LONG}`, DATE, `${LONG.slice(0, 63)}…`],
    ['filter: [{triggerDatetime: {eq: 20260930}}]', TIME, '20260930'],
    ['filter: [{triggerDatetime: {eq: NOW}}]', TIME, 'NOW'],
    ['filter: [{triggerDatetime: {in: [[true]]}}]', TIME, '[true]'],
    ['tz: 5', ZONE, '5'],
    ['tz: UTC', ZONE, 'UTC'],
    ['tz: false', ZONE, 'false'],
    ['tz: ["Europe/London"]', ZONE, '["Europe/London"]'],
    ['tz: {name: "UTC"}', ZONE, '{name: "UTC"}'],
  ])('%s', async (argument, rule, written) => {
    const { status, body } = await gateway.ask(`{installation(igrp:1){callTriggers(${argument}){rowCount}}}`);
    expect(status).toBe(400);
    expect(body.errors?.map(({ message }) => message)).toEqual([expect.stringContaining(`${rule}, but got: ${written}`)]);
    expect(upstream.requests).toEqual([]);
  });
});

describe('a wrong time zone', () => {
  const { gateway } = runningGateway();

  test.each([
    ['a literal', '{installation(igrp:1){callTriggers(tz:"Mars/Olympus"){rowCount}}}', {}],
    ['a literal of another kind', '{installation(igrp:1){callTriggers(tz:5){rowCount}}}', {}],
    ['a variable', 'query($tz:TimeZone){installation(igrp:1){callTriggers(tz:$tz){rowCount}}}', { tz: 'Mars/Olympus' }],
  ])('is refused with its rule: %s', async (_, query, variables) => {
    const { status, body } = await gateway.ask(query, variables);
    expect(status).toBe(400);
    expect(body.errors?.[0]?.message).toMatch(/IANA (database|time zone)/);
  });
});
