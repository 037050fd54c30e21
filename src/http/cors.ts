/**
 * CORS: off unless origins are configured, and then those alone, exactly as a browser writes them.
 *
 * Credentials travel in a header that a page sets itself, so `Access-Control-Allow-Credentials` is never sent.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { FlatHeaders } from './write-response.js';

export interface Cors {
  /** Headers for any answer to a request; none where CORS is off. */
  readonly headersFor: (headers: IncomingHttpHeaders) => FlatHeaders;
  /** Headers for the answer to a preflight; null where the request is none, or its origin may not call. */
  readonly preflight: (headers: IncomingHttpHeaders) => FlatHeaders | null;
}

/** The rules for a list of origins; `*` stands for every one. `moreHeaders` may be sent by pages beside those that are allowed anyway. */
export function createCors(origins: readonly string[], moreHeaders: readonly string[] = []): Cors {
  const allowed: ReadonlySet<string> = new Set(origins);
  const any = allowed.has('*');
  const vary: FlatHeaders = any || allowed.size === 0 ? [] : ['vary', 'Origin'];
  const preflight: FlatHeaders = [
    'access-control-allow-methods',
    'POST',
    'access-control-allow-headers',
    [...new Set([...ALLOWED_HEADERS, ...moreHeaders.map((name) => name.toLowerCase())])].join(', '),
    'access-control-max-age',
    '600',
  ];
  const mayCall = (origin: string | undefined): origin is string => origin !== undefined && (any || allowed.has(origin));
  const allow = (origin: string) => ['access-control-allow-origin', any ? '*' : origin, ...vary];
  return {
    headersFor: ({ origin }) => (mayCall(origin) ? [...allow(origin), ...EXPOSED] : vary),
    preflight: (headers) =>
      mayCall(headers.origin) && headers['access-control-request-method'] !== undefined ? [...allow(headers.origin), ...preflight] : null,
  };
}

const EXPOSED: FlatHeaders = ['access-control-expose-headers', 'x-request-id, retry-after, content-disposition, x-unknown-fields'];
/** Request headers that pages may send: those of GraphQL clients, of tracing and of error reports. */
const ALLOWED_HEADERS: readonly string[] = [
  'accept',
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
  'authorization',
  'baggage',
  'cache-control',
  'content-type',
  'graphql-require-preflight',
  'sentry-trace',
  'traceparent',
  'tracestate',
  'x-request-id',
  'x-requested-with',
];
