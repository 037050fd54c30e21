/** Reads the trusted documents that DOCUMENTS names: manifests and folders. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../config.js';
import { readJsonFile, readTextFile } from '../json-file.js';
import { DOCUMENT_FILE_LIMITS, type DocumentFileLimits } from '../limits.js';
import { createDocumentSet, show, type DocumentSet, type TrustedDocument } from './document-set.js';
import { readFolder } from './read-folder.js';
import { readManifest } from './read-manifest.js';

const OPTION = 'DOCUMENTS';
const RULE = 'paths of manifests or folders';

export interface LoadOptions {
  /** The first error of a document held against schema and bounds; null where it fits. */
  readonly errorOf: (text: string) => Error | null;
  readonly limits?: DocumentFileLimits;
}

/** Reads and checks every document. Throws a `ConfigError` that names the first one that does not fit. */
export function loadDocuments(paths: readonly string[], { errorOf, limits = DOCUMENT_FILE_LIMITS }: LoadOptions): DocumentSet {
  const documents = paths.flatMap((at) => readPath(at, limits));
  if (documents.length > limits.trustedDocuments)
    throw new ConfigError(`${OPTION} must list at most ${limits.trustedDocuments} documents, but got: ${documents.length}`);
  const set = asConfigError(() => createDocumentSet(documents));
  for (const { id, text, source } of set.documents) {
    const error = errorOf(text);
    if (error) throw new ConfigError(`${OPTION} ${source}: the document ${show(id)} is not valid: ${error.message}`, { cause: error });
  }
  return set;
}

function readPath(at: string, limits: DocumentFileLimits): readonly TrustedDocument[] {
  if (statOf(at).isDirectory()) return readFiles(at, limits);
  if (isGraphQL(at)) return readTexts([at], limits);
  const manifest = readJsonFile(at, { option: OPTION, maxBytes: limits.documentFileBytes });
  return asConfigError(() => readManifest(manifest).map(({ id, text }) => ({ id, text, source: at })), `${at}: the manifest `);
}

function readFiles(folder: string, limits: DocumentFileLimits): readonly TrustedDocument[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    // Mounted volumes keep their versions in folders that begin with a dot, and link to them.
    .filter((name) => isGraphQL(name) && !name.split(path.sep).some((part) => part.startsWith('.')))
    .sort();
  const documents = readTexts(
    names.map((name) => path.join(folder, name)),
    limits,
  );
  if (documents.length === 0) throw new ConfigError(`${OPTION} ${folder} must contain a .graphql file with an operation`);
  return documents;
}

function readTexts(files: readonly string[], { documentFileBytes }: DocumentFileLimits): readonly TrustedDocument[] {
  const texts = files.map((name) => ({
    name,
    text: readTextFile(name, { option: OPTION, maxBytes: documentFileBytes, rule: RULE }),
  }));
  return asConfigError(() => readFolder(texts).map(({ id, text, file }) => ({ id, text, source: file })));
}

const isGraphQL = (name: string): boolean => /\.(?:graphql|gql)$/.test(name);

function statOf(at: string) {
  try {
    return statSync(at);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'cannot be read';
    throw new ConfigError(`${OPTION} must be ${RULE}, but got: ${JSON.stringify(at)} (${code})`, { cause: error });
  }
}

function asConfigError<T>(read: () => T, place = ''): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${OPTION} ${place}${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
