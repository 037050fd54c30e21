import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withCustomMetrics } from '../src/custom-metrics.ts';
import { ChannelTotals, EveryCall, LatestCalls } from '../src/documents.ts';
import { createAsk, createQueryClient, GatewayErrors, pagedQuery, reportQuery } from '../src/tanstack.ts';
import { runningGateway } from './running-gateway.ts';
import { BY_KEY, BY_OFFSET, PAGE, pageInfoOf, rowIds, ROWS, rowsOfOnePage } from './walks.ts';

const gateway = runningGateway();
const igrp = 1;

describe('TanStack Query', () => {
  test('walks 3,000 calls by offset, none lost or double', async () => {
    const query = pagedQuery(createAsk(gateway()), LatestCalls, BY_OFFSET, pageInfoOf);
    const { pages } = await createQueryClient().fetchInfiniteQuery({ ...query, pages: ROWS / PAGE });
    assert.deepEqual(pages.flatMap(rowIds), await rowsOfOnePage(gateway(), 'offset'));
  });

  test('walks 3,000 calls by key, none lost or double', async () => {
    const query = pagedQuery(createAsk(gateway()), EveryCall, BY_KEY, pageInfoOf);
    const { pages } = await createQueryClient().fetchInfiniteQuery({ ...query, pages: ROWS / PAGE });
    assert.deepEqual(pages.flatMap(rowIds), await rowsOfOnePage(gateway(), 'key'));
  });

  test('ends at the last page', async () => {
    const query = pagedQuery(createAsk(gateway()), LatestCalls, { ...BY_OFFSET, offset: 1_000_000 }, pageInfoOf);
    const { pages } = await createQueryClient().fetchInfiniteQuery({ ...query, pages: 3 });
    assert.deepEqual(pages.map(rowIds), [[]]);
  });

  test('asks once for one question, and types custom metrics by their references', async () => {
    const ask = createAsk(gateway());
    const client = createQueryClient();
    const { document, customMetrics } = withCustomMetrics(ChannelTotals, ['channelMetrics'], {
      callsOfOne: { metric: 'CALL_COUNT', conditions: [{ field: 'CH', values: ['11'] }] },
    });
    const query = reportQuery(ask, document, { igrp, startDate: '2025-01-01', endDate: '2025-12-31', customMetrics });
    const first = await client.fetchQuery(query);
    assert.equal(await client.fetchQuery(query), first);
    const row = first.installation?.channelMetrics?.rows.find(({ ch }) => ch === 11);
    const calls: number | null | undefined = row?.callsOfOne;
    assert.ok(Number(calls) > 0);
  });

  test('does not try again what cannot succeed, and says its code', async () => {
    const ask = createAsk({ ...gateway(), authorization: `Basic ${Buffer.from('demo:wrong').toString('base64')}` });
    let asked = 0;
    const query = reportQuery(
      (document, variables, signal) => {
        asked++;
        return ask(document, variables, signal);
      },
      LatestCalls,
      { igrp, limit: 1, offset: 0 },
    );
    await assert.rejects(createQueryClient().fetchQuery(query), (error) => {
      assert.ok(error instanceof GatewayErrors);
      assert.equal(error.errors[0]?.extensions?.code, 'UNAUTHENTICATED');
      return true;
    });
    assert.equal(asked, 1);
  });
});
