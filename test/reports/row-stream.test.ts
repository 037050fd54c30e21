/** Streamed rows run ahead of the caller by a bounded number of bytes, whatever the size of a row, and count as held until they have left. */
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { createAnswerBudget } from '../../src/operation/answer-budget.js';
import { normalise } from '../../src/query/normalise.js';
import { createFlow } from '../../src/reports/flow.js';
import { createPace } from '../../src/reports/pace.js';
import { objectPlan } from '../../src/reports/row-plan.js';
import { openRowStream, type StreamRows } from '../../src/reports/row-stream.js';
import { selectReport } from '../query/select.js';

const MIB = 1024 * 1024;
const MOST = 2 * MIB;
const MOST_ROWS = 1_000;
const BOUNDS = { bytes: 64 * MIB, bytesPerCaller: 32 * MIB, heldBack: 8, heldBackPerCaller: 4, heldBackMs: 60_000 };

/** A report of so many rows, each of so many bytes, that arrive one at a time and no faster than they are taken. */
function bigRows(rows: number, bytes: number) {
  const sent = { rows: 0 };
  const streamRows: StreamRows = async (query, _plan, onRows) => {
    for (; sent.rows < rows; sent.rows += 1) {
      const text = JSON.stringify({ rowId: String(sent.rows), chName: 'x'.repeat(bytes) });
      await onRows([Buffer.from(sent.rows === 0 ? `[${text}` : `,${text}`)], [], []);
    }
    const asked = { sent: query, leftOut: [], asOf: 0, cache: 'OFF' as const };
    return { ...asked, results: [], complete: true, status: 200, durationMs: 0, sharedBy: 1 };
  };
  return { sent, streamRows };
}

/** Opens the stream as one operation with a budget of its own. */
async function open(streamRows: StreamRows, initialCount: number) {
  const report = catalogue.get('callTriggers');
  if (!report) throw new Error('There is no such report.');
  const selection = selectReport('rows { rowId chName }');
  const query = normalise(report, { igrp: 1, arguments: {}, selection });
  const plan = objectPlan({ query, references: [], rows: selection.rows ?? [], track: null });
  const budget = createAnswerBudget(BOUNDS);
  const account = budget.open('a');
  const flow = createFlow(account, { bytes: MOST, rows: MOST_ROWS });
  const stream = await openRowStream({ query, plan, references: [], cells: 2, initialCount }, streamRows, { flow, pace: createPace() });
  return { budget, account, flow, rows: stream.rows[Symbol.asyncIterator]() };
}

/** Lets everything go on that waits for nothing from outside. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('rows of @stream', () => {
  test.each([
    ['large', 100 * 1024],
    ['small', 100],
  ])('of %s size run ahead of the caller by 2 MiB and 1,000 rows at most, and count as held until they have left', async (_, bytes) => {
    const { sent, streamRows } = bigRows(20_000, bytes);
    const { budget, account, flow, rows } = await open(streamRows, 1);
    await rows.next();
    flow.give(0);
    let pulled = 0;
    // As the executor does: whatever comes is buffered.
    const pulling = (async () => {
      while (!(await rows.next()).done) pulled += 1;
    })();
    for (let round = 0; round < 50; round += 1) await settled();
    const before = pulled;
    expect(before * bytes).toBeLessThanOrEqual(MOST);
    expect(before).toBeLessThanOrEqual(MOST_ROWS);
    expect(before).toBeGreaterThan(0);
    expect(sent.rows).toBeLessThanOrEqual(before + 3);
    expect(budget.heldBytes()).toBeGreaterThanOrEqual(before * bytes);
    expect(budget.heldBytes()).toBeLessThanOrEqual(MOST);
    flow.give(before);
    expect(budget.heldBytes()).toBe(0);
    for (let round = 0; round < 50; round += 1) await settled();
    expect(pulled).toBeGreaterThan(before);
    flow.end();
    account.close();
    await rows.return?.();
    await pulling.catch(() => undefined);
  });

  test('that the first part holds do not wait for others to leave', async () => {
    const { streamRows } = bigRows(40, 100 * 1024);
    const { budget, flow, rows } = await open(streamRows, 40);
    for (let row = 0; row < 40; row += 1) await rows.next();
    expect(budget.heldBytes()).toBeGreaterThan(40 * 100 * 1024);
    flow.give(0);
    expect(budget.heldBytes()).toBe(0);
  });

  test("that the first part holds are refused beyond the caller's share", async () => {
    const { streamRows } = bigRows(1_000, 100 * 1024);
    const { rows } = await open(streamRows, 1_000);
    const all = (async () => {
      while (!(await rows.next()).done);
    })();
    await expect(all).rejects.toMatchObject({ code: 'UPSTREAM_RESPONSE_TOO_LARGE' });
  });
});
