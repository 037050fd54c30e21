/**
 * Which text a request is executed from: its own, or that of the trusted document it names. Decides what `DOCUMENTS_MODE` lets pass.
 */
import { hashOf } from '../documents/document-hash.js';
import { hashIn, type DocumentSet, type TrustedDocument } from '../documents/document-set.js';
import { GatewayError } from '../errors.js';
import type { GraphQLParams } from '../http/graphql-request.js';
import type { DocumentStore } from './prepare-document.js';

/** What happens to texts that no trusted document has: they are logged, or refused; `require` refuses every text that comes without an id. */
export type DocumentsMode = 'log' | 'safelist' | 'require';

export interface ResolvedDocument {
  readonly text: string;
  /** The trusted document that it is; null where it is none. */
  readonly trusted: TrustedDocument | null;
  /** Whether the operator wants to hear of it: a text that is not trusted, where others are. */
  readonly isUnknown: boolean;
}

/** Resolves the parameters of a request. Throws a `GatewayError` where they name nothing that may be executed. */
export type ResolveDocument = (params: GraphQLParams) => ResolvedDocument;

export interface ResolveOptions {
  /** The trusted documents of the moment; null where there are none. */
  readonly trusted: () => DocumentSet | null;
  readonly mode: DocumentsMode;
  readonly documents: Pick<DocumentStore, 'read'>;
}

export function createResolveDocument({ trusted, mode, documents }: ResolveOptions): ResolveDocument {
  return (params) => {
    const set = trusted();
    if (set === null) return withoutTrust(params);
    const named = readIds(params, set);
    if (named) return { text: named.text, trusted: named, isUnknown: false };
    const { query, documentIds } = params;
    if (query === null) throw notFound();
    const found = mode === 'require' ? null : set.findText(query);
    if (found) return { text: found.text, trusted: found, isUnknown: false };
    if (mode !== 'log' && !isExempt(query, documents)) throw documentIds.length > 0 || mode === 'safelist' ? notFound() : required();
    return { text: query, trusted: null, isUnknown: mode === 'log' && !isExempt(query, documents) };
  };
}

function withoutTrust({ query }: GraphQLParams): ResolvedDocument {
  if (query === null) throw new GatewayError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  return { text: query, trusted: null, isUnknown: false };
}

/** The document that a request's ids name; null where it has none, or none that is known. */
function readIds({ query, documentIds }: GraphQLParams, set: DocumentSet): TrustedDocument | null {
  const found = new Set(documentIds.map(set.find));
  if (found.size > 1) throw new GatewayError('BAD_REQUEST', 'The document ids of a request must all be the same.');
  const [document = null] = found;
  if (query === null) return document;
  const fits = document ? document.text.trimEnd() === query.trimEnd() : documentIds.every((id) => mayBeHashOf(id, query));
  if (!fits) throw new GatewayError('BAD_REQUEST', 'The document id does not match the query that was sent with it.');
  return document;
}

function mayBeHashOf(id: string, text: string): boolean {
  const hash = hashIn(id);
  return hash === null || hash === hashOf(text) || hash === hashOf(text.trimEnd());
}

/** Whether it asks for nothing that a trusted document could be made of. */
function isExempt(text: string, documents: Pick<DocumentStore, 'read'>): boolean {
  const outcome = documents.read(text);
  return 'facts' in outcome && outcome.facts.selectsMetaFieldsAlone;
}

/** The message is the one by which Apollo's links know that they have to send the text. */
function notFound(): GatewayError {
  return new GatewayError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
}

function required(): GatewayError {
  return new GatewayError('PERSISTED_QUERY_REQUIRED', 'Only trusted documents are accepted: send the id of one as documentId.');
}
