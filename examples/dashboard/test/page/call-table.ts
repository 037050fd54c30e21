import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allPages, cells, heads, panel, settled, signIn } from '../on-the-page.js';
import { running } from '../the-dashboard.js';

const VIEW = 'igrp=1&from=2026-10-01&to=2026-10-04&tz=Europe/London';

test('a head sorts all calls, not the page alone, one way, the other, and back to the order in which they came', async () => {
  const { page } = await running().open(`${VIEW}&columns=rowId,callDuration`);
  await signIn(page);
  const calls = panel(page, 'Calls');
  const came = await cells(calls);
  const head = calls.getByRole('columnheader', { name: 'Duration' });
  const all = JSON.stringify(
    await running().ask(
      '{ installation(igrp: 1) { callTriggers(startDate: "2026-10-01", endDate: "2026-10-04", tz: "Europe/London") { rows { callDuration } } } }',
    ),
  );
  const durations = [...all.matchAll(/"callDuration":(\d+)/g)].map(([, seconds]) => Number(seconds)).sort((a, b) => a - b);
  const shown = async () =>
    (await cells(calls)).map(([, text = '']) => text.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0));
  await head.getByRole('button').click();
  await settled(page);
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  assert.deepEqual(await shown(), durations.toReversed().slice(0, 15));
  assert.match(page.url(), /sort=callDuration%7EDESC|sort=callDuration~DESC/);
  await head.getByRole('button').press('Enter');
  await settled(page);
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  assert.deepEqual(await shown(), durations.slice(0, 15));
  await head.getByRole('button').press('Enter');
  await settled(page);
  assert.equal(await head.getAttribute('aria-sort'), null);
  assert.deepEqual(await cells(calls), came);
});

test('pages of sorted calls follow one another without a gap and without one twice, and end', async () => {
  const { page } = await running().open(`${VIEW}&columns=rowId,triggerDatetime&sort=triggerDatetime~DESC`);
  await signIn(page);
  const calls = panel(page, 'Calls');
  const pages = await allPages(page, calls);
  const seen = pages.flat();
  assert.ok(pages.length > 1);
  assert.equal(new Set(seen.map(([id]) => id)).size, seen.length);
  const times = seen.map(([, time = '']) => time);
  assert.deepEqual(times, times.toSorted().toReversed());
  await calls.getByRole('button', { name: 'Previous' }).click();
  await settled(page);
  assert.deepEqual(await cells(calls), pages.at(-2));
});

test('columns are found by name, ticked and taken away, and are kept in the address', async () => {
  const { page, complaints } = await running().open(`${VIEW}&columns=triggerDatetime,chName`);
  await signIn(page);
  const calls = panel(page, 'Calls');
  const columns = page.getByRole('group', { name: 'Columns' });
  await columns.getByRole('button', { name: /^Choose \(2 of \d+\)$/ }).click();
  await page.keyboard.type('stage');
  await columns.getByRole('checkbox', { name: 'Call stage' }).check();
  await settled(page);
  assert.deepEqual(await heads(calls), ['Time', 'Channel', 'Call stage']);
  assert.ok((await cells(calls)).every((row) => /^(ring|ivr|queue|voicemail|bridge)$/.test(row[2] ?? '')));
  await columns.getByLabel('Find a column').fill('chName');
  await columns.getByRole('checkbox').uncheck();
  await settled(page);
  assert.deepEqual(await heads(calls), ['Time', 'Call stage']);
  assert.match(decodeURIComponent(page.url()), /columns=triggerDatetime,callStage/);
  await columns.getByLabel('Find a column').fill('');
  await columns.getByRole('checkbox', { name: 'Call stage' }).uncheck();
  // A table needs a column: the last one stays.
  assert.equal(await columns.getByRole('checkbox', { checked: true }).isDisabled(), true);
  assert.deepEqual(complaints, []);
});

test('what is not chosen is not asked for', async () => {
  const { page } = await running().open(`${VIEW}&columns=chName`);
  const asked = page.waitForRequest((request) => /query Calls\(/.test(request.postData() ?? ''));
  await signIn(page);
  const { query } = JSON.parse((await asked).postData() ?? '{}') as { readonly query: string };
  assert.match(query.replaceAll(/\s+/g, ' '), /rows \{ chName( __typename)? \}/);
});
