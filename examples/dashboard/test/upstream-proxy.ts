/** Stands between the gateway and the sandbox, and fails, holds back or breaks off the requests that a test names. */
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
  /** From now on, requests whose URL matches are answered with half a body; returns what breaks the connection then, and the way back. */
  readonly breakOff: (pattern: RegExp) => () => void;
  /** From now on, every request is answered as the sandbox answers it. */
  readonly restore: () => void;
  readonly close: () => Promise<void>;
}

export async function createUpstreamProxy(sandboxUrl: string): Promise<UpstreamProxy> {
  const target = new URL(sandboxUrl);
  let failing: { readonly pattern: RegExp; readonly status: number } | null = null;
  let holding: { readonly pattern: RegExp; readonly gone: Promise<void>; readonly go: () => void } | null = null;
  let breaking: { readonly pattern: RegExp; readonly broken: Promise<void>; readonly go: () => void } | null = null;

  const restore = () => {
    holding?.go();
    breaking?.go();
    failing = holding = breaking = null;
  };
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    const url = decodeURIComponent(incoming.url ?? '/');
    if (holding?.pattern.test(url)) await holding.gone;
    if (failing?.pattern.test(url)) return void response.writeHead(failing.status).end();
    const { host: _, ...headers } = incoming.headers;
    const outgoing = request({ hostname: target.hostname, port: target.port, path: incoming.url, method: incoming.method, headers });
    outgoing.on('response', (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      if (breaking?.pattern.test(url)) void breakOff(reply, response, breaking.broken);
      else reply.pipe(response);
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
      return restore;
    },
    hold: (pattern) => {
      let go = () => {};
      const gone = new Promise<void>((resolve) => (go = resolve));
      holding = { pattern, gone, go };
      return restore;
    },
    breakOff: (pattern) => {
      let go = () => {};
      const broken = new Promise<void>((resolve) => (go = resolve));
      breaking = { pattern, broken, go };
      return restore;
    },
    restore,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Sends half of a body, and breaks the connection when it is time. */
async function breakOff(reply: IncomingMessage, response: ServerResponse, broken: Promise<void>): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  response.write(body.subarray(0, body.length / 2));
  await broken;
  response.destroy();
}
