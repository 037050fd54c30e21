/**
 * From a document's text to what is known of it: counted, parsed, held against its bounds, validated. Depends on text and schema alone,
 * never on the caller, so that the outcome may be kept for everyone.
 */
import { GraphQLError, Kind, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { GatewayError } from '../../errors.js';
import { checkDocument } from './check-document.js';
import { checkSource } from './check-source.js';
import type { DocumentCache, DocumentOutcome } from './document-cache.js';
import type { DocumentLimits } from '../../limits.js';

export interface DocumentReaderOptions {
  readonly schema: GraphQLSchema;
  readonly limits: DocumentLimits;
  readonly cache: DocumentCache;
}

/** A function from text to outcome. It never throws for what a caller may send. */
export function createDocumentReader({ schema, limits, cache }: DocumentReaderOptions): (text: string) => DocumentOutcome {
  return (text) => {
    const known = cache.get(text);
    if (known) return known;
    let tokens = 0;
    let outcome: DocumentOutcome;
    try {
      tokens = checkSource(text, limits);
      const document = parseDocument(text, limits);
      checkHasOperation(document);
      const facts = checkDocument(document, schema, limits);
      outcome = { document, facts, errors: validateDocument(document, schema, limits) };
    } catch (error) {
      if (!(error instanceof GatewayError) && !(error instanceof GraphQLError)) throw error;
      outcome = { refusal: error };
    }
    cache.set(text, outcome, tokens);
    return outcome;
  };
}

function parseDocument(text: string, limits: DocumentLimits): DocumentNode {
  try {
    return parse(text, { maxTokens: limits.tokens });
  } catch (error) {
    throw error instanceof GraphQLError ? withCode(error, 'GRAPHQL_PARSE_FAILED') : error;
  }
}

/** Said before the validator says, of fragments alone, that nobody uses them. */
function checkHasOperation({ definitions }: DocumentNode): void {
  if (!definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION))
    throw new GatewayError('OPERATION_RESOLUTION_FAILURE', 'The document must hold an operation.');
}

/** At most as many errors as a refusal holds, none of them said twice. */
function validateDocument(document: DocumentNode, schema: GraphQLSchema, limits: DocumentLimits): readonly GraphQLError[] {
  const byMessage = new Map<string, GraphQLError>();
  for (const error of [...rootErrors(document, schema), ...validate(schema, document, specifiedRules, { maxErrors: limits.errors })]) {
    // The validator's notice that it stopped points at nothing in the document.
    if (error.nodes !== undefined && !byMessage.has(error.message))
      byMessage.set(error.message, withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  }
  return [...byMessage.values()].slice(0, limits.errors);
}

/** Operations of a kind that the schema does not have; the validator says nothing of them. */
function rootErrors(document: DocumentNode, schema: GraphQLSchema): readonly GraphQLError[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && !schema.getRootType(definition.operation)
      ? [new GraphQLError(`The schema has no ${definition.operation} operations.`, { nodes: definition })]
      : [],
  );
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions } = error;
  return new GraphQLError(message, { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, extensions: { code } });
}
