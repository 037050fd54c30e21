/** The manifests of trusted documents that client tools write, told apart by their shape. Pure. */

/** A document as a manifest lists it. */
export interface ListedDocument {
  readonly id: string;
  readonly text: string;
}

/**
 * The documents of a manifest's JSON: Apollo's `operations`, a map of id to text (Relay's, and `persisted-documents.json` of GraphQL Code
 * Generator's client preset), or Relay's list of pairs. Throws a `TypeError` whose message completes "the manifest …".
 */
export function readManifest(manifest: unknown): readonly ListedDocument[] {
  const documents = Array.isArray(manifest) ? manifest.map(readPair) : readObject(manifest);
  if (documents.length === 0) throw new TypeError('lists no document');
  return documents;
}

const SHAPES = 'must be an Apollo manifest, a map of id to text, or a list of [id, text] pairs';

function readObject(manifest: unknown): readonly ListedDocument[] {
  if (!isMap(manifest)) throw new TypeError(SHAPES);
  if (!Array.isArray(manifest['operations'])) return Object.entries(manifest).map(([id, text]) => listed(id, text));
  const { format, version, operations } = manifest;
  if (format !== undefined && format !== APOLLO)
    throw new TypeError(`must have the format ${APOLLO}, but got: ${JSON.stringify(format).slice(0, 64)}`);
  if (version !== undefined && version !== 1) throw new TypeError(`must have version 1, but got: ${JSON.stringify(version).slice(0, 64)}`);
  return operations.map((operation: unknown, index) => {
    if (!isMap(operation)) throw new TypeError(`must contain objects in operations, but does not at ${index}`);
    return listed(operation['id'], operation['body']);
  });
}

const APOLLO = 'apollo-persisted-query-manifest';

function readPair(pair: unknown): ListedDocument {
  if (!isList(pair) || pair.length !== 2) throw new TypeError(SHAPES);
  return listed(pair[0], pair[1]);
}

function listed(id: unknown, text: unknown): ListedDocument {
  if (typeof id !== 'string' || id === '') throw new TypeError(SHAPES);
  if (typeof text !== 'string') throw new TypeError(`must have the text of ${JSON.stringify(id).slice(0, 80)} as a string`);
  return { id, text };
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
