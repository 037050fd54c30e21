/** A row with the row of the other period beside it. */
import type { Row } from '../reports/row.js';

export interface ComparedRow extends Row {
  /** Whether the report's own period has the row. */
  readonly isCurrent: boolean;
  /** The row of the period compared with; null where that has none. */
  readonly previous: Row | null;
}

/** Both sides of a row that both periods have. */
export interface RowPair {
  readonly current: Row;
  readonly previous: Row;
}

/** The row of the period compared with; null where there is none. */
export function previousOf(row: Row): Row | null {
  return 'previous' in row ? (row as ComparedRow).previous : null; // no other row has that key
}

/** Both rows; null where one of the periods has none. */
export function pairOf(row: Row): RowPair | null {
  const previous = previousOf(row);
  return previous !== null && (row as ComparedRow).isCurrent ? { current: row, previous } : null;
}
