import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, panel, settled, signIn } from './on-the-page.js';
import { runningDashboard } from './running-dashboard.js';

const running = runningDashboard();
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
