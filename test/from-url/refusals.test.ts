/** What a URL says that no operation can: refused by its name, with the rule and the place. */
import { describe, expect, it, test } from '@jest/globals';
import { GatewayError } from '../../src/errors.js';
import { runningGateway } from '../support/running-gateway.js';
import { translate } from './asked-again.js';

const CALLS = '/reports/v2/igrps/1/triggers/calls';
const METRICS = '/reports/v2/metrics/channels';
const OURS =
  'url must begin with https://api.infinitycloud.com/reports/v2, with the configured base, or with /reports/v2, but got: "another address" (operationFromUrl.url)';
const USER = 'url must not contain a user name: send the credential in the Authorization header, but got: "one" (operationFromUrl.url)';
const DIGITS = 'a whole number from 0 to 2147483647';
const many = (count: number) => Array.from({ length: count }, (_, i) => `display[]=n${i}`).join('&');

const REFUSED: readonly (readonly [what: string, url: string, says: string])[] = [
  ['another host', 'https://example.com/reports/v2/igrps', OURS],
  ['a host that begins like ours', 'https://api.infinitycloud.com.example.com/reports/v2/igrps', OURS],
  ['another port', 'https://api.infinitycloud.com:8443/reports/v2/igrps', OURS],
  ['another version', 'https://api.infinitycloud.com/reports/v22/igrps', OURS],
  ['another scheme', 'ftp://api.infinitycloud.com/reports/v2/igrps', OURS],
  ['a path without the base', '/metrics/channels?igrp=1', OURS],
  ['nothing', '', OURS],
  ['a user name', 'https://user:secret@api.infinitycloud.com/reports/v2/igrps', USER],
  ['a user name at another host', 'https://user:secret@example.com/', USER],
  ['a user name without a scheme', 'user:secret@api.infinitycloud.com/reports/v2/igrps', OURS],
  [
    'a line break',
    '/reports/v2/ig\nrps',
    'url must not contain a control character or an unpaired surrogate, but got: "one of them" (operationFromUrl.url)',
  ],
  [
    'too many characters',
    `/reports/v2/igrps?${'x'.repeat(8000)}`,
    'url must be at most 8000 characters long, but got: 8018 (operationFromUrl.url)',
  ],
  ['no route', '/reports/v2', 'url must name the route of a report, but got: "" (operationFromUrl.url)'],
  [
    'an unknown route',
    '/reports/v2/igrps/1/nothing',
    'url must name the route of a report, but got: "/igrps/1/nothing" (operationFromUrl.url)',
  ],
  [
    'a way out of the route',
    '/reports/v2/igrps/1/../2/goals',
    'url must name the route of a report, but got: "/igrps/1/../2/goals" (operationFromUrl.url)',
  ],
  [
    'an unknown parameter',
    `${CALLS}?nestAttributions=1`,
    'a parameter must be one that callTriggers takes, but got: "nestAttributions" (operationFromUrl.url)',
  ],
  [
    'a parameter of other routes',
    `${CALLS}?attributionModelId=1`,
    'a parameter must be one that callTriggers takes, but got: "attributionModelId" (operationFromUrl.url)',
  ],
  [
    'a secret as a parameter',
    `${CALLS}?apiKey=secret`,
    'a parameter must be one that callTriggers takes, but got: "apiKey" (operationFromUrl.url)',
  ],
  [
    'an installation where there is none',
    '/reports/v2/organisations?igrp=1',
    'a parameter must be one that organisations takes, but got: "igrp" (operationFromUrl.url)',
  ],
  [
    'columns of a report without documented ones',
    '/reports/v2/igrps/1/pbxActiveCalls?display[]=x',
    'a parameter must be one that pbxActiveCalls takes, but got: "display" (operationFromUrl.url)',
  ],
  ['no installation', `${METRICS}?limit=1`, 'igrp must be given, but got: nothing (operationFromUrl.url, igrp)'],
  ['two installations', `${CALLS}?igrp=2`, 'igrp must be 1, as in the path, but got: "2" (operationFromUrl.url, igrp)'],
  ['installation 0', `${METRICS}?igrp=0`, 'igrp must be a whole number from 1 to 2147483647, but got: "0" (operationFromUrl.url, igrp)'],
  [
    'no attribution model',
    `${METRICS}?igrp=1&attributionModelId=none`,
    `attributionModelId must be ${DIGITS}, but got: "none" (operationFromUrl.url, attributionModelId)`,
  ],
  ['a parameter twice', `${CALLS}?limit=1&limit=2`, 'limit must be given once, but got: "1 and 2" (operationFromUrl.url, limit)'],
  [
    'brackets that a parameter does not take',
    `${CALLS}?limit[]=1`,
    'limit must not have brackets, but got: "limit[]" (operationFromUrl.url, limit)',
  ],
  [
    'brackets that a parameter lacks',
    `${CALLS}?display=rowId`,
    'display must be written display[], but got: "display" (operationFromUrl.url, display)',
  ],
  [
    'brackets that do not close',
    `${CALLS}?display[=rowId`,
    'a parameter must be name, name[] or name[key], but got: "display[" (operationFromUrl.url)',
  ],
  [
    'an index that is no number',
    `${CALLS}?display[x]=rowId`,
    'the index of display[] must be a number or left out, but got: "x" (operationFromUrl.url, display)',
  ],
  [
    'an index twice',
    `${CALLS}?sort[]=rowId-asc&sort[0]=act-asc`,
    'sort must not have two indexes, but got: 0 (operationFromUrl.url, sort[0])',
  ],
  [
    'sort keys that are numbered otherwise',
    `${CALLS}?sort[1]=rowId-asc&sort[0]=act-asc`,
    'sort must be numbered in order, but got: 0 (operationFromUrl.url, sort[0])',
  ],
  [
    'bytes that are no UTF-8',
    `${CALLS}?callRef=%E4`,
    'the value of a parameter must be percent-encoded UTF-8, but got: "other bytes" (operationFromUrl.url, callRef)',
  ],
  [
    'a stray percent sign',
    `${CALLS}?%=1`,
    'the name of a parameter must be percent-encoded UTF-8, but got: "other bytes" (operationFromUrl.url)',
  ],
  [
    'a day that the calendar lacks',
    `${CALLS}?startDate=2026-02-30`,
    'startDate must be a calendar day from 1970 to 2099 as YYYY-MM-DD, but got: "2026-02-30" (operationFromUrl.url, startDate)',
  ],
  [
    'an end before the start',
    `${CALLS}?startDate=2026-02-02&endDate=2026-02-01`,
    'startDate must not be after endDate 2026-02-01, but got: "2026-02-02" (callTriggers.startDate)',
  ],
  [
    'a time zone that there is not',
    `${CALLS}?tz=Europe/Leeds`,
    'tz must be a time zone of the IANA database, but got: "Europe/Leeds" (operationFromUrl.url, tz)',
  ],
  [
    'a channel type that there is not',
    `${CALLS}?chType=radio`,
    'chType must be one of display, ppc, affiliate, social, video, email, sms, offline, seo, ref, direct, pbxCallTrack, pbxDdi, pbxInternal, pbxOutbound, cust, but got: "radio" (operationFromUrl.url, chType)',
  ],
  [
    'a flag that is neither',
    `${CALLS}?excludePiiData=yes`,
    'excludePiiData must be 1 or 0, but got: "yes" (operationFromUrl.url, excludePiiData)',
  ],
  ['no rows', `${CALLS}?limit=0`, 'limit must be between 1 and 50000, but got: 0 (callTriggers.limit)'],
  ['an offset that is no number', `${CALLS}?offset=1e3`, `offset must be ${DIGITS}, but got: "1e3" (operationFromUrl.url, offset)`],
  [
    'an offset past what GraphQL counts',
    `${CALLS}?offset=2147483648`,
    `offset must be ${DIGITS}, but got: "2147483648" (operationFromUrl.url, offset)`,
  ],
  [
    'a filter without its parts',
    `${CALLS}?filter[]=bandName-eq-bronze`,
    'a filter must be field-operand-value-comparison, but got: "bandName-eq-bronze" (operationFromUrl.url, filter[])',
  ],
  [
    'an operand that there is not',
    `${CALLS}?filter[]=bandName-like-value-b`,
    'the operand of a filter on bandName must be one that is known, but got: "like" (operationFromUrl.url, filter[])',
  ],
  [
    'bool with another word',
    `${CALLS}?filter[]=bandName-bool-value-1`,
    'a filter bandName-bool must compare with true or false, but got: "1" (operationFromUrl.url, filter[])',
  ],
  [
    'a filter on a variable',
    `${CALLS}?filter[]=c_plan-eq-value-1`,
    'name must not begin with c_ or pt_: the Reports API cannot filter by such fields, but got: "c_plan" (callTriggers.filter[0].field.name)',
  ],
  [
    'a value that is too long',
    `${CALLS}?filter[]=act-eq-value-${'x'.repeat(4097)}`,
    'a value must be at most 4096 characters long, but got: 4097 (operationFromUrl.url, filter[])',
  ],
  [
    'a filter on what cannot be filtered',
    `${METRICS}?igrp=1&filter[]=metricMonthName-eq-value-May`,
    'name must be a field that can be filtered, but got: "metricMonthName" (channelMetrics.filter[0].field.name)',
  ],
  [
    'a required filter left out',
    '/reports/v2/igrps/1/callKeywords',
    'this report requires a filter on rowId, but got: [] (callKeywords.filter)',
  ],
  [
    'a required argument left out',
    '/reports/v2/igrps/1/activeCall',
    'one of callRef, srcPhoneNumber is required, but got: nothing (activeCall)',
  ],
  [
    'a sort key without its order',
    `${CALLS}?sort[]=rowId`,
    'a sort key must be field-asc or field-desc, but got: "rowId" (operationFromUrl.url, sort[])',
  ],
  [
    'a sort by a variable',
    `${CALLS}?sort[]=c_plan-asc`,
    'name must be a letter followed by letters and digits, at most 64 characters, but got: "c_plan" (callTriggers.sort[0].name)',
  ],
  [
    'a sort by a label that cannot be sorted by',
    `${METRICS}?igrp=1&sort[]=metricMonthName-asc`,
    'sort[] must name a field that channelMetrics can be sorted by, but got: "metricMonthName" (operationFromUrl.url, sort[])',
  ],
  [
    'a sort by a field twice',
    `${CALLS}?sort[]=act-asc&sort[]=act-desc`,
    'sort must not repeat a field, but got: "act" (callTriggers.sort[1])',
  ],
  [
    'a group by a metric',
    `${METRICS}?igrp=1&group[]=callCount`,
    'group[] must name a field that channelMetrics can be grouped by, but got: "callCount" (operationFromUrl.url, group[])',
  ],
  ['a column of no group', `${METRICS}?igrp=1&display[]=ch`, 'ch requires CH in group, but got: [] (channelMetrics.rows.ch)'],
  [
    'an alias for two columns',
    `${CALLS}?display[]=vid-x&display[]=act-x`,
    'display[] must give a name to one column, but got: "x" (operationFromUrl.url, display[])',
  ],
  [
    'an alias that is another column',
    `${CALLS}?display[]=vid-act&display[]=act`,
    'display[] must give a name to one column, but got: "act" (operationFromUrl.url, display[])',
  ],
  [
    'a column without a name',
    `${CALLS}?display[]=-x`,
    'a display must be field or field-alias, but got: "-x" (operationFromUrl.url, display[])',
  ],
  [
    'more names than an operation may give',
    `${CALLS}?${many(61)}`,
    'display[] must rename, or name outside the catalogue, at most 60 columns of callTriggers, but got: 61 (operationFromUrl.url, display[])',
  ],
  [
    'a custom metric without a reference',
    `${METRICS}?igrp=1&customMetrics[]=goalCount_goal_1`,
    'a custom metric must be written customMetrics[reference], but got: "" (operationFromUrl.url, customMetrics)',
  ],
  [
    'a custom metric without a condition',
    `${METRICS}?igrp=1&customMetrics[a]=goalCount`,
    'a custom metric must be metric_field_value, and _field_value for every further condition, but got: "goalCount" (operationFromUrl.url, customMetrics[a])',
  ],
  [
    'a custom metric of what cannot be counted',
    `${METRICS}?igrp=1&customMetrics[a]=ch_goal_1`,
    'metricName must name a metric, but got: "ch" (channelMetrics.customMetrics[0].metricName)',
  ],
  [
    'a reference twice',
    `${METRICS}?igrp=1&customMetrics[a]=goalCount_goal_1&customMetrics[a]=goalCount_goal_2`,
    'each custom metric needs its own reference, ignoring case, but got: "a" (channelMetrics.customMetrics[1].reference)',
  ],
  [
    'a backslash that escapes nothing',
    String.raw`${METRICS}?igrp=1&customMetrics[a]=goalCount_campaign_a\b`,
    String.raw`a backslash must be written as four, or stand before _ or ,, but got: "goalCount_campaign_a\\b" (operationFromUrl.url, customMetrics[a])`,
  ],
];

/** What the translation of a URL throws. */
function refusal(url: string): unknown {
  try {
    return translate(url);
  } catch (error) {
    return error;
  }
}

describe('the translation of a URL refuses', () => {
  test.each(REFUSED)('%s', (_, url, says) => {
    const error = refusal(url);
    if (!(error instanceof GatewayError)) throw error;
    expect(error.code).toBe('BAD_USER_INPUT');
    expect(error.message).toBe(says);
    expect(error.message).not.toContain('secret');
  });

  it('a request whose URL would be longer than the gateway sends', () => {
    const filters = (count: number) =>
      Array.from({ length: count }, (_, i) => `filter[]=campaign-ne-value-${'ä'.repeat(100)}${i}`).join('&');
    const error = refusal(`${CALLS}?limit=1&${filters(40)}`);
    expect(error).toMatchObject({ code: 'QUERY_TOO_LARGE' });
  });
});

describe('a refusal over HTTP', () => {
  const { gateway, upstream } = runningGateway();
  const ask = (url: string) => gateway.ask('query($url: String!) { operationFromUrl(url: $url) { query } }', { url }, {});

  it('is one error with a code, sends nothing, and repeats no credential', async () => {
    const { status, body, text } = await ask('https://user:secret@api.infinitycloud.com/reports/v2/igrps');
    expect({ status, codes: body.errors?.map(({ extensions }) => extensions['code']) }).toEqual({ status: 200, codes: ['BAD_USER_INPUT'] });
    expect(text).not.toMatch(/secret|user:/);
    expect(JSON.stringify(gateway.logged)).not.toContain('secret');
    expect(upstream.requests).toEqual([]);
  });

  it('comes at 8,001 characters, and not at 8,000', async () => {
    const url = (length: number) => '/reports/v2/igrps?display[]=igrp&format='.padEnd(length, 'x');
    expect((await ask(url(8000))).body.errors).toBeUndefined();
    const { body } = await ask(url(8001));
    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });
});
