/** What places the rows of a report: its grouped dates, and its other grouped dimensions. */
import type { Report } from '../../schema/report.js';
import { finestOf, type DateField } from './buckets.js';

export interface Grouping {
  /** The report's name, for messages. */
  readonly report: string;
  /** The date that the others follow from; null where none is grouped. */
  readonly finest: DateField | null;
  /** Every grouped date. */
  readonly dates: readonly DateField[];
  /** The grouped dimensions that are no dates. */
  readonly others: readonly string[];
  /** The labels that come with the grouped dimensions, and the dimension of each. */
  readonly labels: ReadonlyMap<string, string>;
}

/** The grouping of rows grouped by these dimensions. */
export function groupingOf({ name, fields }: Report, group: readonly string[]): Grouping {
  const grouped = group.flatMap((dimension) => fields.get(dimension) ?? []);
  return {
    report: name,
    finest: finestOf(grouped),
    dates: grouped.flatMap((field) => (field.bucket === null ? [] : [{ name: field.name, bucket: field.bucket }])),
    others: grouped.flatMap((field) => (field.bucket === null ? [field.name] : [])),
    labels: new Map(
      [...fields.values()].flatMap((field) => (field.of !== null && group.includes(field.of) ? [[field.name, field.of]] : [])),
    ),
  };
}
