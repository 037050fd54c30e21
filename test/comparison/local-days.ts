/** The days of a time zone as stretches of UTC, found with the platform's own calendar: nothing of it is shared with the code under test. */

export interface LocalDay {
  readonly day: string;
  /** `YYYY-MM-DD HH:MM:SS` in UTC: the first second, and that of the next day. */
  readonly from: string;
  readonly to: string;
}

/** The days from the first to the last, both included. */
export function localDays(tz: string, first: string, last: string): readonly LocalDay[] {
  const days: LocalDay[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000)
    days.push({ day: new Date(at).toISOString().slice(0, 10), from: midnight(tz, at), to: midnight(tz, at + 86_400_000) });
  return days;
}

/** The rows of an SQL table of these days: `day`, `from`, `to`. */
export const dayRows = (days: readonly LocalDay[]): string =>
  days.map(({ day, from, to }) => `('${day}', TIMESTAMP '${from}', TIMESTAMP '${to}')`).join(', ');

/** The instant at which the zone's clock shows midnight of the day that begins at `utc` in UTC. */
function midnight(tz: string, utc: number): string {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: tz, dateStyle: 'short', timeStyle: 'medium' });
  const shownAt = (instant: number) => Date.parse(`${clock.format(instant).replace(' ', 'T')}Z`);
  let instant = utc;
  for (let i = 0; i < 3; i++) instant -= shownAt(instant) - utc;
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}
