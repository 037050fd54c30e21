import { expect, test } from '@jest/globals';
import { createTurns, type Turn } from '../../src/upstream/turns.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Who is ready, in the order in which they became so. */
function takeAll(names: readonly string[], take: () => Turn): { readonly turns: readonly Turn[]; readonly ready: string[] } {
  const ready: string[] = [];
  const turns = names.map((name) => {
    const turn = take();
    if (turn.ready === null) ready.push(name);
    else void turn.ready.then(() => ready.push(name));
    return turn;
  });
  return { turns, ready };
}

test('one goes behind the other, in the order in which they came, and other keys do not wait', async () => {
  const all = createTurns();
  const { turns, ready } = takeAll(['first', 'second', 'third'], () => all.take('a'));
  expect(all.take('b').ready).toBeNull();
  await settled();
  expect(ready).toEqual(['first']);
  turns[0]?.end();
  await settled();
  expect(ready).toEqual(['first', 'second']);
  turns[1]?.end();
  await settled();
  expect(ready).toEqual(['first', 'second', 'third']);
});

test('who leaves before its turn lets nobody pass those before it', async () => {
  const all = createTurns();
  const { turns, ready } = takeAll(['first', 'leaves', 'third'], () => all.take('a'));
  turns[1]?.end();
  await settled();
  expect(ready).toEqual(['first']);
  turns[0]?.end();
  await settled();
  expect(ready).toEqual(['first', 'leaves', 'third']);
});

test('once all are done the next goes at once', async () => {
  const all = createTurns();
  const { turns } = takeAll(['first', 'second'], () => all.take('a'));
  for (const turn of turns) turn.end();
  await settled();
  expect(all.take('a').ready).toBeNull();
});
