/** The interface `Node`, and the fields of Query that return rows by their ids. */
import type { FieldMap, InterfaceRef } from '@pothos/core';
import { isObjectType, type GraphQLResolveInfo } from 'graphql';
import { NODE_ID, NODE_TYPE } from '../../schema/node.js';
import type { Catalogue } from '../../schema/report.js';
import { rowTypeName } from '../../schema/type-names.js';
import { badInput } from '../errors.js';
import type { Row } from '../reports/row.js';
import type { Builder, Types } from './builder.js';
import type { GatewayContext } from './context.js';
import { MAX_REPRESENTATIONS } from './federation/resolve-entities.js';
import { nodeId, readNodeId } from './node-id.js';
import type { FieldBuilder } from './report-fields.js';
import { resolveByKey } from './row-resolvers.js';
import { walkedField } from './answer-size.js';

export type NodeRef = InterfaceRef<Types, Row>;

export function addNodeInterface(builder: Builder): NodeRef {
  return builder.interfaceRef<Row>(builder.names.type(NODE_TYPE)).implement({
    description: 'A row with an id of its own, by which `node` returns it.',
    resolveType: (row) => rowTypeName(row.report),
    fields: (t) => ({
      [NODE_ID]: t.id({
        nullable: false,
        description: 'Identifies the row among all nodes. Opaque, and stable across requests.',
        extensions: walkedField(),
        resolve: nodeId,
      }),
    }),
  });
}

/** `node` and `nodes`. What is no id is null with an error at its place, and asks nothing upstream. */
export function nodeFields(t: FieldBuilder, node: NodeRef, catalogue: Catalogue): FieldMap {
  return {
    node: t.field({
      type: node,
      description:
        'One node by its id; null if there is none. All look-ups of one operation share one upstream request for each type and installation.',
      args: { id: t.arg.id({ required: true }) },
      resolve: (_: unknown, { id }, context, info) => load(catalogue, id, 'node.id', context, info),
    }),
    nodes: t.field({
      type: [node],
      nullable: { list: false, items: true },
      description: `Nodes by their ids, at most ${MAX_REPRESENTATIONS.toLocaleString('en-GB')}, in order; null if there is none.`,
      args: { ids: t.arg.idList({ required: true }) },
      resolve: (_: unknown, { ids }, context, info) => {
        if (ids.length > MAX_REPRESENTATIONS) throw badInput(`ids must be at most ${MAX_REPRESENTATIONS}`, ids.length, 'nodes.ids');
        return ids.map(async (id, i) => load(catalogue, id, `nodes.ids[${i}]`, context, info));
      },
    }),
  };
}

function load(
  catalogue: Catalogue,
  id: string,
  place: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): ReturnType<typeof resolveByKey> {
  const meant = readNodeId(catalogue, id, place);
  const on = info.schema.getType(rowTypeName(meant.report));
  if (!isObjectType(on)) throw new TypeError(`${rowTypeName(meant.report)} is no object type.`);
  return resolveByKey(meant, () => context.selections.below(info, on), context);
}
