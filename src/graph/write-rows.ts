/**
 * Rows that the gateway made itself, as finished text: the resolvers of the schema answer each column, as they would for the executor, whose
 * promises, paths and copies of every cell are left out. For selections of columns alone, which resolve at once.
 */
import {
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql';
import { GatewayError } from '../errors.js';
import type { SelectedField } from '../query/selected-fields.js';
import { countCells } from '../reports/answer-size.js';
import { MAX_CELL_ERRORS, type CellError, type CellPath, type RowsResult } from '../rows/row-plan-types.js';
import { RowText } from '../rows/row-text.js';
import type { GatewayContext } from './context.js';
import type { DerivedRows } from './report-node.js';

/** Writes a value as JSON. */
type Write = (value: unknown) => string;

/** Where a value stands below its row. */
type Place = () => CellPath;

/** Writes all rows, in turns of the event loop; fewer where the answer is too large and will be refused. */
export async function writeRows(
  rows: DerivedRows,
  fields: readonly SelectedField[],
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Pick<RowsResult, 'json' | 'errors' | 'errorCount'>> {
  const { rowCount } = rows;
  const errors: CellError[] = [];
  let errorCount = 0;
  let row = 0;
  const fail = (error: GatewayError, [responseKey, ...below]: CellPath): void => {
    errorCount += 1;
    if (errors.length < MAX_CELL_ERRORS) errors.push({ row, responseKey: String(responseKey), below, message: error.message });
  };
  const rowType = getNamedType(info.returnType);
  if (!isObjectType(rowType)) throw new TypeError(`${rowType.name} is no type of rows.`);
  const write = objectWriter(rowType, fields, { context, info, fail }, () => []);
  const json: Uint8Array[] = [];
  let isOpen = true;
  const add = (text: string): void => {
    const bytes = Buffer.from(text);
    isOpen = context.size.add(bytes.length);
    context.hold(bytes.length);
    json.push(bytes);
  };
  if (rowCount === 0) add('[]');
  const cells = countCells(fields, rowCount > 0 ? rows.row(0).references.length : 0);
  await context.pace.inTurns(rowCount, cells, (from, to) => {
    if (!isOpen) return;
    let text = '';
    for (row = from; row < to; row += 1) text += (row === 0 ? '[' : ',') + write(rows.row(row));
    add(to === rowCount ? `${text}]` : text);
  });
  return { json, errors, errorCount };
}

interface Asker {
  readonly context: GatewayContext;
  readonly info: GraphQLResolveInfo;
  readonly fail: (error: GatewayError, path: CellPath) => void;
}

function objectWriter(type: GraphQLObjectType, fields: readonly SelectedField[], asker: Asker, place: Place): Write {
  const members = fields.map((field, i) => ({
    key: `${i === 0 ? '' : ','}${JSON.stringify(field.responseKey)}:`,
    write: fieldWriter(type, field, asker, () => [...place(), field.responseKey]),
  }));
  return (source) => {
    let text = '{';
    for (const { key, write } of members) text += key + write(source);
    return `${text}}`;
  };
}

function fieldWriter(type: GraphQLObjectType, { name, arguments: given, selections }: SelectedField, asker: Asker, place: Place): Write {
  const { context, info, fail } = asker;
  if (name === '__typename') return () => JSON.stringify(type.name);
  const field = type.getFields()[name];
  const { resolve } = field ?? {};
  if (!field || !resolve) throw new TypeError(`${type.name}.${name} has no resolver.`);
  const write = valueWriter(field.type, selections ?? [], asker, place);
  return (source) => {
    try {
      return write(resolve(source, given, context, info));
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      fail(error, place());
      return 'null';
    }
  };
}

/** Throws what is an error in place of a value. */
function valueWriter(type: GraphQLOutputType, selections: readonly SelectedField[], asker: Asker, place: Place): Write {
  if (isNonNullType(type)) return valueWriter(type.ofType, selections, asker, place);
  if (isListType(type)) return listWriter(type.ofType, selections, asker, place);
  if (isObjectType(type)) {
    const write = objectWriter(type, selections, asker, place);
    return (value) => (value === null || value === undefined ? 'null' : write(value));
  }
  if (!isLeafType(type)) throw new TypeError(`${String(type)} is no type of columns.`);
  return (value) => {
    if (value === null || value === undefined) return 'null';
    if (value instanceof Error) throw value;
    if (value instanceof RowText) return value.pieces.join('');
    return JSON.stringify(type.serialize(value));
  };
}

function listWriter(type: GraphQLOutputType, selections: readonly SelectedField[], asker: Asker, place: Place): Write {
  let index = 0;
  const write = valueWriter(type, selections, asker, () => [...place(), index]);
  return (value) => {
    if (!Array.isArray(value)) throw new TypeError('A column that is a list must hold one.');
    let text = '[';
    for (index = 0; index < value.length; index += 1) text += (index === 0 ? '' : ',') + write(value[index]);
    return `${text}]`;
  };
}
