/** The arguments of an executor as types: the hooks of the pipeline hand them over as `any`, since they serve every executor. */
import type { DocumentNode } from 'graphql';

/** The document that is executed. */
export function asDocument(document: unknown): DocumentNode {
  // The pipeline executes what its parser returned.
  return document as DocumentNode;
}

/** The variables as they came; none where they were left out. */
export function asVariables(variables: unknown): Readonly<Record<string, unknown>> {
  // HTTP takes an object or null for variables.
  return (variables ?? {}) as Readonly<Record<string, unknown>>;
}
