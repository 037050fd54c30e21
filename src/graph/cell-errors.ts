/** Errors that no executor meets: of cells that finished text holds as null, and of columns that a request left out. */
import { getNamedType, isObjectType, locatedError, type FieldNode, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import type { Report } from '../../schema/report.js';
import { rowTypeName } from '../../schema/type-names.js';
import { GatewayError } from '../errors.js';
import { columnOf, isComparedField } from '../query/row-columns.js';
import { selectedNodes, type SelectedField } from '../query/selected-fields.js';
import { unknownField, type LeftOutColumn } from '../reports/column-fallback.js';
import type { CellError } from '../rows/row-plan-types.js';
import type { GatewayContext } from './context.js';

/** The errors of the rows that the field `rows` selects, each with its path and the places in the document that ask for the cell. */
export function locateCellErrors(errors: readonly CellError[], report: Report, info: GraphQLResolveInfo): readonly Error[] {
  const rowType = info.schema.getType(rowTypeName(report));
  if (!isObjectType(rowType)) throw new TypeError(`${rowTypeName(report)} is no object type.`);
  const path = pathOf(info);
  const columns = selectedNodes({ ...info, returnType: rowType });
  return errors.map(({ row, responseKey, below = [], message }) => {
    const column = { parent: rowType, nodes: columns.get(responseKey) ?? [] };
    const keys = below.filter((step) => typeof step === 'string');
    const { nodes } = keys.reduce((place, key) => placeBelow(place, key, info), column);
    return locatedError(new GatewayError('UPSTREAM_MALFORMED_RESPONSE', message), nodes, [...path, row, responseKey, ...below]);
  });
}

/** A field as the document asks for it. */
interface AskedField {
  readonly parent: GraphQLObjectType;
  readonly nodes: readonly FieldNode[];
}

/** The field with this response key below another one. */
function placeBelow({ parent, nodes }: AskedField, responseKey: string, info: GraphQLResolveInfo): AskedField {
  const type = getNamedType(parent.getFields()[nodes[0]?.name.value ?? '']?.type);
  if (!isObjectType(type)) return { parent, nodes };
  return { parent: type, nodes: selectedNodes({ ...info, fieldNodes: nodes, returnType: type }).get(responseKey) ?? [] };
}

/** One error for each column that the rows select and that was left out of the request, at the path of the rows. */
export function locateLeftOut(
  leftOut: readonly LeftOutColumn[],
  report: Report,
  { selections }: Pick<GatewayContext, 'selections'>,
  info: GraphQLResolveInfo,
): readonly Error[] {
  if (leftOut.length === 0) return [];
  const selected = selectedColumns(report, selections.below(info));
  const path = pathOf(info);
  return leftOut
    .filter(({ name }) => selected.has(name))
    .map((column) => locatedError(unknownField(report, column), info.fieldNodes, path));
}

/** The upstream columns of a selection, those of another period and the keys of links among them. */
function selectedColumns(report: Report, fields: readonly SelectedField[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const field of fields) {
    if (isComparedField(report, field.name)) {
      for (const name of selectedColumns(report, field.selections ?? [])) names.add(name);
      continue;
    }
    const column = columnOf(report, field);
    if (column.kind === 'cell') names.add(column.key);
    else if (column.kind === 'link') names.add(column.from);
  }
  return names;
}

/** The path of the field in the response. */
export function pathOf({ path }: GraphQLResolveInfo): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  for (let step: GraphQLResolveInfo['path'] | undefined = path; step; step = step.prev) keys.unshift(step.key);
  return keys;
}
