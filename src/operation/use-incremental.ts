/**
 * Incremental delivery for those who take it: @defer and @stream are acted on where the caller accepts parts and the document holds one of
 * them. Everything else is executed by graphql-js, which passes over both.
 */
import { execute, visit, BREAK, type DocumentNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';

export interface IncrementalContext {
  /** Whether the caller accepts an answer in parts. */
  readonly acceptsIncremental: boolean;
}

const NAMES: ReadonlySet<string> = new Set(['defer', 'stream']);

/** Yoga's own executor delivers in parts; graphql-js' is set for what is delivered whole. */
export function useIncremental(): Plugin<IncrementalContext> {
  return {
    onExecute({ args, setExecuteFn }) {
      if (!args.contextValue.acceptsIncremental || !asksForParts(args.document)) setExecuteFn(execute);
    },
  };
}

const known = new WeakMap<DocumentNode, boolean>();

/** Whether the document holds @defer or @stream; looked at once a document. */
export function asksForParts(document: DocumentNode): boolean {
  let asks = known.get(document);
  if (asks === undefined) {
    let met = false;
    visit(document, {
      Directive(node) {
        if (!NAMES.has(node.name.value)) return undefined;
        met = true;
        return BREAK;
      },
    });
    asks = met;
    known.set(document, asks);
  }
  return asks;
}
