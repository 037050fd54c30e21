/**
 * What a federation router asks of a subgraph, added to a schema: `_service` and `_entities`. The public schema itself stays without them, for
 * readers and for generators of client code.
 */
import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  isObjectType,
} from 'graphql';
import { PLAIN_NAMES, type OwnNames } from '../../../schema/own-names.js';
import type { Catalogue } from '../../../schema/report.js';
import { rowTypeName } from '../../../schema/type-names.js';
import { GatewayError } from '../../errors.js';
import { staticField } from '../answer-size.js';
import type { GatewayContext } from '../context.js';
import type { Row } from '../../reports/row.js';
import { useExactIds } from '../exact-ids.js';
import { entityTypes } from './entity-types.js';
import { MAX_REPRESENTATIONS, resolveEntities } from './resolve-entities.js';
import { subgraphDirectives } from './subgraph-directives.js';
import { subgraphText } from './subgraph-text.js';

export interface SubgraphOptions {
  /** Whether both fields are UNAUTHENTICATED without a credential. Default: no. */
  readonly needsCredential?: boolean;
  /** The names that the schema was made with. Default: plain ones. */
  readonly names?: OwnNames;
}

/** The schema with the router's two fields. The subgraph's SDL is printed once, when a router first asks for it. */
export function withSubgraphFields(
  schema: GraphQLSchema,
  catalogue: Catalogue,
  { needsCredential = false, names = PLAIN_NAMES }: SubgraphOptions = {},
): GraphQLSchema {
  const checkCredential = ({ authorization }: GatewayContext): void => {
    if (needsCredential && authorization === null)
      throw new GatewayError('UNAUTHENTICATED', 'The subgraph needs a credential: send an Authorization header with Basic or ApiKey.');
  };
  let text: string | null = null;
  const sdl = () => (text ??= subgraphText(schema, subgraphDirectives(schema, catalogue, names)));
  const { types, query, ...config } = schema.toConfig();
  if (!query) throw new TypeError('The schema has no queries.');
  const entities = entityTypes(catalogue);

  const service = new GraphQLObjectType({
    name: '_Service',
    description: 'This subgraph, as a federation router composes it.',
    fields: {
      sdl: {
        type: new GraphQLNonNull(GraphQLString),
        description: 'Its schema with federation directives.',
        extensions: staticField(() => sdl().length),
        resolve: sdl,
      },
    },
  });
  const any = new GraphQLScalarType({
    name: '_Any',
    description: 'A representation of an entity: `__typename` and the fields of one of its keys.',
  });
  const entity = new GraphQLUnionType({
    name: '_Entity',
    description: 'Every type that has a key.',
    types: [...entities.keys()].map((name) => schema.getType(name)).filter(isObjectType),
    resolveType: (row: Row) => rowTypeName(row.report),
  });
  const { fields, ...queryConfig } = query.toConfig();
  const federatedQuery = new GraphQLObjectType<unknown, GatewayContext>({
    ...queryConfig,
    fields: {
      ...fields,
      _entities: {
        type: new GraphQLNonNull(new GraphQLList(entity)),
        description: `Rows by their keys, for a federation router, at most ${MAX_REPRESENTATIONS.toLocaleString('en-GB')}, in order. One upstream request for each type and installation.`,
        args: { representations: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(any))) } },
        resolve(_, { representations }: { readonly representations: readonly unknown[] }, context, info) {
          checkCredential(context);
          return resolveEntities(entities, representations, context, info);
        },
      },
      _service: {
        type: new GraphQLNonNull(service),
        description: 'For a federation router.',
        extensions: staticField(),
        resolve(_source, _args, context) {
          checkCredential(context);
          return {};
        },
      },
    },
  });
  return useExactIds(
    new GraphQLSchema({ ...config, query: federatedQuery, types: [...types.filter((type) => type !== query), any, entity, service] }),
  );
}
