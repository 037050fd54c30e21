import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addFilter, cells, heads, panel, settled, signIn } from '../on-the-page.js';
import { running } from '../the-dashboard.js';

const OCTOBER = 'igrp=1&from=2026-10-01&to=2026-10-31&tz=Europe/London';
const figures = (rows: readonly (readonly string[])[], place: number) => rows.map((row) => Number(row[place]?.replaceAll(',', '')));

test('the totals are those that the gateway answers', async () => {
  const { page, complaints } = await running().open(OCTOBER);
  await signIn(page);
  const data = await running().ask(
    '{ installation(igrp: 1) { channelMetrics(startDate: "2026-10-01", endDate: "2026-10-31", tz: "Europe/London") { rows { landCountTotal callCount } } } }',
  );
  const [, visits, calls] = /"landCountTotal":(\d+),"callCount":(\d+)/.exec(JSON.stringify(data)) ?? [];
  const shown = await panel(page, 'Totals').locator('.tile-figure').allInnerTexts();
  assert.deepEqual(
    shown.slice(0, 2).map((figure) => figure.replaceAll(',', '')),
    [visits, calls],
  );
  assert.deepEqual(complaints, []);
});

test('a figure that is chosen is shown by day, every day of the period', async () => {
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  await page
    .getByRole('button', { name: /^Visits/, pressed: false })
    .first()
    .click();
  const chart = panel(page, 'Visits by day');
  assert.match((await chart.getByRole('img', { name: /over 31 days/ }).getAttribute('aria-label')) ?? '', /^Visits over 31 days: most on /);
  await chart.getByText('Show as a table').click();
  assert.match(await chart.locator('.pager').innerText(), /Page 1 of 3 · 31 rows/);
});

test('the groupings and metrics on offer are the catalogue’s', async () => {
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  // The shape is that of the question.
  const { reports } = (await running().ask('{ reports { name fields { name kind groupable } } }')) as {
    readonly reports: readonly {
      readonly name: string;
      readonly fields: readonly { readonly kind: string; readonly groupable: boolean }[];
    }[];
  };
  const fields = reports.find(({ name }) => name === 'channelMetrics')?.fields ?? [];
  const offered = (label: string) => page.getByRole('group', { name: label, exact: true }).getByRole('button').count();
  assert.equal(await offered('Group by'), fields.filter(({ groupable }) => groupable).length);
  assert.equal(await offered('Metrics'), fields.filter(({ kind }) => kind === 'metric').length);
});

test('another grouping makes another table, and the browser’s back button brings the first one back', async () => {
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  const group = page.getByRole('group', { name: 'Group by', exact: true });
  await group.getByRole('button', { name: 'Goal', exact: true }).click();
  await group.getByRole('button', { name: 'Channel', exact: true }).click();
  await settled(page);
  const table = panel(page, 'Performance by goal');
  await table.getByRole('rowheader', { name: 'Qualified sales call' }).waitFor();
  await page.goBack();
  await page.goBack();
  await panel(page, 'Performance by channel').getByRole('rowheader', { name: 'Google Ads' }).waitFor();
});

test('heads sort, one way and the other', async () => {
  const { page } = await running().open(`${OCTOBER}&compare=NONE`);
  await signIn(page);
  const table = panel(page, 'Performance by channel');
  const head = table.getByRole('columnheader', { name: 'Calls' });
  await head.getByRole('button').click();
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  const down = figures(await cells(table), 3);
  await head.getByRole('button').press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  const up = figures(await cells(table), 3);
  assert.deepEqual(
    down,
    [...down].sort((a, b) => b - a),
  );
  assert.deepEqual(up, [...down].reverse());
});

test('a metric of one’s own is a column that counts what it says', async () => {
  const { page } = await running().open(`${OCTOBER}&compare=NONE&metrics=goalCountTotal`);
  await signIn(page);
  await page.getByRole('button', { name: '+ Add metric' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('bookings');
  await page.getByRole('combobox', { name: 'Where' }).selectOption('goal');
  await page.getByText(/246 Qualified sales call/).waitFor();
  await page.getByLabel('Is one of').fill('543, 763');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await settled(page);
  const table = panel(page, 'Performance by channel');
  assert.deepEqual(await heads(table), ['Channel', 'Goals', 'Goals, share of total', 'bookings']);
  const answer = JSON.stringify(
    await running().ask(
      '{ installation(igrp: 1) { channelMetrics(startDate: "2026-10-01", endDate: "2026-10-31", tz: "Europe/London", customMetrics: [{ reference: "b", metric: GOAL_COUNT, conditions: [{ field: GOAL, values: ["543", "763"] }] }]) { rows { customMetric(reference: "b") } } } }',
    ),
  );
  const shown = figures(await cells(table), 3).reduce((sum, count) => sum + count, 0);
  assert.equal(shown, Number(/"customMetric":(\d+)/.exec(answer)?.[1]));
  await page.getByRole('button', { name: /^Remove bookings/ }).click();
  await settled(page);
  assert.deepEqual(await heads(table), ['Channel', 'Goals', 'Goals, share of total']);
});

test('a filter that is picked holds for totals and table, and can be taken away', async () => {
  const { page } = await running().open(`${OCTOBER}&compare=NONE`);
  await signIn(page);
  const filters = page.getByRole('group', { name: 'Filters', exact: true });
  await filters.getByRole('button', { name: '+ Add filter' }).click();
  await addFilter(page, { field: 'chName', value: 'Google Ads' });
  await page.getByRole('button', { name: 'Remove Channel is Google Ads' }).waitFor();
  await settled(page);
  const rows = await cells(panel(page, 'Performance by channel'));
  assert.deepEqual(
    rows.map(([name]) => name),
    ['Google Ads'],
  );
  assert.equal(await panel(page, 'Totals').locator('.tile-figure').first().innerText(), rows[0]?.[1]);
  await page.getByRole('button', { name: 'Remove Channel is Google Ads' }).click();
  await settled(page);
  assert.ok((await cells(panel(page, 'Performance by channel'))).length > 1);
});

test('a comparison adds a change to every metric, and none takes them away', async () => {
  const { page } = await running().open(`${OCTOBER}&metrics=callCount&compare=PREVIOUS_YEAR`);
  await signIn(page);
  const table = panel(page, 'Performance by channel');
  assert.deepEqual(await heads(table), ['Channel', 'Calls', 'Calls, share of total', 'Calls, change']);
  await page.getByLabel('Compare with').selectOption('RANGE');
  await page.getByLabel('Compared from').fill('2026-08-01');
  await page.getByLabel('Compared to').fill('2026-08-31');
  await settled(page);
  assert.match(await panel(page, 'Totals').innerText(), /from \d/);
  await page.getByLabel('Compare with').selectOption('NONE');
  await settled(page);
  assert.deepEqual(await heads(table), ['Channel', 'Calls', 'Calls, share of total']);
  assert.equal(await panel(page, 'Totals').getByText(/^from/).count(), 0);
});

test('a period without rows is said to be empty', async () => {
  const { page } = await running().open('igrp=1&from=2020-01-01&to=2020-01-31&tz=UTC&compare=NONE');
  await signIn(page);
  await panel(page, 'Calls').getByText('Nothing in this period').waitFor();
  await panel(page, 'Performance by channel').getByText('Nothing in this period').waitFor();
});

test('without a metric the table asks for one, and days of an earlier period alone are no reason to break', async () => {
  const { page, complaints } = await running().open(`${OCTOBER}&metrics=callCount`);
  await signIn(page);
  await page.getByRole('group', { name: 'Metrics', exact: true }).getByRole('button', { name: 'Calls', exact: true }).click();
  await panel(page, 'Performance by channel').getByText('Choose a metric.').waitFor();
  // Two days beside thirty: the rows beyond the second are of the earlier period alone.
  await page.evaluate(() => {
    location.hash =
      'igrp=1&from=2026-10-01&to=2026-10-02&compare=RANGE&compareFrom=2026-09-01&compareTo=2026-09-30&group=metricDate&metrics=callCount';
  });
  const table = panel(page, 'Performance by day');
  await table.waitFor();
  await settled(page);
  await table.getByRole('button', { name: 'Next' }).click();
  assert.deepEqual([...new Set((await cells(table)).map(([day]) => day))], ['–']);
  assert.deepEqual(complaints, []);
});
