import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addFilter, allPages, cells, panel, settled, signIn } from '../on-the-page.js';
import { running } from '../the-dashboard.js';

const VIEW = 'igrp=1&from=2026-10-01&to=2026-10-02&tz=Europe/London';

test('pages of calls follow one another without a gap and without one twice, and end', async () => {
  const { page } = await running().open(VIEW);
  await signIn(page);
  const calls = panel(page, 'Calls');
  const pages = await allPages(page, calls);
  const seen = pages.flat().map((row) => row.join(' '));
  assert.ok(pages.length > 1);
  assert.equal(new Set(seen).size, seen.length);
  // The shape is that of the question.
  const answer = (await running().ask(
    '{ installation(igrp: 1) { callTriggers(startDate: "2026-10-01", endDate: "2026-10-02", tz: "Europe/London") { rowCount } } }',
  )) as { readonly installation: { readonly callTriggers: { readonly rowCount: number } } };
  assert.equal(seen.length, answer.installation.callTriggers.rowCount);
  await calls.getByRole('button', { name: 'Previous' }).click();
  await settled(page);
  assert.deepEqual(await cells(calls), pages.at(-2));
});

test('a caller with the permission sees numbers whole, and can have them redacted', async () => {
  const { page } = await running().open(VIEW);
  await signIn(page);
  const calls = panel(page, 'Calls');
  assert.equal(await calls.getByText('redacted', { exact: true }).count(), 0);
  await calls.getByLabel('Redact personal data').check();
  await calls.getByText('redacted', { exact: true }).first().waitFor();
  const [first] = await cells(calls);
  assert.match(first?.[1] ?? '', /^\+?\d+XXXX\s+redacted$/);
});

test('a caller without the permission sees what is redacted marked as such', async () => {
  const { page } = await running().open(VIEW);
  await signIn(page, 'limited');
  for (const [, number] of await cells(panel(page, 'Calls'))) assert.match(number ?? '', /^(\+?\d+X+\s+redacted|–)$/);
});

test('calls have filters of their own', async () => {
  const { page } = await running().open(VIEW);
  await signIn(page);
  const calls = panel(page, 'Calls');
  await calls.getByRole('button', { name: '+ Add filter' }).click();
  await calls.getByLabel('Field').selectOption('callDuration');
  await calls.getByLabel('Condition').selectOption('gte');
  await calls.getByLabel('Value', { exact: true }).fill('3600');
  await calls.getByRole('button', { name: 'Add', exact: true }).click();
  await calls.getByRole('button', { name: 'Remove Duration is at least 3600' }).waitFor();
  await settled(page);
  const rows = await cells(calls);
  assert.ok(rows.every((row) => /^\d+:\d\d:\d\d$/.test(row[4] ?? '')));
});

test('a filter above all panels holds for the calls too, and is offered only where every panel can take it', async () => {
  const { page } = await running().open(VIEW);
  await signIn(page);
  const filters = page.getByRole('group', { name: 'Filters', exact: true });
  await filters.getByRole('button', { name: '+ Add filter' }).click();
  const offered = await filters
    .getByLabel('Field')
    .locator('option')
    .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
  assert.ok(offered.includes('chName'));
  assert.equal(offered.includes('callCount') || offered.includes('callDuration'), false);
  await addFilter(page, { field: 'chName', value: 'Google Ads' });
  await page.getByRole('button', { name: 'Remove Channel is Google Ads' }).waitFor();
  await settled(page);
  const rows = await cells(panel(page, 'Calls'));
  assert.ok(rows.length > 0);
  assert.deepEqual([...new Set(rows.map((row) => row[3]))], ['Google Ads']);
});

test('a filter of the address that a panel cannot take is said not to hold there', async () => {
  const { page } = await running().open(`${VIEW}&where=callCount~gte~2&where=gone~eq~1`);
  await signIn(page);
  await panel(page, 'Calls').getByText('Not filtered here: Calls is at least 2; Gone is 1.').waitFor();
  await panel(page, 'Totals').getByText('Not filtered here: Gone is 1.').waitFor();
});
