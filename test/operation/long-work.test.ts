/** Work that is long before any row is read leaves time for others. */
import { expect, test } from '@jest/globals';
import { takeOwnTurn, turnForText } from '../../src/operation/long-work.js';
import { startGateway } from '../support/gateway.js';

const iteration = () => new Promise<void>((resolve) => setImmediate(resolve));
const isWaiting = (turn: Promise<void> | undefined) => turn !== undefined;

const isNew = () => false;

test('short texts, and texts that were prepared before, are parsed at once, however many arrive together', () => {
  expect(Array.from({ length: 200 }, () => turnForText('x'.repeat(512), isNew)).some(isWaiting)).toBe(false);
  expect(Array.from({ length: 200 }, () => turnForText('x'.repeat(16_000), () => true)).some(isWaiting)).toBe(false);
  expect(turnForText(null, isNew)).toBeUndefined();
});

test.each([
  [100, 513],
  [6, 16_000],
])('%i texts of %i characters that arrive together are parsed over several turns of the event loop', async (count, length) => {
  await takeOwnTurn();
  const turns = Array.from({ length: count }, () => turnForText('x'.repeat(length), isNew));
  expect(turns.some(isWaiting)).toBe(true);
  let parsed = 0;
  for (const turn of turns) void turn?.then(() => parsed++);
  await iteration();
  expect(parsed).toBeLessThan(turns.filter(isWaiting).length);
  for (const turn of turns) await turn;
});

test('a turn of its own begins after what is read meanwhile', async () => {
  const order: string[] = [];
  setImmediate(() => order.push('others'));
  await takeOwnTurn();
  order.push('own');
  expect(order).toEqual(['others', 'own']);
});

test('operations of many fields that come together are checked and executed one after another, with others in between', async () => {
  const gateway = await startGateway('http://127.0.0.1:9/reports/v2');
  try {
    const aliases = Array.from({ length: 10 }, (_, i) => `a${i}: reports { name }`).join(' ');
    await gateway.ask(`{ ${aliases} }`);
    let iterations = 0;
    let isOver = false;
    const count = () => {
      iterations++;
      if (!isOver) setImmediate(count);
    };
    count();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => gateway.ask(`{ ${aliases} b${i}: __typename }`)));
    isOver = true;
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
    expect(iterations).toBeGreaterThanOrEqual(20 * 2);
  } finally {
    await gateway.close();
  }
});
