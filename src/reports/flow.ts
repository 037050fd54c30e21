/**
 * How far streamed rows may run ahead of the caller. Rows are taken before they are handed to the executor, which buffers whatever it gets,
 * and given back when they have left for the caller; beyond `most` rows under way, upstream has to wait.
 */
export interface Flow {
  /** Resolves when there is room. Takes without asking until `open`: what the first part holds is not counted. */
  readonly take: (rows: number) => Promise<void>;
  readonly give: (rows: number) => void;
  /** The caller is gone: nobody waits any more. */
  readonly end: () => void;
}

/** Rows that may be under way between upstream and the caller of one operation. */
export const ROWS_UNDER_WAY = 2_000;

export function createFlow(most: number = ROWS_UNDER_WAY): Flow {
  let underWay = 0;
  let isOpen = false;
  let isOver = false;
  let waiting: (() => void)[] = [];
  const wakeAll = (): void => {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  return {
    async take(rows) {
      while (isOpen && !isOver && underWay > 0 && underWay + rows > most) await new Promise<void>((resolve) => waiting.push(resolve));
      if (isOpen) underWay += rows;
    },
    give(rows) {
      // The first part has left; from here on every row is counted.
      isOpen = true;
      underWay = Math.max(0, underWay - rows);
      wakeAll();
    },
    end() {
      isOver = true;
      wakeAll();
    },
  };
}
