/** Which reports can be compared with another period, and filled in for days or months without rows. */
import type { Field, Report } from './report.js';

/** Whether rows of two periods can be put side by side: a metrics report that takes a period. */
export function isComparable({ family, arguments: taken, fields }: Report): boolean {
  return (
    family === 'metrics' && taken.has('startDate') && taken.has('endDate') && [...fields.values()].some(({ kind }) => kind === 'metric')
  );
}

/** The dates that rows can be grouped by: where one is grouped, rows can be added for the days or months that have none. */
export function fillableDates(report: Report): readonly Field[] {
  return isComparable(report) ? [...report.fields.values()].filter(({ bucket, groupable }) => bucket !== null && groupable) : [];
}
