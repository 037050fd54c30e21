/** GraphiQL in a real browser: Chromium, without any network but the gateway's own address. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { catalogue } from '../../schema/reports/index.js';
import { createSandbox, type Sandbox } from '../../sandbox/server.js';
import { readConfig } from '../../src/config.js';
import { createGateway, type Gateway } from '../../src/gateway.js';
import { EXAMPLES } from '../../src/graphiql/examples.js';
import { launchBrowser } from '../support/browser.js';

/** A browser on a busy machine takes its time. */
jest.setTimeout(120_000);

describe('GraphiQL', () => {
  let sandbox: Sandbox;
  let gateway: Gateway;
  let browser: Browser;
  let url: string;
  let page: Page;
  /** Whatever the page asked for that is not the gateway's, and whatever it reported as broken. */
  const complaints: string[] = [];

  beforeAll(async () => {
    sandbox = await createSandbox();
    gateway = createGateway({
      config: readConfig({ REPORTS_URL: sandbox.url, PORT: '0', GRAPHIQL: 'on', LOG_LEVEL: 'silent' }),
      catalogue,
      graphiql: { authorization: `Basic ${Buffer.from('demo:demo').toString('base64')}` },
    });
    url = await gateway.listen();
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1360, height: 800 } });
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(new URL(url).origin) && !/^(data|blob):/.test(request.url())) complaints.push(request.url());
    });
    await page.goto(url);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
    await sandbox?.close();
  });

  test('opens with a tab for every example', async () => {
    await page.locator('.graphiql-execute-button').waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(EXAMPLES.map(({ name }) => name));
  });

  test('has nothing to tell of REST before an operation ran', async () => {
    await page.getByRole('button', { name: 'REST' }).click();
    await page.getByText('Run an operation first.').waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
  });

  test('runs the first example and shows its rows', async () => {
    await page.locator('.graphiql-execute-button').click();
    const response = page.locator('.graphiql-response');
    await response.getByText('"Organic Search"').first().waitFor();
    expect(await response.innerText()).not.toContain('"errors"');
  });

  test('shows the REST request of what ran, as the Reports API got it', async () => {
    // The totals of the example, and its groups that are not among the rows, are requests of their own, without groups.
    const sent = sandbox.requests.map((request) => decodeURIComponent(request.url)).find((target) => target.includes('group[]='));
    await page.getByRole('button', { name: 'REST' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByText('installation › channelMetrics').waitFor();
    const [told = '', curl = ''] = await panel.locator('pre').allInnerTexts();
    expect(decodeURIComponent(new URL(told).pathname + new URL(told).search)).toBe(sent);
    expect(curl).toBe(`curl --globoff --user 'USER:PASSWORD' '${told}'`);
    await page.keyboard.press('Escape');
    expect(await panel.isVisible()).toBe(false);
  });

  test('asks upstream nothing to show the requests, and copies them', async () => {
    const before = sandbox.requests.length;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(url).origin });
    await page.getByRole('button', { name: 'REST' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByRole('button', { name: 'Copy' }).first().click();
    await panel.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await panel.locator('pre').first().innerText());
    expect(sandbox.requests.length).toBe(before);
    await page.keyboard.press('Escape');
  });

  test('takes the first click on a tab, and runs what is in it', async () => {
    await page.getByRole('button', { name: 'GoalsWithTheirChannel' }).click();
    await page.getByRole('tab', { name: 'GoalsWithTheirChannel', selected: true }).waitFor();
    const response = page.locator('.graphiql-response');
    const linked = response.getByText('"channelName"').first();
    // The editor tells the button of its new text a moment after it shows it: a press before that runs the tab before.
    for (let tries = 0; tries < 10 && !(await linked.isVisible()); tries++) {
      await page.locator('.graphiql-execute-button').click();
      await linked.waitFor({ timeout: 5_000 }).catch(() => undefined);
    }
    expect(await linked.isVisible()).toBe(true);
    expect(await response.innerText()).not.toContain('"errors"');
    expect(await response.innerText()).not.toContain('graphiqlRequest');
  });

  test('opens the operation of a REST URL in a tab', async () => {
    await page.getByRole('button', { name: 'REST' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByLabel('From a REST URL').fill('/reports/v2/igrps/1/goals?display[]=goalTitle&limit=3');
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: 'Open in a new tab' }).click();
    await page.locator('.graphiql-query-editor, .graphiql-editor').first().getByText('goalTitle').first().waitFor();
    expect(await page.getByRole('tab').count()).toBe(EXAMPLES.length + 1);
  });

  test.each([
    ['a report of an installation', '{ installation(igrp: 1) { chan', 'channelMetrics'],
    ['a column of a row', '{ installation(igrp: 1) { channelMetrics { rows { goalV', 'goalValueTotal'],
    ['an argument', '{ installation(igrp: 1) { callTriggers(startD', 'startDate'],
  ])('completes %s', async (_, typed, suggested) => {
    await page.locator('.graphiql-query-editor .view-lines, .graphiql-editor .view-lines').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(typed);
    await page.keyboard.press('Control+Space');
    const row = page.locator('.suggest-widget .monaco-list-row').filter({ hasText: suggested }).first();
    await row.waitFor();
    expect(await row.innerText()).toContain(suggested);
    await page.keyboard.press('Escape');
  });

  test('documents a field with its meaning, how sure it is, and its v2 name', async () => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-doc-explorer-search').click();
    await page.keyboard.type('adGroup');
    await page.getByRole('option', { name: 'Trigger.adGroup' }).click();
    const documentation = page.locator('.graphiql-doc-explorer');
    await documentation.getByText('The name of the ad group.').waitFor();
    expect(await documentation.innerText()).toMatch(/Not in the API documentation; seen in public clients\.\s+v2: adGroup/);
  });

  test('asks nobody but the gateway, and nothing of it is broken', () => {
    expect(complaints).toEqual([]);
  });

  test('takes one credential for all tabs where none is set, and keeps it in memory alone', async () => {
    const plain = createGateway({
      config: readConfig({ REPORTS_URL: sandbox.url, PORT: '0', GRAPHIQL: 'on', LOG_LEVEL: 'silent' }),
      catalogue,
    });
    const visit = await browser.newPage();
    await visit.goto(await plain.listen());
    await visit.getByRole('button', { name: 'Sign in' }).click();
    const form = visit.getByRole('dialog');
    await form.getByLabel('User').fill('demo');
    await form.getByLabel('Password').fill('demo');
    await form.getByRole('button', { name: 'Use for all tabs' }).click();
    await visit.locator('.graphiql-execute-button').click();
    const response = visit.locator('.graphiql-response');
    await response.getByText('"Organic Search"').first().waitFor();
    const stored = await visit.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    expect(stored).not.toContain(Buffer.from('demo:demo').toString('base64'));
    await visit.close();
    await plain.close();
  });

  test('is not there where it is off', async () => {
    const plain = createGateway({ config: readConfig({ REPORTS_URL: sandbox.url, PORT: '0', LOG_LEVEL: 'silent' }), catalogue });
    const answer = await fetch(await plain.listen(), { headers: { accept: 'text/html' } });
    await plain.close();
    expect(answer.status).toBe(405);
    expect(answer.headers.get('content-type')).toContain('json');
  });
});
