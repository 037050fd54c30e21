import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withCustomMetrics } from '../src/custom-metrics.ts';
import { ChannelTotals, LatestCalls, WalkTriggers } from '../src/documents.ts';
import { createAsk, createQueryClient, everyTrigger, GatewayErrors, latestCalls, reportQuery } from '../src/tanstack.ts';
import { runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const igrp = 1;

describe('TanStack Query', () => {
  test('asks page after page by offset', async () => {
    const ask = createAsk(gateway());
    const { pages } = await createQueryClient().fetchInfiniteQuery({ ...latestCalls(ask, igrp, 20), pages: 2 });
    const whole = await ask(LatestCalls, { igrp, limit: 40, offset: 0 });
    assert.deepEqual(
      pages.flatMap(({ installation }) => installation?.callTriggers?.rows ?? []),
      whole.installation?.callTriggers?.rows,
    );
  });

  test('asks page after page by key', async () => {
    const ask = createAsk(gateway());
    const { pages } = await createQueryClient().fetchInfiniteQuery({ ...everyTrigger(ask, igrp, 30), pages: 2 });
    const whole = await ask(WalkTriggers, { igrp, limit: 60, afterRowId: '0' });
    assert.deepEqual(
      pages.flatMap(({ installation }) => installation?.allTriggers?.rows ?? []),
      whole.installation?.allTriggers?.rows,
    );
  });

  test('asks once for one question, and types custom metrics by their references', async () => {
    const ask = createAsk(gateway());
    const client = createQueryClient();
    const { document, customMetrics } = withCustomMetrics(ChannelTotals, {
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
