/**
 * The day that counts as today. The data end with it and begin two years before, so that "the last 30 days" always has rows.
 *
 * Tests and documents that show figures pin it: the same seed and the same day give the same data.
 */

/** Days of data, today included. */
export const DAYS = 730;
/** How many days back touch points and operators' states reach. */
export const RECENT_DAYS = 90;

/** The day so many days before another. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}

/** A day as YYYY-MM-DD, or an error that names SANDBOX_TODAY. */
export function checkDay(text: string): string {
  const isDay = /^[12]\d{3}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  if (!isDay) throw new Error(`SANDBOX_TODAY must be a day as YYYY-MM-DD (got ${JSON.stringify(text.slice(0, 64))}).`);
  return text;
}
