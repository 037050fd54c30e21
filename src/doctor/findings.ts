/** What doctor learns of an account: names, types and verdicts, and never a value. */
import type { Report } from '../../schema/report.js';
import type { FieldType, SortKey } from '../../schema/report-definition.js';
import type { NamesTried } from './refused-names.js';
import type { RowsSeen } from './rows-seen.js';

/** `stood for`: another report of the same row type was asked in its place. `not asked`: the reason is in `remark`. */
export type Route = 'found' | 'not found' | 'forbidden' | 'refused' | 'failed' | 'not asked';

/** A column that the catalogue lacks. */
export interface NewColumn {
  readonly name: string;
  readonly type: FieldType;
  /** The dimension that it came with, where it came with one alone. */
  readonly of: string | null;
}

export interface Tried {
  readonly display: NamesTried;
  readonly filter: NamesTried;
  readonly sort: NamesTried;
  readonly group: NamesTried;
  readonly metric: NamesTried;
  readonly condition: NamesTried;
}

export interface ReportFindings {
  readonly report: Report;
  readonly route: Route;
  readonly status: number;
  /** Why it was not asked, or what else a reader should know. */
  readonly remark: string | null;
  readonly rows: RowsSeen;
  /** The default order that it needs in place of the catalogue's; empty: none. Null where the catalogue's fits. */
  readonly defaultSort: readonly SortKey[] | null;
  readonly newColumns: readonly NewColumn[];
  /** What the columns are read as, where that is not what the catalogue says. */
  readonly types: ReadonlyMap<string, FieldType>;
  /** Null where another report of its row type stands for it. */
  readonly tried: Tried | null;
  /** Rows that a call returns at most, where it is fewer than the catalogue says. */
  readonly maxRows: number | null;
}

export interface Findings {
  readonly igrp: number;
  readonly reports: readonly ReportFindings[];
  /** Whether a name that nobody has is refused: where it is not, a name that is taken proves nothing. */
  readonly refusesUnknownNames: boolean | null;
  readonly requests: number;
  /** Why it ended before everything was asked; null where it did not. */
  readonly cutShort: string | null;
}
