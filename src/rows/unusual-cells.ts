/** Cells that the kernel has no short way for: decoded by their definition, with the errors of those that break their type. */
import { cellFault, decodeCell } from './decode-cell.js';
import { MAX_CELL_ERRORS, type CellError } from './plan.js';
import type { StepCell } from './tables.js';

export interface UnusualCells {
  /** The JSON text of the cell with this token; `null` and an error where it breaks its type. Rows count from 0. */
  readonly textOf: (step: StepCell, row: number, token: string) => string;
  /** At most MAX_CELL_ERRORS. */
  readonly errors: readonly CellError[];
  readonly errorCount: () => number;
}

/** Of one plan. */
export function createUnusualCells(): UnusualCells {
  const errors: CellError[] = [];
  let errorCount = 0;

  function textOf({ type, key, responseKey }: StepCell, row: number, token: string): string {
    const json = decodeCell(type, token);
    if (json !== undefined) return json;
    if (errorCount++ < MAX_CELL_ERRORS) errors.push({ row, responseKey, message: cellFault(key ?? '', type, token) });
    return 'null';
  }

  return { textOf, errors, errorCount: () => errorCount };
}
