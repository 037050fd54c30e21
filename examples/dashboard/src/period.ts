/** Periods of whole days, as `YYYY-MM-DD`, and the ones that the gateway knows by name. */
import type { ReportPeriod } from './gql/graphql.js';

export interface Period {
  readonly startDate: string;
  readonly endDate: string;
}

export interface Preset {
  readonly name: ReportPeriod;
  readonly text: string;
  /** Its days, for the two date fields; the gateway answers by its own clock. */
  readonly of: (today: string) => Period;
}

/** Offered beside the two dates. LAST_… ends yesterday, THIS_… today, which is not over. */
export const PRESETS: readonly Preset[] = [
  { name: 'TODAY', text: 'Today', of: (today) => ({ startDate: today, endDate: today }) },
  { name: 'YESTERDAY', text: 'Yesterday', of: (today) => before(today, 1) },
  { name: 'LAST_7_DAYS', text: 'Last 7 days', of: (today) => before(today, 7) },
  { name: 'LAST_30_DAYS', text: 'Last 30 days', of: (today) => before(today, 30) },
  { name: 'LAST_90_DAYS', text: 'Last 90 days', of: (today) => before(today, 90) },
  { name: 'THIS_WEEK', text: 'This week', of: (today) => ({ startDate: mondayOf(today), endDate: today }) },
  { name: 'LAST_WEEK', text: 'Last week', of: (today) => before(mondayOf(today), 7) },
  { name: 'THIS_MONTH', text: 'This month', of: (today) => ({ startDate: firstOf(today, 1), endDate: today }) },
  { name: 'LAST_MONTH', text: 'Last month', of: (today) => monthsBefore(today, 1) },
  { name: 'THIS_QUARTER', text: 'This quarter', of: (today) => ({ startDate: firstOf(today, 3), endDate: today }) },
  { name: 'LAST_QUARTER', text: 'Last quarter', of: (today) => monthsBefore(today, 3) },
  { name: 'THIS_YEAR', text: 'This year', of: (today) => ({ startDate: firstOf(today, 12), endDate: today }) },
  { name: 'LAST_YEAR', text: 'Last year', of: (today) => monthsBefore(today, 12) },
];

/** The preset of this name. */
export const presetOf = (name: string | null): Preset | undefined => PRESETS.find((preset) => preset.name === name);

/** The day, `days` later. */
export function addDays(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** The day it is in a time zone. */
export function todayIn(tz: string, now: Date): string {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: tz, dateStyle: 'short' }).format(now);
}

/** So many whole days that end the day before. */
const before = (day: string, days: number): Period => ({ startDate: addDays(day, -days), endDate: addDays(day, -1) });

/** The Monday of the day's week. */
function mondayOf(day: string): string {
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -sinceMonday);
}

/** The first day of the month, quarter or year that the day is in, by its length in months. */
function firstOf(day: string, months: 1 | 3 | 12): string {
  const month = Number(day.slice(5, 7)) - 1;
  return `${day.slice(0, 5)}${String(month - (month % months) + 1).padStart(2, '0')}-01`;
}

/** The whole month, quarter or year before the one that the day is in. */
function monthsBefore(day: string, months: 1 | 3 | 12): Period {
  const endDate = addDays(firstOf(day, months), -1);
  return { startDate: firstOf(endDate, months), endDate };
}
