/** The rules of transport for a GraphQL request, its headers first and its body last. No message repeats a caller's bytes. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { GatewayError } from '../errors.js';
import type { RequestLimits } from '../limits.js';
import type { GraphQLParams, TraceParent } from './graphql-request.js';
import { parseStrictJson } from './strict-json.js';

/** Headers on which a decision depends. Node keeps the first of two and says nothing, while a proxy in front may have read the second. */
const SINGLE: ReadonlySet<string> = new Set(['host', 'content-type', 'authorization']);
const SINGLE_LENGTHS: ReadonlySet<number> = new Set([...SINGLE].map(({ length }) => length));

/** Why a request's headers are refused: REQUEST_HEADER_FIELDS_TOO_LARGE or BAD_REQUEST; null if they are valid. */
export function refusalOfHeaders({ rawHeaders, headers, httpVersion }: IncomingMessage, maxCount: number): GatewayError | null {
  if (rawHeaders.length > maxCount * 2)
    return new GatewayError('REQUEST_HEADER_FIELDS_TOO_LARGE', `A request may have at most ${maxCount} headers.`);
  const seen: string[] = [];
  // Node has them flat: name, value, name, value.
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const written = rawHeaders[i] ?? '';
    if (!SINGLE_LENGTHS.has(written.length)) continue;
    const name = written.toLowerCase();
    if (!SINGLE.has(name)) continue;
    if (seen.includes(name)) return new GatewayError('BAD_REQUEST', `The ${name} header must appear once.`);
    seen.push(name);
  }
  return headers.host === undefined && httpVersion === '1.1' ? new GatewayError('BAD_REQUEST', 'Missing Host header.') : null;
}

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i;
const API_KEY = /^apikey +[\x21-\x7e]{1,512}$/i;
/** Characters of a whole credential. The longest key has 519; user names and passwords get room. */
const MAX_CREDENTIAL = 2_048;
const COLON = 0x3a;

/**
 * The syntax of a credential: `Basic` with base64 of a text that holds a colon, or `ApiKey` with 1 to 512 visible characters. The header as
 * it came, or null where there is none. Throws UNAUTHENTICATED for a malformed one.
 *
 * Another scheme, such as a router's own Bearer token, is no credential for the Reports API and counts as none. Whether a credential is valid is
 * for the Reports API to say; it gets the header byte for byte.
 */
export function checkAuthorization(header: string | undefined): string | null {
  if (header === undefined || (/^[!#$%&'*+.^`|~\w-]+(?:[ \t]|$)/.test(header) && !/^(?:basic|apikey)(?:[ \t]|$)/i.test(header)))
    return null;
  if (header.length <= MAX_CREDENTIAL && (isBasic(header) || API_KEY.test(header))) return header;
  throw new GatewayError('UNAUTHENTICATED', 'Authorization must be Basic with base64 of user:password, or ApiKey with a key.');
}

function isBasic(header: string): boolean {
  const encoded = BASIC.exec(header)?.[1];
  return encoded !== undefined && encoded.length % 4 === 0 && Buffer.from(encoded, 'base64').includes(COLON);
}

/** The header `traceparent` (W3C Trace Context); null where it is missing, repeated or malformed. */
export function readTraceParent({ traceparent }: IncomingHttpHeaders): TraceParent | null {
  if (typeof traceparent !== 'string') return null;
  const [, version, traceId, parentId, flags] = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?:-.*)?$/.exec(traceparent) ?? [];
  if (traceId === undefined || parentId === undefined || version === 'ff' || /^0+$/.test(traceId) || /^0+$/.test(parentId)) return null;
  return { traceId, parentId, sampled: Number.parseInt(flags ?? '0', 16) % 2 === 1 };
}

/**
 * A body must be application/json in UTF-8, not compressed, and within the bound where its length is announced. Forms, plain text and files
 * are refused: a browser sends those from any page without a preflight. Throws UNSUPPORTED_MEDIA_TYPE or PAYLOAD_TOO_LARGE.
 */
export function checkBodyHeaders(headers: IncomingHttpHeaders): void {
  const { 'content-type': type, 'content-encoding': encoding } = headers;
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', 'The body must not be compressed.');
  if (type === undefined || !isJson(type))
    throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', 'Content-Type must be application/json, in UTF-8.');
}

function isJson(contentType: string): boolean {
  if (contentType === 'application/json') return true;
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  if (type !== 'application/json') return false;
  return parameters.every((parameter) => !parameter.startsWith('charset') || /^charset="?utf-?8"?$/.test(parameter));
}

/** Throws PAYLOAD_TOO_LARGE where the header already says so. */
export function checkContentLength(header: string | undefined, { bodyBytes }: RequestLimits): void {
  if (header !== undefined && Number(header) > bodyBytes) throw tooLarge(bodyBytes);
}

/**
 * The whole body, its bytes counted as they arrive; null where the caller left before its end. Rejects with PAYLOAD_TOO_LARGE at the bound,
 * and drops what follows.
 */
export function readBody(request: IncomingMessage, { bodyBytes }: RequestLimits): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bodyBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(tooLarge(bodyBytes));
      }
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => resolve(null));
    request.on('close', () => resolve(null));
  });
}

function tooLarge(maxBytes: number): GatewayError {
  return new GatewayError('PAYLOAD_TOO_LARGE', `The body may have at most ${maxBytes} bytes.`);
}

/**
 * A body's JSON as the parameters of a GraphQL request. Other keys are ignored, as GraphQL over HTTP has it; many clients send some. Throws
 * BAD_REQUEST, or BATCHING_NOT_SUPPORTED, which clients fall back on.
 */
export function toGraphQLParams(body: unknown): GraphQLParams {
  if (Array.isArray(body))
    throw new GatewayError('BATCHING_NOT_SUPPORTED', 'Batching is not supported: the body must be one operation, not a list.');
  if (!isMap(body)) throw new GatewayError('BAD_REQUEST', 'The body must be a JSON object.');
  const extensions = optionalMap(body['extensions'], 'extensions');
  return {
    operationName: optionalString(body['operationName'], 'operationName'),
    variables: optionalMap(body['variables'], 'variables'),
    extensions,
    ...documentOf(body, extensions),
  };
}

type Json = Readonly<Record<string, unknown>>;

/** Keys that name a document: that of GraphQL over HTTP, and two that clients use beside it. */
const DOCUMENT_ID = 'documentId';
const OTHER_IDS = ['doc_id', 'id'] as const;

/** A text, the ids of a trusted document, or both. Whether they name anything is for operations to say. */
function documentOf(body: Json, extensions: Json | null): Pick<GraphQLParams, 'query' | 'documentIds'> {
  const query = body['query'] ?? null;
  if (query !== null && typeof query !== 'string') throw new GatewayError('BAD_REQUEST', 'query must be a string.');
  const documentId = optionalString(body[DOCUMENT_ID], DOCUMENT_ID);
  const persisted = extensions?.['persistedQuery'];
  const hash = isMap(persisted) ? optionalString(persisted['sha256Hash'], 'extensions.persistedQuery.sha256Hash') : null;
  const documentIds: string[] = [];
  if (documentId !== null) documentIds.push(documentId);
  if (hash !== null) documentIds.push(hash);
  for (const key of OTHER_IDS) {
    // Other clients number their requests by `id`: what is no text is none of a document.
    const id = body[key];
    if (typeof id === 'string' && id !== '') documentIds.push(id);
  }
  if (query === null && documentIds.length === 0 && persisted === undefined)
    throw new GatewayError('BAD_REQUEST', 'query must be a string.');
  return { query, documentIds };
}

/** Parameters in a URL: those that are JSON, and those that are text. */
const JSON_PARAMETERS: readonly string[] = ['variables', 'extensions'];
const TEXT_PARAMETERS: readonly string[] = ['operationName', DOCUMENT_ID, ...OTHER_IDS];

/** Whether a request target names a document by an id. */
export function namesDocument(target: string): boolean {
  return [...searchOf(target).keys()].some((name) => name === 'extensions' || name === DOCUMENT_ID || OTHER_IDS.some((id) => id === name));
}

/** The parameters of a GraphQL request that a URL holds. Texts are not among them: a link must not ask what its author likes. Throws BAD_REQUEST. */
export function readTarget(target: string, { jsonDepth }: RequestLimits): GraphQLParams {
  if (!isEncoded(target)) throw new GatewayError('BAD_REQUEST', 'The URL must be percent-encoded UTF-8.');
  const search = searchOf(target);
  const body: Record<string, unknown> = {};
  for (const name of [...JSON_PARAMETERS, ...TEXT_PARAMETERS, 'query']) {
    const [value, ...more] = search.getAll(name);
    if (value === undefined || value === '') continue;
    if (more.length > 0) throw new GatewayError('BAD_REQUEST', `${name} must be given once.`);
    if (name === 'query')
      throw new GatewayError('BAD_REQUEST', 'query must be sent by POST. GET accepts the id of a trusted document only.');
    body[name] = JSON_PARAMETERS.includes(name) ? parseStrictJson(Buffer.from(value), jsonDepth, name) : value;
  }
  return toGraphQLParams(body);
}

/** Whether every escape of a URL is UTF-8. URLSearchParams puts U+FFFD in the place of others, silently. */
function isEncoded(target: string): boolean {
  try {
    decodeURIComponent(target);
    return true;
  } catch {
    return false;
  }
}

function searchOf(target: string): URLSearchParams {
  const at = target.indexOf('?');
  return new URLSearchParams(at === -1 ? '' : target.slice(at));
}

function optionalString(value: unknown, key: string): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw new GatewayError('BAD_REQUEST', `${key} must be a string or null.`);
  return value;
}

function optionalMap(value: unknown, key: string): Json | null {
  // An empty list, which PHP writes for an empty map, and an empty string stand for none.
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return null;
  if (!isMap(value)) throw new GatewayError('BAD_REQUEST', `${key} must be an object or null.`);
  return value;
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
