/** What the rows of one list have in common. */
import type { Report } from '../../schema/report.js';

export interface RowOrigin {
  readonly report: Report;
  /** The installation that they belong to; null where the report has none. */
  readonly igrp: number | null;
  /** The references of the question's custom metrics, in the order in which the caller wrote them. */
  readonly references: readonly string[];
}

/** Of rows that no custom metrics were asked with. */
export const NO_REFERENCES: readonly string[] = Object.freeze([]);
