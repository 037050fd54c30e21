import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { withCustomMetrics } from '../src/custom-metrics.ts';
import { Channels, ChannelTotals, EveryCall, LatestCalls } from '../src/documents.ts';
import { nextPage } from '../src/pages.ts';
import { createAsk } from '../src/tanstack.ts';
import { createUrqlClient } from '../src/urql.ts';
import { runningGateway } from './running-gateway.ts';
import { BY_KEY, BY_OFFSET, pageInfoOf, rowIds, ROWS, rowsOfOnePage, type CallsAnswer } from './walks.ts';

const gateway = runningGateway();
const igrp = 1;

describe('urql', () => {
  test('walks 3,000 calls by offset and joins them, none lost or double', async () => {
    assert.deepEqual(await walk(LatestCalls, BY_OFFSET), await rowsOfOnePage(gateway(), 'offset'));
  });

  test('walks 3,000 calls by key and joins them, none lost or double', async () => {
    assert.deepEqual(await walk(EveryCall, BY_KEY), await rowsOfOnePage(gateway(), 'key'));
  });

  test('answers a page that the first one does not lead to by itself', async () => {
    const client = createUrqlClient(gateway());
    await client.query(LatestCalls, { igrp, limit: 20, offset: 0 });
    const far = await client.query(LatestCalls, { igrp, limit: 20, offset: 80 });
    const alone = await createAsk(gateway())(LatestCalls, { igrp, limit: 20, offset: 80 });
    assert.deepEqual(rowIds(far.data), rowIds(alone));
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
    const { document, customMetrics } = withCustomMetrics(ChannelTotals, ['channelMetrics'], {
      callsOfOne: { metric: 'CALL_COUNT', conditions: [{ field: 'CH', values: ['11'] }] },
    });
    const { data, error } = await client.query(document, { igrp, startDate: '2025-01-01', endDate: '2025-12-31', customMetrics });
    assert.equal(error, undefined);
    const row = data?.installation?.channelMetrics?.rows.find(({ ch }) => ch === 11);
    const calls: number | null | undefined = row?.callsOfOne;
    assert.ok(Number(calls) > 0);
  });
});

/** Asks page after page, and hands out the list that the last answer shows: joined by the cache. */
async function walk<Data extends CallsAnswer, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  first: Variables,
): Promise<readonly (string | null)[]> {
  const client = createUrqlClient(gateway());
  let { data } = await client.query(document, first);
  for (let page = nextPage(pageInfoOf(data)); page && rowIds(data).length < ROWS; page = nextPage(pageInfoOf(data)))
    ({ data } = await client.query(document, { ...first, ...page }));
  // What has been asked is answered from the cache, the pages joined.
  const again = await client.query(document, first, { requestPolicy: 'cache-only' });
  assert.deepEqual(rowIds(again.data), rowIds(data));
  return rowIds(data);
}
