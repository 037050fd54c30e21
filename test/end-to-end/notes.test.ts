/** A typed document whose reader chooses groups and comparison: what the question leaves out is null, and a note says what would fill it. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson } from '../support/upstream-double.js';

const DAYS = 'startDate:"2026-03-01",endDate:"2026-03-02"';
const ONE_DOCUMENT = 'notes rows{ch chName channel{channelName} metricDate callCount previous{callCount metricDate} delta{callCount}}';

describe('one document for every choice', () => {
  const { gateway, upstream } = runningGateway(({ path, params }) => {
    if (!path.endsWith('/metrics/channels')) return { body: ndjson({ ch: 7, channelId: 7, channelName: 'Print' }) };
    const groups = params.filter(([name]) => name === 'group[]').map(([, value]) => value);
    const day = params.find(([name]) => name === 'startDate')?.[1];
    const cells = { ch: 7, chName: 'Print', metricDate: day };
    return { body: ndjson({ ...Object.fromEntries(Object.entries(cells).filter(([key]) => groups.includes(key))), callCount: '3' }) };
  });
  beforeEach(() => upstream.clear());
  const ask = async (given: string, selection = ONE_DOCUMENT) => {
    const { body } = await gateway.ask(`{installation(igrp:1){channelMetrics(${given}){${selection}}}}`);
    return { data: (body.data as { installation: { channelMetrics: unknown } }).installation.channelMetrics, errors: body.errors };
  };
  const displayed = () => upstream.requests[0]?.params.filter(([name]) => name === 'display[]').map(([, value]) => value);

  test('without group and compare: nulls, notes, and no such column is asked for', async () => {
    expect(await ask(DAYS)).toEqual({
      data: {
        notes: [
          'rows.ch is null: add CH to group.',
          'rows.chName is null: add CH to group.',
          'rows.channel is null: add CH to group.',
          'rows.metricDate is null: add METRIC_DATE to group.',
          'rows.previous is null: add compare.',
          'rows.delta is null: add compare.',
        ],
        rows: [{ ch: null, chName: null, channel: null, metricDate: null, callCount: 3, previous: null, delta: null }],
      },
    });
    expect(displayed()).toEqual(['callCount']);
    expect(upstream.requests).toHaveLength(1);
  });

  test('without a link the rows leave as text, and say the same', async () => {
    expect(await ask(`${DAYS},group:[METRIC_DATE]`, 'notes rows{previous{callCount} metricDate ch callCount}')).toEqual({
      data: {
        notes: ['rows.previous is null: add compare.', 'rows.ch is null: add CH to group.'],
        rows: [{ previous: null, metricDate: '2026-03-01', ch: null, callCount: 3 }],
      },
    });
  });

  test('with compare: the other period is there, and its day is null without a group', async () => {
    expect(
      await ask(`${DAYS},compare:{to:PREVIOUS_PERIOD}`, 'notes rows{callCount previous{callCount metricDate} delta{callCount}}'),
    ).toEqual({
      data: {
        notes: ['rows.previous.metricDate is null: add METRIC_DATE to group.'],
        rows: [{ callCount: 3, previous: { callCount: 3, metricDate: null }, delta: { callCount: 0 } }],
      },
    });
  });

  test('with fillGaps alone: the other period is null, and nothing of it is asked for', async () => {
    const filled = await ask(`${DAYS},group:[METRIC_DATE],fillGaps:ZERO`, 'notes rows{metricDate callCount delta{landCountTotal}}');
    expect(filled).toEqual({
      data: {
        notes: ['rows.delta is null: add compare.'],
        rows: [
          { metricDate: '2026-03-01', callCount: 3, delta: null },
          { metricDate: '2026-03-02', callCount: 0, delta: null },
        ],
      },
    });
    expect(displayed()).toEqual(['callCount', 'metricDate']);
  });

  test('notes alone send nothing', async () => {
    expect(await ask(DAYS, 'notes request{url}')).toMatchObject({ data: { notes: [] } });
    expect(upstream.requests).toEqual([]);
  });
});
