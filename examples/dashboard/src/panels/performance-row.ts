/** How the rows of the performance table are read: by names of the catalogue, some of which an operator may have added. */
import type { FieldInfo } from '../documents.js';
import type { PerformanceQuery } from '../gql/graphql.js';
import { labelOf } from '../labels.js';
import type { OwnMetric } from '../view.js';

export type PerformanceRow = PerformanceReport['rows'][number];

export type PerformanceReport = NonNullable<NonNullable<PerformanceQuery['installation']>['report']>;

/** A row, the row of the period compared with, or what became of it. */
type Figures = Pick<PerformanceRow, 'customMetrics'>;

/** A column of figures. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** Its GraphQL type, by which it is written. */
  readonly type: string;
  readonly of: (figures: Figures | null | undefined) => number | null;
}

export const metricFigure = ({ name, type, description }: FieldInfo): Figure => ({
  id: name,
  title: labelOf(name),
  about: description,
  type,
  of: (figures) => numberOf(figures && cellOf(figures, name)),
});

export const ownFigure = ({ reference, metric, field, values }: OwnMetric, place: number): Figure => ({
  id: `own ${place}`,
  title: reference,
  about: `${labelOf(metric)} where ${labelOf(field).toLowerCase()} is ${values.join(' or ')}`,
  type: 'SafeInt',
  of: (figures) => numberOf(figures?.customMetrics.find((one) => one.reference === reference)?.value),
});

/** The cell of a field: a report may have more fields than the build knows. */
export const cellOf = (row: object, name: string): unknown => (Object.hasOwn(row, name) ? (row as Record<string, unknown>)[name] : null);

/** The rows below the table: everything else, and all of it. Their dimensions are null. */
export function footerOf({ totals, other }: Pick<PerformanceReport, 'totals' | 'other'>) {
  const emptied = (figures: NonNullable<PerformanceReport['totals']>): PerformanceRow => ({ ...NO_GROUP, ...figures });
  return [
    ...(other ? [{ name: 'Other', about: 'All groups that are not among these rows, asked for as one', row: emptied(other) }] : []),
    ...(totals ? [{ name: 'Total', about: 'The same question without groups', row: emptied(totals) }] : []),
  ];
}

const NO_GROUP = {
  ch: null,
  chName: null,
  chType: null,
  dgrp: null,
  dgrpName: null,
  campaign: null,
  term: null,
  goal: null,
  goalTitle: null,
  segment: null,
  segmentName: null,
  metricDate: null,
  metricMonth: null,
  metricMonthName: null,
} as const;

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
