/**
 * Long lists of rows with links leave as text too, executed a slice at a time: as many rows as one turn of the event loop has room for. What
 * their links lead to is looked up before, in one go.
 */
import type { GraphQLResolveInfo } from 'graphql';
import type { Catalogue, Report } from '../../schema/report.js';
import { rowSize } from '../reports/answer-size.js';
import { createRowsToKnow, type Follow } from '../reports/known-rows.js';
import type { Entities } from '../reports/loaders.js';
import { CELLS_A_TURN } from '../reports/pace.js';
import { decodeSlices, type Row, type RowSlice } from '../reports/row.js';
import type { RowOrigin } from '../reports/row-origin.js';
import { columnOf } from '../query/row-columns.js';
import { countFields, type SelectedField } from '../query/selected-fields.js';
import type { RowsResult } from '../rows/row-plan-types.js';
import { writeJson } from '../rows/row-text.js';
import { pathOf } from './cell-errors.js';
import type { GatewayContext } from './context.js';
import type { DerivedRows } from './report-node.js';
import { linkToLookUp } from './row-resolvers.js';
import { createSliceExecutor } from './slice-executor.js';

/** A list of a report's rows, each made when it is read. */
export interface ListOfRows {
  readonly report: Report;
  readonly rowCount: number;
  /** May be read more than once. */
  readonly slices: () => Iterable<RowSlice>;
}

/** The rows that upstream sent. */
export function finishedList(origin: RowOrigin, result: RowsResult): ListOfRows {
  return { report: origin.report, rowCount: result.rowCount, slices: () => decodeSlices(origin, result) };
}

/** Rows that were compared or filled. */
export function derivedList(report: Report, { rowCount, row }: DerivedRows): ListOfRows {
  return {
    report,
    rowCount,
    *slices() {
      for (let first = 0; first < rowCount; first += DERIVED_ROWS_A_SLICE)
        yield { first, rows: Array.from({ length: Math.min(DERIVED_ROWS_A_SLICE, rowCount - first) }, (_, i) => row(first + i)) };
    },
  };
}

const DERIVED_ROWS_A_SLICE = 100;

/** Errors of a list that are kept; the others are counted. */
const MOST_ERRORS = 200;

/** Whether the rows are many enough, and hold nothing below them but what links lead to, which can be looked up before. */
export function mayLeaveInSlices(
  { report, rowCount }: ListOfRows,
  catalogue: Catalogue,
  { rowTexts, selections }: GatewayContext,
  info: GraphQLResolveInfo,
): boolean {
  const fields = selections.below(info);
  if (rowTexts === null || rowCount * countFields(fields) <= CELLS_A_TURN) return false;
  return holdsLinksAlone(report, fields, catalogue);
}

/** Whether nothing is selected, at any depth, that has to be asked for but rows by their keys. */
function holdsLinksAlone(report: Report, fields: readonly SelectedField[], catalogue: Catalogue): boolean {
  return fields.every((field) => {
    if (field.selections === null) return true;
    const { kind } = columnOf(report, field);
    if (kind !== 'link') return kind !== 'calls';
    const target = catalogue.get(report.links.get(field.name)?.to ?? '');
    return target !== undefined && holdsLinksAlone(target, field.selections, catalogue);
  });
}

/** Notes the text of the rows for the writer of the response, and is an empty list to the executor. */
export async function writeInSlices(
  list: ListOfRows,
  catalogue: Catalogue,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<readonly Row[]> {
  const entities = await lookUpLinks(list, catalogue, context, context.selections.below(info));
  if (entities === null) return [];
  const execute = createSliceExecutor(info, { ...context, loaders: { ...context.loaders, entity: entities } });
  const errors: Awaited<ReturnType<typeof execute>>['errors'][number][] = [];
  const json: Uint8Array[] = [OPEN];
  let count = 0;
  for await (const { first, rows } of turns(list, context, context.selections.below(info))) {
    const executed = await execute(rows, first);
    count += executed.errors.length;
    errors.push(...executed.errors.slice(0, MOST_ERRORS - errors.length));
    if (context.size.refusal()) return [];
    const text = textOf(executed.rows, first > 0);
    context.hold(text.length);
    json.push(text);
  }
  json.push(CLOSE);
  if (count > 0) context.rowErrors.push({ errors, count });
  context.rowTexts?.push({ path: pathOf(info), json });
  return [];
}

const OPEN = new TextEncoder().encode('[');
const CLOSE = new TextEncoder().encode(']');

/** The rows as JSON without the list's brackets, behind a comma where others come before them. */
function textOf(rows: readonly unknown[], isBehindOthers: boolean): Uint8Array {
  const pieces = writeJson(rows).map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
  const text = Buffer.concat(pieces);
  text[0] = COMMA;
  return text.subarray(isBehindOthers ? 0 : 1, -1);
}

const COMMA = 0x2c;

/** Counts the rows, and looks up what they link to, and what that links to. Null where the answer is too large already. */
async function lookUpLinks(
  list: ListOfRows,
  catalogue: Catalogue,
  context: GatewayContext,
  fields: readonly SelectedField[],
): Promise<Entities | null> {
  const { size, pace, loaders } = context;
  const follow = followLinks(catalogue);
  const note = follow(list.report, fields);
  const wanted = createRowsToKnow();
  for await (const { rows } of turns(list, context, fields))
    for (const row of rows) {
      if (!size.add(rowSize(row, fields))) return null;
      note?.(row, wanted.add);
    }
  return wanted.lookUp(loaders.entity, pace, follow);
}

/** What notes the rows that are looked up for the selected links of a row. */
function followLinks(catalogue: Catalogue): Follow {
  return (report, fields) => {
    const links = fields.flatMap(({ name, selections }) => {
      const link = report.links.get(name);
      const target = link && catalogue.get(link.to);
      return link && target && selections ? [{ link, target, selections }] : [];
    });
    if (links.length === 0) return null;
    return (row, add) => {
      for (const { link, target, selections } of links) {
        const key = linkToLookUp(target, row, link, selections);
        if (key) add(key, selections);
      }
    };
  };
}

/** The rows of the list, as many at a time as a turn has room for, each time in a turn of their own. */
async function* turns({ slices }: ListOfRows, { pace }: GatewayContext, fields: readonly SelectedField[]) {
  const cells = countFields(fields);
  const most = Math.max(1, Math.floor(CELLS_A_TURN / cells));
  for (const { first, rows } of slices())
    for (let from = 0; from < rows.length; from += most) {
      const some = rows.slice(from, from + most);
      const turn = pace.turnFor(some.length * cells);
      if (turn) await turn;
      yield { first: first + from, rows: some };
    }
}
