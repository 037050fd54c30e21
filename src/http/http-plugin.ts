/**
 * The gateway's paths as a Fastify plugin: policy as hooks, one parser of bodies, and every response by one writer.
 *
 * Nothing of it reaches the routes of the app around it: hooks, parser and error handler are encapsulated. Responses are written past
 * Fastify's own serialisation (`hijack`), since their bytes are finished, may be large, and their memory is used again once they are flushed.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { createCallerIdentity, type IdentifyCaller } from '../caller.js';
import { GatewayError } from '../errors.js';
import type { RequestLimits } from '../limits.js';
import { createCors } from './cors.js';
import type { GraphQLParams, GraphQLRequest, HttpResponse, Page, RequestLogEntry } from './graphql-request.js';
import type { InFlightRequest } from './in-flight-request.js';
import { createInFlightRequests, type InFlightRequests } from './in-flight-requests.js';
import { negotiate } from './negotiate.js';
import { credentialOf, OperationRequest } from './operation-request.js';
import {
  checkBodyHeaders,
  checkContentLength,
  namesDocument,
  readBody,
  readTarget,
  refusalOfHeaders,
  toGraphQLParams,
} from './parse-request.js';
import { parseStrictJson } from './strict-json.js';
import { createResponder } from './responder.js';

/** Where GraphQL is served. */
export const GRAPHQL_PATH = '/graphql';

export interface HttpOptions {
  /** Whether answers wait for bytes that others hold, which are cut sooner then if nobody takes them. Default: no. */
  readonly isCrowded?: () => boolean;
  readonly limits: RequestLimits;
  /** Origins that a browser may call from, exactly as browsers send them; `*` for every one. Empty: CORS is off. */
  readonly corsOrigins: readonly string[];
  /** Request headers that pages may send beside the usual ones. */
  readonly corsHeaders?: readonly string[];
  /** Whether GET answers operations that name a trusted document by its id. Default: no. */
  readonly documentsByGet?: boolean;
  /** Whether responses are compressed for callers who accept it. Default: no. */
  readonly compression?: boolean;
  /** What stands before every path. Default: nothing. */
  readonly basePath?: string;
  /** GET routes by path. One at `/graphql` is served to those who accept text/html. */
  readonly pages: ReadonlyMap<string, Page>;
  /** Paths of pages whose requests do not wait for a turn. Default: none. */
  readonly probes?: ReadonlySet<string>;
  /** What answers GraphQL. Null: there is no such route. */
  readonly execute: ((request: GraphQLRequest) => Promise<HttpResponse>) | null;
  /** Tells who sends a credential. Default: by keys of its own. */
  readonly identify?: IdentifyCaller;
  readonly observe?: (entry: RequestLogEntry) => void;
  readonly newRequestId?: () => string;
}

export interface HttpPlugin {
  readonly plugin: FastifyPluginCallback;
  readonly requests: InFlightRequests;
  /**
   * Calls `begin` once the request has its turn. Returns false if it is dropped: it came behind one that was refused. The hook of the plugin's routes does
   * this itself; a server that has no other routes does it before it routes, so that requests which are dropped, or wait, cost no routing.
   */
  readonly admit: (request: IncomingMessage, response: ServerResponse, begin: () => void) => boolean;
  /** From now on new operations are refused with SHUTTING_DOWN. Pages are still served. */
  readonly refuseOperations: () => void;
}

const IN_FLIGHT = Symbol('in-flight request');

declare module 'node:http' {
  interface IncomingMessage {
    [IN_FLIGHT]?: InFlightRequest;
  }
}

/** One method of a route: what is checked before a body is read, and what answers. */
interface RouteMethod {
  readonly check?: (entry: InFlightRequest) => void;
  readonly respond: (entry: InFlightRequest, body: unknown) => Promise<void>;
}

/**
 * The plugin, to be registered once. `standalone`: the app has no other routes, so that every other path is answered 404 and `Expect` is
 * answered here; in an app of others, both are the app's business.
 */
export function createHttpPlugin(options: HttpOptions, standalone = false): HttpPlugin {
  const { limits, pages, probes, execute, identify = createCallerIdentity(), basePath = '' } = options;
  const cors = createCors(options.corsOrigins, options.corsHeaders);
  const requests = createInFlightRequests(options);
  let refusesOperations = false;
  const { write, refuse } = createResponder({
    ...options,
    cors,
    closes: () => standalone && refusesOperations,
  });

  const notFound = (): GatewayError =>
    new GatewayError('NOT_FOUND', execute ? `Not found. The GraphQL endpoint is ${basePath}${GRAPHQL_PATH}.` : 'Not found.');

  function admit(request: IncomingMessage, response: ServerResponse, begin: () => void): boolean {
    const entry = requests.open(request, response);
    if (entry === null) return false;
    request[IN_FLIGHT] = entry;
    if (entry.isOneTooMany || isProbe(request)) begin();
    else requests.inTurn(entry, begin);
    return true;
  }

  const isProbe = ({ url = '' }: IncomingMessage): boolean =>
    probes !== undefined && url.startsWith(basePath) && probes.has(url.slice(basePath.length));

  function open(request: FastifyRequest, reply: FastifyReply, next: (refusal?: GatewayError) => void): void {
    const begin = (): void => next(refusalOf(request));
    if (request.raw[IN_FLIGHT]) begin();
    else if (!admit(request.raw, reply.raw, begin)) reply.hijack();
  }

  function refusalOf(request: FastifyRequest): GatewayError | undefined {
    if (inFlight(request).isOneTooMany)
      return tooMany('Too many unanswered requests on one connection: read responses before sending more.');
    return refusalOfHeaders(request.raw, limits.headerCount) ?? (request.is404 ? notFound() : undefined);
  }

  function checkOperation(entry: InFlightRequest): void {
    entry.isOperation = true;
    if (refusesOperations) throw new GatewayError('SHUTTING_DOWN', 'The gateway is shutting down.');
    if (requests.count() > limits.operationsInFlight) throw tooMany('The gateway is at capacity.');
    const { headers } = entry.request;
    const acceptance = negotiate(headers.accept);
    if (acceptance) entry.acceptance = acceptance;
    entry.credential = credentialOf(entry, identify);
    if (entry.request.method === 'POST') checkBodyHeaders(headers);
    if (!acceptance) throw new GatewayError('NOT_ACCEPTABLE', 'None of the media types in Accept is supported: send application/json.');
  }

  function checkPost(entry: InFlightRequest): void {
    checkOperation(entry);
    const { headers, httpVersion } = entry.request;
    checkContentLength(headers['content-length'], limits);
    if (httpVersion === '1.1' && headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue')
      throw new GatewayError('BAD_REQUEST', 'Expect must be 100-continue.');
  }

  /** A body as the parameters of a GraphQL request; null where the caller left before its end. */
  async function parseBody(request: FastifyRequest, body: IncomingMessage): Promise<GraphQLParams | null> {
    const entry = inFlight(request);
    if (standalone && isExpectant(body)) {
      await requests.turnOf(entry);
      entry.response.writeContinue();
    }
    const bytes = await readBody(body, limits);
    return bytes === null ? null : toGraphQLParams(parseStrictJson(bytes, limits.jsonDepth));
  }

  async function respondToPost(entry: InFlightRequest, params: unknown): Promise<void> {
    if (params === null || entry.isOver()) return;
    // The parser of bodies returns nothing else.
    if (!execute) throw notFound();
    const response = await execute(new OperationRequest(entry, params as GraphQLParams));
    await write(entry, response);
  }

  const isDocumentGet = ({ request: { method, url = '' } }: InFlightRequest): boolean =>
    options.documentsByGet === true && method === 'GET' && namesDocument(url);

  async function respondToGet(entry: InFlightRequest): Promise<void> {
    await respondToPost(entry, readTarget(entry.request.url ?? '', limits));
  }

  const servePage =
    (page: Page) =>
    async (entry: InFlightRequest): Promise<void> =>
      write(entry, await page({ requestId: entry.requestId }));

  function addRoute(app: FastifyInstance, path: string, allow: string, methods: Readonly<Record<string, RouteMethod>>): void {
    const begin = (check: RouteMethod['check']) => (request: FastifyRequest, _reply: FastifyReply, next: () => void) => {
      const entry = inFlight(request);
      entry.route = path;
      check?.(entry);
      next();
    };
    for (const url of [`${basePath}${path}`, `${basePath}${path}/`]) {
      for (const [method, { check, respond }] of Object.entries(methods))
        app.route({
          method,
          url,
          exposeHeadRoute: false,
          onRequest: begin(check),
          handler: async (request, reply) => {
            reply.hijack();
            const entry = inFlight(request);
            await respond(entry, request.body).catch((error: unknown) => refuse(entry, error));
          },
        });
      app.route({
        method: app.supportedMethods.filter((method) => !(method in methods)),
        url,
        exposeHeadRoute: false,
        onRequest: begin((entry) => notAllowed(entry, allow)),
        handler: () => undefined,
      });
    }
  }

  const refuseOperations = (): void => {
    refusesOperations = true;
  };

  const plugin: FastifyPluginCallback = (app, _options, done) => {
    app.addHook('onRequest', open);
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('application/json', parseBody);
    app.setErrorHandler(async (error, request, reply) => {
      reply.hijack();
      await refuse(inFlight(request), error);
    });
    if (standalone) app.setNotFoundHandler(() => undefined);

    for (const [path, page] of pages)
      if (path !== GRAPHQL_PATH)
        addRoute(app, path, 'GET, HEAD', { GET: { respond: servePage(page) }, HEAD: { respond: servePage(page) } });
    if (execute) addGraphQL(app);
    app.addHook('preClose', async () => {
      refuseOperations();
      await requests.idle();
      requests.stop();
    });
    done();
  };

  function addGraphQL(app: FastifyInstance): void {
    const page = pages.get(GRAPHQL_PATH);
    const allow = options.documentsByGet === true ? 'GET, POST' : 'POST';
    const get: RouteMethod = {
      check: (entry) => {
        if (isDocumentGet(entry)) checkOperation(entry);
        else if (!page || !wantsPage(entry.request)) notAllowed(entry, allow);
      },
      respond: (entry) => (page && !isDocumentGet(entry) ? servePage(page)(entry) : respondToGet(entry)),
    };
    addRoute(app, GRAPHQL_PATH, allow, {
      POST: { check: checkPost, respond: respondToPost },
      GET: get,
      HEAD: get,
      OPTIONS: {
        check: (entry) => (cors.preflight(entry.request.headers) ? undefined : notAllowed(entry, allow)),
        respond: (entry) => write(entry, { status: 204, body: [] }, cors.preflight(entry.request.headers) ?? []),
      },
    });
  }

  return { plugin, requests, admit, refuseOperations };
}

function inFlight({ raw }: FastifyRequest): InFlightRequest {
  const entry = raw[IN_FLIGHT];
  if (!entry) throw new TypeError('the request was not opened by the hook that every route has');
  return entry;
}

function tooMany(message: string): GatewayError {
  return new GatewayError('SERVICE_OVERLOADED', message);
}

function notAllowed(entry: InFlightRequest, allow: string): never {
  entry.allow = allow;
  throw new GatewayError('METHOD_NOT_ALLOWED', whyNotAllowed(entry.request.method, allow.split(', ')));
}

function whyNotAllowed(method: string | undefined, allowed: readonly string[]): string {
  if (allowed.length === 1) return 'GraphQL requests must use POST.';
  if (method === 'GET') return 'GET requires the id of a trusted document, such as documentId. Send all other operations by POST.';
  return `The method must be ${allowed.join(' or ')}.`;
}

function wantsPage({ headers }: IncomingMessage): boolean {
  return (headers.accept ?? '').includes('text/html');
}

/** Whether the caller waits for `100 Continue`, which HTTP/1.0 does not know. */
function isExpectant({ httpVersion, headers }: IncomingMessage): boolean {
  return httpVersion === '1.1' && headers.expect !== undefined;
}
