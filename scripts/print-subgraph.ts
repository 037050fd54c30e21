/** The federation subgraph as text: what `_service { sdl }` answers. */
import type { GraphQLSchema } from 'graphql';
import type { Catalogue } from '../schema/report.js';
import { subgraphDirectives } from '../src/graph/federation/subgraph-directives.js';
import { subgraphText } from '../src/graph/federation/subgraph-text.js';

/** The SDL of the public schema that was made of the catalogue, with its federation directives. */
export const subgraphSdl = (schema: GraphQLSchema, catalogue: Catalogue): string =>
  subgraphText(schema, subgraphDirectives(schema, catalogue));
