/**
 * A report as a file: up to far more rows than one call returns, asked page by page. Pages follow each other by the report's keyset
 * (`rowId-gt-…`), so that no row is lost or doubled while rows are added; a report that cannot be walked so is one page.
 */
import type { Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { listOf } from './argument-values.js';
import { normalise } from './normalise.js';
import type { ReportQuery } from './report-query.js';
import type { SelectedField } from './selected-fields.js';

export interface FileSource {
  readonly report: Report;
  readonly igrp: number | null;
  /** As GraphQL coerced them. */
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly rows: readonly SelectedField[];
  readonly today: string;
  /** Rows of a file at most, where the report can be walked. */
  readonly maxRows: number;
}

export interface FilePages {
  readonly report: Report;
  /** Rows of all pages together at most; null where the report takes no limit. */
  readonly limit: number | null;
  /** Whether pages follow each other; otherwise the first one is all. */
  readonly walks: boolean;
  /** The key that the first page begins behind; null where it begins at the first row. */
  readonly start: string | null;
  /** The question for the page behind the row with that key, `start` for the first one, where so many rows were read before. */
  readonly page: (after: string | null, rowsRead: number) => ReportQuery;
}

/** The pages of a file. Throws BAD_USER_INPUT where an argument breaks a rule. */
export function filePagesOf({ report, igrp, arguments: given, rows, today, maxRows }: FileSource): FilePages {
  const ask = (paging: Readonly<Record<string, unknown>>, walks: boolean): ReportQuery =>
    normalise(report, {
      igrp,
      arguments: { ...given, ...paging },
      selection: { rows, wantsAnswer: true, lookAhead: false, endRowId: walks },
      today,
      maxLimit: report.keyset === null ? report.maxRows : maxRows,
      walksByKey: walks,
    });
  const whole = ask({}, false);
  const { limit } = whole;
  const walks = isWalkable(whole, given['sort']);
  if (!walks && limit !== null && limit > report.maxRows)
    throw badInput(
      `limit must be between 1 and ${report.maxRows} unless rows are walked by ${report.keyset}: leave out sort and offset`,
      limit,
      `${report.name}.limit`,
    );
  const start = typeof given['afterRowId'] === 'string' ? given['afterRowId'] : null;
  const page = (after: string | null, rowsRead: number): ReportQuery =>
    ask(
      {
        ...(limit === null ? {} : { limit: Math.min(report.maxRows, limit - rowsRead) }),
        ...(after === null ? {} : { afterRowId: after }),
      },
      walks,
    );
  return { report, limit, walks, start, page };
}

/** Whether the rows are in the order of the keyset, or in no order that the caller asked for. */
function isWalkable({ report, limit, offset, sort }: ReportQuery, given: unknown): boolean {
  if (report.keyset === null || limit === null || offset > 0) return false;
  if (listOf(given).length === 0) return true;
  const [key] = sort;
  return sort.length === 1 && key?.field === report.keyset && key.order === 'asc';
}
