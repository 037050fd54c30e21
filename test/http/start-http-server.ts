/**
 * A front door on a port of its own, with a gateway behind it that echoes what it was handed.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { GraphQLRequest, RequestLogEntry, HttpServerOptions } from '../../src/http/graphql-request.js';
import { createHttpServer } from '../../src/http/http-server.js';
import { DEFAULT_LIMITS } from '../../src/limits.js';

export interface StartedHttpServer {
  readonly port: number;
  /** What reached the gateway behind it. */
  readonly requests: readonly GraphQLRequest[];
  readonly events: readonly RequestLogEntry[];
  readonly drain: (withinMs: number) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Resolves with the next event. */
  readonly nextEvent: () => Promise<RequestLogEntry>;
}

/** Starts a front; `options` replace the defaults. */
export async function startHttpServer(options: Partial<HttpServerOptions> = {}): Promise<StartedHttpServer> {
  const requests: GraphQLRequest[] = [];
  const events: RequestLogEntry[] = [];
  const waiting: ((event: RequestLogEntry) => void)[] = [];
  const { answer } = options;
  const front = createHttpServer({
    limits: DEFAULT_LIMITS,
    corsOrigins: [],
    pages: new Map([['/health/live', () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: ['ok'] })]]),
    ...options,
    answer: (request) => {
      requests.push(request);
      return answer ? answer(request) : Promise.resolve({ status: 200, body: ['{"data":', '{"__typename":"Query"}}'] });
    },
    observe: (event) => {
      events.push(event);
      for (const resolve of waiting.splice(0)) resolve(event);
    },
  });
  front.server.listen(0, '127.0.0.1');
  await once(front.server, 'listening');
  // An address of a port that listens over TCP.
  const { port } = front.server.address() as AddressInfo;
  return {
    port,
    requests,
    events,
    drain: front.drain,
    nextEvent: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => front.drain(0),
  };
}
