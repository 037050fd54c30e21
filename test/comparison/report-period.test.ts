/** Periods in words, held against another calendar: Temporal's polyfill, which shares nothing with the code under test. */
import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { catalogue } from '../../schema/reports/index.js';
import { REPORT_PERIODS, reportDates, todayIn, withPeriod, type ReportPeriod } from '../../src/comparison/report-period.js';

/** Ahead of UTC and behind it, by halves and quarters of an hour, north and south, one that skipped a day and one that moves by half an hour. */
const ZONES = [
  'UTC',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];
const [FIRST, LAST] = [Temporal.PlainDate.from('2023-12-31'), Temporal.PlainDate.from('2027-01-01')];

type Days = readonly [Temporal.PlainDate, Temporal.PlainDate];

const firstOfQuarter = (day: Temporal.PlainDate) => day.with({ day: 1 }).subtract({ months: (day.month - 1) % 3 });
const upTo = (first: Temporal.PlainDate, months: number): Days => [first, first.add({ months }).subtract({ days: 1 })];

/** What each period means, said a second time. */
const EXPECTED: Readonly<Record<ReportPeriod, (today: Temporal.PlainDate) => Days>> = {
  TODAY: (today) => [today, today],
  YESTERDAY: (today) => [today.subtract({ days: 1 }), today.subtract({ days: 1 })],
  LAST_7_DAYS: (today) => [today.subtract({ weeks: 1 }), today.subtract({ days: 1 })],
  LAST_30_DAYS: (today) => [today.subtract({ days: 30 }), today.subtract({ days: 1 })],
  LAST_90_DAYS: (today) => [today.subtract({ days: 90 }), today.subtract({ days: 1 })],
  THIS_WEEK: (today) => [today.subtract({ days: today.dayOfWeek - 1 }), today],
  LAST_WEEK: (today) => [today.subtract({ days: today.dayOfWeek + 6 }), today.subtract({ days: today.dayOfWeek })],
  THIS_MONTH: (today) => [today.with({ day: 1 }), today],
  LAST_MONTH: (today) => upTo(today.with({ day: 1 }).subtract({ months: 1 }), 1),
  THIS_QUARTER: (today) => [firstOfQuarter(today), today],
  LAST_QUARTER: (today) => upTo(firstOfQuarter(today).subtract({ months: 3 }), 3),
  THIS_YEAR: (today) => [today.with({ month: 1, day: 1 }), today],
  LAST_YEAR: (today) => upTo(today.with({ month: 1, day: 1 }).subtract({ years: 1 }), 12),
};

describe('the days of a period', () => {
  test.each(Object.keys(REPORT_PERIODS) as ReportPeriod[])('%s is the same by another calendar, on every day of three years', (name) => {
    const wrong: unknown[] = [];
    for (let today = FIRST; Temporal.PlainDate.compare(today, LAST) <= 0; today = today.add({ days: 1 })) {
      const [first, last] = EXPECTED[name](today).map(String);
      const { startDate, endDate } = REPORT_PERIODS[name].on(String(today));
      if (startDate !== first || endDate !== last) wrong.push([String(today), startDate, endDate]);
    }
    expect(wrong).toEqual([]);
  });

  test.each(ZONES)('today in %s begins and ends with its own day, on every day of three years', (zone) => {
    const wrong: unknown[] = [];
    let first = FIRST.toZonedDateTime(zone).epochMilliseconds;
    for (let day = FIRST; Temporal.PlainDate.compare(day, LAST) <= 0; day = day.add({ days: 1 })) {
      const next = day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
      const shown = [todayIn(zone, first), todayIn(zone, next - 1)];
      if (shown.some((today) => today !== String(day))) wrong.push([String(day), ...shown]);
      first = next;
    }
    expect(wrong).toEqual([]);
  });
});

const report = catalogue.get('callTriggers');
if (!report) throw new Error('callTriggers is not in the catalogue.');
const NEW_YEAR = Date.parse('2026-12-31T23:30:00Z');

describe('the argument period', () => {
  test.each([
    [undefined, '2026-12-31'],
    ['UTC', '2026-12-31'],
    ['Europe/Berlin', '2027-01-01'],
    ['America/New_York', '2026-12-31'],
  ])('means the day of tz %s', (tz, today) => {
    expect(withPeriod(report, { period: 'TODAY', tz }, NEW_YEAR)).toEqual({ tz, startDate: today, endDate: today });
  });

  test('leaves the arguments as they are where it is not given, and null is not given', () => {
    const given = { startDate: '2026-01-01', limit: 5 };
    expect(withPeriod(report, given, NEW_YEAR)).toBe(given);
    expect(withPeriod(report, { ...given, period: null }, NEW_YEAR)).toEqual(given);
    expect(withPeriod(report, { period: 'TODAY', startDate: null, endDate: undefined }, NEW_YEAR)).toEqual({
      startDate: '2026-12-31',
      endDate: '2026-12-31',
    });
  });

  test.each(['startDate', 'endDate'])('is refused beside %s', (day) => {
    expect(() => withPeriod(report, { period: 'TODAY', [day]: '2026-01-01' }, NEW_YEAR)).toThrow(
      `${day} cannot be combined with period. Give either the days or the period, but got: "2026-01-01" (callTriggers.${day})`,
    );
  });
});

describe('the dates that a report tells', () => {
  const dates = (...scalars: readonly (readonly [string, string])[]) => reportDates({ scalars }, NEW_YEAR);

  test('are those that were asked for, and how many days that is', () => {
    expect(dates(['startDate', '2024-02-01'], ['endDate', '2024-03-01'])).toEqual({
      startDate: '2024-02-01',
      endDate: '2024-03-01',
      days: 30,
      closed: true,
    });
  });

  test('are closed once the last day is over in the time zone of the report', () => {
    const end = ['endDate', '2026-12-31'] as const;
    expect(dates(end).closed).toBe(false);
    expect(dates(end, ['tz', 'Europe/Berlin']).closed).toBe(true);
    expect(dates(end, ['tz', 'America/New_York']).closed).toBe(false);
  });

  test('are null where they were left out, and then not closed', () => {
    expect(dates()).toEqual({ startDate: null, endDate: null, days: null, closed: false });
    expect(dates(['startDate', '2020-01-01'])).toEqual({ startDate: '2020-01-01', endDate: null, days: null, closed: false });
    expect(dates(['endDate', '2020-01-01'])).toEqual({ startDate: null, endDate: '2020-01-01', days: null, closed: true });
  });
});
