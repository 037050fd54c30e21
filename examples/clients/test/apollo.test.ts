import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ObservableQuery, OperationVariables, TypedDocumentNode } from '@apollo/client';
import { filter, firstValueFrom, lastValueFrom, takeWhile, toArray } from 'rxjs';
import { createApolloClient, createCache } from '../src/apollo.ts';
import { withCustomMetrics } from '../src/custom-metrics.ts';
import { ChannelComparison, Channels, ChannelTotals, EveryCall, GoalsThenMetrics, LatestCalls } from '../src/documents.ts';
import { nextPage } from '../src/pages.ts';
import { runningGateway } from './running-gateway.ts';
import { BY_KEY, BY_OFFSET, pageInfoOf, rowIds, ROWS, rowsOfOnePage, type CallsAnswer } from './walks.ts';

const gateway = runningGateway();
const igrp = 1;

interface Rows {
  readonly rows: readonly unknown[];
}
const OCTOBER = { startDate: '2026-10-01', endDate: '2026-10-31' };

describe('Apollo Client', () => {
  test('walks 3,000 calls by offset and joins them, none lost or double', async () => {
    assert.deepEqual(await walk(LatestCalls, BY_OFFSET), await rowsOfOnePage(gateway(), 'offset'));
  });

  test('walks 3,000 calls by key and joins them, none lost or double', async () => {
    assert.deepEqual(await walk(EveryCall, BY_KEY), await rowsOfOnePage(gateway(), 'key'));
  });

  test('holds a page that is asked for twice once, and begins anew at a page that follows nothing', async () => {
    const query = createApolloClient(gateway()).watchQuery({ query: LatestCalls, variables: { igrp, limit: 20, offset: 0 } });
    await answer(query);
    await query.fetchMore({ variables: { offset: 20 } });
    await query.fetchMore({ variables: { offset: 20 } });
    assert.equal(rowIds(await answer(query)).length, 40);
    const { data } = await query.fetchMore({ variables: { offset: 80 } });
    assert.deepEqual(rowIds(await answer(query)), rowIds(data));
  });

  test('keeps the report that was answered where the one beside it failed', async () => {
    const client = createApolloClient(gateway());
    const variables = { igrp, startDate: '2025-02-01', endDate: '2025-01-01' };
    const { data, error } = await client.query({ query: ChannelComparison, variables });
    assert.match(String(error), /endDate/);
    assert.equal(data?.installation?.channelMetrics, null);
    assert.ok(data?.installation?.goals?.rows?.length);
  });

  test('shows goals first and the deferred metrics when they are there', async () => {
    const query = createApolloClient(gateway()).watchQuery({ query: GoalsThenMetrics, variables: { igrp, ...OCTOBER } });
    const shown = await lastValueFrom(
      query.pipe(
        takeWhile(({ dataState }) => dataState !== 'complete', true),
        toArray(),
      ),
    );
    const states = shown.flatMap(({ data }) => {
      const { goals, channelMetrics } = Object(data?.installation) as { readonly goals?: Rows; readonly channelMetrics?: Rows };
      return goals ? [{ goals: goals.rows.length, metrics: channelMetrics?.rows.length }] : [];
    });
    assert.ok(states.length > 1);
    assert.ok(Number(states[0]?.goals) > 0);
    assert.equal(states[0]?.metrics, undefined);
    assert.ok(Number(states.at(-1)?.metrics) > 0);
  });

  test('calls a list complete only if its last page is, and each of its pages is framed', () => {
    const cache = createCache();
    const page = (offset: number, complete: boolean, framed: boolean) => {
      const variables = { igrp, limit: 1, offset };
      const row = { __typename: 'Trigger' as const, rowId: `${offset + 1}`, triggerDatetime: null, callDuration: null, chName: null };
      const pageInfo = { __typename: 'ReportPageInfo' as const, nextOffset: complete ? null : offset + 1 };
      const callTriggers = { __typename: 'TriggerReport' as const, complete, framed, pageInfo, rows: [row] };
      const installation = { __typename: 'Installation' as const, igrp, callTriggers };
      cache.writeQuery({ query: LatestCalls, variables, data: { installation } });
      return cache.readQuery({ query: LatestCalls, variables })?.installation?.callTriggers;
    };
    const shown = [page(0, false, true), page(1, true, true), page(0, false, true), page(1, false, false), page(2, true, true)];
    assert.deepEqual(
      shown.map((report) => [report?.rows.length, report?.complete, report?.framed]),
      [
        [1, false, true],
        [2, true, true],
        [1, false, true],
        [2, false, false],
        [3, false, false],
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
    const { document, customMetrics } = withCustomMetrics(ChannelComparison, ['channelMetrics'], {
      callsOfOne: { metric: 'CALL_COUNT', conditions: [{ field: 'CH', values: ['11'] }] },
    });
    const variables = { igrp, startDate: '2025-01-01', endDate: '2025-12-31', customMetrics };
    const { data, error } = await client.query({ query: document, variables });
    assert.equal(error, undefined);
    const rows = data?.installation?.channelMetrics?.rows ?? [];
    const row = rows.find(({ ch }) => ch === 11);
    const counted: readonly (number | null | undefined)[] = [row, row?.previous, row?.delta, row?.deltaRatio].map((one) => one?.callsOfOne);
    assert.deepEqual(counted, [row?.callCount, row?.previous?.callCount, row?.delta?.callCount, row?.deltaRatio?.callCount]);
    assert.ok(Number(counted[0]) > 0);
    // @ts-expect-error: no such metric is defined.
    assert.equal(rows[0]?.callsOfTwo, undefined);
    // @ts-expect-error: goals have no metrics.
    assert.equal(data?.installation?.goals?.rows[0]?.callsOfOne, undefined);
  });

  test('refuses custom metrics for a report that does not take them', () => {
    assert.throws(() => withCustomMetrics(ChannelComparison, ['goals'], {}), /^TypeError: goals must take customMetrics: \$customMetrics/);
  });
});

/** What a query shows, once it is there. */
async function answer<Data, Variables extends OperationVariables>(query: ObservableQuery<Data, Variables>): Promise<Data> {
  const { data } = await firstValueFrom(query.pipe(filter(({ dataState }) => dataState === 'complete')));
  // What is complete is the whole of the type.
  return data as Data;
}

/** Fetches page after page, and hands out the list that the query shows in the end. */
async function walk<Data extends CallsAnswer, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<readonly (string | null)[]> {
  const query = createApolloClient(gateway()).watchQuery({ query: document, variables });
  let page = nextPage(pageInfoOf(await answer(query)));
  while (page && rowIds(await answer(query)).length < ROWS) {
    const { data } = await query.fetchMore({ variables: { ...variables, ...page } });
    page = nextPage(pageInfoOf(data));
  }
  return rowIds(await answer(query));
}
