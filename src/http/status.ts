/**
 * The HTTP status of a request that was refused, after GraphQL over HTTP.
 *
 * A caller who asks for application/json by name and got as far as GraphQL is answered 200 whatever the document holds, since clients of that
 * time take any other status for one of a proxy. Everybody else is told the code's own status.
 */
import { ERROR_CODES, type ErrorCode } from '../errors.js';
import type { Exchange } from './exchange.js';

/** Codes about what the document or its variables say; the others are about the HTTP request. */
const DOCUMENT_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'INTROSPECTION_DISABLED',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'MAX_DEPTH_LIMIT',
  'MAX_ALIASES_LIMIT',
  'MAX_ROOT_FIELDS_LIMIT',
  'MAX_TOKENS_LIMIT',
  'MAX_DIRECTIVES_LIMIT',
  'MAX_FIELDS_LIMIT',
  'COST_ESTIMATED_TOO_EXPENSIVE',
  'QUERY_TOO_LARGE',
]);

/** The status for the codes of a response without data. Of several codes the highest status wins. */
export function statusOf(codes: readonly ErrorCode[], { namesJson: lenient }: Pick<Exchange, 'namesJson'>): number {
  return Math.max(...codes.map((code) => (lenient && DOCUMENT_CODES.has(code) ? 200 : ERROR_CODES[code].status)));
}
