/**
 * Row objects are handed to the executor a few thousand cells at a time, each time in a turn of the event loop of its own, so that a large
 * answer leaves time for other requests. All operations of the process share the turns: one of them has each.
 */

export interface Pace {
  /** The rows, of so many cells each. Those that this turn has no room for are promises, kept in later turns. */
  readonly spread: <T>(rows: readonly T[], cells: number) => readonly (T | Promise<T>)[];
  /** The same where somebody takes one row after the other. */
  readonly handOut: <T>(rows: readonly T[], cells: number) => AsyncGenerator<T, void>;
  /** Undefined where this turn has room for so many cells; otherwise resolves in a later turn that has. */
  readonly turnFor: (cells: number) => Promise<void> | undefined;
  /** Works on a list of so many items, of so many cells each, in slices: a turn for each, so long as the work on a cell is no more than reading or writing it. */
  readonly inTurns: (count: number, cells: number, work: (from: number, to: number) => void) => Promise<void>;
  /** Calls back once nothing waits: at once, or in a later turn. What is asked in several turns can so be sent together. */
  readonly whenIdle: (callback: () => void) => void;
}

/** Cells of row objects that are completed in one turn: some 10 ms. */
export const CELLS_A_TURN = 2_000;

/** Reading or writing a cell that no executor walks, as a part of completing one. */
export const PLAIN_CELL = 0.1;

interface Waiter {
  readonly cells: number;
  readonly go: () => void;
}

/** The work of one operation. */
interface Work {
  /** Cells of this turn. */
  cells: number;
  /** Waiters from `next` on. */
  readonly waiters: Waiter[];
  next: number;
  idle: (() => void)[];
}

/** Operations that have taken cells or wait for a turn, in the order of their turns. */
const underWay: Work[] = [];

/** A pace for one operation. */
export function createPace(): Pace {
  const work: Work = { cells: 0, waiters: [], next: 0, idle: [] };
  const isWaiting = (): boolean => work.next < work.waiters.length;

  const turnFor = (cells: number): Promise<void> | undefined => {
    if (!isWaiting() && hasRoom(work, cells)) {
      spend(work, cells);
      return;
    }
    return new Promise((resolve) => work.waiters.push({ cells, go: resolve }));
  };

  return {
    spread: (rows, cells) => {
      const rowsATurn = rowsIn(CELLS_A_TURN, cells);
      const spread: ((typeof rows)[number] | Promise<(typeof rows)[number]>)[] = [];
      for (let from = 0; from < rows.length; from += rowsATurn) {
        const some = rows.slice(from, from + rowsATurn);
        const turn = turnFor(some.length * cells);
        if (turn === undefined && some.length === rows.length) return rows;
        for (const row of some) spread.push(turn ? turn.then(() => row) : row);
      }
      return spread;
    },
    async *handOut(rows, cells) {
      const rowsATurn = rowsIn(CELLS_A_TURN, cells);
      for (let from = 0; from < rows.length; from += rowsATurn) {
        const some = rows.slice(from, from + rowsATurn);
        const turn = turnFor(some.length * cells);
        if (turn) await turn;
        yield* some;
      }
    },
    turnFor,
    inTurns: async (count, cells, visit) => {
      const weight = Math.max(1, cells) * PLAIN_CELL;
      const step = rowsIn(CELLS_A_TURN, weight);
      for (let from = 0; from < count; from += step) {
        const to = Math.min(count, from + step);
        const turn = turnFor((to - from) * weight);
        if (turn) await turn;
        visit(from, to);
      }
    },
    whenIdle: (callback) => {
      if (isWaiting()) work.idle.push(callback);
      else callback();
    },
  };
}

const rowsIn = (room: number, cells: number): number => Math.max(1, Math.floor(room / Math.max(1, cells)));

/** Whether the turn has room: one that is unused takes anything. */
const hasRoom = (work: Work, cells: number): boolean => work.cells === 0 || work.cells + cells <= CELLS_A_TURN;

function spend(work: Work, cells: number): void {
  if (work.cells === 0) {
    underWay.push(work);
    if (underWay.length === 1) setImmediate(takeTurn);
  }
  work.cells += Math.max(1, cells);
}

/** One turn of the event loop: the operation whose turn it is goes on. */
function takeTurn(): void {
  const work = underWay.shift();
  if (work) goOn(work);
  if (underWay.length > 0) setImmediate(takeTurn);
}

function goOn(work: Work): void {
  work.cells = 0;
  while (work.next < work.waiters.length) {
    const waiter = work.waiters[work.next];
    if (!waiter || !hasRoom(work, waiter.cells)) break;
    work.cells += Math.max(1, waiter.cells);
    work.next++;
    waiter.go();
  }
  if (work.cells > 0) {
    underWay.push(work);
    return;
  }
  // What the last waiters asked for was asked before this turn.
  work.waiters.length = work.next = 0;
  const { idle } = work;
  work.idle = [];
  for (const callback of idle) callback();
}
