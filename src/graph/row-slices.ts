/**
 * Long lists of rows with links leave as text too, executed a slice at a time: as many rows as one turn of the event loop has room for. What
 * their links lead to is looked up before, in one go.
 */
import type { GraphQLResolveInfo } from 'graphql';
import type { Catalogue, LinkDefinition, Report } from '../../schema/report.js';
import { rowSize } from '../reports/answer-size.js';
import { createRowsToKnow, type RowsToKnow } from '../reports/known-rows.js';
import type { Entities } from '../reports/loaders.js';
import { CELLS_A_TURN } from '../reports/pace.js';
import { decodeSlices, type Row } from '../reports/row.js';
import type { RowOrigin } from '../reports/row-origin.js';
import { countFields, type SelectedField } from '../query/selected-fields.js';
import type { RowsResult } from '../rows/row-plan-types.js';
import { writeJson } from '../rows/row-text.js';
import { pathOf } from './cell-errors.js';
import type { GatewayContext } from './context.js';
import { fieldsBelow, linkToLookUp } from './row-resolvers.js';
import { createSliceExecutor } from './slice-executor.js';

/** A finished list of a report. */
export interface FinishedList {
  readonly origin: RowOrigin;
  readonly result: RowsResult;
}

/** Errors of a list that are kept; the others are counted. */
const MOST_ERRORS = 200;

/** Whether the rows are many enough, and hold nothing below their links that would have to wait for its own look-up. */
export function mayLeaveInSlices(
  report: Report,
  { rowCount }: RowsResult,
  { rowTexts }: GatewayContext,
  info: GraphQLResolveInfo,
): boolean {
  const fields = fieldsBelow(info);
  if (rowTexts === null || rowCount * countFields(fields) <= CELLS_A_TURN) return false;
  return fields.every(
    ({ name, selections }) =>
      selections === null || (report.links.has(name) && selections.every(({ selections: below }) => below === null)),
  );
}

/** Notes the text of the rows for the writer of the response, and is an empty list to the executor. */
export async function writeInSlices(
  list: FinishedList,
  catalogue: Catalogue,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<readonly Row[]> {
  const entities = await lookUpLinks(list, catalogue, context, fieldsBelow(info));
  if (entities === null) return [];
  const execute = createSliceExecutor(info, { ...context, loaders: { ...context.loaders, entity: entities } });
  const errors: Awaited<ReturnType<typeof execute>>['errors'][number][] = [];
  const json: Uint8Array[] = [OPEN];
  let count = 0;
  for await (const { first, rows } of turns(list, context, fieldsBelow(info))) {
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

/** Counts the rows, and looks up what they link to. Null where the answer is too large already. */
async function lookUpLinks(
  list: FinishedList,
  catalogue: Catalogue,
  context: GatewayContext,
  fields: readonly SelectedField[],
): Promise<Entities | null> {
  const { size, pace, loaders } = context;
  const links = fields.flatMap(({ name, selections }) => {
    const link = list.origin.report.links.get(name);
    const target = link && catalogue.get(link.to);
    return link && target && selections ? [{ link, target, selections }] : [];
  });
  const wanted = createRowsToKnow();
  for await (const { rows } of turns(list, context, fields))
    for (const row of rows) {
      if (!size.add(rowSize(row, fields))) return null;
      note(row, links, wanted);
    }
  return wanted.lookUp(loaders.entity, pace);
}

interface SelectedLink {
  readonly link: LinkDefinition;
  readonly target: Report;
  readonly selections: readonly SelectedField[];
}

function note(row: Row, links: readonly SelectedLink[], wanted: RowsToKnow): void {
  for (const { link, target, selections } of links) {
    const key = linkToLookUp(target, row, link, selections);
    if (key) wanted.add(key, selections);
  }
}

/** The rows of the list, as many at a time as a turn has room for, each time in a turn of their own. */
async function* turns({ origin, result }: FinishedList, { pace }: GatewayContext, fields: readonly SelectedField[]) {
  const cells = countFields(fields);
  const most = Math.max(1, Math.floor(CELLS_A_TURN / cells));
  for (const { first, rows } of decodeSlices(origin, result))
    for (let from = 0; from < rows.length; from += most) {
      const some = rows.slice(from, from + most);
      const turn = pace.turnFor(some.length * cells);
      if (turn) await turn;
      yield { first: first + from, rows: some };
    }
}
