/**
 * The calls behind a row of a metrics report, as a question to the report that lists calls: the row's groups and the question's filters become
 * filters on the columns that the definition names, a day or a month narrows the dates, and the other parameters stay.
 */
import { enumName } from '../../schema/enum-name.js';
import type { Report } from '../../schema/report.js';
import type { Bucket } from '../../schema/report-definition.js';
import { canonicalFilters } from './filters.js';
import { OPERATORS } from './operands.js';
import { CALLS } from './row-columns.js';
import type { SelectedField } from './selected-fields.js';
import { SCALAR_PARAMETERS, ReportQuery, type Filter } from './report-query.js';

/** Parameters that say nothing by this value, also to a report that does not take them. */
const SAYS_NOTHING: ReadonlyMap<string, string> = new Map([['attributionModelId', '0']]);

/** Why the calls behind the question's rows cannot be listed; null where they can. */
export function callsObstacle({ report, group, filters, scalars }: ReportQuery, target: Report): string | null {
  const columns = report.calls?.columns ?? {};
  const ungrouped = group.find((name) => columns[name] === undefined && bucketOf(report, name) === null);
  if (ungrouped !== undefined) return `${target.name} has no column for ${enumName(ungrouped)}`;
  const filter = filters.find(({ field }) => columns[field] === undefined);
  if (filter) {
    const isMetric = report.fields.get(filter.field)?.kind === 'metric';
    return isMetric ? `the filter on ${filter.field} is on a metric` : `${target.name} has no column for the filter on ${filter.field}`;
  }
  const taken: ReadonlySet<string> = target.arguments;
  const parameter = scalars.find(([name, value]) => !taken.has(name) && SAYS_NOTHING.get(name) !== value);
  return parameter ? `${target.name} takes no ${parameter[0]}` : null;
}

/** A note for each selected list of calls that is null in every row. */
export function callsNotes(query: ReportQuery, rows: readonly SelectedField[] | null, target: Report | null): readonly string[] {
  const selected = (rows ?? []).filter(({ name }) => name === CALLS && query.report.calls !== null);
  if (selected.length === 0 || target === null) return [];
  const obstacle = callsObstacle(query, target);
  return obstacle === null ? [] : [...new Set(selected.map(({ responseKey }) => `rows.${responseKey} is null: ${obstacle}.`))];
}

/** What of a question to the list of calls follows from a row. */
export type Narrowing = Pick<ReportQuery, 'scalars' | 'filters'>;

/**
 * Narrows the list to the calls behind a row with these cells, which hold no errors. Null where the row is of no day or month that there is, or
 * of one outside the period. Nothing must stand in the way, see `callsObstacle`.
 */
export function narrowingOf(
  { report, group, filters, scalars }: ReportQuery,
  target: Report,
  cells: Readonly<Record<string, unknown>>,
): Narrowing | null {
  const columns = report.calls?.columns ?? {};
  const days = new Map(scalars);
  const narrowed: Filter[] = filters.map(({ field, operand, value }) => Object.freeze({ field: columns[field] ?? field, operand, value }));
  for (const name of group) {
    const bucket = bucketOf(report, name);
    const cell = cells[name] ?? null;
    if (bucket === null) narrowed.push(equalTo(columns[name] ?? name, cell));
    else if (!narrowDays(days, bucket, cell)) return null;
  }
  const taken: ReadonlySet<string> = target.arguments;
  return {
    scalars: Object.freeze(
      SCALAR_PARAMETERS.flatMap((name) => {
        const value = days.get(name);
        return value === undefined || !taken.has(name) ? [] : [Object.freeze([name, value] as const)];
      }),
    ),
    filters: canonicalFilters(narrowed),
  };
}

/** The question with what follows from a row. */
export function narrow(query: ReportQuery, { scalars, filters }: Narrowing): ReportQuery {
  return new ReportQuery({ ...query, scalars, filters: canonicalFilters([...query.filters, ...filters]) });
}

const bucketOf = ({ fields }: Report, name: string): Bucket | null => fields.get(name)?.bucket ?? null;

/** A blank value of a group is one that the trigger lacks. */
function equalTo(field: string, cell: unknown): Filter {
  if (cell === null || cell === '') return Object.freeze({ field, operand: OPERATORS.isSet.operand, value: 'false' });
  return Object.freeze({
    field,
    operand: OPERATORS.eq.operand,
    value: typeof cell === 'string' ? cell.replace(DATE_TIME, '$1 $2') : JSON.stringify(cell),
  });
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})$/;

/** Days of each kind of bucket, first and last; null for what is none. */
const DAYS = {
  day: (cell) => (typeof cell === 'string' ? [cell, cell] : null),
  month: (cell) => {
    if (typeof cell !== 'number') return null;
    const [year, month] = [Math.floor(cell / 100), cell % 100];
    const last = new Date(Date.UTC(year, month, 0));
    return month < 1 || month > 12 ? null : [`${last.toISOString().slice(0, 8)}01`, last.toISOString().slice(0, 10)];
  },
} as const satisfies Record<Bucket, (cell: unknown) => readonly [string, string] | null>;

/** Narrows startDate and endDate to the bucket. False where no day is left. */
function narrowDays(days: Map<string, string>, bucket: Bucket, cell: unknown): boolean {
  const found = DAYS[bucket](cell);
  if (found === null) return false;
  const [first, last] = found;
  const [from, to] = [days.get('startDate') ?? first, days.get('endDate') ?? last];
  const [startDate, endDate] = [from > first ? from : first, to < last ? to : last];
  days.set('startDate', startDate).set('endDate', endDate);
  return startDate <= endDate;
}
