/**
 * Holds every operation against its bounds, and keeps what is found out about a document for the next request with the same text.
 *
 * Parsing and validating are replaced: both answers come from one look at the text. Yoga's own cache of documents has to be off.
 */
import { getOperationAST, GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { GatewayError } from '../errors.js';
import { checkOperation, type OperationRules } from './limits/check-operation.js';
import { createDocumentCache, type CheckedDocument } from './limits/document-cache.js';
import type { Limits } from '../limits.js';
import { createDocumentReader } from './limits/read-document.js';

export interface LimitsOptions extends OperationRules {
  /** What documents are validated against. */
  readonly schema: GraphQLSchema;
  readonly limits: Limits;
}

/** What of the context value the plugin looks at. */
export interface LimitsContext {
  /** The caller's Authorization header, its syntax checked; null where there is none. */
  readonly authorization: string | null;
}

/** Parsing throws the error of a text that is refused; validation and execution answer with errors, all of them with a code. */
export function useLimits({ schema, ...rules }: LimitsOptions): Plugin<LimitsContext> {
  const readDocument = createDocumentReader({ schema, limits: rules.limits, cache: createDocumentCache() });
  const checked = new WeakMap<DocumentNode, CheckedDocument>();
  return {
    onParse({ params, setParsedDocument }) {
      const outcome = readDocument(typeof params.source === 'string' ? params.source : params.source.body);
      if ('refusal' in outcome) throw outcome.refusal;
      checked.set(outcome.document, outcome);
      setParsedDocument(outcome.document);
    },
    onValidate({ params, setResult }) {
      const outcome = checked.get(params.documentAST);
      if (outcome) setResult([...outcome.errors]);
    },
    onExecute({ args, setResultAndStopExecution }) {
      const outcome = checked.get(args.document);
      const operation = getOperationAST(args.document, args.operationName);
      if (!outcome || !operation) return;
      try {
        checkOperation(
          outcome.facts,
          { operation, variables: args.variableValues ?? {}, hasCredential: args.contextValue.authorization !== null },
          rules,
        );
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        setResultAndStopExecution({ errors: [new GraphQLError(error.message, { originalError: error })] });
      }
    },
  };
}
