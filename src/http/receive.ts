/**
 * A POST at the GraphQL path as an exchange: every rule of transport in the order of the lines below, the cheapest first, the body last.
 */
import { GatewayError } from '../errors.js';
import type { RequestLimits } from '../limits/limits.js';
import { negotiate } from './accept.js';
import { checkAuthorization } from './authorization.js';
import { checkContentType } from './content-type.js';
import type { Exchange } from './exchange.js';
import { toGraphQLParams } from './graphql-params.js';
import type { OpenRequest } from './open-requests.js';
import { checkContentLength, readBody } from './read-body.js';
import { parseStrictJson } from './strict-json.js';

/** The exchange; null where the caller left before the body's end. Notes in `entry` what a refusal needs to know. */
export async function receiveExchange(entry: OpenRequest, limits: RequestLimits): Promise<Exchange | null> {
  const { request, response } = entry;
  const { headers } = request;
  const acceptance = negotiate(headers.accept);
  if (acceptance) entry.mediaType = acceptance.mediaType;
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
  return {
    params: toGraphQLParams(parseStrictJson(body, limits.jsonDepth)),
    authorization: entry.authorization,
    requestId: entry.requestId,
    mediaType: entry.mediaType,
    acceptsIncremental: acceptance.acceptsIncremental,
    get signal() {
      return entry.signal();
    },
    startedAt: entry.startedAt,
  };
}
