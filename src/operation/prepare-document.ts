/**
 * From a document's text to what is known of it: counted, parsed, held against its bounds, validated. Depends on text and schema alone,
 * never on the caller, so the outcome is kept for the next request with the same text: bounded by the memory it takes, not by number.
 */
import {
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { GatewayError } from '../errors.js';
import type { KeptReports } from '../graph/prepare-report.js';
import type { DocumentLimits } from '../limits.js';
import { checkSource } from './limits/check-source.js';
import { readDocumentText, type DocumentText } from './limits/document-text.js';
import { measureOperations, type OperationSize } from './limits/operation-tree.js';
import { selectsMetaFieldsAlone } from './meta-fields.js';

/** What of a document has to be held against the variables and the caller of every request. */
export interface DocumentFacts extends Omit<DocumentText, 'definitions' | 'fragments'> {
  readonly sizes: ReadonlyMap<OperationDefinitionNode, OperationSize>;
  /** Whether it asks for nothing but introspection and what federation routers ask. */
  readonly selectsMetaFieldsAlone: boolean;
  /** Fields that the document stands for, counting fragments wherever they are spread. */
  readonly fields: number;
}

/** A document that was parsed and found within its bounds, with all that is kept for its sake. */
export interface PreparedDocument {
  readonly document: DocumentNode;
  readonly facts: DocumentFacts;
  /** What its report fields asked last; filled in as they are asked. */
  readonly reports: KeptReports;
  /** Errors of validation; a document with any is refused. */
  readonly errors: readonly GraphQLError[];
}

/** A document that was refused, with the error to throw. */
export interface RefusedDocument {
  readonly refusal: Error;
}

export type DocumentOutcome = PreparedDocument | RefusedDocument;

export interface DocumentStore {
  /** The outcome for a text. Never throws for what a caller may send. */
  readonly read: (text: string) => DocumentOutcome;
  /** Whether the outcome for a text is kept, so that reading it takes no time. */
  readonly isPrepared: (text: string) => boolean;
  /** What refuses a text before it is executed; null where nothing does. */
  readonly errorOf: (text: string) => Error | null;
  /** Keeps the outcomes for these texts, and no longer those that were kept before. */
  readonly keep: (texts: readonly string[]) => void;
  /** What is known of a document; one that was parsed elsewhere is prepared now. Throws the error of the first bound that is exceeded. */
  readonly of: (document: DocumentNode) => PreparedDocument;
}

export interface DocumentStoreOptions {
  readonly schema: GraphQLSchema;
  readonly limits: DocumentLimits;
  /** Bytes of heap for all documents together, with all that hangs on them. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 33_554_432;
const BYTES_AN_ENTRY = 1_000;
/** Bytes of heap that a token of a parsed document takes, with its share of nodes and places; measured, rounded up. */
const BYTES_A_TOKEN = 600;
/**
 * Bytes that hang on each field a document stands for: its place in row plans, queries and tables of the row reader. Measured on 40 documents of
 * 53 fields each, after they were answered: up to 860 with short names, 1,310 with names of 128 characters; rounded up.
 */
const BYTES_A_FIELD = 1_500;

/** A store that forgets the documents asked for longest ago. */
export function createDocumentStore({ schema, limits, maxBytes = MAX_BYTES }: DocumentStoreOptions): DocumentStore {
  const cache = new LRUCache<string, DocumentOutcome>({ maxSize: maxBytes });
  // The steps of the pipeline hand on the parsed document alone.
  const known = new WeakMap<DocumentNode, PreparedDocument>();
  let kept: ReadonlyMap<string, DocumentOutcome> = new Map();
  const prepare = (document: DocumentNode): PreparedDocument => {
    const prepared = prepareDocument(document, schema, limits);
    known.set(document, prepared);
    return prepared;
  };
  const read = (text: string): DocumentOutcome => {
    const before = kept.get(text) ?? cache.get(text);
    if (before) return before;
    let tokens = 0;
    let outcome: DocumentOutcome;
    try {
      tokens = checkSource(text, limits);
      outcome = prepare(parseDocument(text, limits));
    } catch (error) {
      if (!(error instanceof GatewayError) && !(error instanceof GraphQLError)) throw error;
      outcome = { refusal: error };
    }
    const held = 'document' in outcome ? tokens * BYTES_A_TOKEN + outcome.facts.fields * BYTES_A_FIELD : 0;
    cache.set(text, outcome, { size: BYTES_AN_ENTRY + text.length * 2 + held });
    return outcome;
  };
  return {
    read,
    isPrepared: (text) => kept.has(text) || cache.has(text),
    errorOf: (text) => {
      const outcome = read(text);
      return 'refusal' in outcome ? outcome.refusal : (outcome.errors[0] ?? null);
    },
    keep: (texts) => {
      kept = new Map(texts.map((text) => [text, read(text)]));
    },
    of: (document) => known.get(document) ?? prepare(document),
  };
}

/** Holds a document against its bounds before it is validated: validation takes long for documents beyond them. */
export function prepareDocument(document: DocumentNode, schema: GraphQLSchema, limits: DocumentLimits): PreparedDocument {
  checkHasOperation(document);
  const facts = measureDocument(document, schema, limits);
  return { document, facts, reports: new Map(), errors: validateDocument(document, schema, limits) };
}

/** The facts of a document that need not be valid. Throws the GatewayError of the first bound that is exceeded. */
export function measureDocument(document: DocumentNode, schema: GraphQLSchema, limits: DocumentLimits): DocumentFacts {
  const text = readDocumentText(document, schema, limits);
  const { longVariables, usesSchema, usesType, usesCatalogue, asksForParts, streamed } = text;
  return {
    ...measureOperations(text, schema, limits),
    longVariables,
    usesSchema,
    usesType,
    usesCatalogue,
    asksForParts,
    streamed,
    selectsMetaFieldsAlone: selectsMetaFieldsAlone(document, text.fragments),
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
    throw new GatewayError('OPERATION_RESOLUTION_FAILURE', 'The document has no operation.');
}

/** At most as many errors as a refusal holds, none of them said twice. Any error refuses, the validator's notice that it gave up included. */
function validateDocument(document: DocumentNode, schema: GraphQLSchema, limits: DocumentLimits): readonly GraphQLError[] {
  const found = [...rootErrors(document, schema), ...validate(schema, document, specifiedRules, { maxErrors: limits.errors })];
  const byMessage = new Map<string, GraphQLError>();
  for (const error of found) if (!byMessage.has(error.message)) byMessage.set(error.message, withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  const errors = [...byMessage.values()];
  // A notice points at nothing in the document: it says something only where it stands alone.
  const located = errors.filter(({ nodes }) => nodes !== undefined);
  return (located.length > 0 ? located : errors).slice(0, limits.errors);
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
