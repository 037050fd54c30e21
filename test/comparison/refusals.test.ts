/** What a comparison or a filling cannot be truthful beside: refused by rule, value and place, with nothing sent. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';

const { gateway, upstream } = runningGateway();
beforeEach(() => upstream.clear());

const MARCH = 'startDate:"2026-03-01",endDate:"2026-03-31"';
const BEFORE = 'compare:{to:PREVIOUS_PERIOD}';
const ROWS = 'rows{callCount}';

/** The arguments, what is selected, and the whole message. */
const REFUSED: readonly (readonly [string, string, string])[] = [
  [BEFORE, ROWS, 'startDate is required with compare, but got: nothing (channelMetrics.startDate)'],
  [`startDate:"2026-03-01",${BEFORE}`, ROWS, 'endDate is required with compare, but got: nothing (channelMetrics.endDate)'],
  [`endDate:"2026-03-01",${BEFORE}`, ROWS, 'startDate is required with compare, but got: nothing (channelMetrics.startDate)'],
  [`${MARCH},compare:{to:RANGE}`, ROWS, 'startDate must be given with RANGE, but got: nothing (channelMetrics.compare.startDate)'],
  [
    `${MARCH},compare:{to:RANGE,startDate:"2026-01-01"}`,
    ROWS,
    'endDate must be given with RANGE, but got: nothing (channelMetrics.compare.endDate)',
  ],
  [
    `${MARCH},compare:{to:RANGE,startDate:null,endDate:"2026-01-01"}`,
    ROWS,
    'startDate must be given with RANGE, but got: nothing (channelMetrics.compare.startDate)',
  ],
  [
    `${MARCH},compare:{to:RANGE,startDate:"2026-01-02",endDate:"2026-01-01"}`,
    ROWS,
    'startDate must not be after endDate 2026-01-01, but got: "2026-01-02" (channelMetrics.compare.startDate)',
  ],
  [
    `${MARCH},compare:{to:RANGE,startDate:"2098-01-01",endDate:"2098-01-02"}`,
    ROWS,
    'startDate must not be in the future, but got: "2098-01-01" (channelMetrics.compare.startDate)',
  ],
  [
    `${MARCH},compare:{to:PREVIOUS_PERIOD,startDate:"2026-01-01"}`,
    ROWS,
    'startDate may be given with RANGE only, but got: "2026-01-01" (channelMetrics.compare.startDate)',
  ],
  [
    `${MARCH},compare:{to:PREVIOUS_YEAR,endDate:"2026-01-01"}`,
    ROWS,
    'endDate may be given with RANGE only, but got: "2026-01-01" (channelMetrics.compare.endDate)',
  ],
  [
    'startDate:"1970-01-01",endDate:"1970-01-31",compare:{to:PREVIOUS_YEAR}',
    ROWS,
    'compare must lead to a period that starts on 1970-01-01 or later, but got: "1969-01-01" (channelMetrics.compare.to)',
  ],
  [`${MARCH},offset:1,${BEFORE}`, ROWS, 'offset must be 0 when compare is given, but got: 1 (channelMetrics.offset)'],
  [
    `${MARCH},${BEFORE},group:[METRIC_DATE],filter:[{metricDate:{eq:"2026-03-01"}}]`,
    ROWS,
    'filter must not be on a date when compare is given, but got: "metricDate" (channelMetrics.filter)',
  ],
  [
    `${MARCH},${BEFORE},filter:[{field:{name:"metricMonth",eq:"202603"}}]`,
    ROWS,
    'filter must not be on a date when compare is given, but got: "metricMonth" (channelMetrics.filter)',
  ],
  [
    `${MARCH},${BEFORE}`,
    'rows{delta{customMetric(reference:"mine")}}',
    'reference must name a custom metric of the request, but got: "mine" (channelMetrics.rows.customMetric.reference)',
  ],
  ['group:[METRIC_DATE],fillGaps:ZERO', ROWS, 'startDate is required with fillGaps, but got: nothing (channelMetrics.startDate)'],
  [`${MARCH},fillGaps:ZERO`, ROWS, 'fillGaps requires METRIC_DATE or METRIC_MONTH in group, but got: [] (channelMetrics.group)'],
  [
    `${MARCH},group:[CH],fillGaps:NULL`,
    ROWS,
    'fillGaps requires METRIC_DATE or METRIC_MONTH in group, but got: ["CH"] (channelMetrics.group)',
  ],
  [
    `${MARCH},group:[METRIC_DATE],fillGaps:ZERO,offset:3`,
    ROWS,
    'offset must be 0 when fillGaps is given, but got: 3 (channelMetrics.offset)',
  ],
  [
    `${MARCH},group:[METRIC_DATE],fillGaps:ZERO,limit:30`,
    ROWS,
    'limit must be 31 or more, one row for each day of the period, but got: 30 (channelMetrics.limit)',
  ],
  [
    `${MARCH},group:[METRIC_DATE],fillGaps:ZERO,limit:31,compare:{to:RANGE,startDate:"2026-01-01",endDate:"2026-02-28"}`,
    ROWS,
    'limit must be 59 or more, one row for each day of the period, but got: 31 (channelMetrics.limit)',
  ],
  [
    `${MARCH},group:[METRIC_DATE,CH],fillGaps:ZERO,sort:[{field:CH}]`,
    ROWS,
    'sort may only use the grouped dates, all in one direction, when fillGaps is given, but got: ["CH asc"] (channelMetrics.sort)',
  ],
  [
    `${MARCH},group:[METRIC_DATE,METRIC_MONTH],fillGaps:ZERO,sort:[{field:METRIC_MONTH},{field:METRIC_DATE,order:DESC}]`,
    ROWS,
    'sort may only use the grouped dates, all in one direction, when fillGaps is given, but got: ["METRIC_MONTH asc","METRIC_DATE desc"] (channelMetrics.sort)',
  ],
  [
    `${MARCH},group:[METRIC_DATE],fillGaps:ZERO,filter:[{callCount:{gt:5}}]`,
    ROWS,
    'filter may only be on dimensions that are not dates when fillGaps is given, but got: "callCount" (channelMetrics.filter)',
  ],
  [
    `${MARCH},group:[METRIC_DATE],fillGaps:NULL,filter:[{metricDate:{gte:"2026-03-05"}}]`,
    ROWS,
    'filter may only be on dimensions that are not dates when fillGaps is given, but got: "metricDate" (channelMetrics.filter)',
  ],
  [
    `${MARCH},group:[METRIC_DATE],fillGaps:ZERO,filter:[{field:{name:"unheardOf",eq:"1"}}]`,
    ROWS,
    'filter may only be on dimensions that are not dates when fillGaps is given, but got: "unheardOf" (channelMetrics.filter)',
  ],
  [`${MARCH},group:[CH,CH],${BEFORE}`, ROWS, 'group must not repeat a dimension, but got: "CH" (channelMetrics.group[1])'],
];

describe('a comparison or a filling is refused, with nothing sent', () => {
  test.each(REFUSED)('(%s) %s', async (given, selected, message) => {
    const { status, body } = await gateway.ask(`{installation(igrp:1){channelMetrics(${given}){${selected}}}}`);
    expect({ status, data: body.data }).toEqual({ status: 200, data: { installation: { channelMetrics: null } } });
    expect(body.errors?.map((error) => [error.message, error.extensions['code'], error.path])).toEqual([
      [message, 'BAD_USER_INPUT', ['installation', 'channelMetrics']],
    ]);
    expect(upstream.requests).toEqual([]);
  });

  test.each([
    ['an unknown period', `${MARCH},compare:{to:LAST_WEEK}`],
    ['a comparison with nothing said', `${MARCH},compare:{}`],
    ['a day that the calendar lacks', `${MARCH},compare:{to:RANGE,startDate:"2026-02-29",endDate:"2026-03-01"}`],
    ['an unknown filling', `${MARCH},group:[METRIC_DATE],fillGaps:ONE`],
  ])('the schema refuses %s', async (_, given) => {
    const { status, body } = await gateway.ask(`{installation(igrp:1){channelMetrics(${given}){${ROWS}}}}`);
    expect([status, body.data]).toEqual([400, undefined]);
    expect(upstream.requests).toEqual([]);
  });
});
