/**
 * How long upstream asks to be left alone.
 *
 * RFC 9110, 10.2.3: seconds, or an HTTP date. Whatever it says is clamped: a date in the past or a negative number is 0, a day is five
 * minutes. What is neither is as good as absent.
 */

/** No hint is longer than this, 300 seconds. */
export const RETRY_AFTER_MAX_MS = 300_000;

/** Milliseconds, 0 to 300,000; undefined where the header is absent or unreadable. `now` is wall-clock time, as HTTP dates are. */
export function readRetryAfter(value: string | undefined, now: number = Date.now()): number | undefined {
  const text = value?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return clamp(Number(text) * 1000);
  // Date.parse takes much that is no date ("abc 1"); an HTTP date names a weekday and ends in GMT.
  if (!/^[A-Za-z]+,? .*\d{2}:\d{2}:\d{2}.*$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : clamp(at - now);
}

function clamp(milliseconds: number): number {
  return Math.min(RETRY_AFTER_MAX_MS, Math.max(0, Math.round(milliseconds)));
}
