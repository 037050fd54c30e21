/** How the rows of a report, and its sums, resolve: as finished text, a slice at a time, or as objects that the executor walks. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Catalogue } from '../../schema/report.js';
import { countCells, rowSize } from '../reports/answer-size.js';
import type { LeftOutColumn } from '../reports/column-fallback.js';
import type { ReportAnswer } from '../reports/report-loader.js';
import type { RowOrigin } from '../reports/row-origin.js';
import { needsObjects } from '../reports/row-plan.js';
import { decodeRows, objectBytes, type Row } from '../reports/row.js';
import { locateCellErrors, locateLeftOut, pathOf } from './cell-errors.js';
import type { GatewayContext } from './context.js';
import type { DerivedRows, ReportNode } from './report-node.js';
import type { Sum } from './report-sums.js';
import { fieldsBelow } from './row-resolvers.js';
import { derivedList, finishedList, mayLeaveInSlices, writeInSlices } from './row-slices.js';
import { writeRows } from './write-rows.js';

/** The rows of a report. Those that leave as text are noted for the writer of the response, and are an empty list to the executor. */
export function resolveRows(node: ReportNode, catalogue: Catalogue, context: GatewayContext, info: GraphQLResolveInfo) {
  if (node.stream) {
    noteLeftOut(node.stream.leftOut, node, context, info);
    return node.stream.rows;
  }
  const { answer, derived } = node;
  if (answer === null) throw new Error(`${node.query.report.name} was not asked.`);
  const read = (there: ReportAnswer): PacedRows | Promise<PacedRows> => {
    noteLeftOut(there.leftOut, node, context, info);
    return derived ? derivedRows(node, derived, catalogue, context, info) : rowsOf(node, there, catalogue, context, info);
  };
  return answer instanceof Promise ? answer.then(read) : read(answer);
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
  return row !== null && context.size.add(rowSize(row, fieldsBelow(info))) ? row : null;
}

/** Notes an error for each selected column that is null since the Reports API refuses it. */
function noteLeftOut(leftOut: readonly LeftOutColumn[], { query }: ReportNode, context: GatewayContext, info: GraphQLResolveInfo): void {
  const errors = locateLeftOut(leftOut, query.report, info);
  if (errors.length > 0) context.cellErrors.push({ errors, count: errors.length });
}

/** The rows, as many at a time as leave others their turn. */
function paced(rows: readonly Row[], { pace, size }: GatewayContext, info: GraphQLResolveInfo): PacedRows {
  const fields = fieldsBelow(info);
  for (const row of rows) if (!size.add(rowSize(row, fields))) return [];
  return pace.spread(rows, countCells(fields, rows[0]?.references.length ?? 0));
}

/** Rows that were compared or filled. Like others they leave as text, unless the executor has to walk them. */
function derivedRows(
  { query: { report } }: ReportNode,
  rows: DerivedRows,
  catalogue: Catalogue,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): PacedRows | Promise<PacedRows> {
  const fields = fieldsBelow(info);
  const { rowTexts } = context;
  if (rowTexts === null || needsObjects(report, fields)) {
    const list = derivedList(report, rows);
    if (mayLeaveInSlices(list, catalogue, context, info)) return writeInSlices(list, catalogue, context, info);
    return paced(
      [...list.slices()].flatMap((slice) => slice.rows),
      context,
      info,
    );
  }
  return writeRows(rows, fields, context, info).then(({ json, errors, errorCount }) => {
    rowTexts.push({ path: pathOf(info), json });
    if (errorCount > 0) context.cellErrors.push({ errors: locateCellErrors(errors, report, info), count: errorCount });
    return [];
  });
}

type PacedRows = readonly (Row | Promise<Row>)[];

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
): PacedRows | Promise<PacedRows> {
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
  const decoded = (): PacedRows => paced(decodeRows(origin, result), context, info);
  const room = context.reserve(objectBytes(result.json, result.rowCount * countCells(fieldsBelow(info), references.length)));
  return room ? room.then(decoded) : decoded();
}
