/** What operations are handed of a request: the parameters that its body or its URL holds, and what its headers say. */
import type { Caller, IdentifyCaller } from '../caller.js';
import type { LeaveSignal } from '../leave-signal.js';
import { readCacheControl, type CacheDirectives } from './cache-control.js';
import type { GraphQLParams, GraphQLRequest, TraceParent } from './graphql-request.js';
import type { Credential, InFlightRequest } from './in-flight-request.js';
import { checkAuthorization, readTraceParent } from './parse-request.js';

/** The credential of a request, its syntax checked. The last one of the connection is known. Throws UNAUTHENTICATED for a malformed one. */
export function credentialOf({ request, connection }: InFlightRequest, identify: IdentifyCaller): Credential | null {
  const header = request.headers.authorization;
  if (header !== undefined && connection.credential?.authorization === header) return connection.credential;
  const authorization = checkAuthorization(header);
  if (authorization === null) return null;
  return (connection.credential = { authorization, caller: identify(authorization) });
}

/** An operation as it is executed. A class, so that the signal is made when it is first read. */
export class OperationRequest implements GraphQLRequest {
  readonly params: GraphQLParams;
  readonly authorization: string | null;
  readonly caller: Caller | null;
  readonly requestId: string;
  readonly mediaType: GraphQLRequest['mediaType'];
  readonly file: GraphQLRequest['file'];
  readonly incremental: GraphQLRequest['incremental'];
  readonly traceParent: TraceParent | null;
  readonly cacheControl: CacheDirectives | null;
  readonly startedAt: number;
  readonly #entry: InFlightRequest;

  constructor(entry: InFlightRequest, params: GraphQLParams) {
    const { mediaType, file, incremental } = entry.acceptance;
    this.params = params;
    this.authorization = entry.credential?.authorization ?? null;
    this.caller = entry.credential?.caller ?? null;
    this.requestId = entry.requestId;
    this.mediaType = mediaType;
    this.file = file;
    this.incremental = incremental;
    this.traceParent = readTraceParent(entry.request.headers);
    this.cacheControl = readCacheControl(entry.request.headers['cache-control']);
    this.startedAt = entry.startedAt;
    this.#entry = entry;
  }

  get signal(): LeaveSignal {
    return this.#entry.signal();
  }
}
