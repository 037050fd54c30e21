/** What stands behind a report's type. */
import type { ReportSums } from './report-sums.js';
import type { ReportAnswer } from '../reports/fetch-rows.js';
import type { Row } from '../reports/row.js';
import type { RowStream } from '../reports/row-stream.js';
import type { ReportQuery } from '../query/report-query.js';

/** How rows leave: as finished text, or as objects for the executor to walk. */
export type RowsAs = 'text' | 'objects';

/** One list of rows of a report field. */
export interface RowList {
  /** Which of the answer's results it reads. */
  readonly result: number;
  readonly as: RowsAs;
}

/** A report field: what was asked and, unless nothing but the request was selected, what came. */
export interface ReportNode {
  readonly query: ReportQuery;
  /** The references of its custom metrics, in the order of the argument. */
  readonly references: readonly string[];
  /** Which selected fields are null since an argument is not given, and which argument. */
  readonly notes: readonly string[];
  /** Null on a dry run; a promise where rows are streamed and the reply is not whole yet. */
  readonly answer: ReportAnswer | Promise<ReportAnswer> | null;
  /** The rows as they arrive, where they are streamed. */
  readonly stream: RowStream | null;
  /** The lists of rows by the response key of `rows`. */
  readonly lists: ReadonlyMap<string, RowList>;
  /** What was asked about the period compared with; null where there is none. */
  readonly previous: ReportNode | null;
  /** The rows of a report that is compared or filled, whichever list of them is read; null where upstream's own are read. */
  readonly derived: DerivedRows | null;
  /** The sums beside the rows. */
  readonly sums: ReportSums;
}

/** Rows that were compared or filled, each made when it is read. */
export interface DerivedRows {
  readonly rowCount: number;
  /** Whether the limit has cut some off. */
  readonly rowsFollow: boolean;
  readonly row: (index: number) => Row;
}
