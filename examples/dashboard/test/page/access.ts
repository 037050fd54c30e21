import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, panel, settled, signIn } from '../on-the-page.js';
import { running } from '../the-dashboard.js';

const OCTOBER = 'igrp=1&from=2026-10-01&to=2026-10-31&tz=Europe/London&own=sales,goalCount,goal,246';
const NARROW = { width: 360, height: 740 };

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong with the sign-in in ${colorScheme} colours`, async () => {
    const { page } = await running().open('', { colorScheme });
    assert.deepEqual(await axeFindings(page), []);
  });

  test(`axe finds nothing wrong with reports, forms and tables in ${colorScheme} colours`, async () => {
    const { page } = await running().open(OCTOBER, { colorScheme });
    await signIn(page);
    await page.getByText('Show as a table').click();
    await page.getByRole('button', { name: '+ Add metric' }).click();
    await page.getByRole('button', { name: '+ Add filter' }).first().click();
    await page.getByRole('group', { name: 'Columns' }).getByRole('button').click();
    await panel(page, 'Calls').getByLabel('Redact personal data').check();
    await settled(page);
    assert.deepEqual(await axeFindings(page), []);
  });

  test(`axe finds nothing wrong with refusals in ${colorScheme} colours`, async () => {
    const { page } = await running().open(OCTOBER.replace('igrp=1', 'igrp=2'), { colorScheme });
    await signIn(page, 'limited');
    assert.deepEqual(await axeFindings(page), []);
  });
}

test('a narrow page scrolls down alone, and axe finds nothing wrong with it', async () => {
  const { page } = await running().open(OCTOBER, { viewport: NARROW });
  await signIn(page, 'limited');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), NARROW.width);
  assert.deepEqual(await axeFindings(page), []);
});

test('the colours follow the system until the button says otherwise', async () => {
  const { page } = await running().open(OCTOBER, { colorScheme: 'dark' });
  await signIn(page);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await background();
  assert.notEqual(light, dark);
  await page.getByRole('button', { name: 'Dark colours' }).click();
  assert.equal(await background(), dark);
  await page.getByRole('button', { name: 'Light colours' }).click();
  assert.equal(await background(), light);
});

test('the first stop of the keyboard leads past the toolbar', async () => {
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the reports');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
});

test('the focus is never lost: a filter that is added, given up or removed leaves it at the button for the next', async () => {
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  const filters = page.getByRole('group', { name: 'Filters', exact: true });
  const opener = filters.getByRole('button', { name: '+ Add filter' });
  const hasFocus = () => opener.evaluate((button) => document.activeElement === button);
  await opener.press('Enter');
  await page.keyboard.press('Escape');
  assert.equal(await hasFocus(), true);
  await page.keyboard.press('Enter');
  await filters.getByLabel('Field').selectOption('chName');
  await filters.getByLabel('Value').fill('Google Ads');
  await page.keyboard.press('Enter');
  assert.equal(await hasFocus(), true);
  await settled(page);
  await filters.getByRole('button', { name: /^Remove Channel/ }).press('Enter');
  assert.equal(await hasFocus(), true);
});

test('the focus is never lost: trying again leaves it in the panel', async () => {
  const restore = running().upstream.fail(/\/triggers\/calls/, 503);
  const { page } = await running().open(OCTOBER);
  await signIn(page);
  restore();
  const calls = panel(page, 'Calls');
  await calls.getByRole('button', { name: 'Try again' }).press('Enter');
  await settled(page);
  assert.equal(await calls.evaluate((section) => section.contains(document.activeElement)), true);
});

test('at twice the size, on half the room, nothing runs out of the page', async () => {
  const { page } = await running().open(OCTOBER, { viewport: { width: 640, height: 480 }, deviceScaleFactor: 2 });
  await signIn(page);
  await page.getByRole('group', { name: 'Columns' }).getByRole('button').click();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 640);
});
