/** Times as text. Making a text of a date costs as much as the rest of a log line, and nearly all of it stays the same for a second. */

const SECOND_MS = 1_000;

let second = NaN;
let known = '';

/** A time in milliseconds since 1970 as `2026-01-31T23:59:59.123Z`. */
export function isoTime(time: number): string {
  const at = Math.floor(time / SECOND_MS);
  if (at !== second) {
    known = new Date(at * SECOND_MS).toISOString().slice(0, -'000Z'.length);
    second = at;
  }
  return `${known}${String(time - at * SECOND_MS).padStart(3, '0')}Z`;
}
