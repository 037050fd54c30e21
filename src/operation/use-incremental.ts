/**
 * Incremental delivery for those who accept it: @defer and @stream are acted on where the caller accepts parts and the document holds one of
 * them. Everything else is executed by graphql-js, which passes over both.
 */
import { execute as executeInParts, type IncrementalExecutionResults } from '@graphql-tools/executor';
import { execute, getDirectiveValues, GraphQLError, visit, type DocumentNode, type ExecutionResult, type FieldNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { badInput } from '../errors.js';
import { StreamDirective } from '../graph/incremental-directives.js';

export interface IncrementalContext {
  /** The form in which the caller accepts incremental delivery; null where it accepts none. */
  readonly incremental: 'v0.1' | 'v0.2' | null;
}

/** Delivers in parts by an executor that knows both forms; graphql-js is set for what is delivered whole. */
export function useIncremental(): Plugin<IncrementalContext> {
  return {
    onExecute({ args, setExecuteFn, setResultAndStopExecution }) {
      const directives = directivesOf(args.document);
      const refusal = refuseInitialCount(directives.streamed, args.variableValues ?? {});
      if (refusal) return setResultAndStopExecution({ errors: [refusal] });
      const incrementalSpec = args.contextValue.incremental;
      if (incrementalSpec === null || !directives.asksForParts) return setExecuteFn(execute);
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

/** Whether the document holds @defer or @stream; looked at once a document. */
export function asksForParts(document: DocumentNode): boolean {
  return directivesOf(document).asksForParts;
}

/** What a document says about incremental delivery. */
interface Directives {
  readonly asksForParts: boolean;
  /** Fields with @stream. */
  readonly streamed: readonly FieldNode[];
}

const known = new WeakMap<DocumentNode, Directives>();

function directivesOf(document: DocumentNode): Directives {
  const found = known.get(document);
  if (found) return found;
  let hasDirective = false;
  const streamed: FieldNode[] = [];
  visit(document, {
    Directive({ name }) {
      if (name.value === 'defer' || name.value === 'stream') hasDirective = true;
    },
    Field(node) {
      if (node.directives?.some(({ name }) => name.value === 'stream')) streamed.push(node);
    },
  });
  const directives = { asksForParts: hasDirective, streamed };
  known.set(document, directives);
  return directives;
}

/** The executor takes a broken `initialCount` for a fault of its own. */
function refuseInitialCount(streamed: readonly FieldNode[], variables: Readonly<Record<string, unknown>>): GraphQLError | null {
  for (const node of streamed) {
    const count: unknown = getDirectiveValues(StreamDirective, node, variables)?.['initialCount'];
    if (typeof count === 'number' && count >= 0) continue;
    const originalError = badInput('initialCount must be a whole number from 0 on', count, `${node.name.value} @stream`);
    return new GraphQLError(originalError.message, { nodes: node, originalError });
  }
  return null;
}
