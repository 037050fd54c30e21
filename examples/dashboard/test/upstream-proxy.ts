/** Stands between the gateway and the sandbox, and fails or holds back the requests that a test names. */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface UpstreamProxy {
  /** In place of the sandbox's URL. */
  readonly url: string;
  /** From now on, requests whose URL matches are answered with this status; returns the way back. */
  readonly fail: (pattern: RegExp, status: number) => () => void;
  /** From now on, requests whose URL matches wait; returns what lets them go. */
  readonly hold: (pattern: RegExp) => () => void;
  readonly close: () => Promise<void>;
}

export async function createUpstreamProxy(sandboxUrl: string): Promise<UpstreamProxy> {
  const target = new URL(sandboxUrl);
  let failing: { readonly pattern: RegExp; readonly status: number } | null = null;
  let holding: { readonly pattern: RegExp; readonly gone: Promise<void> } | null = null;

  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const url = decodeURIComponent(incoming.url ?? '/');
    if (holding?.pattern.test(url)) await holding.gone;
    if (failing?.pattern.test(url)) return void response.writeHead(failing.status).end();
    const { host: _, ...headers } = incoming.headers;
    const outgoing = request({ hostname: target.hostname, port: target.port, path: incoming.url, method: incoming.method, headers });
    outgoing.on('response', (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  };
  const server = createServer((incoming, response) => void answer(incoming, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${target.pathname}`,
    fail: (pattern, status) => {
      failing = { pattern, status };
      return () => (failing = null);
    },
    hold: (pattern) => {
      let go = () => {};
      holding = { pattern, gone: new Promise((resolve) => (go = resolve)) };
      return () => {
        holding = null;
        go();
      };
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
