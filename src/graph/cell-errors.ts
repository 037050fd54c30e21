/** Errors of cells that finished text holds as null, located as an executor would have located them. */
import { isObjectType, locatedError, type GraphQLResolveInfo } from 'graphql';
import type { Report } from '../../schema/report.js';
import { rowTypeName } from '../../schema/type-names.js';
import { GatewayError } from '../errors.js';
import { selectedNodes } from '../query/selected-fields.js';
import type { CellError } from '../rows/row-plan-types.js';

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

/** The path of the field in the response. */
export function pathOf({ path }: GraphQLResolveInfo): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  for (let step: GraphQLResolveInfo['path'] | undefined = path; step; step = step.prev) keys.unshift(step.key);
  return keys;
}
