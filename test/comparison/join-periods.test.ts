import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../../schema/reports/index.js';
import type { Derivation } from '../../src/comparison/derivation.js';
import type { Cells } from '../../src/comparison/period-rows.js';
import { groupingOf } from '../../src/comparison/grouping.js';
import { createPace } from '../../src/reports/pace.js';
import { joinPeriods, type JoinedRows } from '../../src/comparison/join-periods.js';
import { holds } from '../support/laws.js';

const report = catalogue.get('channelMetrics');
if (!report) throw new Error('channelMetrics is gone.');

const FEBRUARY = { startDate: '2026-02-27', endDate: '2026-02-28' };
const MARCH = { startDate: '2026-03-01', endDate: '2026-03-03' };

interface Asked {
  readonly group: readonly string[];
  readonly current: readonly Cells[];
  readonly previous?: readonly Cells[];
  readonly fill?: Derivation['fill'];
  readonly latestFirst?: boolean;
}

const inTurns = createPace().inTurns;
const allRows = ({ rowCount, row }: JoinedRows) => Array.from({ length: rowCount }, (_, index) => row(index));

/** The rows, the ones of three days of March, compared with two of February where `previous` is given. */
const joined = async ({ group, current, previous, fill = null, latestFirst = false }: Asked) => {
  const derivation = { period: MARCH, comparedWith: previous ? FEBRUARY : null, fill, latestFirst };
  const table = await joinPeriods({
    grouping: groupingOf(report, group),
    derivation,
    figures: ['callCount'],
    current,
    previous: previous ?? [],
    inTurns,
  });
  return allRows(table).map(({ cells, previous: before }) => [cells, before]);
};

describe('rows of two periods are joined', () => {
  test('where nothing is grouped, as the one row of each', async () => {
    expect(await joined({ group: [], current: [{ callCount: 3 }], previous: [{ callCount: 2 }] })).toEqual([
      [{ callCount: 3 }, { callCount: 2 }],
    ]);
  });

  test('by their group, in the order of the period; what one side lacks is there, the other side null', async () => {
    const current = [
      { ch: 2, chName: 'B', callCount: 5 },
      { ch: 1, chName: 'A', callCount: 4 },
    ];
    const previous = [
      { ch: 3, chName: 'C', callCount: 9 },
      { ch: 1, chName: 'A', callCount: 1 },
    ];
    expect(await joined({ group: ['ch'], current, previous })).toEqual([
      [current[0], null],
      [current[1], previous[1]],
      [{ ch: 3, chName: 'C' }, previous[0]],
    ]);
  });

  test('whole groups count: 0, null and a blank are three', async () => {
    const campaigns = ['', null, '0', 0].map((campaign, i) => ({ campaign, callCount: i }));
    expect(await joined({ group: ['campaign'], current: campaigns, previous: campaigns })).toEqual(campaigns.map((row) => [row, row]));
  });

  test('by the place of a day in its period; behind the end of the period its day is null', async () => {
    const current = [{ metricDate: '2026-03-02', callCount: 5 }];
    const previous = [
      { metricDate: '2026-02-27', callCount: 1 },
      { metricDate: '2026-02-28', callCount: 2 },
    ];
    expect(await joined({ group: ['metricDate'], current, previous })).toEqual([
      [current[0], previous[1]],
      [{ metricDate: '2026-03-01' }, previous[0]],
    ]);
    const derivation = { period: FEBRUARY, comparedWith: MARCH, fill: null, latestFirst: false };
    const table = await joinPeriods({
      grouping: groupingOf(report, ['metricDate', 'metricMonth']),
      derivation,
      figures: [],
      current: [],
      previous: [{ metricDate: '2026-03-03', metricMonth: 202603 }],
      inTurns,
    });
    expect(allRows(table)).toEqual([
      { cells: { metricDate: null, metricMonth: null }, isCurrent: false, previous: { metricDate: '2026-03-03', metricMonth: 202603 } },
    ]);
  });

  test('by the place of a month in its period', async () => {
    const current = [{ metricMonth: 202603, metricMonthName: 'March', callCount: 5 }];
    const previous = [{ metricMonth: 202602, metricMonthName: 'February', callCount: 1 }];
    expect(await joined({ group: ['metricMonth'], current, previous })).toEqual([[current[0], previous[0]]]);
  });
});

describe('gaps are filled', () => {
  const current = [
    { ch: 2, chName: 'B', metricDate: '2026-03-03', callCount: 5 },
    { ch: 1, chName: 'A', metricDate: '2026-03-01', callCount: 4 },
  ];
  const short = (rows: readonly (readonly (Cells | null)[])[]) =>
    rows.map(([cells, before]) => [cells?.['metricDate'], cells?.['ch'], cells?.['chName'], cells?.['callCount'], before?.['callCount']]);

  test('for every day and every combination that occurs, in the order of time', async () => {
    expect(short(await joined({ group: ['ch', 'metricDate'], current, fill: 'zero' }))).toEqual([
      ['2026-03-01', 2, 'B', 0, undefined],
      ['2026-03-01', 1, 'A', 4, undefined],
      ['2026-03-02', 2, 'B', 0, undefined],
      ['2026-03-02', 1, 'A', 0, undefined],
      ['2026-03-03', 2, 'B', 5, undefined],
      ['2026-03-03', 1, 'A', 0, undefined],
    ]);
  });

  test('the latest first, and with null, where that is asked for', async () => {
    expect(short(await joined({ group: ['ch', 'metricDate'], current: current.slice(0, 1), fill: 'null', latestFirst: true }))).toEqual([
      ['2026-03-03', 2, 'B', 5, undefined],
      ['2026-03-02', 2, 'B', null, undefined],
      ['2026-03-01', 2, 'B', null, undefined],
    ]);
  });

  test('in both periods, for the combinations of either, as far as each goes', async () => {
    const previous = [{ ch: 3, chName: 'C', metricDate: '2026-02-28', callCount: 7 }];
    expect(short(await joined({ group: ['ch', 'metricDate'], current: current.slice(0, 1), previous, fill: 'zero' }))).toEqual([
      ['2026-03-01', 2, 'B', 0, 0],
      ['2026-03-01', 3, 'C', 0, 0],
      ['2026-03-02', 2, 'B', 0, 0],
      ['2026-03-02', 3, 'C', 0, 7],
      ['2026-03-03', 2, 'B', 5, undefined],
      ['2026-03-03', 3, 'C', 0, undefined],
    ]);
  });

  test('where there are no rows at all, if nothing but the date is grouped', async () => {
    expect(await joined({ group: ['metricDate'], current: [], fill: 'zero' })).toEqual(
      ['2026-03-01', '2026-03-02', '2026-03-03'].map((metricDate) => [{ metricDate, callCount: 0 }, null]),
    );
    expect(await joined({ group: ['ch', 'metricDate'], current: [], fill: 'zero' })).toEqual([]);
  });

  test('months around days are those of the days, their names where a row tells them', async () => {
    const days = [{ metricDate: '2026-03-02', metricMonth: 202603, metricMonthName: 'March 2026', callCount: 1 }];
    expect((await joined({ group: ['metricDate', 'metricMonth'], current: days, fill: 'null' })).map(([cells]) => cells)).toEqual([
      { metricDate: '2026-03-01', metricMonth: 202603, metricMonthName: 'March 2026', callCount: null },
      days[0],
      { metricDate: '2026-03-03', metricMonth: 202603, metricMonthName: 'March 2026', callCount: null },
    ]);
  });
});

describe('what has no place is refused, never put somewhere', () => {
  test.each<readonly [string, Asked, RegExp]>([
    [
      'a day of another period',
      { group: ['metricDate'], current: [{ metricDate: '2026-04-01' }] },
      /metricDate must be a day of the period/,
    ],
    ['a missing day', { group: ['metricDate'], current: [{ callCount: 1 }] }, /metricDate must be a day of the period/],
    ['a month in another form', { group: ['metricMonth'], current: [{ metricMonth: 3 }] }, /metricMonth must be a month of the period/],
    [
      'a day of another month than the row says',
      { group: ['metricDate', 'metricMonth'], current: [{ metricDate: '2026-03-01', metricMonth: 202604 }] },
      /metricMonth must be a month of the period/,
    ],
    ['a group that comes twice', { group: ['ch'], current: [{ ch: 1 }, { ch: 1 }] }, /one row for each group/],
    ['a second row of totals', { group: [], current: [{ callCount: 1 }, { callCount: 2 }] }, /one row for each group/],
    [
      'a group whose value broke its type',
      { group: ['ch'], current: [{ ch: new Error('ch must be a whole number') }] },
      /ch must be a whole/,
    ],
    ['the same in the other period', { group: ['ch'], current: [], previous: [{ ch: 1 }, { ch: 1 }] }, /one row for each group/],
  ])('%s', async (_, asked, message) => {
    await expect(joined(asked)).rejects.toThrow(message);
  });
});

describe('whatever the rows', () => {
  const side = fc.uniqueArray(
    fc.record({ ch: fc.integer({ min: 0, max: 4 }), day: fc.integer({ min: 0, max: 1 }), callCount: fc.nat(50) }),
    {
      selector: ({ ch, day }) => `${ch} ${day}`,
    },
  );
  const rowsOf = (days: readonly string[], rows: readonly { ch: number; day: number; callCount: number }[]) =>
    rows.map(({ ch, day, callCount }) => ({ ch, metricDate: days[day] ?? '', callCount }));
  const sum = (rows: readonly (Cells | null | undefined)[]) => rows.reduce((total, row) => total + Number(row?.['callCount'] ?? 0), 0);

  test('no row is lost, doubled or changed, joined or filled, and a filled table is dense', async () => {
    await holds(
      fc.asyncProperty(side, side, fc.constantFrom(null, 'zero', 'null'), async (now, before, fill) => {
        const current = rowsOf(['2026-03-01', '2026-03-03'], now);
        const previous = rowsOf(['2026-02-27', '2026-02-28'], before);
        const rows = await joined({ group: ['ch', 'metricDate'], current, previous, fill });
        expect(current.every((row) => rows.some(([cells]) => cells === row))).toBe(true);
        expect(previous.every((row) => rows.some(([, cells]) => cells === row))).toBe(true);
        expect([sum(rows.map(([cells]) => cells)), sum(rows.map(([, cells]) => cells))]).toEqual([sum(current), sum(previous)]);
        const channels = new Set([...now, ...before].map(({ ch }) => ch)).size;
        if (fill !== null) expect(rows).toHaveLength(channels * 3);
        expect(new Set(rows.map(([cells]) => JSON.stringify([cells?.['ch'], cells?.['metricDate']]))).size).toBe(rows.length);
      }),
    );
  });
});
