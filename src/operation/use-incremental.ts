/**
 * Incremental delivery for those who accept it: @defer and @stream are acted on where the caller accepts parts and the document holds one of
 * them. Everything else is executed by graphql-js, which passes over both.
 */
import { execute as executeInParts, type IncrementalExecutionResults } from '@graphql-tools/executor';
import { execute, getDirectiveValues, GraphQLError, type ExecutionResult, type FieldNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { badInput } from '../errors.js';
import { StreamDirective } from '../graph/incremental-directives.js';
import { asDocument, asVariables } from './execution-arguments.js';
import type { DocumentStore } from './prepare-document.js';

export interface IncrementalContext {
  /** The form in which the caller accepts incremental delivery; null where it accepts none. */
  readonly incremental: 'v0.1' | 'v0.2' | null;
}

/** Delivers in parts by an executor that knows both forms; graphql-js is set for what is delivered whole. */
export function useIncremental(documents: Pick<DocumentStore, 'of'>): Plugin<IncrementalContext> {
  return {
    onExecute({ args, setExecuteFn, setResultAndStopExecution }) {
      const { asksForParts, streamed } = documents.of(asDocument(args.document)).facts;
      const refusal = refuseInitialCount(streamed, asVariables(args.variableValues));
      if (refusal) return setResultAndStopExecution({ errors: [refusal] });
      const incrementalSpec = args.contextValue.incremental;
      if (incrementalSpec === null || !asksForParts) return setExecuteFn(execute);
      setExecuteFn(async (executed: Parameters<typeof executeInParts>[0]) => {
        const result = await executeInParts({ ...executed, incrementalSpec });
        return 'initialResult' in result ? inOrder(result) : result;
      });
    },
  };
}

/** The first part, then the others. Ending early ends what is still executed. */
async function* inOrder({
  initialResult,
  subsequentResults,
}: IncrementalExecutionResults<unknown>): AsyncGenerator<ExecutionResult<unknown>, void> {
  try {
    yield initialResult;
    yield* subsequentResults;
  } finally {
    await subsequentResults.return(undefined);
  }
}

/** The executor takes a broken `initialCount` for a fault of its own. */
function refuseInitialCount(streamed: readonly FieldNode[], variables: Readonly<Record<string, unknown>>): GraphQLError | null {
  for (const node of streamed) {
    const count: unknown = getDirectiveValues(StreamDirective, node, variables)?.['initialCount'];
    if (typeof count === 'number' && count >= 0) continue;
    const originalError = badInput('initialCount must be 0 or more', count, `${node.name.value} @stream`);
    return new GraphQLError(originalError.message, { nodes: node, originalError });
  }
  return null;
}
