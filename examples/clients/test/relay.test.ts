import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fetchQuery, getSingularSelector, type IEnvironment } from 'relay-runtime';
import query, { type dashboardQuery, type dashboardQuery$data } from '../relay/__generated__/dashboardQuery.graphql.ts';
import metrics from '../relay/__generated__/dashboard_metrics.graphql.ts';
import { createRelayEnvironment } from '../src/relay.ts';
import { runningGateway } from './running-gateway.ts';

const gateway = runningGateway();
const PERIOD = { igrp: 1, startDate: '2026-10-01', endDate: '2026-10-31' };

describe('Relay', () => {
  test('shows goals first and the deferred metrics when they are there, in fragments of their own', async () => {
    const environment = createRelayEnvironment(gateway());
    const states = await statesOf(environment, PERIOD);
    assert.ok(states.length > 1);
    const [first, last] = [states[0], states.at(-1)];
    assert.ok(first?.data?.installation?.goals?.rows.length);
    assert.equal(first?.metrics, undefined);
    const { channelMetrics } = Object(last?.metrics) as { readonly channelMetrics: { readonly rows: readonly { callCount: number }[] } };
    assert.ok(channelMetrics.rows.reduce((sum, { callCount }) => sum + callCount, 0) > 0);
  });

  test('keeps the report that was answered where the deferred one failed', async () => {
    const environment = createRelayEnvironment(gateway());
    const states = await statesOf(environment, { ...PERIOD, endDate: '2025-01-01' });
    assert.ok(states.at(-1)?.data?.installation?.goals?.rows.length);
    assert.deepEqual(states.at(-1)?.metrics, { channelMetrics: null });
  });

  test('hands on the errors of an answer without data', async () => {
    const environment = createRelayEnvironment({ ...gateway(), authorization: 'Basic bm9ib2R5Om5vYm9keQ==' });
    await assert.rejects(statesOf(environment, { ...PERIOD, startDate: 'soon' }), /startDate/);
  });
});

interface State {
  readonly data: dashboardQuery$data | undefined;
  /** What the store has of the deferred fragment; undefined until it is there. */
  readonly metrics: unknown;
}

/** What a component would show, from the first part to the last. */
async function statesOf(environment: IEnvironment, variables: dashboardQuery['variables']): Promise<readonly State[]> {
  const states: State[] = [];
  await new Promise<void>((resolve, reject) => {
    fetchQuery<dashboardQuery>(environment, query, variables).subscribe({
      next: (data) => states.push({ data, metrics: metricsOf(environment, data) }),
      error: reject,
      complete: resolve,
    });
  });
  return states;
}

function metricsOf(environment: IEnvironment, data: dashboardQuery$data): unknown {
  const selector = getSingularSelector(metrics, data.installation);
  const snapshot = selector && environment.lookup(selector as Parameters<IEnvironment['lookup']>[0]);
  return snapshot?.isMissingData === false ? snapshot.data : undefined;
}
