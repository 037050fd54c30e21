import assert from 'node:assert/strict';
import { test } from 'node:test';
import { panel, settled, signIn } from '../on-the-page.js';
import { running } from '../the-dashboard.js';

test('a refused credential is said to be refused, with its code and request', async () => {
  const { page } = await running().open();
  await page.getByLabel('User', { exact: true }).fill('demo');
  await page.getByLabel('Password', { exact: true }).fill('not it');
  await page.keyboard.press('Enter');
  const alert = page.getByRole('alert');
  await alert.getByText('UNAUTHENTICATED').waitFor();
  assert.match(await alert.innerText(), /refused the credential[\s\S]*request\s+[0-9a-f-]{36}/);
});

test('a user and a password typed by keyboard alone open the reports', async () => {
  const { page, complaints } = await running().open();
  await page.getByLabel('User', { exact: true }).focus();
  await page.keyboard.type('demo');
  await page.keyboard.press('Tab');
  await page.keyboard.type('demo');
  await page.keyboard.press('Enter');
  await panel(page, 'Totals').getByText('Visits').waitFor();
  assert.deepEqual(complaints, []);
});

test('an API key opens the reports', async () => {
  const { page } = await running().open();
  await page.getByLabel('API key', { exact: true }).check();
  await page.locator('input[name="key"]').fill('demo-key');
  await page.keyboard.press('Enter');
  await page.getByText('Signed in as API key').waitFor();
});

test('the credential is nowhere but in memory: a reload asks for it again', async () => {
  const { page } = await running().open();
  await signIn(page);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]));
  assert.equal(/demo:demo|ZGVtbzpkZW1v|password/.test(kept), false);
  assert.deepEqual(JSON.parse(kept).slice(0, 3), [{}, {}, '']);
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('signing out leaves nothing of the reports on the page', async () => {
  const { page } = await running().open();
  await signIn(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.equal(await page.locator('table').count(), 0);
});

test('a gateway that is not there is said not to be there', async () => {
  const { page } = await running().open();
  await page.route(running().gatewayUrl, (route) => route.abort());
  await page.getByRole('button', { name: /^demo/ }).click();
  await page.getByRole('alert').getByText('NO_ANSWER').waitFor();
});

test('without the list of installations the number of one is typed', async () => {
  const restore = running().upstream.fail(/\/igrps(\?|$)/, 404);
  const { page } = await running().open();
  await signIn(page);
  restore();
  await page.getByLabel('Installation').fill('2');
  await page.keyboard.press('Enter');
  await page.waitForURL(/igrp=2/);
  await settled(page);
  await panel(page, 'Totals').getByText('Visits').waitFor();
});
