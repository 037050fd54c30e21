/** How many lines are read in a turn of the event loop, by what reading one costs. */
import { expect, test } from '@jest/globals';
import { createRowReader } from '../../src/rows/row-reader.js';
import { planOf, replyOf } from '../support/row-replies.js';

const LINES = 1_024;
/** What a turn may read of lines that the kernel leaves to the slow way. */
const SLOW_LINES_A_TURN = 256;

const replyWith = (member: (i: number) => string) => replyOf(...Array.from({ length: LINES }, (_, i) => `{"a":${i}${member(i)}}`));

/** In how many turns a reader with the usual work a turn reads the reply. */
async function turnsOf(reply: Uint8Array): Promise<number> {
  const reader = createRowReader([planOf({ a: 'int' })]);
  const reading = reader.write(reply);
  let turns = 1;
  let timer = setImmediate(function count() {
    turns++;
    timer = setImmediate(count);
  });
  await reading;
  clearImmediate(timer);
  expect(reader.end(true).results[0]?.rowCount).toBe(LINES);
  return turns;
}

test('lines with keys of their own are read 256 in a turn, since each takes the slow way', async () => {
  expect(await turnsOf(replyWith((i) => `,"own${i}":0`))).toBeGreaterThanOrEqual(LINES / SLOW_LINES_A_TURN);
});

test('as many lines with the same keys are read in one turn', async () => {
  expect(await turnsOf(replyWith(() => ',"same":0'))).toBe(1);
});
