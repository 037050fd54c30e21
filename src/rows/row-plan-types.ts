/**
 * What one asker wants of each row: which response keys, from which upstream key, read as which type.
 *
 * A plan is made from the selection before the first byte comes. The same plan drives both ways of handing out rows: as finished
 * JSON text, and as objects for selections that need an executor (links to entities, incremental delivery).
 */
import type { FieldType } from '../../schema/report-definition.js';
import { ROW_LIMITS } from './row-limits.js';

/** A set that can be asked, and no more. */
export type Names = Pick<ReadonlySet<string>, 'has'>;

/**
 * Where a column's value comes from.
 * - `cell`: the upstream key, decoded as the type; a row without a value of a `required` one refuses the reply. `number` is an integer of up to 53 bits (metrics, Float is `float`); `json` is the JSON text as it came.
 * - `constant`: the same finished JSON text in every row (`__typename`; `igrp` where upstream does not send it).
 * - `raw`: the whole row as upstream sends it.
 * - `list`: an array of objects, as many in every row, each of its own columns.
 */
export type ColumnSource =
  | { readonly kind: 'cell'; readonly key: string; readonly type: CellType; readonly required?: boolean }
  | { readonly kind: 'constant'; readonly json: string }
  | { readonly kind: 'raw' }
  | { readonly kind: 'list'; readonly items: readonly (readonly Column[])[] };

/** How a cell is read: a field's type; `safeInt` for 53-bit metrics. Float for decimal and float alike. */
export type CellType = FieldType | 'safeInt';

export interface Column {
  /** The key in the response: the alias or the field's name. Unique within a plan. */
  readonly responseKey: string;
  readonly source: ColumnSource;
}

/**
 * How rows are written.
 * - `array`: as items of a JSON array.
 * - `ndjson`: as JSON, each on a line of its own.
 * - `csv`: as lines of CSV (RFC 4180), without a header. `verbatimCsv`: the same, cells that look like formulas as they are.
 */
export type RowForm = 'array' | 'ndjson' | 'csv' | 'verbatimCsv';

export interface RowPlan {
  readonly columns: readonly Column[];
  /** Upstream keys that rows of the report are known to have, beside those of the columns. An object with neither is no row. */
  readonly known: Names;
  /** The request asks for every field, so a row may consist of keys that nobody knows. */
  readonly isOpen: boolean;
  /** Rows beyond this many are dropped (and counted), so that a limit holds whatever upstream sends. Null: no limit. */
  readonly limit: number | null;
  /** Every row that carries the key `igrp` must carry this one: rows of another installation are refused. Null: not checked. */
  readonly igrp: number | null;
  /** Remember the last row's value of this upstream key, as text (`endRowId`). */
  readonly track: string | null;
  /** How rows are written; `array` where it is left out. */
  readonly form?: RowForm;
  /**
   * Where it is there, the tracked key's values must be whole numbers that ascend, row by row, from above this one (null: from 0 on). The
   * first row that does not ascend fails the reply.
   */
  readonly ascendsFrom?: string | null;
}

/** Places in lists and keys in objects, from the outside in. */
export type CellPath = readonly (string | number)[];

/** A cell that breaks its type: null in the row, and this error at its path. The report goes on. */
export interface CellError {
  readonly row: number;
  readonly responseKey: string;
  /** Where in the column's value the cell stands, if that is a list: its place and its key. */
  readonly below?: CellPath;
  readonly message: string;
}

/** What one plan made of a whole reply. */
export interface RowsResult {
  /** Rows handed out (at most `limit`). */
  readonly rowCount: number;
  /** Rows that upstream sent. */
  readonly received: number;
  /** The tracked key of the last row handed out. */
  readonly last: string | null;
  /** At most MAX_CELL_ERRORS of them; `errorCount` counts all. */
  readonly errors: readonly CellError[];
  readonly errorCount: number;
  /** The rows as the text of a JSON array, `[…]`, or in the plan's own form, in pieces. */
  readonly json: readonly Uint8Array[];
  /** Offsets in that text where a row ends, ascending. It may be cut there. */
  readonly cuts?: readonly number[];
}

export const MAX_CELL_ERRORS = ROW_LIMITS.cellErrors;
