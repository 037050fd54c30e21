/**
 * What can go wrong with the Reports API, what the caller is told, and what follows from it. One table of faults, and three ways to
 * find the row: by the code or class of an error, by an HTTP status, by the code a reader of rows threw.
 *
 * Messages are our own words. They never hold a host, a port, a URL, a body, an errno or the name of a library.
 */
import { GatewayError, type ErrorCode } from '../errors.js';
import { labelsOf } from './safe-cause.js';

export interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
  /** Whether one further attempt makes sense, if time and budget allow. */
  readonly retry: boolean;
  /** Whether it counts against upstream's health. What a caller's own question or credential brings about never does. */
  readonly countsAgainstHealth: boolean;
}

const yes = { retry: true, countsAgainstHealth: true } as const;
const fatal = { retry: false, countsAgainstHealth: true } as const;
const own = { retry: false, countsAgainstHealth: false } as const;

export const FAULTS = {
  unreachable: { code: 'UPSTREAM_UNREACHABLE', message: 'Could not connect to the Reports API, or the connection was lost.', ...yes },
  untrusted: {
    code: 'UPSTREAM_UNREACHABLE',
    message: 'The certificate of the Reports API could not be verified, so nothing was sent.',
    ...fatal,
  },
  intercepted: {
    code: 'UPSTREAM_UNREACHABLE',
    message: 'A proxy between the gateway and the Reports API asks for authentication.',
    ...fatal,
  },
  connectTimeout: { code: 'GATEWAY_TIMEOUT', message: 'Connecting to the Reports API timed out.', ...yes },
  deadline: { code: 'GATEWAY_TIMEOUT', message: 'The deadline passed before the Reports API finished responding.', ...fatal },
  slow: { code: 'GATEWAY_TIMEOUT', message: 'The Reports API timed out waiting for the request.', ...yes },
  incomplete: { code: 'UPSTREAM_INCOMPLETE', message: 'The response of the Reports API was cut off.', ...yes },
  malformed: {
    code: 'UPSTREAM_MALFORMED_RESPONSE',
    message: 'The response of the Reports API does not match its documentation.',
    ...fatal,
  },
  tooLarge: { code: 'UPSTREAM_RESPONSE_TOO_LARGE', message: 'The response of the Reports API is too large.', ...own },
  httpError: { code: 'UPSTREAM_HTTP_ERROR', message: 'The Reports API returned an unexpected status.', ...yes },
  httpFatal: { code: 'UPSTREAM_HTTP_ERROR', message: 'The Reports API returned an unexpected status.', ...fatal },
  httpRefusal: { code: 'UPSTREAM_HTTP_ERROR', message: 'The Reports API refused this request.', ...own },
  unavailable: { code: 'UPSTREAM_UNAVAILABLE', message: 'The Reports API is unavailable.', ...yes },
  badInput: { code: 'BAD_USER_INPUT', message: 'The Reports API refused the arguments of this request.', ...own },
  unauthenticated: { code: 'UNAUTHENTICATED', message: 'The Reports API refused the credential.', ...own },
  forbidden: { code: 'FORBIDDEN', message: 'This credential is not allowed to see what was requested from the Reports API.', ...own },
  notFound: { code: 'NOT_FOUND', message: 'The Reports API has no such resource.', ...own },
  queryTooLarge: {
    code: 'QUERY_TOO_LARGE',
    message: 'The request is too long for the Reports API. Use fewer fields or filters.',
    ...own,
  },
  /** Its `retry` means: where upstream says when, and that is in time. */
  rateLimited: {
    code: 'UPSTREAM_RATE_LIMITED',
    message: 'The Reports API is rate limiting this caller.',
    retry: true,
    countsAgainstHealth: false,
  },
  overloaded: { code: 'SERVICE_OVERLOADED', message: 'The gateway is at capacity. Retry shortly.', ...own },
  circuitOpen: { code: 'UPSTREAM_CIRCUIT_OPEN', message: 'The Reports API is failing; requests are paused (circuit open).', ...own },
  shuttingDown: { code: 'SHUTTING_DOWN', message: 'The gateway is shutting down.', ...own },
  internal: { code: 'INTERNAL_SERVER_ERROR', message: 'The gateway could not build this request.', ...own },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

/** How far an attempt had come: before any byte of ours was sent, before the reply's head was whole, or inside its body. */
export type Phase = 'connect' | 'head' | 'body';

/** A row for every phase, or one for all. */
type ByPhase = FaultName | Readonly<Record<Phase, FaultName>>;

const LOST = { connect: 'unreachable', head: 'unreachable', body: 'incomplete' } as const satisfies ByPhase;

/** By the `code` of an error, before all by the codes of undici and of the operating system. */
const BY_ERROR_CODE: Readonly<Record<string, ByPhase>> = {
  ECONNREFUSED: LOST,
  ENOTFOUND: LOST,
  EAI_AGAIN: LOST,
  EHOSTUNREACH: LOST,
  ENETUNREACH: LOST,
  ETIMEDOUT: { ...LOST, connect: 'connectTimeout' },
  ECONNRESET: LOST,
  PEER_RESET: LOST,
  EPIPE: LOST,
  EMFILE: 'overloaded',
  ENFILE: 'overloaded',
  UND_ERR_CONNECT_TIMEOUT: 'connectTimeout',
  UND_ERR_HEADERS_TIMEOUT: 'deadline',
  UND_ERR_BODY_TIMEOUT: 'deadline',
  UND_ERR_HEADERS_OVERFLOW: 'malformed',
  // Before the head: the lengths contradict each other. Inside the body: the connection ended short of its length.
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { connect: 'malformed', head: 'malformed', body: 'incomplete' },
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'tooLarge',
  UND_ERR_CLOSED: 'shuttingDown',
  UND_ERR_DESTROYED: 'shuttingDown',
  UND_ERR_INVALID_ARG: 'internal',
  Z_BUF_ERROR: 'incomplete',
  Z_DATA_ERROR: 'malformed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'untrusted',
  CERT_HAS_EXPIRED: 'untrusted',
  CERT_NOT_YET_VALID: 'untrusted',
  CERT_REVOKED: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  CERT_REJECTED: 'untrusted',
  CERT_SIGNATURE_FAILURE: 'untrusted',
  CERT_CHAIN_TOO_LONG: 'untrusted',
  INVALID_CA: 'untrusted',
  INVALID_PURPOSE: 'untrusted',
  HOSTNAME_MISMATCH: 'untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  EPROTO: 'untrusted',
};

/** How far an attempt had come when its connection was lost, and who ended it, where that is known. */
export interface Loss {
  readonly phase: Phase;
  readonly closedByPeer: boolean | undefined;
}

/** The row for an error that a socket, the HTTP parser or the inflation raised. What is unknown counts as a lost connection. */
export function faultOf(error: unknown, { phase, closedByPeer }: Loss): FaultName {
  const found = byLabels(labelsOf(error), closedByPeer);
  return typeof found === 'string' ? found : found[phase];
}

function byLabels({ code, name }: ReturnType<typeof labelsOf>, closedByPeer: boolean | undefined): ByPhase {
  // undici raises these both for a reply that it refuses and for one that its peer cut.
  if (name === 'HTTPParserError') return closedByPeer === true ? LOST : 'malformed';
  if (code === 'UND_ERR_SOCKET') return closedByPeer === false ? 'malformed' : LOST;
  // An assertion of the parser is the reply's fault, not the gateway's.
  if (name === 'AssertionError') return 'malformed';
  if (code === undefined) return LOST;
  return BY_ERROR_CODE[code] ?? (code.startsWith('ERR_SSL_') ? 'untrusted' : LOST);
}

/** Statuses that are no answer. What is not listed goes by its class; 200 and 204 are the only answers. */
const BY_STATUS: Readonly<Record<number, FaultName>> = {
  304: 'malformed',
  400: 'badInput',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'notFound',
  407: 'intercepted',
  408: 'slow',
  410: 'notFound',
  413: 'queryTooLarge',
  414: 'queryTooLarge',
  422: 'badInput',
  425: 'httpError',
  429: 'rateLimited',
  431: 'queryTooLarge',
  501: 'httpFatal',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
  505: 'httpFatal',
  511: 'intercepted',
};

/** 2xx other than these: no rows were promised, or not all. 4xx: about this request. 5xx: about upstream. Anything else is no class at all. */
const BY_STATUS_CLASS: Readonly<Record<number, FaultName>> = { 2: 'malformed', 3: 'httpFatal', 4: 'httpRefusal', 5: 'httpError' };

/** The row for a status; undefined for 200, and for 204, which is an empty report. */
export function faultOfStatus(status: number): FaultName | undefined {
  if (status === 200 || status === 204) return undefined;
  return BY_STATUS[status] ?? BY_STATUS_CLASS[Math.floor(status / 100)] ?? 'httpFatal';
}

/** What follows from an error that a reader of rows threw. Any other code is the caller's affair. */
const BY_CODE: Readonly<Partial<Record<ErrorCode, Pick<Fault, 'retry' | 'countsAgainstHealth'>>>> = {
  UPSTREAM_INCOMPLETE: yes,
  UPSTREAM_MALFORMED_RESPONSE: fatal,
};

/** Whether an error from reading the rows is worth another attempt, and whether it counts against upstream. */
export function verdictOn(code: ErrorCode): Pick<Fault, 'retry' | 'countsAgainstHealth'> {
  return BY_CODE[code] ?? own;
}

/** The error a caller is given for a row of the table. */
export function gatewayError(
  name: FaultName,
  options: { readonly cause?: unknown; readonly status?: number; readonly retryAfterMs?: number; readonly upstreamMessage?: string } = {},
): GatewayError {
  const { code, message, retry } = FAULTS[name];
  return new GatewayError(code, message, {
    ...(options.cause === undefined ? {} : { cause: options.cause }),
    ...(options.status === undefined ? {} : { upstreamStatus: options.status }),
    ...(options.retryAfterMs === undefined ? {} : { retryAfterMs: options.retryAfterMs }),
    ...(options.upstreamMessage === undefined ? {} : { upstreamMessage: options.upstreamMessage }),
    // An identity that was refused once is refused again; the code's own word stands everywhere else.
    ...(code === 'UPSTREAM_UNREACHABLE' && !retry ? { retryable: false } : {}),
  });
}
