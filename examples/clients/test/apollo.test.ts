import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ObservableQuery, OperationVariables } from '@apollo/client';
import { filter, firstValueFrom } from 'rxjs';
import { createApolloClient, createCache } from '../src/apollo.ts';
import { withCustomMetrics } from '../src/custom-metrics.ts';
import { Channels, ChannelTotals, LatestCalls, WalkTriggers } from '../src/documents.ts';
import { createAsk } from '../src/tanstack.ts';
import { runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const igrp = 1;

describe('Apollo Client', () => {
  test('joins pages by offset into the list that one larger page holds', async () => {
    const client = createApolloClient(gateway());
    const query = client.watchQuery({ query: LatestCalls, variables: { igrp, limit: 20, offset: 0 } });
    const first = await answer(query);
    const offset = first.installation?.callTriggers?.pageInfo.nextOffset;
    assert.equal(offset, 20);
    await query.fetchMore({ variables: { offset } });
    // A page that is asked for twice is there once.
    await query.fetchMore({ variables: { offset } });
    const whole = await createAsk(gateway())(LatestCalls, { igrp, limit: 40, offset: 0 });
    assert.deepEqual(rowIds(await answer(query)), rowIds(whole));
  });

  test('joins pages by key, and a page twice is there once', async () => {
    const client = createApolloClient(gateway());
    const query = client.watchQuery({ query: WalkTriggers, variables: { igrp, limit: 30, afterRowId: '0' } });
    const first = await answer(query);
    const afterRowId = first.installation?.allTriggers?.pageInfo.endRowId;
    assert.ok(afterRowId);
    await query.fetchMore({ variables: { afterRowId } });
    await query.fetchMore({ variables: { afterRowId } });
    const whole = await createAsk(gateway())(WalkTriggers, { igrp, limit: 60, afterRowId: '0' });
    assert.deepEqual(rowIds(await answer(query)), rowIds(whole));
  });

  test('takes a list for whole only if each of its pages is', () => {
    const cache = createCache();
    const page = (offset: number, complete: boolean) => {
      const variables = { igrp, limit: 1, offset };
      const row = { __typename: 'Trigger' as const, rowId: `${offset + 1}`, triggerDatetime: null, callDuration: null, chName: null };
      const pageInfo = { __typename: 'ReportPageInfo' as const, nextOffset: offset + 1 };
      const callTriggers = { __typename: 'TriggerReport' as const, complete, pageInfo, rows: [row] };
      const installation = { __typename: 'Installation' as const, igrp, callTriggers };
      cache.writeQuery({ query: LatestCalls, variables, data: { installation } });
      return cache.readQuery({ query: LatestCalls, variables })?.installation?.callTriggers;
    };
    const shown = [page(0, true), page(1, false), page(2, true), page(0, true)];
    assert.deepEqual(
      shown.map((report) => [report?.rows.length, report?.complete]),
      [
        [1, true],
        [2, false],
        [3, false],
        [1, true],
      ],
    );
  });

  test('keeps rows where they were answered, and shares what they link to', async () => {
    const client = createApolloClient(gateway());
    const variables = { igrp, startDate: '2025-01-01', endDate: '2025-12-31' };
    const { data } = await client.query({ query: ChannelTotals, variables });
    await client.query({ query: Channels, variables: { igrp } });
    const row = data?.installation?.channelMetrics?.rows.find(({ channel }) => channel);
    assert.ok(row?.channel);
    const cached: Readonly<Record<string, unknown>> = Object(client.cache.extract());
    const entities = Object.keys(cached).filter((key) => !/^(Channel|Installation):|^ROOT_QUERY$|^__META$/.test(key));
    assert.deepEqual(entities, []);
    const shared = cached[`Channel:${JSON.stringify({ igrp, channelId: row.channel.channelId })}`];
    // The list brought the type; the row that links to the channel brought its name.
    assert.deepEqual(Object.keys(Object(shared)).sort(), ['__typename', 'channelId', 'channelName', 'channelType', 'igrp']);
  });

  test('types custom metrics by their references', async () => {
    const client = createApolloClient(gateway());
    const { document, customMetrics } = withCustomMetrics(ChannelTotals, {
      callsOfOne: { metric: 'CALL_COUNT', conditions: [{ field: 'CH', values: ['11'] }] },
    });
    const variables = { igrp, startDate: '2025-01-01', endDate: '2025-12-31', customMetrics };
    const { data } = await client.query({ query: document, variables });
    const rows = data?.installation?.channelMetrics?.rows ?? [];
    const counted: readonly (number | null)[] = rows.filter(({ ch }) => ch === 11).map(({ callsOfOne }) => callsOfOne);
    assert.ok(Number(counted[0]) > 0);
    // @ts-expect-error: no such metric is defined.
    assert.equal(rows[0]?.callsOfTwo, undefined);
  });
});

/** What a query shows, once it is there. */
async function answer<Data, Variables extends OperationVariables>(query: ObservableQuery<Data, Variables>): Promise<Data> {
  const { data } = await firstValueFrom(query.pipe(filter(({ dataState }) => dataState === 'complete')));
  // What is complete is the whole of the type.
  return data as Data;
}

/** The rowIds of the one report in an answer. */
function rowIds(data: unknown): readonly string[] {
  const reports = Object.values(Object(Object(data).installation)).filter((value) => Array.isArray(Object(value).rows));
  return reports.flatMap((report) => Object(report).rows.map((row: { readonly rowId: string }) => row.rowId));
}
