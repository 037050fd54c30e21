import { describe, expect, it, test } from '@jest/globals';
import { params, runningSandbox } from './running-sandbox.js';

const { rows, sql, get } = runningSandbox();

/** A local day and the instants (UTC) between which it lies. */
const DAYS: readonly (readonly [string, string, string, string, number])[] = [
  ['Europe/London', '2026-03-28', '2026-03-28 00:00:00', '2026-03-29 00:00:00', 24],
  ['Europe/London', '2026-03-29', '2026-03-29 00:00:00', '2026-03-29 23:00:00', 23],
  ['Europe/London', '2026-07-01', '2026-06-30 23:00:00', '2026-07-01 23:00:00', 24],
  ['Europe/London', '2026-10-25', '2026-10-24 23:00:00', '2026-10-26 00:00:00', 25],
  ['America/New_York', '2026-03-08', '2026-03-08 05:00:00', '2026-03-09 04:00:00', 23],
  ['Asia/Kolkata', '2026-01-01', '2025-12-31 18:30:00', '2026-01-01 18:30:00', 24],
  ['UTC', '2026-10-25', '2026-10-25 00:00:00', '2026-10-26 00:00:00', 24],
];

describe('time zones', () => {
  test.each(DAYS)('in %s the day %s is from %s to %s, %d hours', async (tz, day, from, to) => {
    const found = await rows(
      `/igrps/1/triggers/all?${params(['tz', tz], ['startDate', day], ['endDate', day], ['display[]', 'rowId'], ['display[]', 'triggerDatetime'])}`,
    );
    const apart = await sql(
      `SELECT "rowId" FROM triggers WHERE igrp = 1 AND "triggerDatetime" >= TIMESTAMP '${from}' AND "triggerDatetime" < TIMESTAMP '${to}' ORDER BY "rowId"`,
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ rowId }) => String(rowId))).toEqual(apart.map(({ rowId }) => rowId));
    expect(found.every(({ triggerDatetime }) => String(triggerDatetime).startsWith(day))).toBe(true);
  });

  test.each(DAYS)('in %s a row of %s shows the clock that the platform shows', async (tz, day) => {
    const query = params(['startDate', day], ['tz', tz], ['limit', '50'], ['display[]', 'rowId'], ['display[]', 'triggerDatetime']);
    const local = await rows(`/igrps/1/triggers/all?${query}`);
    const [first] = local;
    const utc = await rows(`/igrps/1/triggers/all?${params(['filter[]', `rowId-ge-value-${String(first?.['rowId'])}`], ['limit', '50'])}`);
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: tz, dateStyle: 'short', timeStyle: 'medium' });
    expect(local.map((row) => row['triggerDatetime'])).toEqual(
      utc.map((row) => clock.format(new Date(`${String(row['triggerDatetime']).replace(' ', 'T')}Z`))),
    );
  });

  it('puts metrics in the days of the time zone', async () => {
    const days = await rows(
      `/metrics/channels?${params(['igrp', '1'], ['tz', 'Asia/Kolkata'], ['startDate', '2026-05-01'], ['endDate', '2026-05-31'], ['group[]', 'metricDate'])}`,
    );
    expect(days.map(({ metricDate }) => metricDate)).toEqual(
      Array.from({ length: 31 }, (_, at) => `2026-05-${String(at + 1).padStart(2, '0')}`),
    );
  });

  test.each([
    ['tz', 'Europe/Atlantis', /time zone "Europe\/Atlantis" is not known/],
    ['tz', "UTC'", /is not known/],
    ['startDate', '2026-02-30', /must be a day/],
    ['startDate', '2026-2-3', /must be a day/],
    ['endDate', '0000-00-00', /must be a day/],
  ])('refuses %s=%s', async (name, value, sentence) => {
    const response = await get(`/igrps/1/triggers/all?${params([name, value])}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatch(sentence);
  });

  it('refuses a start after the end', async () => {
    const response = await get('/igrps/1/triggers/all?startDate=2026-02-02&endDate=2026-02-01');
    expect(await response.json()).toBe('The startDate 2026-02-02 must not be after the endDate 2026-02-01.');
  });
});
