import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dayNumber, dayOf } from '../../src/comparison/calendar.js';
import { monthBefore, periodBefore, weekdaysYearBefore, yearBefore } from '../../src/comparison/period.js';
import { holds } from '../support/laws.js';

const PERIODS_BEFORE: readonly (readonly [string, string, string, string, string])[] = [
  ['a day', '2026-03-01', '2026-03-01', '2026-02-28', '2026-02-28'],
  ['a day after a leap day', '2024-03-01', '2024-03-01', '2024-02-29', '2024-02-29'],
  ['a week', '2026-01-05', '2026-01-11', '2025-12-29', '2026-01-04'],
  ['thirty days', '2026-03-02', '2026-03-31', '2026-01-31', '2026-03-01'],
  ['days across a leap day', '2024-02-20', '2024-03-05', '2024-02-05', '2024-02-19'],
  ['a month after a shorter one', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
  ['a month after a leap February', '2024-03-01', '2024-03-31', '2024-02-01', '2024-02-29'],
  ['a leap February', '2024-02-01', '2024-02-29', '2024-01-01', '2024-01-31'],
  ['a February that lacks its leap day', '2024-02-01', '2024-02-28', '2024-01-04', '2024-01-31'],
  ['January', '2026-01-01', '2026-01-31', '2025-12-01', '2025-12-31'],
  ['a quarter', '2026-04-01', '2026-06-30', '2026-01-01', '2026-03-31'],
  ['two months over a new year', '2025-12-01', '2026-01-31', '2025-10-01', '2025-11-30'],
  ['a leap year', '2024-01-01', '2024-12-31', '2023-01-01', '2023-12-31'],
  ['a year that begins in April', '2025-04-01', '2026-03-31', '2024-04-01', '2025-03-31'],
  ['a month up to today', '2026-11-01', '2026-11-23', '2026-10-09', '2026-10-31'],
];

const YEARS_BEFORE: readonly (readonly [string, string, string, string, string])[] = [
  ['a week', '2026-01-05', '2026-01-11', '2025-01-05', '2025-01-11'],
  ['a leap day', '2024-02-29', '2024-02-29', '2023-02-28', '2023-02-28'],
  ['a period that ends on a leap day', '2024-02-01', '2024-02-29', '2023-02-01', '2023-02-28'],
  ['a period that begins on a leap day', '2024-02-29', '2024-03-10', '2023-02-28', '2023-03-10'],
  ['the February after a leap year', '2025-02-01', '2025-02-28', '2024-02-01', '2024-02-28'],
  ['days across a leap day', '2024-02-20', '2024-03-05', '2023-02-20', '2023-03-05'],
  ['two years', '2024-01-01', '2025-12-31', '2023-01-01', '2024-12-31'],
  ['the century that was no leap year', '2101-02-01', '2101-02-28', '2100-02-01', '2100-02-28'],
];

/** Periods of up to three years within the years that a question may be about. */
const period = fc
  .tuple(fc.integer({ min: dayNumber('1975-01-01'), max: dayNumber('2099-12-31') }), fc.integer({ min: 0, max: 1100 }))
  .map(([first, days]) => ({ startDate: dayOf(first), endDate: dayOf(first + days) }));

describe('the period before', () => {
  test.each(PERIODS_BEFORE)('of %s', (_, startDate, endDate, first, last) => {
    expect(periodBefore({ startDate, endDate })).toEqual({ startDate: first, endDate: last });
  });

  test('ends on the day before, whatever the period', () => {
    holds(
      fc.property(period, (asked) => {
        expect(dayNumber(periodBefore(asked).endDate)).toBe(dayNumber(asked.startDate) - 1);
      }),
    );
  });

  test('has as many days, where the period is not made of whole months', () => {
    holds(
      fc.property(
        period.filter(({ startDate }) => !startDate.endsWith('-01')),
        (asked) => {
          const before = periodBefore(asked);
          expect(dayNumber(before.endDate) - dayNumber(before.startDate)).toBe(dayNumber(asked.endDate) - dayNumber(asked.startDate));
        },
      ),
    );
  });
});

describe('the year before', () => {
  test.each(YEARS_BEFORE)('of %s', (_, startDate, endDate, first, last) => {
    expect(yearBefore({ startDate, endDate })).toEqual({ startDate: first, endDate: last });
  });

  test('is in order, and 365 or 366 days before', () => {
    holds(
      fc.property(period, (asked) => {
        const before = yearBefore(asked);
        expect(before.startDate <= before.endDate).toBe(true);
        for (const side of ['startDate', 'endDate'] as const)
          expect([365, 366]).toContain(dayNumber(asked[side]) - dayNumber(before[side]));
      }),
    );
  });
});

const MONTHS_BEFORE: readonly (readonly [string, string, string, string, string])[] = [
  ['part of a month', '2026-11-01', '2026-11-23', '2026-10-01', '2026-10-23'],
  ['the end of a month after a shorter one', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
  ['days that the month before lacks', '2026-03-29', '2026-03-31', '2026-02-28', '2026-02-28'],
  ['days that a leap February has', '2024-03-29', '2024-03-31', '2024-02-29', '2024-02-29'],
  ['the end of a month after a longer one', '2026-04-01', '2026-04-30', '2026-03-01', '2026-03-30'],
  ['January', '2026-01-10', '2026-01-20', '2025-12-10', '2025-12-20'],
];

describe('the month before', () => {
  test.each(MONTHS_BEFORE)('of %s', (_, startDate, endDate, first, last) => {
    expect(monthBefore({ startDate, endDate })).toEqual({ startDate: first, endDate: last });
  });

  test('is what another calendar makes of each end, whatever the period', () => {
    const back = (day: string) => String(Temporal.PlainDate.from(day).subtract({ months: 1 }));
    holds(
      fc.property(period, (asked) => {
        expect(monthBefore(asked)).toEqual({ startDate: back(asked.startDate), endDate: back(asked.endDate) });
      }),
    );
  });
});

test('the weekdays a year before are 52 weeks before by another calendar, whatever the period', () => {
  const back = (day: string) => String(Temporal.PlainDate.from(day).subtract({ weeks: 52 }));
  holds(
    fc.property(period, (asked) => {
      expect(weekdaysYearBefore(asked)).toEqual({ startDate: back(asked.startDate), endDate: back(asked.endDate) });
    }),
  );
});
