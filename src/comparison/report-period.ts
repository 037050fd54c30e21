/**
 * Periods in words, such as LAST_MONTH: the days that they mean at one moment, in a report's own time zone. Upstream knows days alone, so
 * the word is read here and never sent.
 */
import { badInput } from '../errors.js';
import type { Report } from '../../schema/report.js';
import type { Input } from '../query/argument-values.js';
import type { ReportQuery } from '../query/report-query.js';
import { dayNumber, dayOf, firstOfMonth, lastOfMonth, monthNumber } from './calendar.js';
import type { Period } from './period.js';

interface NamedPeriod {
  readonly description: string;
  /** Its days where `today` is the day. */
  readonly on: (today: string) => Period;
}

/** Every period that `period` takes. */
export const REPORT_PERIODS = {
  TODAY: { description: 'Today.', on: (today) => ({ startDate: today, endDate: today }) },
  YESTERDAY: { description: 'The day before today.', on: (today) => daysBefore(today, 1) },
  LAST_7_DAYS: { description: 'The seven whole days that end yesterday.', on: (today) => daysBefore(today, 7) },
  LAST_30_DAYS: { description: 'The 30 whole days that end yesterday.', on: (today) => daysBefore(today, 30) },
  LAST_90_DAYS: { description: 'The 90 whole days that end yesterday.', on: (today) => daysBefore(today, 90) },
  THIS_WEEK: { description: 'From Monday to today.', on: (today) => ({ startDate: mondayOf(today), endDate: today }) },
  LAST_WEEK: { description: 'The week before this one, Monday to Sunday.', on: (today) => daysBefore(mondayOf(today), 7) },
  THIS_MONTH: { description: 'From the first of the month to today.', on: (today) => monthsUpTo(today, 1) },
  LAST_MONTH: { description: 'The calendar month before this one.', on: (today) => monthsBefore(today, 1) },
  THIS_QUARTER: { description: 'From the first day of the calendar quarter to today.', on: (today) => monthsUpTo(today, 3) },
  LAST_QUARTER: { description: 'The calendar quarter before this one.', on: (today) => monthsBefore(today, 3) },
  THIS_YEAR: { description: 'From 1 January to today.', on: (today) => monthsUpTo(today, 12) },
  LAST_YEAR: { description: 'The calendar year before this one.', on: (today) => monthsBefore(today, 12) },
} as const satisfies Record<string, NamedPeriod>;

export type ReportPeriod = keyof typeof REPORT_PERIODS;

/** The argument that names a period. */
const PERIOD = 'period';
const DEFAULT_TIME_ZONE = 'UTC';

/**
 * The arguments with the days of `period` in its place; the same object where it is not given. `now` is in milliseconds since 1970. Throws
 * BAD_USER_INPUT where a day is given beside it.
 */
export function withPeriod(report: Report, given: Input, now: number): Input {
  const { [PERIOD]: name, ...others } = given;
  if (name === undefined) return given;
  if (name === null) return others;
  if (!isReportPeriod(name))
    throw badInput(`period must be one of ${Object.keys(REPORT_PERIODS).join(', ')}`, name, `${report.name}.${PERIOD}`);
  for (const day of ['startDate', 'endDate'])
    if (given[day] !== undefined && given[day] !== null)
      throw badInput(`${day} cannot be combined with period. Give either the days or the period`, given[day], `${report.name}.${day}`);
  return { ...others, ...REPORT_PERIODS[name].on(todayIn(zoneOf(given['tz']), now)) };
}

/** The days of a question, and whether the last of them is over in its time zone. */
export interface ReportDates {
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** Null where either day was left out. */
  readonly days: number | null;
  readonly closed: boolean;
}

/** The days that a question is about, as they are asked upstream. */
export function reportDates({ scalars }: Pick<ReportQuery, 'scalars'>, now: number): ReportDates {
  const said = (wanted: string): string | null => scalars.find(([name]) => name === wanted)?.[1] ?? null;
  const [startDate, endDate] = [said('startDate'), said('endDate')];
  return {
    startDate,
    endDate,
    days: startDate === null || endDate === null ? null : dayNumber(endDate) - dayNumber(startDate) + 1,
    closed: endDate !== null && endDate < todayIn(zoneOf(said('tz')), now),
  };
}

/** The calendar day that clocks of the time zone show. */
export function todayIn(timeZone: string, now: number): string {
  const shown = new Map(
    formatOf(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  return [shown.get('year')?.padStart(4, '0'), shown.get('month'), shown.get('day')].join('-');
}

/** One for each zone that was asked for: to make one takes longer than to answer from the cache. There are some hundreds of zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format;
}

const isReportPeriod = (name: unknown): name is ReportPeriod => typeof name === 'string' && Object.hasOwn(REPORT_PERIODS, name);
const zoneOf = (tz: unknown): string => (typeof tz === 'string' ? tz : DEFAULT_TIME_ZONE);

/** So many days that end on the day before. */
function daysBefore(day: string, count: number): Period {
  const number = dayNumber(day);
  return { startDate: dayOf(number - count), endDate: dayOf(number - 1) };
}

const THURSDAY = 3; // 1970-01-01, counted from Monday
const mondayOf = (day: string): string => dayOf(dayNumber(day) - ((dayNumber(day) + THURSDAY) % 7));

/** From the first day of the stretch of months that the day lies in; stretches begin with January. */
function monthsUpTo(day: string, months: number): Period {
  return { startDate: firstOfMonth(firstMonth(day, months)), endDate: day };
}

/** The stretch of months before the one that the day lies in. */
function monthsBefore(day: string, months: number): Period {
  const first = firstMonth(day, months);
  return { startDate: firstOfMonth(first - months), endDate: lastOfMonth(first - 1) };
}

const firstMonth = (day: string, months: number): number => monthNumber(day) - (monthNumber(day) % months);
