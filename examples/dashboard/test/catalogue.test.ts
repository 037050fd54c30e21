import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { heads, panel, settled, signIn } from './on-the-page.js';
import { startDashboard, type RunningDashboard } from './running-dashboard.js';

let folder: string;
let dashboard: RunningDashboard;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'));
  const file = path.join(folder, 'catalogue.json');
  const fields = {
    quoteCount: { kind: 'metric', type: 'int', description: 'How many quotes were asked for.' },
    goalOnlineCountTotal: null,
  };
  await writeFile(file, JSON.stringify({ reports: { channelMetrics: { fields } } }));
  dashboard = await startDashboard({ CATALOGUE: file });
});
after(async () => {
  await dashboard.close();
  await rm(folder, { recursive: true });
});

test('a metric that an operator adds is on offer, and one that an operator removes is not, without a new build', async () => {
  const { page } = await dashboard.open('igrp=1&from=2026-10-01&to=2026-10-31&tz=UTC&compare=NONE&metrics=callCount');
  await signIn(page);
  const metrics = page.getByRole('group', { name: 'Metrics', exact: true });
  assert.equal(await metrics.getByRole('button', { name: 'Goals online' }).count(), 0);
  await metrics.getByRole('button', { name: 'Goals', exact: true }).click();
  await settled(page);
  assert.deepEqual(await heads(panel(page, 'Performance by channel')), ['Channel', 'Calls', 'Calls, share of total', 'Goals']);
  // The sandbox knows no quotes: the gateway asks it for them all the same, and says what became of that.
  const asked = page.waitForRequest((request) => /quoteCount/.test(request.postData() ?? ''));
  await metrics.getByRole('button', { name: 'Quote count' }).click();
  await asked;
});
