import { expect, test } from '@jest/globals';
import { createAnswerBudget } from '../../src/operation/answer-budget.js';
import { createBudgetedSink } from '../../src/operation/budgeted-sink.js';
import { acquireBlock } from '../../src/rows/buffer-pool.js';
import { planOf } from '../support/row-replies.js';

const MIB = 1024 * 1024;
const PLAN = planOf({ a: 'string' });
const ROWS = Buffer.from('{"a":"discarded text"}\n'.repeat(10_000));

test('a reply that is discarded holds no bytes, and its memory is used again', async () => {
  const budget = createAnswerBudget({ bytes: 64 * MIB, bytesPerCaller: 32 * MIB, heldBack: 8, heldBackPerCaller: 4, heldBackMs: 1_000 });
  const sink = createBudgetedSink(budget.open('a'), [PLAN]);
  await sink.open().write(ROWS);
  expect(budget.heldBytes()).toBeGreaterThan(200_000);
  sink.discard();
  expect(budget.heldBytes()).toBe(0);
  expect(acquireBlock().toString('latin1')).toContain('{"a":"discarded text"}');
});

test('a reply that is whole keeps its memory, whatever is discarded later', async () => {
  const budget = createAnswerBudget({ bytes: 64 * MIB, bytesPerCaller: 32 * MIB, heldBack: 8, heldBackPerCaller: 4, heldBackMs: 1_000 });
  const sink = createBudgetedSink(budget.open('a'), [PLAN]);
  const reading = sink.open();
  await reading.write(ROWS);
  const { results } = reading.end(true);
  sink.discard();
  acquireBlock().fill('!');
  const text = Buffer.concat(results[0]?.json ?? []).toString();
  expect(JSON.parse(text)).toHaveLength(10_000);
});
