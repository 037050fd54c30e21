import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chosenTable, type Group } from '../src/chosen-table.ts';
import { ChannelTable } from '../src/documents.ts';
import type { ChannelTableQueryVariables } from '../src/gql/graphql.ts';
import { createAsk } from '../src/tanstack.ts';
import { runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const OCTOBER = { igrp: 1, startDate: '2026-10-01', endDate: '2026-10-31' };

async function tableBy(group: readonly Group[], more: Partial<ChannelTableQueryVariables> = {}) {
  const { installation } = await createAsk(gateway())(ChannelTable, { ...OCTOBER, group: [...group], ...more });
  assert.ok(installation?.channelMetrics);
  return { ...chosenTable(installation.channelMetrics, group), notes: installation.channelMetrics.notes };
}

describe('one typed document for a table whose user chooses', () => {
  test('its groups: columns that are not grouped are null, and the notes say so', async () => {
    const byChannel = await tableBy(['CH']);
    assert.deepEqual(byChannel.heads, ['ch', 'chName', 'callCount']);
    assert.ok(byChannel.rows.every(([ch, name]) => typeof ch === 'number' && typeof name === 'string'));
    assert.ok(byChannel.notes.some((note) => note.includes('campaign')));
    const byDayAndGoal = await tableBy(['METRIC_DATE', 'GOAL']);
    assert.deepEqual(byDayAndGoal.heads, ['metricDate', 'goal', 'goalTitle', 'callCount']);
    assert.ok(byDayAndGoal.rows.every(([day]) => /^2026-10-\d\d$/.test(String(day))));
    const whole = await tableBy([]);
    assert.equal(whole.rows.length, 1);
    assert.equal(
      whole.rows[0]?.[0],
      byChannel.rows.reduce((sum, row) => sum + Number(row[2]), 0),
    );
  });

  test('a comparison, and metrics of their own', async () => {
    const table = await tableBy(['CH'], {
      compare: { to: 'PREVIOUS_PERIOD' },
      customMetrics: [{ reference: 'sales', metric: 'GOAL_COUNT', conditions: [{ field: 'GOAL', values: ['246'] }] }],
    });
    assert.deepEqual(table.heads, ['ch', 'chName', 'callCount', 'callCount ±', 'sales', 'sales ±']);
    assert.ok(table.rows.some((row) => row.slice(2).every((cell) => typeof cell === 'number')));
    assert.deepEqual([...new Set(table.rows.map((row) => row.length))], [6]);
  });
});
