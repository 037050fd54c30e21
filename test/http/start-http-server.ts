/** The HTTP server on a port of its own, in front of operations that answer what a test says. */
import type { GraphQLRequest, RequestLogEntry } from '../../src/http/graphql-request.js';
import type { HttpOptions } from '../../src/http/http-plugin.js';
import { createHttpServer } from '../../src/http/http-server.js';
import { DEFAULT_LIMITS } from '../../src/limits.js';

export interface StartedHttpServer {
  readonly port: number;
  /** What reached the operations. */
  readonly requests: readonly GraphQLRequest[];
  readonly events: readonly RequestLogEntry[];
  readonly drain: (withinMs: number) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Resolves with the next event. */
  readonly nextEvent: () => Promise<RequestLogEntry>;
}

/** Starts a server; `options` replace the defaults. */
export async function startHttpServer(options: Partial<HttpOptions> = {}): Promise<StartedHttpServer> {
  const requests: GraphQLRequest[] = [];
  const events: RequestLogEntry[] = [];
  const waiting: ((event: RequestLogEntry) => void)[] = [];
  const { execute } = options;
  const server = createHttpServer({
    limits: DEFAULT_LIMITS,
    corsOrigins: [],
    pages: new Map([['/health/live', () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: ['ok'] })]]),
    ...options,
    execute: (request) => {
      requests.push(request);
      return execute ? execute(request) : Promise.resolve({ status: 200, body: ['{"data":', '{"__typename":"Query"}}'] });
    },
    observe: (event) => {
      events.push(event);
      for (const resolve of waiting.splice(0)) resolve(event);
    },
  });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    port,
    requests,
    events,
    drain: server.drain,
    nextEvent: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => server.drain(0),
  };
}
