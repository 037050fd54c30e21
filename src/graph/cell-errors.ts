/** Errors that no executor meets: of cells that finished text holds as null, and of columns that a request left out. */
import { isObjectType, locatedError, type GraphQLResolveInfo } from 'graphql';
import type { Report } from '../../schema/report.js';
import { rowTypeName } from '../../schema/type-names.js';
import { GatewayError } from '../errors.js';
import { columnOf, isComparedField } from '../query/row-columns.js';
import { selectedNodes, type SelectedField } from '../query/selected-fields.js';
import { unknownField, type LeftOutColumn } from '../reports/column-fallback.js';
import type { CellError } from '../rows/row-plan-types.js';
import { fieldsBelow } from './row-resolvers.js';

/** The errors of the rows that the field `rows` selects, each with its path and the places in the document that ask for the cell. */
export function locateCellErrors(errors: readonly CellError[], report: Report, info: GraphQLResolveInfo): readonly Error[] {
  const rowType = info.schema.getType(rowTypeName(report));
  if (!isObjectType(rowType)) throw new TypeError(`${rowTypeName(report)} is no object type.`);
  const nodes = selectedNodes({ ...info, returnType: rowType });
  const path = pathOf(info);
  return errors.map(({ row, responseKey, message }) =>
    locatedError(new GatewayError('UPSTREAM_MALFORMED_RESPONSE', message), nodes.get(responseKey), [...path, row, responseKey]),
  );
}

/** One error for each column that the rows select and that was left out of the request, at the path of the rows. */
export function locateLeftOut(leftOut: readonly LeftOutColumn[], report: Report, info: GraphQLResolveInfo): readonly Error[] {
  if (leftOut.length === 0) return [];
  const selected = selectedColumns(report, fieldsBelow(info));
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
