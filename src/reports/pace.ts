/**
 * Row objects are handed to the executor a few thousand cells at a time, each time in a turn of the event loop of its own, so that a large
 * answer leaves time for other requests. All operations of the process share each turn's cells: what has no room waits for a later turn.
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

/** Cells of an operation that never wait for those of others, so that a small answer is not held up by large ones. */
const FREE_CELLS = 100;

/** Reading or writing a cell that no executor walks, as a part of completing one. */
export const PLAIN_CELL = 0.1;

/** What each item of a list costs beside its cells, in cells. */
const CELLS_A_ROW = 4;

interface Waiter {
  readonly cells: number;
  readonly go: () => void;
}

/** The work of one operation. */
interface Work {
  /** The last turn in which it completed cells, and how many. */
  turnNumber: number;
  cells: number;
  /** Waiters from `next` on. */
  readonly waiters: Waiter[];
  next: number;
  idle: (() => void)[];
  isQueued: boolean;
}

/** The turn of the event loop, counted while there is work, and the cells of all operations that were completed in it. */
let turnNumber = 0;
let spent = 0;
let isTurnDue = false;

/** Operations that wait, or that the last turn may have left idle, in the order of their turns. */
let queue: Work[] = [];

/** A pace for one operation. */
export function createPace(): Pace {
  const work: Work = { turnNumber: 0, cells: 0, waiters: [], next: 0, idle: [], isQueued: false };

  const turnFor = (cells: number): Promise<void> | undefined => {
    if (!isWaiting(work) && (hasRoom(cells) || isFree(work, cells))) {
      spend(work, cells);
      return;
    }
    if (!work.isQueued) queue.push(work);
    work.isQueued = true;
    takeTurnLater();
    return new Promise((resolve) => work.waiters.push({ cells, go: resolve }));
  };

  return {
    spread: (rows, cells) => {
      const weight = CELLS_A_ROW + cells;
      const rowsATurn = rowsIn(CELLS_A_TURN, weight);
      const spread: ((typeof rows)[number] | Promise<(typeof rows)[number]>)[] = [];
      for (let from = 0; from < rows.length; from += rowsATurn) {
        const some = rows.slice(from, from + rowsATurn);
        const turn = turnFor(some.length * weight);
        if (turn === undefined && some.length === rows.length) return rows;
        for (const row of some) spread.push(turn ? turn.then(() => row) : row);
      }
      return spread;
    },
    async *handOut(rows, cells) {
      const weight = CELLS_A_ROW + cells;
      const rowsATurn = rowsIn(CELLS_A_TURN, weight);
      for (let from = 0; from < rows.length; from += rowsATurn) {
        const some = rows.slice(from, from + rowsATurn);
        const turn = turnFor(some.length * weight);
        if (turn) await turn;
        yield* some;
      }
    },
    turnFor,
    inTurns: async (count, cells, visit) => {
      const weight = (CELLS_A_ROW + cells) * PLAIN_CELL;
      const step = rowsIn(CELLS_A_TURN, weight);
      for (let from = 0; from < count; from += step) {
        const to = Math.min(count, from + step);
        const turn = turnFor((to - from) * weight);
        if (turn) await turn;
        visit(from, to);
      }
    },
    whenIdle: (callback) => {
      if (isWaiting(work)) work.idle.push(callback);
      else callback();
    },
  };
}

const rowsIn = (room: number, cells: number): number => Math.max(1, Math.floor(room / Math.max(1, cells)));

const isWaiting = ({ waiters, next }: Work): boolean => next < waiters.length;

/** Whether the turn has room: one that is unused takes anything. */
const hasRoom = (cells: number): boolean => spent === 0 || spent + cells <= CELLS_A_TURN;

const isFree = (work: Work, cells: number): boolean => (work.turnNumber === turnNumber ? work.cells : 0) + cells <= FREE_CELLS;

function spend(work: Work, cells: number): void {
  const counted = Math.max(1, cells);
  if (work.turnNumber !== turnNumber) work.cells = 0;
  work.turnNumber = turnNumber;
  work.cells += counted;
  spent += counted;
  takeTurnLater();
}

/** An immediate that is set while the sockets are read runs before they are read again; the one it sets runs behind that. */
function takeTurnLater(): void {
  if (!isTurnDue) setImmediate(setImmediate, takeTurn);
  isTurnDue = true;
}

/** One turn of the event loop: operations go on in order, each as far as there is room. Those that there is none for keep their places. */
function takeTurn(): void {
  turnNumber++;
  spent = 0;
  isTurnDue = false;
  const works = queue;
  queue = [];
  for (const [i, work] of works.entries()) {
    const waiter = work.waiters[work.next];
    if (waiter && !hasRoom(waiter.cells)) {
      queue = [...works.slice(i), ...queue];
      break;
    }
    goOn(work);
  }
  if (queue.length > 0) takeTurnLater();
}

function goOn(work: Work): void {
  if (isWaiting(work)) {
    for (let waiter = work.waiters[work.next]; waiter && hasRoom(waiter.cells); waiter = work.waiters[work.next]) {
      spend(work, waiter.cells);
      work.next++;
      waiter.go();
    }
    queue.push(work);
    return;
  }
  // What the last waiters asked for was asked before this turn.
  work.waiters.length = work.next = 0;
  work.isQueued = false;
  const { idle } = work;
  work.idle = [];
  for (const callback of idle) callback();
}
