import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cells, panel, settled, signIn } from '../on-the-page.js';
import { running } from '../the-dashboard.js';

const OCTOBER = 'igrp=1&from=2026-10-01&to=2026-10-31&tz=Europe/London';

test('a period by its name is asked by its name, and the days it means are shown with the time of the answer', async () => {
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  await panel(page, 'Totals').getByText('1 – 31 Oct 2026, compared with 1 – 30 Sept 2026', { exact: true }).waitFor();
  await panel(page, 'Totals')
    .getByText(/^as of \d\d:\d\d:\d\d · live$/)
    .waitFor();
  const asked = page.waitForRequest((request) => /"period":"THIS_YEAR","startDate":null/.test(request.postData() ?? ''));
  await page.getByRole('combobox', { name: 'Period', exact: true }).selectOption('This year');
  await asked;
  await panel(page, 'Totals')
    .getByText(/^1 Jan – .*, not over yet, compared with/)
    .waitFor();
  assert.match(page.url(), /period=THIS_YEAR/);
  assert.doesNotMatch(page.url(), /from=/);
  await page.getByLabel('From', { exact: true }).fill('2026-10-01');
  assert.equal(await page.getByRole('combobox', { name: 'Period', exact: true }).inputValue(), '');
  assert.deepEqual((await page.getByLabel('Time zone').locator('option').allInnerTexts()).slice(0, 2), ['UTC', 'Europe/London']);
});

test('Refresh asks every panel anew, past what the gateway has kept', async () => {
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    const [, name] = /query (\w+)/.exec(request.postData() ?? '') ?? [];
    if (name !== undefined) asked.push(`${name} ${request.headers()['cache-control'] ?? ''}`);
  });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.waitForFunction(() => document.querySelectorAll('[aria-busy="true"]').length === 0);
  await settled(page);
  assert.deepEqual(asked.sort(), ['Calls no-cache', 'Overview no-cache', 'Performance no-cache']);
});

test('both periods of a comparison are named by their days above every chart and table', async () => {
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  for (const title of ['Calls by day', 'Performance by channel'])
    assert.deepEqual(await panel(page, title).locator('.legend li').allInnerTexts(), [
      'This period, 1 – 31 Oct 2026',
      'Compared with, 1 – 30 Sept 2026',
    ]);
});

test('the calls behind a row are shown by a click on it, and the focus goes with it', async () => {
  const { page } = await running().open(`${OCTOBER}&compare=NONE&metrics=callCount`);
  await signIn(page);
  const [first] = await cells(panel(page, 'Performance by channel'));
  await panel(page, 'Performance by channel')
    .getByRole('button', { name: first?.[0] ?? '', exact: true })
    .click();
  const calls = panel(page, 'Calls');
  await calls.getByRole('button', { name: `Remove Channel is ${first?.[0]}` }).waitFor();
  await settled(page);
  assert.deepEqual([...new Set((await cells(calls)).map((call) => call[3]))], [first?.[0]]);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'calls');
});

test('the calls behind the group without a value are those without one, as many as the row counts', async () => {
  const { page } = await running().open(`${OCTOBER}&compare=NONE&metrics=callCount&group=campaign`);
  await signIn(page);
  const table = panel(page, 'Performance by campaign');
  const row = table.getByRole('row').filter({ has: page.getByRole('button', { name: '(none)', exact: true }) });
  const [, count = ''] = await row.locator('th, td').allInnerTexts();
  await row.getByRole('button').click();
  const calls = panel(page, 'Calls');
  await calls.getByRole('button', { name: 'Remove Campaign is not set' }).waitFor();
  await settled(page);
  const answer = JSON.stringify(
    await running().ask(
      '{ installation(igrp: 1) { callTriggers(startDate: "2026-10-01", endDate: "2026-10-31", tz: "Europe/London", filter: [{ campaign: { isSet: false } }]) { rowCount } } }',
    ),
  );
  assert.ok(Number(count) > 0);
  assert.equal(/"rowCount":(\d+)/.exec(answer)?.[1], count.replaceAll(',', ''));
  assert.ok((await cells(calls)).length > 0);
});

test('a filter by channel offers the channels by name', async () => {
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  const filters = page.getByRole('group', { name: 'Filters', exact: true });
  await filters.getByRole('button', { name: '+ Add filter' }).click();
  await filters.getByLabel('Field').selectOption('ch');
  const offered = filters.locator('datalist option');
  await offered.first().waitFor({ state: 'attached' });
  assert.ok((await offered.allInnerTexts()).includes('Google Ads'));
});

test('the colours that were chosen are kept for the next visit', async () => {
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  await page.getByRole('button', { name: 'Dark colours' }).click();
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset['theme']), 'dark');
});

for (const compare of ['NONE', 'PREVIOUS_PERIOD'])
  test(`the rows below the table are the total and everything else, and add up (compare=${compare})`, async () => {
    const { page } = await running().open(`${OCTOBER}&compare=${compare}&metrics=callCount&top=5`);
    await signIn(page);
    const table = panel(page, 'Performance by channel');
    const number = (text: string | undefined) => Number(text?.replaceAll(',', ''));
    const rows = await cells(table);
    assert.equal(rows.length, 5);
    const footer = await table.locator('tfoot tr').all();
    const [other, total] = await Promise.all(footer.map((row) => row.locator('th, td').allInnerTexts()));
    assert.deepEqual([other?.[0], total?.[0], total?.[2]], ['Other', 'Total', '100.0%']);
    const sum = rows.reduce((all, row) => all + number(row[1]), 0);
    assert.equal(sum + number(other?.[1]), number(total?.[1]));
    // With a comparison the last column is the change, of the rest and of the total, too.
    if (compare !== 'NONE') for (const row of [other, total]) assert.match(row?.at(-1) ?? '', /\d+(\.\d)?%$/);
  });
