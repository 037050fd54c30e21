import assert from 'node:assert/strict';
import { test } from 'node:test';
import { panel, settled, signIn } from '../on-the-page.js';
import { running } from '../the-dashboard.js';

const OCTOBER = 'igrp=1&from=2026-10-01&to=2026-10-31&tz=Europe/London';
const REQUEST = /request\s+[0-9a-f]{8}-[0-9a-f-]{27}/;

test('a report that fails says so with code and request, leaves the others, and can be tried again', async () => {
  const restore = running().upstream.fail(/\/triggers\/calls/, 503);
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  const calls = panel(page, 'Calls');
  await calls.getByText('UPSTREAM_UNAVAILABLE').waitFor();
  assert.match(await calls.getByRole('alert').innerText(), REQUEST);
  await panel(page, 'Performance by channel').getByRole('rowheader', { name: 'Google Ads' }).waitFor();
  assert.equal(await page.getByRole('alert').count(), 1);
  restore();
  await calls.getByRole('button', { name: 'Try again' }).click();
  await calls.getByRole('rowheader').first().waitFor();
  assert.equal(await page.getByRole('alert').count(), 0);
});

test('a report that cannot succeed later is not offered to be tried again', async () => {
  const restore = running().upstream.fail(/\/triggers\/calls/, 501);
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  restore();
  const calls = panel(page, 'Calls');
  await calls.getByText('UPSTREAM_HTTP_ERROR').waitFor();
  assert.equal(await calls.getByRole('button', { name: 'Try again' }).count(), 0);
});

test('of two reports in one operation, the one that fails leaves the other', async () => {
  const restore = running().upstream.fail(/group\[\]=metricDate/, 501);
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  restore();
  await panel(page, 'Calls by day').getByText('UPSTREAM_HTTP_ERROR').waitFor();
  assert.match(await panel(page, 'Totals').locator('.tile-figure').first().innerText(), /^[\d,]+$/);
});

test('an installation that the caller may not see is refused in every panel; another choice shows rows again', async () => {
  const { page } = await running().open(OCTOBER.replace('igrp=1', 'igrp=2'));
  await signIn(page, 'limited');
  assert.equal(await page.getByText('FORBIDDEN').count(), await page.getByRole('heading', { level: 2 }).count());
  assert.equal(await page.getByLabel('Installation').locator('option').count(), 2);
  await page.getByLabel('Installation').selectOption('1');
  await settled(page);
  await panel(page, 'Totals').getByText('Visits').waitFor();
  assert.equal(await page.getByText('FORBIDDEN').count(), 0);
});

test('a filter that the gateway refuses is refused with its own words', async () => {
  const { page } = await running().open(`${OCTOBER}&where=callCount~gt~many`);
  await signIn(page);
  const alert = panel(page, 'Totals').getByRole('alert');
  assert.match(await alert.innerText(), /many[\s\S]*(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)/);
});

test('a panel that waits says so to those who see and to those who listen', async () => {
  const { page } = await running().open(OCTOBER);
  const release = running().upstream.hold(/\/triggers\/calls/);
  await page.getByRole('button', { name: /^demo/ }).click();
  const calls = panel(page, 'Calls');
  await calls.locator('.skeleton').waitFor();
  assert.equal(await calls.getAttribute('aria-busy'), 'true');
  assert.equal(await calls.getByRole('status').innerText(), 'Calls: loading');
  release();
  await calls.getByRole('rowheader').first().waitFor();
  assert.equal(await calls.getAttribute('aria-busy'), 'false');
});
