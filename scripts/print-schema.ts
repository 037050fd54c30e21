/** The public schema as text: sorted, so that a change shows as a change. */
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';

/** The schema's SDL with a final line break. */
export function schemaText(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
