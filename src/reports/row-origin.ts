/** What the rows of one list have in common. */
import type { Report } from '../../schema/report.js';
import type { ReportQuery } from '../query/report-query.js';
import type { LeftOutColumn } from './column-fallback.js';

export interface RowOrigin {
  readonly report: Report;
  /** The installation that they belong to; null where the report has none. */
  readonly igrp: number | null;
  /** The references of the question's custom metrics, in the order in which the caller wrote them. */
  readonly references: readonly string[];
  /** What was asked for them; left out on rows that were looked up by their keys. */
  readonly asked?: AskedRows | undefined;
}

/** A question to a report, and what came of it. */
export interface AskedRows {
  readonly query: ReportQuery;
  /** Rows of the list, or how many there are at most. */
  readonly rowCount: number;
  /** Columns that are null in every row, since the Reports API refuses them. */
  readonly leftOut: readonly LeftOutColumn[];
}

/** Of rows that no custom metrics were asked with. */
export const NO_REFERENCES: readonly string[] = Object.freeze([]);
