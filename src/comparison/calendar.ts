/**
 * Days and months of the calendar, counted: arithmetic on `YYYY-MM-DD` without a clock or a time zone. A day of a report is a day of its own
 * time zone, however many hours it has, so whole days are all there is to count.
 */

const DAYS_PER_ERA = 146_097; // 400 years

/** The number of a day, 0 for 1970-01-01. Text that is no day of the calendar has none that means anything. */
export function dayNumber(day: string): number {
  const month = Number(day.slice(5, 7));
  // A year that begins in March ends with the day that only some years have.
  const year = Number(day.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(day.slice(8, 10)) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - 719_468;
}

/** The day with this number. */
export function dayOf(number: number): string {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / (DAYS_PER_ERA - 1))) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = ((fromMarch + 2) % 12) + 1;
  return dayText(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1);
}

/** The number of a day's month, 0 for January of the year 0. */
export function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** The first day of the month with this number. */
export function firstOfMonth(number: number): string {
  return dayText(Math.floor(number / 12), (number % 12) + 1, 1);
}

/** The last day of the month with this number. */
export function lastOfMonth(number: number): string {
  return dayOf(dayNumber(firstOfMonth(number + 1)) - 1);
}

/** The same day of the month with this number, or that month's last where it has no such day. */
export function sameDayIn(number: number, day: string): string {
  const last = lastOfMonth(number);
  const same = last.slice(0, 8) + day.slice(8);
  return same < last ? same : last;
}

function dayText(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
