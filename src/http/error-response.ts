/**
 * The response to a request that is not executed: the errors, bounded in number and size, under the status of their codes.
 *
 * Under application/json a request that got as far as GraphQL is answered 200 whatever the document holds, since clients of that time take
 * any other status for one of a proxy; so is a caller who accepts multipart/mixed alone. Under application/graphql-response+json, and where a
 * file was asked for, it has the code's own status.
 */
import { ERROR_CODES, type ErrorCode, type FormattedError } from '../errors.js';
import { MAX_REFUSAL_BYTES, MAX_REFUSAL_ERRORS } from '../limits.js';
import type { GraphQLRequest, HttpResponse } from './graphql-request.js';

/** As much of a request as a refusal needs. */
export type RefusedRequest = Pick<GraphQLRequest, 'requestId' | 'mediaType' | 'file' | 'authorization'>;

/** The response for at least one error; `fault` is what an error of it masks, for the log. */
export function errorResponse(errors: readonly FormattedError[], request: RefusedRequest, fault?: unknown): HttpResponse {
  const shown = errors.slice(0, MAX_REFUSAL_ERRORS);
  const codes = shown.map(({ extensions }) => extensions.code);
  const texts: string[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const error of shown) {
    const text = JSON.stringify(error);
    bytes += Buffer.byteLength(text) + 1;
    if (bytes > MAX_REFUSAL_BYTES && texts.length > 0) break;
    texts.push(text);
  }
  return {
    status: statusOf(codes, request),
    headers: {
      'content-type': `${request.mediaType === 'multipart/mixed' ? 'application/json' : request.mediaType}; charset=utf-8`,
      ...headersOf(codes, shown[0]),
    },
    body: [`{"errors":[${texts.join(',')}]}`],
    ...(codes[0] === undefined ? {} : { code: codes[0] }),
    ...(fault === undefined ? {} : { fault }),
  };
}

/** The status for the codes of a response without data. Of several codes the highest status wins. */
export function statusOf(codes: readonly ErrorCode[], { mediaType, file }: Pick<GraphQLRequest, 'mediaType' | 'file'>): number {
  const lenient = mediaType !== 'application/graphql-response+json' && file === null;
  return Math.max(...codes.map((code) => (lenient && DOCUMENT_CODES.has(code) ? 200 : ERROR_CODES[code].status)));
}

/** Codes about what the document or its variables say; the others are about the HTTP request. */
const DOCUMENT_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'INTROSPECTION_DISABLED',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_REQUIRED',
  'MAX_DEPTH_LIMIT',
  'MAX_ALIASES_LIMIT',
  'MAX_ROOT_FIELDS_LIMIT',
  'MAX_TOKENS_LIMIT',
  'MAX_DIRECTIVES_LIMIT',
  'MAX_FIELDS_LIMIT',
  'COST_ESTIMATED_TOO_EXPENSIVE',
  'QUERY_TOO_LARGE',
]);

const ENVELOPE_BYTES = '{"errors":[]}'.length;
const CHALLENGE = 'Basic realm="Infinity Reports API", charset="UTF-8"';

function headersOf(codes: readonly ErrorCode[], error: FormattedError | undefined): Readonly<Record<string, string>> {
  if (codes.includes('UNAUTHENTICATED')) return { 'www-authenticate': CHALLENGE };
  if (codes.some((code) => [429, 503].includes(ERROR_CODES[code].status))) return { 'retry-after': String(retryAfterSeconds(error)) };
  return {};
}

/** Whole seconds, at least one: what the header can say. */
function retryAfterSeconds(error: FormattedError | undefined): number {
  const retryAfterMs = error?.extensions['retryAfterMs'];
  return typeof retryAfterMs === 'number' ? Math.max(1, Math.ceil(retryAfterMs / 1_000)) : 1;
}
