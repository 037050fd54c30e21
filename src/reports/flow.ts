/**
 * How far streamed rows may run ahead of the caller. Rows are taken before they are handed to the executor, which buffers whatever it gets,
 * and given back when they have left for the caller; beyond so many rows or bytes under way, upstream has to wait. All of them count in the account of
 * the answer.
 */
/** Where bytes count: `reserve` waits for room and rejects where there will be none, `hold` takes negative bytes back. */
export interface RowAccount {
  readonly reserve: (bytes: number) => void | Promise<void>;
  readonly hold: (bytes: number) => void;
}

/** Rows that are handed to the executor together. */
export interface RowsToTake {
  readonly rows: number;
  /** The memory that they take as objects, about. */
  readonly bytes: number;
  /** Whether the list begins with them: they leave with the part that holds the list, and never wait for rows to leave. */
  readonly isFirst: boolean;
}

export interface Flow {
  /** Resolves when there is room. Rejects where the answer is refused. */
  readonly take: (taken: RowsToTake) => Promise<void>;
  /** A part has left, with so many rows of lists whose first rows left before. */
  readonly give: (rows: number) => void;
  /** The caller is gone: nobody waits any more. */
  readonly end: () => void;
}

/** What may be under way between upstream and the caller of one operation: bytes of row objects, and rows, each of which the executor looks at for each part. */
export interface FlowBounds {
  readonly bytes: number;
  readonly rows: number;
}

/** A flow of which nothing is used. */
export function createFlow({ hold, reserve }: RowAccount, most: FlowBounds): Flow {
  /** In the order in which they were taken, which is about the order in which they leave. */
  const underWay: { rows: number; bytes: number }[] = [];
  let bytesUnderWay = 0;
  let rowsUnderWay = 0;
  let firstBytes = 0;
  let isOver = false;
  let waiting: (() => void)[] = [];
  const wakeAll = (): void => {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  /** Bytes of the next so many rows that leave. */
  const leave = (rows: number): number => {
    let bytes = 0;
    for (let left = rows, next = underWay[0]; left > 0 && next; next = underWay[0]) {
      const some = Math.min(left, next.rows);
      const part = some === next.rows ? next.bytes : Math.floor((next.bytes * some) / next.rows);
      bytes += part;
      left -= some;
      rowsUnderWay -= some;
      next.rows -= some;
      next.bytes -= part;
      if (next.rows === 0) underWay.shift();
    }
    return bytes;
  };

  const isFull = (rows: number, bytes: number): boolean =>
    rowsUnderWay > 0 && (bytesUnderWay + bytes > most.bytes || rowsUnderWay + rows > most.rows);

  return {
    async take({ rows, bytes, isFirst }) {
      if (isFirst) firstBytes += bytes;
      else {
        while (!isOver && isFull(rows, bytes)) await new Promise<void>((resolve) => waiting.push(resolve));
        bytesUnderWay += bytes;
        rowsUnderWay += rows;
        underWay.push({ rows, bytes });
      }
      await reserve(bytes);
    },
    give(rows) {
      const left = leave(rows);
      bytesUnderWay -= left;
      hold(-left - firstBytes);
      firstBytes = 0;
      wakeAll();
    },
    end() {
      isOver = true;
      wakeAll();
    },
  };
}
