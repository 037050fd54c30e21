/** The calls behind a row of the performance table, as conditions on the table of calls. */
import type { FieldInfo, ReportInfo } from '../documents.js';
import { addDays } from '../period.js';
import type { Condition, View } from '../view.js';
import { takenBy } from './report-filters.js';
import { cellOf, type PerformanceRow } from './performance-row.js';

/** When a call was, in the time zone of the report. */
const TIME = 'triggerDatetime';

/** Whether each group of the table can be said of calls. */
export const canShowCalls = (calls: ReportInfo, dimensions: readonly FieldInfo[]): boolean =>
  dimensions.length > 0 && dimensions.every((dimension) => takenBy(calls, conditionsOf(dimension, 'x', '2000-01-01')).length > 0);

/** The conditions that the row's calls meet, those of the table's own filters among them; null where the row is of no day of this period. */
export function callsBehind(view: View, dimensions: readonly FieldInfo[], row: PerformanceRow): readonly Condition[] | null {
  const conditions: Condition[] = [];
  for (const dimension of dimensions) {
    const value = cellOf(row, dimension.name);
    const isBlank = value === null || value === undefined || value === '';
    if (isBlank && dimension.bucket !== null) return null;
    conditions.push(
      ...(isBlank ? [{ field: dimension.name, operator: 'isSet', text: 'no' }] : conditionsOf(dimension, String(value), String(value))),
    );
  }
  return [...view.rowFilter, ...conditions];
}

/** A day is two conditions on the time of a call; every other group is a column of calls too, or cannot be said. */
function conditionsOf({ name, bucket }: FieldInfo, text: string, day: string): readonly Condition[] {
  if (bucket !== 'day') return [{ field: name, operator: 'eq', text }];
  return [
    { field: TIME, operator: 'gte', text: `${day}T00:00:00` },
    { field: TIME, operator: 'lt', text: `${addDays(day, 1)}T00:00:00` },
  ];
}
