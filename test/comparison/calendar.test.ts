import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isDate } from '../../schema/dates.js';
import { dayNumber, dayOf, firstOfMonth, lastOfMonth, monthNumber, sameDayIn } from '../../src/comparison/calendar.js';
import { holds } from '../support/laws.js';

/** 1600-01-01 to 2400-12-31: two whole cycles of leap years. */
const number = fc.integer({ min: -135_140, max: 157_418 });
const platformDay = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

describe('days', () => {
  test('are numbered as the platform numbers them', () => {
    holds(
      fc.property(number, (days) => {
        expect(dayOf(days)).toBe(platformDay(days));
        expect(dayNumber(platformDay(days))).toBe(days);
      }),
    );
  });

  test.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['2000-03-01', 11_017],
    ['2100-02-28', 47_540],
    ['2100-03-01', 47_541],
  ])('%s is day %d', (day, days) => {
    expect([dayNumber(day), dayOf(days)]).toEqual([days, day]);
  });
});

describe('months', () => {
  test('begin with a day 1, and end the day before the next begins', () => {
    holds(
      fc.property(number, (days) => {
        const month = monthNumber(dayOf(days));
        expect(firstOfMonth(month)).toBe(`${dayOf(days).slice(0, 8)}01`);
        expect(dayNumber(lastOfMonth(month)) + 1).toBe(dayNumber(firstOfMonth(month + 1)));
      }),
    );
  });

  test.each([
    ['2024-02', '2024-02-29'],
    ['2023-02', '2023-02-28'],
    ['2000-02', '2000-02-29'],
    ['1900-02', '1900-02-28'],
    ['2024-12', '2024-12-31'],
  ])('%s ends on %s', (month, last) => {
    expect(lastOfMonth(monthNumber(month))).toBe(last);
  });

  test('the same day of another month is a day that the calendar has, of that month, and the same wherever there is one', () => {
    holds(
      fc.property(number, fc.integer({ min: -30, max: 30 }), (days, months) => {
        const day = dayOf(days);
        const same = sameDayIn(monthNumber(day) + months, day);
        expect(isDate(same)).toBe(true);
        expect(monthNumber(same)).toBe(monthNumber(day) + months);
        expect(same.slice(8) === day.slice(8) || same === lastOfMonth(monthNumber(same))).toBe(true);
      }),
    );
  });
});
