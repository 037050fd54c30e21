/** Execute: holds the operation, with its variables and its caller, against its bounds before anything is asked upstream. */
import { getOperationAST, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { GatewayError } from '../errors.js';
import { asDocument, asVariables } from './execution-arguments.js';
import { checkOperation, type OperationRules } from './limits/check-operation.js';
import { takeOwnTurn } from './long-work.js';
import type { DocumentStore } from './prepare-document.js';

/** What of the context value the plugin looks at. */
export interface LimitsContext {
  /** The caller's Authorization header, its syntax checked; null where there is none. */
  readonly authorization: string | null;
  /** Null where every row has to be an object. */
  readonly rowTexts: readonly unknown[] | null;
  /** Null where no file is asked for. */
  readonly file: object | null;
}

/** A document that stands for more fields is checked, and then executed, each in a turn of the event loop of its own. */
const FEW_FIELDS = 500;

/**
 * Execution answers with the error of the first bound that is exceeded. What the schema alone answers may be many fields, however short the
 * document is.
 */
export function useOperationLimits(documents: DocumentStore, rules: OperationRules): Plugin<LimitsContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const document = asDocument(args.document);
      const operation = getOperationAST(document, args.operationName);
      if (!operation) return;
      const { facts } = documents.of(document);
      const { authorization, rowTexts, file } = args.contextValue;
      const check = (): boolean => {
        try {
          checkOperation(
            facts,
            {
              document,
              operation,
              variables: asVariables(args.variableValues),
              hasCredential: authorization !== null,
              inParts: rowTexts === null,
              isFile: file !== null,
            },
            rules,
          );
          return true;
        } catch (error) {
          if (!(error instanceof GatewayError)) throw error;
          setResultAndStopExecution({ errors: [new GraphQLError(error.message, { originalError: error })] });
          return false;
        }
      };
      if (facts.fields <= FEW_FIELDS && facts.sizes.get(operation)?.usesStatic !== true) return void check();
      return takeOwnTurn().then(() => (check() ? takeOwnTurn() : undefined));
    },
  };
}
