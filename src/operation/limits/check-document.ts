/**
 * Bounds on a document, whatever its variables: checked once for each distinct one, before it is validated.
 */
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { readDocumentText } from './document-text.js';
import type { DocumentLimits } from '../../limits.js';
import { readOperations, type OperationRows } from './operation-tree.js';

/** What of a document has to be held against the variables and the caller of every request. */
export interface DocumentFacts {
  readonly rows: ReadonlyMap<OperationDefinitionNode, OperationRows>;
  /** How long a variable's strings may be, where that is not the usual length. */
  readonly longVariables: ReadonlyMap<string, number>;
  readonly usesSchema: boolean;
  readonly usesType: boolean;
}

/** The facts of a document that need not be valid. Throws the GatewayError of the first bound that is exceeded. */
export function checkDocument(document: DocumentNode, schema: GraphQLSchema, limits: DocumentLimits): DocumentFacts {
  const text = readDocumentText(document, schema, limits);
  const { longVariables, usesSchema, usesType } = text;
  return { rows: readOperations(text, schema, limits), longVariables, usesSchema, usesType };
}
