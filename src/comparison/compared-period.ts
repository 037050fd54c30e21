/** The `compare` argument as a period: one that follows from the report's own, or any other. */
import { FIRST_DATE } from '../../schema/dates.js';
import { badInput } from '../errors.js';
import type { Input } from '../query/argument-values.js';
import { dayNumber, dayOf } from './calendar.js';
import { monthBefore, periodBefore, weekdaysYearBefore, yearBefore, type Period } from './period.js';

/** How each value of `to` makes a period; null where the caller says it. */
const PERIODS = {
  PREVIOUS_PERIOD: periodBefore,
  PREVIOUS_MONTH: monthBefore,
  PREVIOUS_YEAR: yearBefore,
  PREVIOUS_YEAR_WEEKDAYS: weekdaysYearBefore,
  RANGE: null,
} as const satisfies Record<string, ((period: Period) => Period) | null>;

/** What rows can be compared with. */
export type ComparedTo = keyof typeof PERIODS;

export interface ComparedPeriodSource {
  /** The coerced `compare` argument. */
  readonly given: Input;
  readonly period: Period;
  /** Where the argument stands. */
  readonly place: string;
  /** YYYY-MM-DD in UTC, to refuse periods that begin in the future; left out, none is refused. */
  readonly today: string | undefined;
}

/** The period that rows are compared with. Throws BAD_USER_INPUT where there is none. */
export function comparedPeriod({ given: { to, startDate, endDate }, period, place, today }: ComparedPeriodSource): Period {
  const makePeriod = PERIODS[to as ComparedTo]; // the enum has no other values
  const days = Object.entries({ startDate, endDate });
  if (makePeriod) {
    for (const [name, day] of days)
      if (day !== undefined && day !== null) throw badInput(`${name} may be given with RANGE only`, day, `${place}.${name}`);
    const made = makePeriod(period);
    if (made.startDate >= FIRST_DATE) return made;
    throw badInput(`compare must lead to a period that starts on ${FIRST_DATE} or later`, made.startDate, `${place}.to`);
  }
  for (const [name, day] of days)
    if (typeof day !== 'string') throw badInput(`${name} must be given with RANGE`, day ?? undefined, `${place}.${name}`);
  const range = { startDate: String(startDate), endDate: String(endDate) };
  if (range.startDate > range.endDate)
    throw badInput(`startDate must not be after endDate ${range.endDate}`, range.startDate, `${place}.startDate`);
  // Somewhere it may be tomorrow already.
  if (today !== undefined && range.startDate > dayOf(dayNumber(today) + 1))
    throw badInput('startDate must not be in the future', range.startDate, `${place}.startDate`);
  return range;
}
