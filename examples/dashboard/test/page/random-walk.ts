import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { settled, signIn } from '../on-the-page.js';
import { randomNumbers, step } from '../random-walk.js';
import { running } from '../the-dashboard.js';

/** How many panels there are, and how many places where drawing failed. */
const partsOf = (page: Page) =>
  page.evaluate(() => ({
    shown: document.querySelectorAll('main section').length,
    broken: document.querySelectorAll('.broken').length,
  }));

const STEPS = 500;
/** Little is drawn anew at a step, so that a walk takes less than a minute of processor time. */
const SMALL = { viewport: { width: 640, height: 480 } };
/** WALK_SEED repeats a walk that failed. */
const SEED = Number(process.env['WALK_SEED'] ?? 20261127);

test(`no panel breaks and none is lost in ${STEPS} random clicks and addresses`, async () => {
  const { page, complaints } = await running().open('igrp=1&from=2026-10-01&to=2026-10-31&tz=Europe/London', SMALL);
  await signIn(page);
  const { shown: panels } = await partsOf(page);
  const random = randomNumbers(SEED);
  const steps: string[] = [];
  for (let taken = 0; taken < STEPS; taken++) {
    // Both are sent at once: the page does the one after the other, and the walk waits once.
    const [did, { shown, broken }] = await Promise.all([step(page, random), partsOf(page)]);
    steps.push(did);
    const way = `WALK_SEED=${SEED}, step ${taken}: ${steps.slice(-5).join(' → ')}; ${complaints.join('\n')}`;
    assert.equal(shown, panels, `a panel is gone: ${way}`);
    assert.equal(broken, 0, `a panel is broken: ${way}`);
    // Now and then the answers come before the next step, mostly they do not.
    if (random() < 0.03) await settled(page);
  }
  await settled(page);
  assert.deepEqual(await partsOf(page), { shown: panels, broken: 0 });
  // A refusal is shown in its panel, and the browser notes it too.
  assert.deepEqual(
    complaints.filter((complaint) => !complaint.startsWith('Failed to load resource')),
    [],
  );
});
