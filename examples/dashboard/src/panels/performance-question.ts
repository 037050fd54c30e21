/** What the performance table asks: one typed document, into which everything that is picked goes as a variable. */
import { PERFORMANCE, PERFORMANCE_FILE, type FieldInfo, type ReportInfo } from '../documents.js';
import { fitToCatalogue } from '../gateway/fit-to-catalogue.js';
import { columnNode, customMetricNode, withRowColumns } from '../gateway/row-columns.js';
import type { PerformanceFileQueryVariables, PerformanceQueryVariables } from '../gql/graphql.js';
import type { OwnMetric, View } from '../view.js';
import { comparisonOf, filterOf, periodOf } from './arguments.js';
import { metricFigure, ownFigure, type Figure } from './performance-row.js';
import { takenBy } from './report-filters.js';

/** What the pickers hold, looked up in the catalogue. What the catalogue does not know is left out. */
export interface Columns {
  /** The grouped dimensions. */
  readonly dimensions: readonly FieldInfo[];
  /** What each of them is called by, in the same order: its label if it has one, else itself. */
  readonly names: readonly FieldInfo[];
  readonly metrics: readonly FieldInfo[];
  readonly own: readonly OwnMetric[];
  /** The metrics, then those of the caller's own. */
  readonly figures: readonly Figure[];
}

export function columnsOf({ fields, customMetrics }: ReportInfo, view: Pick<View, 'group' | 'metrics' | 'own'>): Columns {
  const dimensions = view.group.flatMap((name) => fields.filter((field) => field.name === name && field.groupable));
  const metrics = fields.filter(({ name, kind }) => kind === 'metric' && view.metrics.includes(name));
  const own = customMetrics ? view.own : [];
  return {
    dimensions,
    names: dimensions.map((dimension) => fields.find(({ kind, of }) => kind === 'label' && of === dimension.name) ?? dimension),
    metrics,
    own,
    figures: [...metrics.map(metricFigure), ...own.map(ownFigure)],
  };
}

/** The question of the pickers. `document` is PERFORMANCE itself, unless the operator has changed the report. */
export function performanceQuestion(report: ReportInfo, columns: Columns, view: View) {
  const compare = comparisonOf(view);
  const filter = filterOf(report, takenBy(report, [...view.filter, ...view.rowFilter]));
  const top = topOf(report, columns, view);
  return {
    columns,
    isCompared: compare !== null,
    document: fitToCatalogue(PERFORMANCE, report),
    // Names, operators and enum values are the catalogue's, which the schema was made from; the build's types may lack some.
    variables: {
      ...periodOf(view),
      compare,
      filter,
      ...pickedVariables(report, columns),
      limit: top ?? MOST_ROWS,
      withTotals: !isOnMetric(report, view) && columns.dimensions.length > 0,
      withOther: !isOnMetric(report, view) && columns.dimensions.length === 1 && top !== null,
    } as PerformanceQueryVariables,
  };
}

/** The groups and figures of the table as a file. A file has one period: what it is compared with is left out. */
export function performanceFile(report: ReportInfo, columns: Columns, view: View) {
  const { group, customMetrics, sort } = pickedVariables(report, columns);
  const shown = [...new Set([...columns.dimensions, ...columns.names, ...columns.metrics])].map(({ name }) => columnNode(name));
  return {
    document: withRowColumns(PERFORMANCE_FILE, [...shown, ...columns.own.map(({ reference }) => customMetricNode(reference))]),
    variables: {
      ...periodOf(view),
      filter: filterOf(report, takenBy(report, [...view.filter, ...view.rowFilter])),
      group,
      customMetrics,
      sort,
      limit: topOf(report, columns, view) ?? MOST_ROWS,
    } as PerformanceFileQueryVariables,
  };
}

/** More rows than a table of channels, goals or days has. */
const MOST_ROWS = 5_000;

/** How many rows are asked for; null for all. A comparison can be cut only where `other` holds the rest of both periods. */
function topOf(report: ReportInfo, columns: Columns, view: View): number | null {
  return view.comparison === 'NONE' || (canCompareTop(columns) && !isOnMetric(report, view)) ? view.top : null;
}

/** Whether groups mean the same in both periods, so that the first ones can be compared. */
export const canCompareTop = ({ dimensions }: Pick<Columns, 'dimensions'>): boolean =>
  dimensions.length === 1 && dimensions.every(({ bucket }) => bucket === null);

/** A condition on a metric is about single rows: beside it there is no total of all rows. */
const isOnMetric = (report: ReportInfo, { filter, rowFilter }: View): boolean =>
  takenBy(report, [...filter, ...rowFilter]).some(({ field }) =>
    report.fields.some(({ name, kind }) => name === field && kind === 'metric'),
  );

/** The variables of the pickers: enum values are the catalogue's, and each metric has a variable that asks for it. */
export function pickedVariables({ fields }: ReportInfo, { dimensions, metrics, own }: Columns) {
  const enumOf = (name: string) => fields.find((field) => field.name === name)?.enumValue ?? name;
  const [first] = metrics;
  const [dated] = dimensions.filter(({ bucket }) => bucket !== null);
  return {
    ...Object.fromEntries(fields.filter(({ kind }) => kind === 'metric').map((field) => [field.name, metrics.includes(field)])),
    group: dimensions.map(({ enumValue }) => enumValue),
    customMetrics: own.map(({ reference, metric, field, values }) => ({
      reference,
      metric: enumOf(metric),
      conditions: [{ field: enumOf(field), values }],
    })),
    sort: dated ? [{ field: dated.enumValue, order: 'ASC' }] : first ? [{ field: first.enumValue, order: 'DESC' }] : [],
  };
}
