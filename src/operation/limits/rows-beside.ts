/** Rows that are asked for beside those of a report field: its sums, and the calls behind its rows. */
import { BESIDE_ROWS_LIMITS } from '../../limits.js';
import type { ListSize } from './asked-rows.js';

/** The rows of one report field. */
export interface ReportRows {
  /** Of both periods, where two are compared. */
  readonly size: ListSize;
  /** Whether two periods are compared. */
  readonly isCompared: boolean;
}

/** The rows of a field that is a sum: one of each period. Beside a comparison `other` also asks for its first groups in the other period. */
export function rowsOfSum(name: string, { size, isCompared }: ReportRows): number {
  if (name !== TOTALS && name !== OTHER) return 0;
  if (!isCompared) return 1;
  return name === TOTALS ? 2 : 2 + atMost(size, 2, BESIDE_ROWS_LIMITS.rowsBesideOther);
}

/** How many rows of a list may have their calls listed. */
export const rowsWithCalls = (size: ListSize): number => atMost(size, 1, BESIDE_ROWS_LIMITS.rowsWithCalls);

const TOTALS = 'totals';
const OTHER = 'other';

/** The size in one of so many parts; `most` where variables or lists say it. */
function atMost(size: ListSize, parts: number, most: number): number {
  return 'items' in size || size.variable.length > 0 ? most : Math.min(most, size.fixed / parts);
}
