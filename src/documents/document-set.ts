/** A set of trusted documents, found by id, by hash or by text. Frozen once it is made. */
import { hashOf } from './document-hash.js';

/** A document that an operator trusts. */
export interface TrustedDocument {
  /** As its manifest has it. */
  readonly id: string;
  readonly text: string;
  /** The file that lists it, for messages. */
  readonly source: string;
}

export interface DocumentSet {
  readonly documents: readonly TrustedDocument[];
  /** By an id as its manifest has it, by `sha256:` and the hash of the text, or by that hash alone. */
  readonly find: (id: string) => TrustedDocument | null;
  /** By the text, blanks at its end aside. */
  readonly findText: (text: string) => TrustedDocument | null;
}

/** What stands before an id that is the hash of the text. */
const HASH = 'sha256:';

/** The hash that an id is; null where it is an id of another form. */
export function hashIn(id: string): string | null {
  const hash = id.startsWith(HASH) ? id.slice(HASH.length) : id;
  return /^[\dA-Fa-f]{64}$/.test(hash) ? hash.toLowerCase() : null;
}

/** Makes a set. Throws an `Error` where an id names two texts, or says the hash of another text. */
export function createDocumentSet(documents: readonly TrustedDocument[]): DocumentSet {
  const byId = new Map<string, TrustedDocument>();
  const byHash = new Map<string, TrustedDocument>();
  const byText = new Map<string, TrustedDocument>();
  for (const document of documents) {
    const { id, text, source } = document;
    const known = byId.get(id);
    if (known && known.text.trimEnd() !== text.trimEnd())
      throw new Error(`${source}: the id ${show(id)} names two documents${known.source === source ? '' : `, one in ${known.source}`}.`);
    const hashes = [hashOf(text), hashOf(text.trimEnd())];
    if (id.startsWith(HASH) && !hashes.includes(hashIn(id) ?? ''))
      throw new Error(`${source}: the id ${show(id)} must be the SHA-256 of its document's text.`);
    if (known) continue;
    byId.set(id, document);
    for (const hash of hashes) if (!byHash.has(hash)) byHash.set(hash, document);
    if (!byText.has(text.trimEnd())) byText.set(text.trimEnd(), document);
  }
  return {
    documents: [...byId.values()],
    find: (id) => (id.startsWith(HASH) ? null : byId.get(id)) ?? byHash.get(hashIn(id) ?? '') ?? null,
    findText: (text) => byText.get(text.trimEnd()) ?? null,
  };
}

/** An id as a message shows it. */
export function show(id: string): string {
  return JSON.stringify(id).slice(0, 80);
}
