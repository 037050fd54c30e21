/** The schemas that the endpoint runs on: the public one with the federation router's fields, and its twin in which rows are text. */
import type { GraphQLSchema } from 'graphql';
import type { Catalogue } from '../../schema/report.js';
import { createSchema } from './create-schema.js';
import { subgraphDirectives } from './federation/subgraph-directives.js';
import { withSubgraphFields } from './federation/subgraph-schema.js';
import { subgraphText } from './federation/subgraph-text.js';

export interface ServedSchemas {
  /** What documents are validated against. */
  readonly schema: GraphQLSchema;
  /** What operations run on whose rows leave as text. */
  readonly twin: GraphQLSchema;
}

/** Builds both from the catalogue. The subgraph's SDL is printed once, when it is first asked for. */
export function createServedSchemas(catalogue: Catalogue): ServedSchemas {
  const open = createSchema(catalogue);
  let text: string | null = null;
  const sdl = () => (text ??= subgraphText(open, subgraphDirectives(open, catalogue)));
  const schema = withSubgraphFields(open, catalogue, sdl);
  return { schema, twin: withSubgraphFields(createSchema(catalogue, schema), catalogue, sdl) };
}
