/**
 * The error codes, one table, and the one error class that carries them.
 *
 * Codes are public API. Names follow Apollo Server, then Apollo Router, then Hive; new ones exist only where none of these has the case.
 */

/** `status`: the HTTP status of a request that failed before it was executed. `retryable`: whether the same question may succeed later. */
export interface ErrorKind {
  readonly status: number;
  readonly retryable: boolean;
  readonly meaning: string;
}

export const ERROR_CODES = {
  BAD_REQUEST: { status: 400, retryable: false, meaning: 'The HTTP request or its JSON body is not a GraphQL request.' },
  GRAPHQL_PARSE_FAILED: { status: 400, retryable: false, meaning: 'The document is not GraphQL.' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, retryable: false, meaning: 'The document is not valid for this schema.' },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    retryable: false,
    meaning: 'The document has no operation of that name, or several and no name was given.',
  },
  BAD_USER_INPUT: {
    status: 400,
    retryable: false,
    meaning: 'An argument or a variable breaks a rule. The message names the rule, the value and the place.',
  },
  INTROSPECTION_DISABLED: {
    status: 400,
    retryable: false,
    meaning: 'Introspection is off, or needs an Authorization header with Basic or ApiKey.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 400,
    retryable: false,
    meaning: 'Automatic persisted queries are not supported; send the document.',
  },
  PERSISTED_QUERY_NOT_FOUND: { status: 400, retryable: false, meaning: 'No trusted document has that id, or that text.' },
  PERSISTED_QUERY_REQUIRED: {
    status: 400,
    retryable: false,
    meaning: 'Only trusted documents are accepted; send the id of one instead of the text.',
  },
  BATCHING_NOT_SUPPORTED: { status: 400, retryable: false, meaning: 'Batching is not supported: send one operation a request.' },
  MAX_DEPTH_LIMIT: { status: 400, retryable: false, meaning: 'The operation is nested too deeply.' },
  MAX_ALIASES_LIMIT: { status: 400, retryable: false, meaning: 'The document has too many aliases.' },
  MAX_ROOT_FIELDS_LIMIT: { status: 400, retryable: false, meaning: 'The operation requests too many reports.' },
  MAX_TOKENS_LIMIT: { status: 400, retryable: false, meaning: 'The document has too many tokens.' },
  MAX_DIRECTIVES_LIMIT: { status: 400, retryable: false, meaning: 'The document has too many directives.' },
  MAX_FIELDS_LIMIT: { status: 400, retryable: false, meaning: 'The document repeats too many fields.' },
  VARIABLES_TOO_DEEP: { status: 400, retryable: false, meaning: 'The JSON of the request is nested too deeply.' },
  COST_ESTIMATED_TOO_EXPENSIVE: {
    status: 400,
    retryable: false,
    meaning: 'The operation requests too many rows, or its answer would hold too many fields.',
  },
  QUERY_TOO_LARGE: { status: 400, retryable: false, meaning: 'The upstream URL of a report would be too long.' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    retryable: false,
    meaning: 'The path does not support the method. GraphQL requests use POST, or GET with the id of a trusted document.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    retryable: false,
    meaning: 'None of the media types in Accept is supported, or a file was asked for that cannot hold what is selected.',
  },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retryable: false, meaning: 'The body must be application/json in UTF-8, not compressed.' },
  REQUEST_TIMEOUT: { status: 408, retryable: true, meaning: 'The request did not arrive in time.' },
  PAYLOAD_TOO_LARGE: { status: 413, retryable: false, meaning: 'The body is too large.' },
  REQUEST_HEADER_FIELDS_TOO_LARGE: { status: 431, retryable: false, meaning: 'The headers are too large, or there are too many.' },
  NOT_FOUND: { status: 404, retryable: false, meaning: 'No such path, or the Reports API has no such resource.' },
  UNAUTHENTICATED: { status: 401, retryable: false, meaning: 'The credential is missing, malformed, or refused by the Reports API.' },
  FORBIDDEN: { status: 403, retryable: false, meaning: 'The credential is valid but does not allow access to this.' },
  REQUEST_RATE_LIMITED: {
    status: 429,
    retryable: true,
    meaning: 'The caller sends too many requests. Reserved for a rate limiter in front; the gateway itself queues and sheds load.',
  },
  SERVICE_OVERLOADED: { status: 503, retryable: true, meaning: 'The gateway is at capacity. Retry after the time in Retry-After.' },
  SHUTTING_DOWN: { status: 503, retryable: true, meaning: 'The gateway is shutting down. Retry, and another instance answers.' },
  GATEWAY_TIMEOUT: { status: 504, retryable: true, meaning: 'The deadline passed before the answer was complete.' },
  UPSTREAM_UNREACHABLE: { status: 502, retryable: true, meaning: 'Could not connect to the Reports API.' },
  UPSTREAM_UNAVAILABLE: { status: 502, retryable: true, meaning: 'The Reports API is unavailable (502, 503, 504).' },
  UPSTREAM_HTTP_ERROR: { status: 502, retryable: false, meaning: 'The Reports API returned an unexpected HTTP status.' },
  UPSTREAM_RATE_LIMITED: {
    status: 429,
    retryable: true,
    meaning: 'The Reports API is rate limiting this caller. Retry after retryAfterMs.',
  },
  UPSTREAM_REPORTED_ERROR: { status: 502, retryable: false, meaning: 'The Reports API sent an error message instead of rows.' },
  UPSTREAM_MALFORMED_RESPONSE: {
    status: 502,
    retryable: false,
    meaning: 'The response, or one value in it, does not match the API documentation.',
  },
  UPSTREAM_UNKNOWN_FIELD: {
    status: 502,
    retryable: false,
    meaning: 'The Reports API refuses a column that the catalogue only infers. It is null; the rest of the report is complete.',
  },
  UPSTREAM_INCOMPLETE: { status: 502, retryable: true, meaning: 'The response of the Reports API was cut off.' },
  UPSTREAM_RESPONSE_TOO_LARGE: { status: 502, retryable: false, meaning: 'The response of the Reports API is too large.' },
  UPSTREAM_CIRCUIT_OPEN: {
    status: 503,
    retryable: true,
    meaning: 'The Reports API is failing; requests are paused (circuit open). Retry after retryAfterMs.',
  },
  CACHE_MISS: { status: 504, retryable: false, meaning: 'The caller sent only-if-cached, and no cached response matches.' },
  INTERNAL_SERVER_ERROR: { status: 500, retryable: false, meaning: 'An error in the gateway. Find it in the log by requestId.' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERROR_CODES;

export interface GatewayErrorOptions {
  /** Milliseconds after which another try makes sense, 0 to 300,000. */
  readonly retryAfterMs?: number;
  /** The HTTP status upstream answered with. The only thing of an upstream reply that a caller is shown. */
  readonly upstreamStatus?: number;
  /** What upstream says of a request that it refuses, cleaned, where callers may be shown it. */
  readonly upstreamMessage?: string;
  /** For the log alone; never shown to a caller. */
  readonly cause?: unknown;
  /** Further extensions that the code documents, such as `cost` and `maxCost`. */
  readonly extensions?: Readonly<Record<string, string | number | boolean>>;
  /** Overrides the code's own `retryable`. */
  readonly retryable?: boolean;
}

/** An error whose message may be shown to the caller as it stands. Everything else that is thrown is masked. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly upstreamStatus: number | undefined;
  readonly upstreamMessage: string | undefined;
  readonly extensions: Readonly<Record<string, string | number | boolean>>;

  constructor(code: ErrorCode, message: string, options: GatewayErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? ERROR_CODES[code].retryable;
    this.retryAfterMs = options.retryAfterMs;
    this.upstreamStatus = options.upstreamStatus;
    this.upstreamMessage = options.upstreamMessage;
    this.extensions = options.extensions ?? {};
  }
}

/** An error as a response shows it. Errors of fields also have a path and `retryable`. */
export interface FormattedError {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: ErrorCode; readonly requestId: string };
}

/** A GatewayError as a response shows it. */
export function formatGatewayError(error: GatewayError, requestId: string): FormattedError {
  const { code, message, retryAfterMs, upstreamStatus, upstreamMessage, extensions } = error;
  return {
    message,
    extensions: {
      code,
      requestId,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(upstreamStatus === undefined
        ? {}
        : { upstream: { status: upstreamStatus, ...(upstreamMessage === undefined ? {} : { message: upstreamMessage }) } }),
      ...extensions,
    },
  };
}

/** What a masked error says. */
export const MASKED_MESSAGE = 'Unexpected error';

/** The error that stands for anything that was thrown and is not for callers to see. */
export function maskedError(cause: unknown): GatewayError {
  return new GatewayError('INTERNAL_SERVER_ERROR', MASKED_MESSAGE, { cause });
}

/** How much of a caller's own value an error repeats. */
const ECHO = 64;

/** A caller's value as an error may show it: JSON, at most 64 characters. */
export function echo(value: unknown): string {
  return shorten(typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? 'nothing'));
}

/** What a caller wrote as an error may repeat it: on one line, at most 64 characters. */
export function shorten(written: string): string {
  const characters = [...written.slice(0, ECHO * 2).replaceAll('\n', ' ')];
  return characters.length > ECHO ? `${characters.slice(0, ECHO - 1).join('')}…` : characters.join('');
}

/** A broken rule: "limit must be between 1 and 50000, but got: 0 (callTriggers.limit)". */
export function badInput(rule: string, got: unknown, place: string): GatewayError {
  return new GatewayError('BAD_USER_INPUT', `${rule}, but got: ${echo(got)} (${place})`);
}
