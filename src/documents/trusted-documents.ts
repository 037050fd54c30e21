/** The trusted documents of a gateway: read at start, and anew when its operator says so. */
import type { DocumentSet } from './document-set.js';
import { loadDocuments } from './load-documents.js';

export interface TrustedDocuments {
  /** Those of the moment; null where none are configured. */
  readonly current: () => DocumentSet | null;
  /** Reads them anew. Throws a `ConfigError` where they do not fit; those of before stay then. */
  readonly reload: () => void;
}

export interface TrustedDocumentsOptions {
  readonly paths: readonly string[];
  /** The first error of a document held against schema and bounds; null where it fits. */
  readonly errorOf: (text: string) => Error | null;
  /** Keeps what is known of these texts, and no longer of those of before. */
  readonly keep: (texts: readonly string[]) => void;
}

/** Reads the documents. Throws a `ConfigError` that names the first one that does not fit. */
export function createTrustedDocuments({ paths, errorOf, keep }: TrustedDocumentsOptions): TrustedDocuments {
  let current: DocumentSet | null = null;
  const reload = (): void => {
    if (paths.length === 0) return;
    current = loadDocuments(paths, { errorOf });
    keep(current.documents.map(({ text }) => text));
  };
  reload();
  return { current: () => current, reload };
}
