/** What stands behind a report's type. */
import type { ReportAnswer } from '../loaders/report-loader.js';
import type { ReportQuery } from '../query/report-query.js';

/** A report field: what was asked and, unless nothing but the request was selected, what came. */
export interface ReportNode {
  readonly query: ReportQuery;
  /** Null on a dry run. */
  readonly answer: ReportAnswer | null;
  /** Which of the answer's results each response key of `rows` reads. */
  readonly lists: ReadonlyMap<string, number>;
}
