/** What stands behind a report's type. */
import type { ReportAnswer } from '../loaders/report-loader.js';
import type { RowStream } from '../loaders/row-stream.js';
import type { ReportQuery } from '../query/report-query.js';

/** A report field: what was asked and, unless nothing but the request was selected, what came. */
export interface ReportNode {
  readonly query: ReportQuery;
  /** Null on a dry run; a promise where rows are streamed and the reply is not whole yet. */
  readonly answer: ReportAnswer | Promise<ReportAnswer> | null;
  /** The rows as they arrive, where they are streamed. */
  readonly stream: RowStream | null;
  /** Which of the answer's results each response key of `rows` reads. */
  readonly lists: ReadonlyMap<string, number>;
}
