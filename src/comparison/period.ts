/** Periods of whole days, and the ones they are compared with. */
import { dayNumber, dayOf, firstOfMonth, lastOfMonth, monthNumber, sameDayIn } from './calendar.js';

/** From the first day to the last, both included, as `YYYY-MM-DD`. */
export interface Period {
  readonly startDate: string;
  readonly endDate: string;
}

/**
 * The period of the same length that ends on the day before. What is exactly one or more whole months of the calendar is compared with as
 * many whole months before: March with February, a year with the year before.
 */
export function periodBefore({ startDate, endDate }: Period): Period {
  if (isWholeMonths({ startDate, endDate })) {
    const first = monthNumber(startDate);
    const months = monthNumber(endDate) - first + 1;
    return { startDate: firstOfMonth(first - months), endDate: lastOfMonth(first - 1) };
  }
  const first = dayNumber(startDate);
  const days = dayNumber(endDate) - first + 1;
  return { startDate: dayOf(first - days), endDate: dayOf(first - 1) };
}

/** The same days a year before; 29 February becomes the 28th. */
export function yearBefore({ startDate, endDate }: Period): Period {
  const before = (day: string) => sameDayIn(monthNumber(day) - 12, day);
  return { startDate: before(startDate), endDate: before(endDate) };
}

/** Each end a month back, or the last day of that month where it has no such day. */
export function monthBefore({ startDate, endDate }: Period): Period {
  const before = (day: string) => sameDayIn(monthNumber(day) - 1, day);
  return { startDate: before(startDate), endDate: before(endDate) };
}

const DAYS_OF_52_WEEKS = 364;

/** 364 days before: as many days, on the same days of the week. */
export function weekdaysYearBefore({ startDate, endDate }: Period): Period {
  const before = (day: string) => dayOf(dayNumber(day) - DAYS_OF_52_WEEKS);
  return { startDate: before(startDate), endDate: before(endDate) };
}

function isWholeMonths({ startDate, endDate }: Period): boolean {
  return startDate.endsWith('-01') && endDate === lastOfMonth(monthNumber(endDate));
}
