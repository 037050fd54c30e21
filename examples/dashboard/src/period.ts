/** Periods of whole days, as `YYYY-MM-DD`, and the ones that are offered by name. */

export interface Period {
  readonly startDate: string;
  readonly endDate: string;
}

export interface Preset {
  readonly name: string;
  readonly of: (today: string) => Period;
}

/** Offered beside the two dates. None of them counts today, which is not over. */
export const PRESETS: readonly Preset[] = [
  { name: 'Last 7 days', of: (today) => ({ startDate: addDays(today, -7), endDate: addDays(today, -1) }) },
  { name: 'Last 30 days', of: (today) => ({ startDate: addDays(today, -30), endDate: addDays(today, -1) }) },
  { name: 'Last 90 days', of: (today) => ({ startDate: addDays(today, -90), endDate: addDays(today, -1) }) },
  { name: 'Last month', of: (today) => monthBefore(today) },
];

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

function monthBefore(today: string): Period {
  const endDate = addDays(`${today.slice(0, 8)}01`, -1);
  return { startDate: `${endDate.slice(0, 8)}01`, endDate };
}
