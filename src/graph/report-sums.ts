/**
 * The sums beside the rows of a metrics report: `totals`, asked at once with the report, and `other`, asked when its rows are there. Each is
 * one row of its own request, beside `compare` one of each period. A failure is an error at its own field, and leaves the report whole.
 */
import type { ComparedRow } from '../comparison/compared-row.js';
import { inPeriod } from '../comparison/derivation.js';
import type { Period } from '../comparison/period.js';
import { badInput, GatewayError } from '../errors.js';
import { BESIDE_ROWS_LIMITS } from '../limits.js';
import type { ReportQuery } from '../query/report-query.js';
import { withComparedColumns } from '../query/row-columns.js';
import type { SelectedField } from '../query/selected-fields.js';
import { otherQuery, totalsQuery } from '../query/sums-query.js';
import { together, unknownField, type LeftOutColumn } from '../reports/column-fallback.js';
import type { ReportAnswer } from '../reports/fetch-rows.js';
import { createReportAsk } from '../reports/report-loader.js';
import type { RowOrigin } from '../reports/row-origin.js';
import { objectPlan } from '../reports/row-plan.js';
import { decodeRows, type Row } from '../reports/row.js';
import type { GatewayContext } from './context.js';
import { hasNextPage } from './paging.js';

/** One row of sums; null where upstream has none. */
export interface Sum {
  readonly row: Row | null;
  /** Columns that are null in it, since the Reports API refuses them. */
  readonly leftOut: readonly LeftOutColumn[];
}

/** The sums of one report field; null where they are not selected, or have no meaning. */
export interface ReportSums {
  readonly totals: Promise<Sum> | null;
  /** Asks when it is first called for. */
  readonly other: (() => Promise<Sum>) | null;
}

export const NO_SUMS: ReportSums = Object.freeze({ totals: null, other: null });

/** The question beside which sums are asked. */
export interface SumSource {
  readonly query: ReportQuery;
  readonly references: readonly string[];
  /** What is selected of the sum. */
  readonly fields: readonly SelectedField[];
  /** The period compared with; null where there is none. */
  readonly comparedWith: Period | null;
}

/** What `other` has to know of the report's answer. */
export interface OtherSource extends SumSource {
  /** Which of the answer's results holds the values of the grouped dimension; null where the catalogue lacks that dimension. */
  readonly groups: number | null;
}

/** Asks for the totals. */
export function loadTotals(source: SumSource, context: GatewayContext): Promise<Sum> {
  const totals = loadSum(source, (columns) => totalsQuery(source.query, columns), context);
  totals.catch(() => undefined); // told where the field is resolved
  return totals;
}

/** Asks for what the rows of the answer leave out. Nothing is sent where they leave nothing out. */
export async function loadOther(source: OtherSource, answer: ReportAnswer, context: GatewayContext): Promise<Sum> {
  const { query, groups } = source;
  checkOther(source); // what is refused is refused whether rows follow or not
  const [counts] = answer.results;
  const result = groups === null ? undefined : answer.results[groups];
  if (!counts || !result) throw new Error(`${query.report.name} came without its groups.`);
  if (!hasNextPage(query, counts)) return { row: null, leftOut: [] };
  const { rowsBesideOther } = BESIDE_ROWS_LIMITS;
  if (counts.rowCount > rowsBesideOther)
    throw badInput(`limit must be ${rowsBesideOther} or less where other is selected`, query.limit, `${query.report.name}.limit`);
  const values = groupValues(query, answer, decodeRows(originOf(source), result));
  return loadSum(source, (columns) => otherQuery(query, columns, values), context);
}

/** The same beside rows of which the groups are known; null where they leave no group out. */
export async function loadOtherBeside(source: SumSource, values: readonly unknown[] | null, context: GatewayContext): Promise<Sum> {
  checkOther(source);
  if (values === null) return { row: null, leftOut: [] };
  return loadSum(source, (columns) => otherQuery(source.query, columns, values), context);
}

/** Which group of the one dimension each row is of; null for the group without a value. Throws where that is not to be told. */
export function groupValues(
  { report, group }: ReportQuery,
  { leftOut }: ReportAnswer,
  rows: readonly Pick<Row, 'cells'>[],
): readonly unknown[] {
  const [name = ''] = group;
  const unknown = leftOut.find((column) => column.name === name);
  if (unknown) throw unknownField(report, unknown);
  const values = rows.map(({ cells }) => valueOf(cells[name]));
  if (new Set(values).size < values.length)
    throw new GatewayError('UPSTREAM_MALFORMED_RESPONSE', `${report.name} must have one row for each group, but the Reports API sent two.`);
  return values;
}

/** Calls the function when it is first asked for its value. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

const checkOther = (source: SumSource): void => void otherQuery(source.query, columnsOf(source), []);

async function loadSum(
  source: SumSource,
  queryOf: (columns: readonly SelectedField[]) => ReportQuery,
  context: GatewayContext,
): Promise<Sum> {
  const { references, comparedWith } = source;
  const rows = columnsOf(source);
  const query = queryOf(rows);
  const plans = [objectPlan({ query, references, rows, track: null })];
  const [now, before] = await Promise.all([
    context.loaders.report.load(createReportAsk(query, plans)),
    comparedWith && context.loaders.report.load(createReportAsk(inPeriod(query, comparedWith), plans)),
  ]);
  const leftOut = together(now.leftOut, before?.leftOut ?? []);
  const origin: RowOrigin = { asked: { query, rowCount: 1, leftOut }, ...originOf(source) };
  const current = onlyRow(origin, now);
  if (!before) return { row: current, leftOut };
  const previous = onlyRow(origin, before);
  if (!current && !previous) return { row: null, leftOut };
  const row: ComparedRow = { cells: current?.cells ?? {}, isCurrent: current !== null, previous, ...origin };
  return { row, leftOut };
}

const originOf = ({ query: { report, igrp }, references }: SumSource): RowOrigin => ({ report, igrp, references });

const columnsOf = ({ query, fields, comparedWith }: SumSource): readonly SelectedField[] =>
  withComparedColumns(query.report, fields, comparedWith !== null);

/** The row of an answer that may hold no more than one. */
function onlyRow(origin: RowOrigin, { results: [result] }: ReportAnswer): Row | null {
  if (!result) throw new Error(`${origin.report.name} came without its rows.`);
  if (result.received > 1)
    throw new GatewayError(
      'UPSTREAM_MALFORMED_RESPONSE',
      `${origin.report.name} must have one row without groups, but the Reports API sent more.`,
    );
  return decodeRows(origin, result)[0] ?? null;
}

function valueOf(cell: unknown): unknown {
  if (cell instanceof Error) throw cell;
  return cell === '' ? null : (cell ?? null);
}
