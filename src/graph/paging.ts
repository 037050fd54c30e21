/** Whether a page is the last one. */
import type { ReportQuery } from '../query/report-query.js';
import type { RowsResult } from '../rows/row-plan-types.js';

/** Whether rows follow those of the answer. At the cap there is no room to look ahead, and a full page may be followed by others. */
export function hasNextPage({ limit, report }: Pick<ReportQuery, 'limit' | 'report'>, { received }: Pick<RowsResult, 'received'>): boolean {
  return received >= report.maxRows || (limit !== null && received > limit);
}
