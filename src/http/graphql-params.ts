/**
 * A body's JSON as the parameters of a GraphQL request, its shape checked key by key.
 *
 * Batches and persisted queries are refused under codes of their own, since clients fall back on those.
 */
import { GatewayError } from '../errors.js';
import type { GraphQLParams } from './graphql-request.js';

const KEYS: ReadonlySet<string> = new Set(['query', 'operationName', 'variables', 'extensions']);

/** The parameters in a body. Throws BAD_REQUEST, BATCHING_NOT_SUPPORTED or PERSISTED_QUERY_NOT_SUPPORTED; no message repeats the body. */
export function toGraphQLParams(body: unknown): GraphQLParams {
  if (Array.isArray(body)) throw new GatewayError('BATCHING_NOT_SUPPORTED', 'The body must hold one operation, not a list of them.');
  if (!isMap(body)) throw new GatewayError('BAD_REQUEST', 'The body must be a JSON object.');
  for (const key of Object.keys(body))
    if (!KEYS.has(key))
      throw new GatewayError('BAD_REQUEST', 'The body may hold query, operationName, variables and extensions, and nothing else.');
  const extensions = optionalMap(body['extensions'], 'extensions');
  return {
    query: query(body['query'], extensions),
    operationName: optionalString(body['operationName'], 'operationName'),
    variables: optionalMap(body['variables'], 'variables'),
    extensions,
  };
}

type Json = Readonly<Record<string, unknown>>;

function query(value: unknown, extensions: Json | null): string {
  if (typeof value === 'string') return value;
  if (value === undefined && extensions !== null && Object.hasOwn(extensions, 'persistedQuery'))
    throw new GatewayError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  throw new GatewayError('BAD_REQUEST', 'query must be a string.');
}

function optionalString(value: unknown, key: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw new GatewayError('BAD_REQUEST', `${key} must be a string or null.`);
  return value;
}

function optionalMap(value: unknown, key: string): Json | null {
  if (value === undefined || value === null) return null;
  if (!isMap(value)) throw new GatewayError('BAD_REQUEST', `${key} must be an object or null.`);
  return value;
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
