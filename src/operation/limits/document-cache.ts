/**
 * What was found out about documents, kept for the next request with the same text: bounded by the memory it takes, not by their number.
 */
import type { DocumentNode, GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { DocumentFacts } from './check-document.js';

/** A document that was parsed and found within its bounds. `errors`: those of validation; none makes it valid. */
export interface CheckedDocument {
  readonly document: DocumentNode;
  readonly facts: DocumentFacts;
  readonly errors: readonly GraphQLError[];
}

/** A document that was refused, with the error to throw. */
export interface RefusedDocument {
  readonly refusal: Error;
}

export type DocumentOutcome = CheckedDocument | RefusedDocument;

export interface DocumentCache {
  readonly get: (text: string) => DocumentOutcome | undefined;
  /** `tokens`: how many the document has; its tree takes memory by their number. */
  readonly set: (text: string, outcome: DocumentOutcome, tokens: number) => void;
}

/** Bytes of heap that a token of a parsed document takes, with its share of nodes and places; measured, rounded up. */
const BYTES_A_TOKEN = 600;
const BYTES_AN_ENTRY = 1_000;
const MAX_BYTES = 33_554_432;

/** A cache of at most `maxBytes` of heap, least recently used first to go. */
export function createDocumentCache(maxBytes: number = MAX_BYTES): DocumentCache {
  const cache = new LRUCache<string, DocumentOutcome>({ maxSize: maxBytes });
  return {
    get: (text) => cache.get(text),
    set: (text, outcome, tokens) => {
      cache.set(text, outcome, { size: BYTES_AN_ENTRY + text.length * 2 + ('document' in outcome ? tokens * BYTES_A_TOKEN : 0) });
    },
  };
}
