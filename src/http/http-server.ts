/** The gateway's own HTTP server: Fastify with strict settings, refusals of bytes that are no request, and a drain. */
import { createServer, METHODS, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { fastify } from 'fastify';
import type { RequestLimits } from '../limits.js';
import { createHttpPlugin, type HttpOptions } from './http-plugin.js';
import { replyRaw, toRefusal } from './raw-error.js';

export interface HttpServer {
  /** GraphQL operations that are not answered yet. */
  readonly operationsInFlight: () => number;
  /** Listens, and resolves to where. Port 0 takes any free one. */
  readonly listen: (at: { readonly host: string; readonly port: number }) => Promise<AddressInfo>;
  /**
   * Refuses new operations with SHUTTING_DOWN, lets what runs finish, then closes every connection and the port. Beyond `withinMs` whatever
   * still runs is cut.
   */
  readonly drain: (withinMs: number) => Promise<void>;
}

/** How often connections are looked at for headers and bodies that are overdue. */
const CHECK_OVERDUE_EVERY_MS = 500;
/** How long connections may stay open once the last response is written. */
const LINGER_MS = 250;

/** Stands for Fastify's compilers of JSON schemas: no route has one, and they are 200 files to load. */
const refuseSchemas = (): never => {
  throw new Error('Routes of this server have no schemas.');
};

/** A server that does not listen yet. */
export function createHttpServer(options: HttpOptions): HttpServer {
  const { limits } = options;
  const { plugin, requests, admit, refuseOperations } = createHttpPlugin(options, true);
  let drained: Promise<void> | null = null;
  const app = fastify({
    logger: false,
    rewriteUrl: ({ url = '' }) => plainTarget(url),
    serverFactory: (route) =>
      createStrictServer(limits, (request, response) => void admit(request, response, () => route(request, response))),
    clientErrorHandler: refuseBytes,
    schemaController: { compilersFactory: { buildValidator: refuseSchemas, buildSerializer: refuseSchemas } },
  });
  const { server } = app;
  server.on('connection', requests.meet);
  for (const method of METHODS) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  void app.register(plugin);

  /** For what Node's parser refused, or did not get in time. Where a response has begun, or waits behind another, there is no room for one. */
  function refuseBytes(error: Error, socket: Duplex): void {
    const entry = requests.lastOn(socket);
    const taken = entry !== null && (entry.request.complete || entry.response.headersSent || entry.response.socket === null);
    if (!socket.writable || taken) {
      socket.destroy();
      return;
    }
    const refusal = toRefusal(error);
    if (entry === null) requests.refuseUnread((requestId) => replyRaw(socket, refusal, requestId));
    else Object.assign(entry.outcome, replyRaw(socket, refusal, entry.requestId));
  }

  async function drain(withinMs: number): Promise<void> {
    refuseOperations();
    const cut = setTimeout(() => server.closeAllConnections(), withinMs);
    await requests.idle();
    // Clients and balancers hold connections on which nothing was asked yet; those that were answered have a moment to read it.
    const lingering = setTimeout(() => server.closeAllConnections(), LINGER_MS);
    await app.close();
    clearTimeout(lingering);
    clearTimeout(cut);
  }

  return {
    operationsInFlight: requests.operations,
    listen: async ({ host, port }) => {
      await app.listen({ host, port });
      return server.address() as AddressInfo; // a TCP server's address is no pipe
    },
    drain: (withinMs) => (drained ??= drain(withinMs)),
  };
}

/** Node's server, within the limits of its own settings. */
function createStrictServer(limits: RequestLimits, listener: RequestListener): Server {
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: CHECK_OVERDUE_EVERY_MS,
    requireHostHeader: false,
  });
  // Node drops headers beyond its own count without a word; one more than ours shows that there were too many.
  server.maxHeadersCount = limits.headerCount + 1;
  server.maxConnections = limits.connections;
  // Without a listener of its own, Node answers `Expect` before any rule was looked at.
  return server.on('request', listener).on('checkContinue', listener).on('checkExpectation', listener);
}

/** A target that no route has. */
const NOWHERE = '/404';

/**
 * A request target as routes know it: without the authority of the absolute form. A path that is spelt with escapes is no path of ours, so that
 * a proxy's rules for paths cannot be evaded by spelling.
 */
function plainTarget(target: string): string {
  const plain = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/?]*/i, '');
  const end = plain.indexOf('?');
  return /^\/[\w./-]*$/.test(end === -1 ? plain : plain.slice(0, end)) ? plain : NOWHERE;
}

/** The URL of what listens at an address, without a path. */
export function originOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
