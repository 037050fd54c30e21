/** `_entities`: each representation's row at its own index, all look-ups of a type in one batch. */
import { isObjectType, type GraphQLResolveInfo } from 'graphql';
import type { GatewayContext } from '../context.js';
import { badInput } from '../../errors.js';
import type { Row } from '../../reports/row.js';
import { resolveByKey } from '../row-resolvers.js';
import type { EntityType } from './entity-types.js';
import { readRepresentation } from './representation.js';

/** Representations that one field takes at most. */
export const MAX_REPRESENTATIONS = 1_000;

/** What stands at an index: a row, null where there is none, or why it cannot be told. */
export type EntityResult = Row | null | Error | Promise<Row | null>;

/** One result a representation, in the same order; one that fails leaves the others whole. Throws where there are too many of them. */
export function resolveEntities(
  types: ReadonlyMap<string, EntityType>,
  representations: readonly unknown[],
  context: GatewayContext,
  info: GraphQLResolveInfo,
): readonly EntityResult[] {
  if (representations.length > MAX_REPRESENTATIONS)
    throw badInput(`there may be at most ${MAX_REPRESENTATIONS} representations`, representations.length, '_entities.representations');
  return representations.map((representation, index) => {
    try {
      const { type, igrp, key } = readRepresentation(types, representation, index);
      const on = info.schema.getType(type.typeName);
      if (!isObjectType(on)) throw new TypeError(`${type.typeName} is no object type.`);
      return resolveByKey({ report: type.report, igrp, keyField: type.key.name, key }, () => context.selections.below(info, on), context);
    } catch (error) {
      // An error in a list of nullable items nulls its own item.
      return error instanceof Error ? error : new Error('A representation could not be read.', { cause: error });
    }
  });
}
