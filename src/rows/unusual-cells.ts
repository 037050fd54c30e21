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

/** What has no short way in a column is mostly one of a few values (a coordinate of 17 digits), so that many short ones are remembered. */
const MOST_DECODED = 256;
const LONGEST_DECODED = 32;

/** Of one plan. */
export function createUnusualCells(): UnusualCells {
  const known = new Map<StepCell, Map<string, string>>();
  const errors: CellError[] = [];
  let errorCount = 0;

  function textOf(step: StepCell, row: number, token: string): string {
    const decoded = known.get(step) ?? new Map<string, string>();
    const text = decoded.get(token);
    if (text !== undefined) return text;
    const { type, key, responseKey } = step;
    const json = decodeCell(type, token);
    if (json === undefined) {
      if (errorCount++ < MAX_CELL_ERRORS) errors.push({ row, responseKey, message: cellFault(key ?? '', type, token) });
      return 'null';
    }
    if (decoded.size < MOST_DECODED && token.length <= LONGEST_DECODED) known.set(step, decoded.set(token, json));
    return json;
  }

  return { textOf, errors, errorCount: () => errorCount };
}
