/**
 * A POST at the GraphQL path as an exchange: every rule of transport in the order of the lines below, the cheapest first, the body last.
 */
import { GatewayError } from '../errors.js';
import type { RequestLimits } from '../limits.js';
import { negotiate } from './accept.js';
import { checkAuthorization } from './authorization.js';
import { checkContentType } from './content-type.js';
import type { GraphQLRequest, GraphQLParams, MediaType } from './graphql-request.js';
import { toGraphQLParams } from './graphql-params.js';
import type { InFlightRequest } from './in-flight-requests.js';
import { checkContentLength, readBody } from './read-body.js';
import { parseStrictJson } from './strict-json.js';

/** The exchange; null where the caller left before the body's end. Notes in `entry` what a refusal needs to know. */
export async function parseRequest(entry: InFlightRequest, limits: RequestLimits): Promise<GraphQLRequest | null> {
  const { request, response } = entry;
  const { headers } = request;
  const acceptance = negotiate(headers.accept);
  if (acceptance) {
    entry.mediaType = acceptance.mediaType;
    entry.namesJson = acceptance.namesJson;
  }
  entry.authorization = checkAuthorization(headers.authorization);
  checkContentType(headers['content-type'], headers['content-encoding']);
  if (!acceptance) throw new GatewayError('NOT_ACCEPTABLE', 'Accept must take application/json or application/graphql-response+json.');
  checkContentLength(headers['content-length'], limits.bodyBytes);
  if (headers.expect !== undefined) {
    if (headers.expect.toLowerCase() !== '100-continue') throw new GatewayError('BAD_REQUEST', 'Expect must be 100-continue.');
    response.writeContinue();
  }
  const body = await readBody(request, limits.bodyBytes);
  if (body === null) return null;
  const params = toGraphQLParams(parseStrictJson(body, limits.jsonDepth));
  return new ParsedRequest(entry, params, acceptance.acceptsIncremental);
}

/**
 * An exchange whose signal is made when it is first asked for. A class for this alone: a getter in an object literal gives every object a
 * shape of its own, which cost a third of a small request.
 */
class ParsedRequest implements GraphQLRequest {
  readonly params: GraphQLParams;
  readonly authorization: string | null;
  readonly requestId: string;
  readonly mediaType: MediaType;
  readonly namesJson: boolean;
  readonly acceptsIncremental: boolean;
  readonly startedAt: number;
  readonly #entry: InFlightRequest;

  constructor(entry: InFlightRequest, params: GraphQLParams, acceptsIncremental: boolean) {
    this.params = params;
    this.authorization = entry.authorization;
    this.requestId = entry.requestId;
    this.mediaType = entry.mediaType;
    this.namesJson = entry.namesJson;
    this.acceptsIncremental = acceptsIncremental;
    this.startedAt = entry.startedAt;
    this.#entry = entry;
  }

  get signal(): AbortSignal {
    return this.#entry.signal();
  }
}
