/** Stands between the reports subgraph and the Reports API: passes everything on, but for paths that are interrupted. */
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface InterruptingProxy {
  /** The base URL that stands for the API's. */
  readonly url: string;
  /** Requests whose path and query match are answered 503 from now on; null: none. */
  readonly interrupt: (paths: RegExp | null) => void;
  /** How many requests came. */
  readonly count: () => number;
  readonly close: () => Promise<void>;
}

/** Starts the proxy on a free port. */
export async function startInterruptingProxy(apiUrl: string): Promise<InterruptingProxy> {
  const { origin, pathname } = new URL(apiUrl);
  let interrupted: RegExp | null = null;
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    count++;
    const { url = '/', method, headers } = incoming;
    if (interrupted?.test(decodeURIComponent(url))) {
      outgoing.writeHead(503, { 'content-type': 'text/plain' }).end('Down for maintenance');
      return;
    }
    const onward = send(origin + url, { method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is no pipe
  return {
    url: `http://127.0.0.1:${port}${pathname}`,
    interrupt: (paths) => {
      interrupted = paths;
    },
    count: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
