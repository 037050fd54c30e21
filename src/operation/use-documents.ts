/** Parse and validate: a document is prepared once, held against its bounds, and kept for the next request with the same text. */
import { GraphQLError, specifiedRules, validate, type DocumentNode, type GraphQLSchema, type ValidationRule } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { GatewayError } from '../errors.js';
import type { DocumentStore } from './prepare-document.js';

/**
 * Parsing throws the error of a text that is refused. Rules that another plugin adds are validated for each request; those of the
 * specification once. A document that another plugin parsed is prepared when it is validated.
 */
export function useDocuments(documents: DocumentStore): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source): DocumentNode => {
        const outcome = documents.read(typeof source === 'string' ? source : source.body);
        if ('refusal' in outcome) throw outcome.refusal;
        return outcome.document;
      });
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema, document, rules: readonly ValidationRule[] = []) => {
        const errors = errorsOf(documents, document);
        if (errors.length > 0) return errors;
        const added = rules.filter((rule) => !SPECIFIED.has(rule));
        return added.length > 0 ? addedErrors(schema, document, added) : errors;
      });
    },
  };
}

/** The errors of a document, that of the first bound it exceeds among them. */
function errorsOf(documents: DocumentStore, document: DocumentNode): readonly GraphQLError[] {
  try {
    return documents.of(document).errors;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return [new GraphQLError(error.message, { originalError: error, extensions: { code: error.code } })];
  }
}

/** The errors of rules that other plugins add. Some throw where they refuse; what has no code has that of validation. */
function addedErrors(schema: GraphQLSchema, document: DocumentNode, rules: readonly ValidationRule[]): readonly GraphQLError[] {
  let errors: readonly GraphQLError[];
  try {
    errors = validate(schema, document, rules);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    errors = [error];
  }
  return errors.map(
    ({ message, nodes, extensions }) =>
      new GraphQLError(message, { nodes: nodes ?? null, extensions: { code: 'GRAPHQL_VALIDATION_FAILED', ...extensions } }),
  );
}

const SPECIFIED: ReadonlySet<ValidationRule> = new Set(specifiedRules);
