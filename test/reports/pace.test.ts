import { expect, test } from '@jest/globals';
import { CELLS_A_TURN, createPace } from '../../src/reports/pace.js';
import { startGateway } from '../support/gateway.js';
import { startUpstreamDouble } from '../support/upstream-double.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** How many rows each turn of the event loop completes, until all are. */
async function rowsByTurn(rows: readonly unknown[]): Promise<number[]> {
  let count = 0;
  let left = rows.length;
  const counts: number[] = [];
  for (const row of rows)
    void Promise.resolve(row).then(() => {
      count++;
      left--;
    });
  while (left > 0) {
    await turn();
    counts.push(count);
    count = 0;
  }
  return counts.filter((each) => each > 0);
}

/** A row counts as four cells more than it has: rows of four cells, a turn. */
const ROWS_A_TURN = CELLS_A_TURN / 8;
const numbers = (length: number) => Array.from({ length }, (_, i) => i);

test('a list with room in one turn is handed over as it is', () => {
  const rows = numbers(ROWS_A_TURN);
  expect(createPace().spread(rows, 4)).toBe(rows);
});

test('a longer list is completed in as many turns as its cells need, in order', async () => {
  const rows = createPace().spread(numbers(CELLS_A_TURN), 4);
  expect(await rowsByTurn(rows)).toEqual(Array<number>(8).fill(ROWS_A_TURN));
  const kept: number[] = [];
  for (const row of rows) kept.push(await row);
  expect(kept).toEqual(numbers(CELLS_A_TURN));
});

test('a row larger than a turn has one of its own', async () => {
  expect(await rowsByTurn(createPace().spread(numbers(3), CELLS_A_TURN * 2))).toEqual([1, 1, 1]);
});

test('rows that are taken one after the other are handed out in as many turns as their cells need, in order', async () => {
  let turns = 0;
  const kept: number[] = [];
  const counted = (): void => void setImmediate(() => kept.length < CELLS_A_TURN && (turns++, counted()));
  counted();
  for await (const row of createPace().handOut(numbers(CELLS_A_TURN), 4)) kept.push(row);
  expect(kept).toEqual(numbers(CELLS_A_TURN));
  expect(turns).toBeGreaterThanOrEqual(7);
});

test('operations take turns, so that a short one does not wait for a long one', async () => {
  const finished: string[] = [];
  const finish = async (name: string, length: number) => {
    await createPace().spread(numbers(length), 1).at(-1);
    finished.push(name);
  };
  await Promise.all([finish('long', CELLS_A_TURN * 20), finish('short', CELLS_A_TURN * 2)]);
  expect(finished).toEqual(['short', 'long']);
});

test('operations that begin at once share the cells of each turn', async () => {
  await turn();
  void createPace().turnFor(CELLS_A_TURN);
  const lists = Array.from({ length: 8 }, () => createPace().spread(numbers(ROWS_A_TURN / 2), 4));
  expect(await rowsByTurn(lists.flat())).toEqual(Array<number>(4).fill(ROWS_A_TURN));
});

test('a few cells of an operation do not wait for another that has used up the turn', async () => {
  await turn();
  void createPace().turnFor(CELLS_A_TURN);
  const small = createPace();
  expect(small.turnFor(10)).toBeUndefined();
  await expect(small.turnFor(CELLS_A_TURN)).resolves.toBeUndefined();
});

test('items of few cells are worked on some thousands a turn, since each costs something beside its cells', async () => {
  await turn();
  void createPace().turnFor(CELLS_A_TURN);
  let items = 0;
  const visited = createPace().inTurns(20_000, 1, (from, to) => (items += to - from));
  const counts: number[] = [];
  while (items < 20_000) {
    const before = items;
    await turn();
    counts.push(items - before);
  }
  await visited;
  expect(Math.max(...counts)).toBe(4_000);
});

test('it is idle once every row has been handed over', async () => {
  const pace = createPace();
  const rows = pace.spread(numbers(CELLS_A_TURN * 3), 1);
  let handed = 0;
  for (const row of rows) void Promise.resolve(row).then(() => handed++);
  await new Promise<void>((resolve) => pace.whenIdle(resolve));
  expect(handed).toBe(rows.length);
  let isCalled = false;
  pace.whenIdle(() => (isCalled = true));
  expect(isCalled).toBe(true);
});

test('links of rows that are walked in many turns are one request a type, and other requests are answered in between', async () => {
  const rows = 3_000;
  const upstream = await startUpstreamDouble(({ path }) =>
    path.endsWith('/channels')
      ? {
          body: numbers(50)
            .map((i) => `{"channelId":${i + 1},"channelName":"c${i + 1}"}\n`)
            .join(''),
        }
      : {
          body: numbers(rows)
            .map((i) => `{"rowId":"${i}","ch":${(i % 50) + 1}}\n`)
            .join(''),
        },
  );
  const gateway = await startGateway(upstream.url);
  try {
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    const asked = gateway.ask(`{ installation(igrp: 1) { callTriggers(limit: ${rows}) { rows { rowId channel { channelName } } } } }`);
    count();
    const { body } = await asked;
    isOver = true;
    expect(body).toEqual({
      data: {
        installation: {
          callTriggers: { rows: numbers(rows).map((i) => ({ rowId: String(i), channel: { channelName: `c${(i % 50) + 1}` } })) },
        },
      },
    });
    expect(upstream.requests.filter(({ path }) => path.endsWith('/channels'))).toHaveLength(1);
    // The rows, and then the links that wait for one reply.
    expect(turns).toBeGreaterThanOrEqual((rows * 3) / CELLS_A_TURN + rows / CELLS_A_TURN);
  } finally {
    await gateway.close();
    await upstream.close();
  }
});
