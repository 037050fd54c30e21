/**
 * What passes between HTTP and the operation behind it: one checked GraphQL request in, one response out.
 *
 * Everything in a `GraphQLRequest` has been checked against the rules of transport; the document has not been looked at.
 */
import type { Server } from 'node:http';
import type { ErrorCode } from '../errors.js';
import type { RequestLimits } from '../limits.js';

/** The body of a GraphQL request, its shape checked; null for what was left out. */
export interface GraphQLParams {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>> | null;
  readonly extensions: Readonly<Record<string, unknown>> | null;
}

/** What an answer may be written as. `multipart/mixed` only for a caller who accepts nothing else. */
export type MediaType = 'application/json' | 'application/graphql-response+json' | 'multipart/mixed';

/** One GraphQL request as the gateway sees it. */
export interface GraphQLRequest {
  readonly params: GraphQLParams;
  /** The Authorization header byte for byte, its syntax checked; null where there is none. */
  readonly authorization: string | null;
  /** The id in `x-request-id`, in every error's `extensions.requestId` and in the log. */
  readonly requestId: string;
  /** The media type to answer with. */
  readonly mediaType: MediaType;
  /** Whether the caller asks for application/json by name: refusals for what a document says are then answered 200. */
  readonly namesJson: boolean;
  /** Whether the caller accepts `multipart/mixed`, as incremental delivery needs it. */
  readonly acceptsIncremental: boolean;
  /** Aborts when the caller leaves before the answer is written. */
  readonly signal: AbortSignal;
  /** `performance.now()` when the headers were there. */
  readonly startedAt: number;
}

/** A response to write: finished pieces, or pieces as they come. `content-type` defaults to the request's media type in UTF-8. */
export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: readonly (string | Uint8Array)[] | AsyncIterable<string | Uint8Array>;
  /** Called once the system has every byte of the body, so that its memory may be used again. Not called where the caller leaves before. */
  readonly onFlushed?: () => void;
  /** Called once when the response is over, whether it was written or its caller left. */
  readonly onClosed?: () => void;
  /** The code of a refusal, for `observe`. */
  readonly code?: ErrorCode;
  /** What was masked, for `observe`. */
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
  /** Bytes of the answer's body. */
  readonly bytes: number;
  /** The code of a refusal. */
  readonly code: ErrorCode | null;
  readonly clientLeft: boolean;
  /** What was thrown where no error was due, for the log alone. */
  readonly fault?: unknown;
}

export interface HttpServerOptions {
  readonly limits: RequestLimits;
  /** Origins that a browser may call from, exactly as browsers send them; `*` for every one. None: CORS is off. */
  readonly corsOrigins: readonly string[];
  readonly answer: (exchange: GraphQLRequest) => Promise<HttpResponse>;
  /** Whether answers are compressed for callers who accept it. Default: no. */
  readonly compression?: boolean;
  /** GET routes by path. One at `/graphql` is served to those who accept text/html. */
  readonly pages: ReadonlyMap<string, Page>;
  readonly observe?: (event: RequestLogEntry) => void;
  readonly newRequestId?: () => string;
}

export interface HttpServer {
  /** Not listening yet. */
  readonly server: Server;
  /**
   * Refuses what comes from now on with SHUTTING_DOWN, lets what runs finish, then closes every connection and the port. Beyond
   * `withinMs` whatever still runs is cut.
   */
  readonly drain: (withinMs: number) => Promise<void>;
}
