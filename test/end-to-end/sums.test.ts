/** `totals` and `other` over HTTP: what is asked for them, what is refused, and that a failure leaves the report whole. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson, type UpstreamReply, type UpstreamRequest } from '../support/upstream-double.js';

type Cells = Readonly<Record<string, unknown>>;

/** The groups of the report, as many of them as are asked for; without groups, one row. */
let groups: readonly Cells[] = [];
let special: (request: UpstreamRequest) => UpstreamReply | undefined = () => undefined;
const valueOf = ({ params }: UpstreamRequest, name: string) => params.find(([key]) => key === name)?.[1];
const { gateway, upstream } = runningGateway((request) => {
  const reply = special(request);
  if (reply) return reply;
  if (valueOf(request, 'group[]') === undefined) return { body: ndjson({ callCount: 1000, goalValueTotal: '99.50' }) };
  return { body: ndjson(...groups.slice(0, Number(valueOf(request, 'limit')))) };
});
beforeEach(() => {
  upstream.clear();
  special = () => undefined;
  groups = [21, 22, 0, 625].map((ch) => ({ ch, callCount: ch }));
});

const DAYS = 'startDate:"2026-01-01",endDate:"2026-01-31"';
const ask = (args: string, selection: string) => gateway.ask(`{installation(igrp:1){channelMetrics(${args}){${selection}}}}`);
const asked = () =>
  upstream.requests.map(({ params }) =>
    params
      .filter(([name]) => !['igrp', 'display[]'].includes(name))
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
  );
const errors = ({ body }: Awaited<ReturnType<typeof ask>>) =>
  (body.errors ?? []).map(({ message, path, extensions }) => [path, extensions['code'], message]);
const report = ({ body }: Awaited<ReturnType<typeof ask>>) =>
  (body.data as { readonly installation: { readonly channelMetrics: Readonly<Record<string, unknown>> | null } }).installation
    .channelMetrics; // as asked

describe('totals', () => {
  test('are the same question without groups, sort and offset, in one request more', async () => {
    const answer = await ask(
      `${DAYS},tz:"Europe/London",chType:PPC,group:[CH],filter:[{campaign:{ne:"x"}}],sort:[{field:CALL_COUNT}],limit:2,offset:1`,
      'rows{ch callCount} totals{ch callCount goalValueTotal}',
    );
    expect(report(answer)?.['totals']).toEqual({ ch: null, callCount: 1000, goalValueTotal: 99.5 });
    const shared = 'startDate=2026-01-01&endDate=2026-01-31&tz=Europe/London&chType=ppc&filter[]=campaign-ne-value-x';
    expect(asked()).toEqual([`${shared}&sort[]=callCount-asc&group[]=ch&limit=2&offset=1`, `${shared}&limit=1`]);
  });

  test('are one request for all report fields that differ in groups, order and paging alone', async () => {
    const { body } = await gateway.ask(`{installation(igrp:1){
      a:channelMetrics(${DAYS},group:[CH]){rows{ch} totals{callCount}}
      b:channelMetrics(${DAYS},group:[GOAL],limit:3){rows{goal} one:totals{callCount} two:totals{goalValueTotal}}
    }}`);
    expect(body.data).toMatchObject({
      installation: { a: { totals: { callCount: 1000 } }, b: { one: { callCount: 1000 }, two: { goalValueTotal: 99.5 } } },
    });
    expect(upstream.requests).toHaveLength(3);
    expect(upstream.requests.filter(({ params }) => !params.some(([name]) => name === 'group[]'))).toHaveLength(1);
  });

  test('alone ask for nothing else', async () => {
    const answer = await ask(`${DAYS},group:[CH]`, 'totals{callCount}');
    expect(report(answer)).toEqual({ totals: { callCount: 1000 } });
    expect(asked()).toEqual(['startDate=2026-01-01&endDate=2026-01-31&limit=1']);
  });

  test('take custom metrics, by reference and as a list', async () => {
    special = ({ params }) => (params.some(([name]) => name === 'group[]') ? undefined : { body: ndjson({ sales: 7 }) });
    const answer = await ask(
      `${DAYS},group:[CH],customMetrics:[{reference:"sales",metric:GOAL_COUNT,conditions:[{field:GOAL,values:["1"]}]}]`,
      'totals{customMetric(reference:"sales") customMetrics{reference value}}',
    );
    expect(report(answer)).toEqual({ totals: { customMetric: 7, customMetrics: [{ reference: 'sales', value: 7 }] } });
  });

  test('are compared: both periods without groups, and what became of them', async () => {
    special = (request) =>
      valueOf(request, 'group[]') === undefined && valueOf(request, 'startDate') === '2025-12-01'
        ? { body: ndjson({ callCount: 800 }) }
        : undefined;
    const answer = await ask(
      `${DAYS},group:[CH],compare:{to:PREVIOUS_PERIOD}`,
      'totals{ch callCount previous{callCount} delta{callCount} deltaRatio{callCount}}',
    );
    expect(errors(answer)).toEqual([]);
    expect(report(answer)).toEqual({
      totals: { ch: null, callCount: 1000, previous: { callCount: 800 }, delta: { callCount: 200 }, deltaRatio: { callCount: 0.25 } },
    });
    expect(asked()).toEqual(['startDate=2026-01-01&endDate=2026-01-31&limit=1', 'startDate=2025-12-01&endDate=2025-12-31&limit=1']);
  });

  test('are null where upstream has no row, and null in what only a comparison answers', async () => {
    const compared = await ask(`${DAYS}`, 'totals{callCount previous{callCount}}');
    expect(report(compared)).toEqual({ totals: { callCount: 1000, previous: null } });
    special = () => ({ body: '' });
    expect(report(await ask(`startDate:"2026-02-01"`, 'totals{callCount}'))).toEqual({ totals: null });
  });

  test('that fail are an error at their own field', async () => {
    special = (request) => (valueOf(request, 'group[]') === undefined ? { status: 404 } : undefined);
    const answer = await ask(`${DAYS},group:[CH]`, 'rows{ch} totals{callCount}');
    expect(report(answer)).toEqual({ rows: [{ ch: 21 }, { ch: 22 }, { ch: 0 }, { ch: 625 }], totals: null });
    expect(errors(answer).map(([path, code]) => [path, code])).toEqual([[['installation', 'channelMetrics', 'totals'], 'NOT_FOUND']]);
  });
});

describe('other', () => {
  test('is all groups but those of the rows, by a filter for each', async () => {
    const answer = await ask(
      `${DAYS},group:[CH],filter:[{ch:{ne:9}}],sort:[{field:CALL_COUNT,order:DESC}],limit:3`,
      'rows{callCount} other{ch callCount}',
    );
    expect(report(answer)).toEqual({ rows: [21, 22, 0].map((callCount) => ({ callCount })), other: { ch: null, callCount: 1000 } });
    expect(asked()).toEqual([
      'startDate=2026-01-01&endDate=2026-01-31&filter[]=ch-ne-value-9&sort[]=callCount-desc&group[]=ch&limit=4',
      'startDate=2026-01-01&endDate=2026-01-31&filter[]=ch-ne-value-0&filter[]=ch-ne-value-21&filter[]=ch-ne-value-22&filter[]=ch-ne-value-9&limit=1',
    ]);
  });

  test('says a blank value by bool', async () => {
    groups = [{ campaign: 'a,b-value-c' }, { campaign: '' }, { campaign: 'c' }];
    const answer = await ask(`${DAYS},group:[CAMPAIGN],limit:2`, 'other{callCount}');
    expect(errors(answer)).toEqual([]);
    expect(asked()[1]).toBe(
      'startDate=2026-01-01&endDate=2026-01-31&filter[]=campaign-bool-value-true&filter[]=campaign-ne-value-a,b-value-c&limit=1',
    );
  });

  test('is null, and asks nothing, where no rows follow', async () => {
    const answer = await ask(`${DAYS},group:[CH],limit:4`, 'rows{ch} other{callCount} notes');
    expect(report(answer)).toMatchObject({ other: null, notes: [] });
    expect(upstream.requests).toHaveLength(1);
  });

  test.each([
    ['group:[CH,GOAL],limit:1', 'other is null: group by exactly one dimension.'],
    ['limit:1', 'other is null: group by exactly one dimension.'],
    ['group:[CH],limit:1,offset:1', 'other is null: leave out offset.'],
    [
      'group:[METRIC_DATE],compare:{to:PREVIOUS_PERIOD}',
      'other is null: with fillGaps, or compare by days or months, rows hold every group.',
    ],
    ['group:[METRIC_DATE],fillGaps:ZERO', 'other is null: with fillGaps, or compare by days or months, rows hold every group.'],
  ])('without a meaning (%s) is null with a note', async (args, note) => {
    groups = [];
    const answer = await ask(`${DAYS},${args}`, 'other{callCount} notes');
    expect(errors(answer)).toEqual([]);
    expect(report(answer)).toEqual({ other: null, notes: [note] });
  });

  describe('beside compare', () => {
    const COMPARED = `${DAYS},group:[CH],compare:{to:PREVIOUS_PERIOD}`;
    const isBefore = (request: UpstreamRequest) => valueOf(request, 'startDate') === '2025-12-01';
    /** The groups of the other period. */
    let before: readonly Cells[] = [];
    beforeEach(() => {
      before = [625, 22, 9, 8].map((ch) => ({ ch, callCount: ch + 1 }));
      special = (request) => {
        if (!isBefore(request)) return undefined;
        if (valueOf(request, 'group[]') === undefined) return { body: ndjson({ callCount: 500 }) };
        const among = request.params.flatMap(([, value]) => /^ch-in-value-(.*)$/.exec(value)?.[1]?.split(',') ?? []);
        const found = among.length === 0 ? before : before.filter(({ ch }) => among.includes(String(ch)));
        return { body: ndjson(...found.slice(0, Number(valueOf(request, 'limit')))) };
      };
    });

    test('is what both periods have besides the rows, which are those of the period itself', async () => {
      const selection =
        'rows{ch callCount previous{callCount}} other{ch callCount previous{callCount} delta{callCount} deltaRatio{callCount}}';
      const answer = await ask(`${COMPARED},limit:2`, `${selection} pageInfo{hasNextPage nextOffset} complete notes`);
      expect(errors(answer)).toEqual([]);
      expect(report(answer)).toEqual({
        rows: [
          { ch: 21, callCount: 21, previous: null },
          { ch: 22, callCount: 22, previous: { callCount: 23 } },
        ],
        other: { ch: null, callCount: 1000, previous: { callCount: 500 }, delta: { callCount: 500 }, deltaRatio: { callCount: 1 } },
        pageInfo: { hasNextPage: true, nextOffset: null },
        complete: false,
        notes: [],
      });
      const [now, then] = ['startDate=2026-01-01&endDate=2026-01-31', 'startDate=2025-12-01&endDate=2025-12-31'];
      expect(asked()).toEqual([
        `${now}&group[]=ch&limit=3`,
        `${then}&group[]=ch&limit=3`,
        `${then}&filter[]=ch-in-value-21,22&group[]=ch&limit=3`,
        `${now}&filter[]=ch-ne-value-21&filter[]=ch-ne-value-22&limit=1`,
        `${then}&filter[]=ch-ne-value-21&filter[]=ch-ne-value-22&limit=1`,
      ]);
    });

    test('leaves the other period as it is where that is not cut off', async () => {
      before = [22, 9].map((ch) => ({ ch, callCount: ch + 1 }));
      const answer = await ask(`${COMPARED},limit:2`, 'rows{ch previous{callCount}} other{previous{callCount}}');
      expect(report(answer)).toEqual({
        rows: [
          { ch: 21, previous: null },
          { ch: 22, previous: { callCount: 23 } },
        ],
        other: { previous: { callCount: 500 } },
      });
      expect(upstream.requests).toHaveLength(4);
    });

    test('holds the groups of the other period alone, where it is that one which is cut off', async () => {
      groups = [{ ch: 21, callCount: 21 }];
      const answer = await ask(`${COMPARED},limit:2`, 'rows{ch previous{callCount}} other{previous{callCount}} pageInfo{hasNextPage}');
      expect(report(answer)).toEqual({
        rows: [{ ch: 21, previous: null }],
        other: { previous: { callCount: 500 } },
        pageInfo: { hasNextPage: true },
      });
    });

    test('is null, and asks nothing, where the rows hold every group of both', async () => {
      const answer = await ask(`${COMPARED},limit:4`, 'rows{ch} other{callCount} notes');
      expect(report(answer)).toEqual({ rows: [21, 22, 0, 625, 9, 8].map((ch) => ({ ch })), other: null, notes: [] });
      expect(upstream.requests).toHaveLength(2);
    });

    test('asks for the group without a value by bool, and refuses a value that a list cannot hold', async () => {
      const campaigns = `${DAYS},group:[CAMPAIGN],compare:{to:PREVIOUS_PERIOD},limit:2`;
      groups = [{ campaign: 'a' }, { campaign: '' }, { campaign: 'c' }];
      before = [{ campaign: 'x' }, { campaign: 'y' }, { campaign: 'z' }];
      special = (request) =>
        isBefore(request) ? { body: request.params.some(([name]) => name === 'filter[]') ? '' : ndjson(...before) } : undefined;
      expect(errors(await ask(campaigns, 'rows{campaign} other{callCount}'))).toEqual([]);
      expect(asked().slice(2, 4)).toEqual([
        'startDate=2025-12-01&endDate=2025-12-31&filter[]=campaign-in-value-a&group[]=campaign&limit=3',
        'startDate=2025-12-01&endDate=2025-12-31&filter[]=campaign-bool-value-false&group[]=campaign&limit=3',
      ]);
      groups = [{ campaign: 'a,b' }, { campaign: 'c' }, { campaign: 'd' }];
      expect(errors(await ask(campaigns, 'rows{campaign} other{callCount}'))).toEqual([
        [
          ['installation', 'channelMetrics'],
          'BAD_USER_INPUT',
          'a value of CAMPAIGN must not contain a comma, or rows beside other cannot be compared, but got: "a,b" (channelMetrics.other)',
        ],
      ]);
    });

    test('lets no limit cut rows off that it would not hold', async () => {
      for (const [args, selection] of [
        [`${COMPARED},limit:2`, 'rows{ch}'],
        [`${DAYS},group:[CH,GOAL],compare:{to:PREVIOUS_PERIOD},limit:2`, 'rows{ch} other{callCount}'],
      ] as const) {
        const [error] = errors(await ask(args, selection));
        expect(error?.[2]).toMatch(/^limit must cover all rows of both periods/);
      }
    });
  });

  test('is answered beside 100 rows', async () => {
    groups = Array.from({ length: 101 }, (_, ch) => ({ ch }));
    const answer = await ask(`${DAYS},group:[CH],limit:100`, 'rowCount other{callCount}');
    expect(errors(answer)).toEqual([]);
    expect(report(answer)).toEqual({ rowCount: 100, other: { callCount: expect.anything() } });
  });

  test('is refused beside more rows than it takes', async () => {
    groups = Array.from({ length: 102 }, (_, ch) => ({ ch }));
    const answer = await ask(`${DAYS},group:[CH],limit:101`, 'rowCount other{callCount}');
    expect(report(answer)).toEqual({ rowCount: 101, other: null });
    expect(errors(answer)).toEqual([
      [
        ['installation', 'channelMetrics', 'other'],
        'BAD_USER_INPUT',
        'limit must be 100 or less where other is selected, but got: 101 (channelMetrics.limit)',
      ],
    ]);
    expect(upstream.requests).toHaveLength(1);
  });

  test('is an error where upstream sends a group twice, or breaks the type of one', async () => {
    groups = [{ ch: 1 }, { ch: 1 }, { ch: 2 }];
    expect(errors(await ask(`${DAYS},group:[CH],limit:2`, 'other{callCount}')).map(([, code]) => code)).toEqual([
      'UPSTREAM_MALFORMED_RESPONSE',
    ]);
    groups = [{ ch: 'one' }, { ch: 2 }];
    expect(errors(await ask(`${DAYS},group:[CH],limit:1`, 'other{callCount}')).map(([, code]) => code)).toEqual([
      'UPSTREAM_MALFORMED_RESPONSE',
    ]);
    expect(upstream.requests).toHaveLength(2);
  });
});

test.each(['totals', 'other'])('%s is refused beside a filter on a metric, which would mean the sum', async (field) => {
  const answer = await ask(`${DAYS},group:[CH],limit:2,filter:[{callCount:{gt:1}}]`, `rows{ch} ${field}{callCount}`);
  expect(report(answer)).toEqual({ rows: [{ ch: 21 }, { ch: 22 }], [field]: null });
  expect(errors(answer)).toEqual([
    [
      ['installation', 'channelMetrics', field],
      'BAD_USER_INPUT',
      `filter must be on dimensions of the catalogue beside ${field}: elsewhere it would mean the sum, but got: "callCount" (channelMetrics.filter)`,
    ],
  ]);
  expect(upstream.requests).toHaveLength(1);
});
