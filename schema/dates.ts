/** The two calendar forms of the API, checked without making a Date of them. */

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the text is a day that the calendar has, as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  const days = DAYS[month - 1];
  if (days === undefined || day < 1 || day > days || year === 0) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/** Whether the text is a time of such a day, as `YYYY-MM-DDTHH:MM:SS`. */
export function isDateTime(text: string): boolean {
  return /^.{10}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text) && isDate(text.slice(0, 10));
}

/** The days that a question may name. */
export const FIRST_DATE = '1970-01-01';
export const LAST_DATE = '2099-12-31';

/** Whether a day, or the day of a time, is one that a question may name. */
export function isInRange(text: string): boolean {
  const day = text.slice(0, 10);
  return day >= FIRST_DATE && day <= LAST_DATE;
}
