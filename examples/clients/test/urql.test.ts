import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LatestCallsQuery, WalkTriggersQuery } from '../src/gql/graphql.ts';
import { withCustomMetrics } from '../src/custom-metrics.ts';
import { Channels, ChannelTotals, LatestCalls, WalkTriggers } from '../src/documents.ts';
import { createAsk } from '../src/tanstack.ts';
import { createUrqlClient } from '../src/urql.ts';
import { runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const igrp = 1;
const callIds = (data: LatestCallsQuery | undefined) => data?.installation?.callTriggers?.rows.map(({ rowId }) => rowId);
const triggerIds = (data: WalkTriggersQuery | undefined) => data?.installation?.allTriggers?.rows.map(({ rowId }) => rowId);

describe('urql', () => {
  test('joins pages by offset into the list that one larger page holds', async () => {
    const client = createUrqlClient(gateway());
    const first = await client.query(LatestCalls, { igrp, limit: 20, offset: 0 });
    const offset = first.data?.installation?.callTriggers?.pageInfo.nextOffset ?? -1;
    assert.equal(offset, 20);
    const second = await client.query(LatestCalls, { igrp, limit: 20, offset });
    const whole = await createAsk(gateway())(LatestCalls, { igrp, limit: 40, offset: 0 });
    assert.deepEqual(callIds(second.data), callIds(whole));
  });

  test('joins pages by key', async () => {
    const client = createUrqlClient(gateway());
    const first = await client.query(WalkTriggers, { igrp, limit: 30, afterRowId: '0' });
    const afterRowId = first.data?.installation?.allTriggers?.pageInfo.endRowId ?? '';
    const second = await client.query(WalkTriggers, { igrp, limit: 30, afterRowId });
    const whole = await createAsk(gateway())(WalkTriggers, { igrp, limit: 60, afterRowId: '0' });
    assert.deepEqual(triggerIds(second.data), triggerIds(whole));
    // What has been asked is answered from the cache, the pages joined.
    const again = await client.query(WalkTriggers, { igrp, limit: 30, afterRowId: '0' }, { requestPolicy: 'cache-only' });
    assert.deepEqual(triggerIds(again.data), triggerIds(whole));
  });

  test('keeps rows where they were answered, and shares what they link to', async (t) => {
    const warned = t.mock.method(console, 'warn', () => undefined);
    const client = createUrqlClient(gateway());
    const variables = { igrp, startDate: '2025-01-01', endDate: '2025-12-31' };
    const totals = await client.query(ChannelTotals, variables);
    assert.ok(totals.data?.installation?.channelMetrics?.rows.some(({ channel }) => channel));
    const channels = await client.query(Channels, { igrp });
    assert.ok(channels.data?.installation?.channels?.rows.length);
    // Every type has a key, or says that it has none: graphcache warns of each that does not.
    assert.deepEqual(warned.mock.calls, []);
  });

  test('types custom metrics by their references', async () => {
    const client = createUrqlClient(gateway());
    const { document, customMetrics } = withCustomMetrics(ChannelTotals, {
      callsOfOne: { metric: 'CALL_COUNT', conditions: [{ field: 'CH', values: ['11'] }] },
    });
    const { data, error } = await client.query(document, { igrp, startDate: '2025-01-01', endDate: '2025-12-31', customMetrics });
    assert.equal(error, undefined);
    const row = data?.installation?.channelMetrics?.rows.find(({ ch }) => ch === 11);
    const calls: number | null | undefined = row?.callsOfOne;
    assert.ok(Number(calls) > 0);
  });
});
