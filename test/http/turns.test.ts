import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createTurns } from '../../src/http/turns.js';

/** Pieces of work that take so long each, begun together; what each turn of the loop worked, in order. */
async function workOf(pieces: readonly number[]): Promise<number[][]> {
  let now = 5;
  const turns = createTurns(() => now);
  const worked: number[][] = [[]];
  let left = pieces.length;
  pieces.forEach((milliseconds, piece) => {
    const work = (): void => {
      now += milliseconds;
      worked.at(-1)?.push(piece);
      left--;
    };
    const wait = turns.wait();
    if (wait === null) work();
    else void wait.then(work);
  });
  // Stands behind what waits already, so it sees the end of each turn.
  while (left > 0) {
    worked.push([]);
    await turn();
  }
  return worked.filter(({ length }) => length > 0);
}

describe('work that is begun together', () => {
  test.each<[claim: string, pieces: readonly number[], turns: number[][]]>([
    ['one piece does not wait', [9], [[0]]],
    ['small pieces share a turn', [0.04, 0.04, 0.04, 0.04], [[0, 1, 2, 3]]],
    ['a piece that finds the budget used waits', [0.3, 0.3, 0.3], [[0], [1], [2]]],
    ['so do all behind it, in their order', [0.1, 0.1, 0.01, 0.01, 0.3, 0.1], [[0, 1], [2, 3, 4], [5]]],
    ['a long piece takes a turn alone', [5, 0.1, 5, 0.1], [[0], [1, 2], [3]]],
  ])('%s', async (_claim, pieces, turns) => {
    expect(await workOf(pieces)).toEqual(turns);
  });

  test('a thousand small pieces take few turns', async () => {
    const worked = await workOf(Array.from({ length: 1000 }, () => 0.001));
    expect(worked.flat()).toEqual(Array.from({ length: 1000 }, (_, piece) => piece));
    expect(worked.length).toBeLessThan(1000 / 10);
  });

  test('each of a thousand gets its turn', async () => {
    const worked = await workOf(Array.from({ length: 1000 }, () => 1));
    expect(worked).toEqual(Array.from({ length: 1000 }, (_, piece) => [piece]));
  });
});

test('what comes later does not overtake what waits', async () => {
  let now = 0;
  const turns = createTurns(() => now);
  const order: string[] = [];
  const begin = async (name: string): Promise<void> => {
    await turns.wait();
    order.push(name);
    now += 1;
  };
  const all = [begin('a'), begin('b'), begin('c')];
  await turn();
  all.push(begin('d'));
  await turn();
  all.push(begin('e'));
  await Promise.all(all);
  expect(order).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('a turn that is over is forgotten', async () => {
  let now = 0;
  const turns = createTurns(() => now);
  expect(turns.wait()).toBeNull();
  now += 1;
  expect(turns.wait()).not.toBeNull();
  await turn();
  await turn();
  await turn();
  expect(turns.wait()).toBeNull();
});
