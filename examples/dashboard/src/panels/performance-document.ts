/**
 * The operation behind the performance table. Its columns are whatever the pickers hold, and those come from the catalogue that the
 * gateway serves: a report or a field that an operator adds is here without a new build of the page. Everything of the caller's goes as
 * a variable; the document is made of catalogue names alone.
 */
import { gql, type TypedDocumentNode } from 'urql';
import type { FieldInfo, ReportInfo } from '../documents.js';
import type { ReportComparison } from '../gql/graphql.js';
import type { OwnMetric, View } from '../view.js';
import type { PeriodVariables } from './arguments.js';

type Cell = string | number | null;
/** Figures by metric; those of own metrics by `own` and their place. */
export type Figures = Readonly<Record<string, number | null>>;
export type PerformanceRow = Readonly<Record<string, Cell>> & {
  readonly previous?: Figures | null;
  readonly deltaRatio?: Figures | null;
};

export interface PerformanceData {
  readonly installation: { readonly report: { readonly rows: readonly PerformanceRow[] } | null } | null;
}

export interface PerformanceVariables extends PeriodVariables {
  readonly compare: ReportComparison | null;
  readonly filter: readonly object[];
  readonly group: readonly string[];
  readonly customMetrics: readonly object[];
  readonly sort: readonly object[];
}

/** What the pickers hold, looked up in the catalogue. What the catalogue does not know is left out. */
export interface Columns {
  /** The grouped dimensions. */
  readonly dimensions: readonly FieldInfo[];
  /** What each of them is called by, in the same order: its label if it has one, else itself. */
  readonly names: readonly FieldInfo[];
  readonly metrics: readonly FieldInfo[];
  readonly own: readonly OwnMetric[];
}

export function columnsOf({ fields, customMetrics }: ReportInfo, { group, metrics, own }: View): Columns {
  const dimensions = group.flatMap((name) => fields.filter((field) => field.name === name && field.groupable));
  return {
    dimensions,
    names: dimensions.map((dimension) => fields.find(({ kind, of }) => kind === 'label' && of === dimension.name) ?? dimension),
    metrics: fields.filter(({ name, kind }) => kind === 'metric' && metrics.includes(name)),
    own: customMetrics ? own : [],
  };
}

/** The alias of an own metric's figure: its reference may be any word, an alias may not. */
export const ownKey = (place: number): string => `own${place}`;

export function performanceDocument(
  { name, typePrefix, customMetrics }: ReportInfo,
  { dimensions, names, metrics, own }: Columns,
  isCompared: boolean,
): TypedDocumentNode<PerformanceData, PerformanceVariables> {
  const figures = [
    ...metrics.map((metric) => metric.name),
    ...own.map(({ reference }, place) => `${ownKey(place)}: customMetric(reference: ${JSON.stringify(reference)})`),
  ].join(' ');
  const cells = [...new Set([...dimensions, ...names].map((field) => field.name))].join(' ');
  return gql(`
    query Performance(
      $igrp: Int!, $startDate: Date!, $endDate: Date!, $tz: TimeZone!, $compare: ReportComparison
      $filter: [${typePrefix}Filter!], $group: [${typePrefix}GroupField!], $sort: [${typePrefix}Sort!]
      ${customMetrics ? `$customMetrics: [${typePrefix}CustomMetric!]` : ''}
    ) {
      installation(igrp: $igrp) {
        report: ${name}(
          startDate: $startDate, endDate: $endDate, tz: $tz, compare: $compare, filter: $filter, group: $group, sort: $sort, limit: 5000
          ${customMetrics ? 'customMetrics: $customMetrics' : ''}
        ) {
          rows { ${cells} ${figures} ${isCompared ? `previous { ${figures} } deltaRatio { ${figures} }` : ''} }
        }
      }
    }
  `);
}

/** The variables of the pickers: enum values are the catalogue's. */
export function pickedVariables({ fields }: ReportInfo, { dimensions, metrics, own }: Columns) {
  const enumOf = (name: string) => fields.find((field) => field.name === name)?.enumValue ?? name;
  const [first] = metrics;
  const [dated] = dimensions.filter(({ bucket }) => bucket !== null);
  return {
    group: dimensions.map(({ enumValue }) => enumValue),
    customMetrics: own.map(({ reference, metric, field, values }) => ({
      reference,
      metric: enumOf(metric),
      conditions: [{ field: enumOf(field), values }],
    })),
    sort: dated ? [{ field: dated.enumValue, order: 'ASC' }] : first ? [{ field: first.enumValue, order: 'DESC' }] : [],
  };
}
