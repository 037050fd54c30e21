/** How the rows of a report, and its sums, resolve: as finished text, a slice at a time, or as objects that the executor walks. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Catalogue } from '../../schema/report.js';
import { countFields } from '../query/selected-fields.js';
import { countCells, rowSize } from '../reports/answer-size.js';
import type { LeftOutColumn } from '../reports/column-fallback.js';
import type { ReportAnswer } from '../reports/fetch-rows.js';
import { CELLS_A_TURN, PLAIN_CELL } from '../reports/pace.js';
import type { RowOrigin } from '../reports/row-origin.js';
import { needsObjects } from '../reports/row-plan.js';
import { objectBytes, type Row, type RowSlice } from '../reports/row.js';
import { locateCellErrors, locateLeftOut, pathOf } from './cell-errors.js';
import type { GatewayContext } from './context.js';
import type { DerivedRows, ReportNode } from './report-node.js';
import type { Sum } from './report-sums.js';
import { derivedList, finishedList, mayLeaveInSlices, writeInSlices, type ListOfRows } from './row-slices.js';
import { writeRows } from './write-rows.js';

/** The rows of a report. Those that leave as text are noted for the writer of the response, and are an empty list to the executor. */
export function resolveRows(
  node: ReportNode,
  catalogue: Catalogue,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Rows | Promise<PacedRows> {
  const { answer, stream, derived } = node;
  if (stream) {
    noteLeftOut(stream.leftOut, node, context, info);
    return stream.rows;
  }
  if (answer === null || answer instanceof Promise) throw new Error(`${node.query.report.name} came without an answer.`);
  noteLeftOut(answer.leftOut, node, context, info);
  return derived ? derivedRows(node, derived, catalogue, context, info) : rowsOf(node, answer, catalogue, context, info);
}

/** A row of sums, counted in the size of the answer. */
export async function sumOf(
  node: ReportNode,
  sum: Promise<Sum> | null,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Row | null> {
  if (sum === null) return null;
  const { row, leftOut } = await sum;
  noteLeftOut(leftOut, node, context, info);
  return row !== null && context.size.add(rowSize(row, context.selections.below(info))) ? row : null;
}

/** Notes an error for each selected column that is null since the Reports API refuses it. */
function noteLeftOut(leftOut: readonly LeftOutColumn[], { query }: ReportNode, context: GatewayContext, info: GraphQLResolveInfo): void {
  const errors = locateLeftOut(leftOut, query.report, context, info);
  if (errors.length > 0) context.cellErrors.push({ errors, count: errors.length });
}

/** The rows as objects, as many at a time as leave others their turn. They are made once there is `room` for them. */
function paced(
  list: ListOfRows,
  context: GatewayContext,
  info: GraphQLResolveInfo,
  room?: void | Promise<void>,
): Rows | Promise<PacedRows> {
  const { pace, size, loaders } = context;
  const fields = context.selections.below(info);
  const cells = countFields(fields) * PLAIN_CELL;
  const rows: Row[] = [];
  /** False where the answer is too large and will be refused. */
  const take = (slice: RowSlice): boolean =>
    slice.rows.every((row) => {
      rows.push(row);
      return size.add(rowSize(row, fields));
    });
  const takeAll = async (): Promise<boolean> => {
    await room;
    for (const slice of list.slices()) {
      await pace.turnFor(slice.rows.length * cells);
      if (!take(slice)) return false;
    }
    return true;
  };
  const width = () => countCells(fields, rows[0]?.references.length ?? 0);
  if (!room && list.rowCount * cells <= CELLS_A_TURN) return [...list.slices()].every(take) ? pace.spread(rows, width()) : [];
  if (!loaders.stream) return takeAll().then((isWhole) => (isWhole ? pace.spread(rows, width()) : []));
  // An executor of parts takes rows one after the other too: no more are begun than there is a turn for.
  return (async function* () {
    await takeAll();
    yield* pace.handOut(rows, width());
  })();
}

/** Rows that were compared or filled. Like others they leave as text, unless the executor has to walk them. */
function derivedRows(
  { query: { report } }: ReportNode,
  rows: DerivedRows,
  catalogue: Catalogue,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Rows | Promise<PacedRows> {
  const fields = context.selections.below(info);
  const { rowTexts } = context;
  if (rowTexts === null || needsObjects(report, fields)) {
    const list = derivedList(report, rows);
    if (mayLeaveInSlices(list, catalogue, context, info)) return writeInSlices(list, catalogue, context, info);
    return paced(list, context, info);
  }
  return writeRows(rows, fields, context, info).then(({ json, errors, errorCount }) => {
    rowTexts.push({ path: pathOf(info), json });
    if (errorCount > 0) context.cellErrors.push({ errors: locateCellErrors(errors, report, info), count: errorCount });
    return [];
  });
}

type PacedRows = readonly (Row | Promise<Row>)[];
type Rows = PacedRows | AsyncIterable<Row>;

/**
 * The rows of one list. Those that leave as text are noted for the writer of the response, and are an empty list to the executor. Errors of
 * cells that the executor will not meet are noted too.
 */
function rowsOf(
  node: ReportNode,
  { results, leftOut }: ReportAnswer,
  catalogue: Catalogue,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Rows | Promise<PacedRows> {
  const { report, igrp } = node.query;
  const { references } = node;
  const list = node.lists.get(String(info.path.key));
  const result = list && results[list.result];
  if (!result) throw new Error(`${report.name} came without its rows.`);
  if (list.as === 'text' && context.rowTexts) {
    context.rowTexts.push({ path: pathOf(info), json: result.json });
    if (result.errorCount > 0) context.cellErrors.push({ errors: locateCellErrors(result.errors, report, info), count: result.errorCount });
    return [];
  }
  const unlisted = result.errorCount - result.errors.length;
  if (unlisted > 0) context.cellErrors.push({ errors: [], count: unlisted });
  const asked = { query: node.query, rowCount: result.rowCount, leftOut };
  const origin: RowOrigin = { report, igrp, references, asked };
  const rows = finishedList(origin, result);
  if (mayLeaveInSlices(rows, catalogue, context, info)) return writeInSlices(rows, catalogue, context, info);
  const bytes = objectBytes(result.json, result.rowCount * countCells(context.selections.below(info), references.length));
  return paced(rows, context, info, context.reserve(bytes));
}
