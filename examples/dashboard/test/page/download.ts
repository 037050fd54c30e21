import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { cells, panel, settled, signIn } from '../on-the-page.js';
import { running } from '../the-dashboard.js';

const VIEW = 'igrp=1&from=2026-10-01&to=2026-10-04&tz=Europe/London';

const button = (place: Locator) => place.getByRole('button', { name: 'Download CSV' });

/** The file that a click saves: its name and its lines. */
async function saved(page: Page, place: Locator): Promise<{ readonly name: string; readonly lines: readonly string[] }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(place).click()]);
  const text = await readFile(await download.path(), 'utf8');
  return { name: download.suggestedFilename(), lines: text.split('\r\n').slice(0, -1) };
}

test('calls are saved as shown: every page, the chosen columns, the filters and the order', async () => {
  const { page, complaints } = await running().open(
    `igrp=1&from=2026-10-01&to=2026-10-31&tz=Europe/London&columns=rowId,chName,callDuration&sort=callDuration~DESC&where=chName~in~Google Ads,Direct Channel`,
  );
  await signIn(page);
  const calls = panel(page, 'Calls');
  const { name, lines } = await saved(page, calls);
  assert.equal(name, 'callTriggers-2026-10-01-2026-10-31.csv');
  const [header, ...rows] = lines.map((line) => line.split(','));
  assert.deepEqual(header, ['rowId', 'chName', 'callDuration']);
  const shown = await cells(calls);
  assert.ok(rows.length > shown.length);
  assert.deepEqual(
    rows.slice(0, shown.length).map(([id, channel]) => [id, channel]),
    shown.map(([id, channel]) => [id, channel]),
  );
  const answer = JSON.stringify(
    await running().ask(
      '{ installation(igrp: 1) { callTriggers(startDate: "2026-10-01", endDate: "2026-10-31", tz: "Europe/London", filter: [{ chName: { in: ["Google Ads", "Direct Channel"] } }]) { rowCount } } }',
    ),
  );
  assert.equal(rows.length, Number(/"rowCount":(\d+)/.exec(answer)?.[1]));
  await calls.getByText(/^Saved callTriggers-2026-10-01-2026-10-31\.csv, .* Sorted, a file holds 50,000 calls at most\.$/).waitFor();
  assert.deepEqual(complaints, []);
});

test('the performance table is saved with its groups, metrics and metrics of one’s own, and says that it leaves a comparison out', async () => {
  const { page } = await running().open(`${VIEW}&metrics=callCount&own=sales,goalCount,goal,246`);
  await signIn(page);
  const table = panel(page, 'Performance by channel');
  const { name, lines } = await saved(page, table);
  assert.equal(name, 'channelMetrics-2026-10-01-2026-10-04.csv');
  assert.equal(lines[0], 'ch,chName,callCount,sales');
  const shown = await cells(table);
  const named = new Map(
    lines
      .slice(1)
      .map((line) => line.split(','))
      .map(([, channel, ...figures]) => [channel, figures]),
  );
  for (const [channel, calls] of shown.filter((row) => row[1] !== '–')) assert.equal(named.get(channel)?.[0], calls);
  await table.getByText(/A file holds the figures of this period alone\.$/).waitFor();
});

test('a file that fails before its first row says why, with code and request, and can be asked for again', async () => {
  const { page } = await running().open(VIEW);
  await signIn(page);
  const calls = panel(page, 'Calls');
  const restore = running().upstream.fail(/\/triggers\/calls/, 503);
  await button(calls).click();
  const alert = calls.getByRole('alert');
  await alert.getByText('UPSTREAM_UNAVAILABLE').waitFor();
  assert.match(await alert.innerText(), /request\s+[0-9a-f]{8}-/);
  assert.ok((await cells(calls)).length > 0);
  restore();
  const [download] = await Promise.all([page.waitForEvent('download'), alert.getByRole('button', { name: 'Try again' }).click()]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  assert.equal(await calls.getByRole('alert').count(), 0);
});

test('a file that cannot succeed later is not offered again', async () => {
  const { page } = await running().open(VIEW);
  await signIn(page);
  const calls = panel(page, 'Calls');
  const restore = running().upstream.fail(/\/triggers\/calls/, 501);
  await button(calls).click();
  const alert = calls.getByRole('alert');
  await alert.getByText('UPSTREAM_HTTP_ERROR').waitFor();
  restore();
  assert.equal(await alert.getByRole('button').count(), 0);
});

test('a file that breaks off is not saved, and says that rows would be missing', async () => {
  const { page } = await running().open(`${VIEW}&sort=triggerDatetime~ASC`);
  await signIn(page);
  const downloads: unknown[] = [];
  page.on('download', (download) => downloads.push(download));
  const calls = panel(page, 'Calls');
  const breakNow = running().upstream.breakOff(/\/triggers\/calls/);
  await button(calls).click();
  await calls.getByText(/^Downloading .*kB$/).waitFor();
  breakNow();
  const alert = calls.getByRole('alert');
  await alert.getByText('FILE_BROKEN').waitFor();
  assert.match(await alert.innerText(), /not saved, since rows would be missing[\s\S]*request\s+[0-9a-f]{8}-/);
  assert.deepEqual(downloads, []);
});

test('a download is stopped by the button that began it, which keeps the focus', async () => {
  const { page } = await running().open(VIEW);
  await signIn(page);
  const calls = panel(page, 'Calls');
  const release = running().upstream.hold(/\/triggers\/calls/);
  await button(calls).focus();
  await page.keyboard.press('Enter');
  const stop = calls.getByRole('button', { name: 'Stop download' });
  await stop.waitFor();
  await page.keyboard.press('Enter');
  await button(calls).waitFor();
  release();
  await settled(page);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Download CSV');
  assert.equal(await calls.getByRole('alert').count(), 0);
});
