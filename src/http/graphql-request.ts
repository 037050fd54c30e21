/**
 * What passes between HTTP and the operation behind it: one checked GraphQL request in, one response out.
 *
 * Everything in a `GraphQLRequest` has been checked against the rules of transport; the document has not been looked at.
 */
import type { Caller } from '../caller.js';
import type { ErrorCode } from '../errors.js';
import type { LeaveSignal } from '../leave-signal.js';
import type { CacheDirectives } from './cache-control.js';

/** The body of a GraphQL request, its shape checked; null for what was left out. */
export interface GraphQLParams {
  /** Null where the request names its document by an id instead. */
  readonly query: string | null;
  /** The ids by which the request names a trusted document, as they came. */
  readonly documentIds: readonly string[];
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>> | null;
  readonly extensions: Readonly<Record<string, unknown>> | null;
}

/** What a response may be written as. `multipart/mixed` only for a caller who accepts nothing else. */
export type MediaType = 'application/json' | 'application/graphql-response+json' | 'multipart/mixed';

/** A report as a file: what it is written as, and what is done with cells that are not plain values. */
export interface FileFormat {
  readonly mediaType: 'text/csv' | 'application/x-ndjson';
  /** Whether an apostrophe is put before cells of CSV that a spreadsheet would run as formulas. */
  readonly escapesFormulas: boolean;
  /** Whether a cell of the wrong type is empty; otherwise it breaks the file. */
  readonly emptiesErrors: boolean;
}

/** The forms of incremental delivery: `v0.1` of 2022, which clients ask for as `deferSpec=20220824` or not at all, and `v0.2`. */
export type IncrementalSpec = 'v0.1' | 'v0.2';

/** A caller's place in a trace, as the header `traceparent` says it (W3C Trace Context). */
export interface TraceParent {
  /** 32 hexadecimal digits, in lower case. */
  readonly traceId: string;
  /** 16 hexadecimal digits: the caller's span. */
  readonly parentId: string;
  readonly sampled: boolean;
}

/** One GraphQL request, as operations see it. */
export interface GraphQLRequest {
  readonly params: GraphQLParams;
  /** The Authorization header byte for byte, its syntax checked; null where there is none. */
  readonly authorization: string | null;
  /** Who sent that header; null where there is none. */
  readonly caller: Caller | null;
  /** The id in `x-request-id`, in every error's `extensions.requestId` and in the log. */
  readonly requestId: string;
  /** Null where the caller sent no `traceparent`, or not one of the form that is specified. */
  readonly traceParent: TraceParent | null;
  /** What the caller says of kept answers; null where it says nothing. */
  readonly cacheControl: CacheDirectives | null;
  /** The media type to respond with; errors alone where a file is asked for. */
  readonly mediaType: MediaType;
  /** The file that the caller asks for; null where it asks for a GraphQL response. */
  readonly file: FileFormat | null;
  /** The form in which the caller accepts incremental delivery, as `multipart/mixed`; null where it accepts none. */
  readonly incremental: IncrementalSpec | null;
  /** Aborts when the caller leaves before the response is written. Made when it is first read. */
  readonly signal: LeaveSignal;
  /** `performance.now()` when the headers had arrived. */
  readonly startedAt: number;
}

/** A response to write: finished pieces, or pieces as they come. `content-type` defaults to the request's media type in UTF-8. */
export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: readonly (string | Uint8Array)[] | AsyncIterable<string | Uint8Array>;
  /** Called with each piece of a body that is written piece by piece, once the system has its bytes, so that its memory may be used again. */
  readonly recycle?: (piece: string | Uint8Array) => void;
  /** Called once the system has every byte of the body, so that its memory may be used again. Not called where the caller leaves before. */
  readonly onFlushed?: () => void;
  /** Called with bytes that are held beside the body until the response is over, such as a compressor's. */
  readonly hold?: (bytes: number) => void;
  /** Called once, when the response is over: its bytes are flushed, or its connection is gone. */
  readonly release?: () => void;
  /** The code of a refusal, for the log. */
  readonly code?: ErrorCode;
  /** What was masked, for the log. */
  readonly fault?: unknown;
}

export interface PageRequest {
  readonly requestId: string;
}

/** Answers GET and HEAD on one path. Sets its own `content-type`. */
export type Page = (request: PageRequest) => HttpResponse | Promise<HttpResponse>;

/** One finished request, for logs and metrics. Holds nothing that a caller wrote but the method. */
export interface RequestLogEntry {
  readonly requestId: string;
  readonly method: string;
  /** `/graphql`, the path of a page, or `other`. */
  readonly route: string;
  /** The status that was written; 499 where the caller left first. */
  readonly status: number;
  readonly durationMs: number;
  /** Bytes of the response's body. */
  readonly bytes: number;
  /** The code of a refusal. */
  readonly code: ErrorCode | null;
  readonly clientLeft: boolean;
  /** Whether it asked for a GraphQL operation. */
  readonly isOperation: boolean;
  /** What was thrown where no error was due, for the log alone. */
  readonly fault?: unknown;
}
