/** A forward proxy on a port of its own: tunnels by CONNECT, forwards whole URLs, and tells what it was asked. */
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface ProxyServer {
  readonly port: number;
  /** `CONNECT host:port` or `GET url`, each with its Proxy-Authorization, in order. */
  readonly asked: readonly { readonly what: string; readonly authorization: string | undefined }[];
  readonly close: () => Promise<void>;
}

/** Starts a proxy; `authorization`: the only header value that it lets pass. */
export async function startProxyServer(authorization?: string): Promise<ProxyServer> {
  const asked: { what: string; authorization: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const note = ({ method, url, headers }: IncomingMessage): boolean => {
    asked.push({ what: `${method} ${url}`, authorization: headers['proxy-authorization'] });
    return authorization === undefined || headers['proxy-authorization'] === authorization;
  };
  const server = createServer((request, response) => {
    if (!note(request)) return void response.writeHead(407).end();
    const { 'proxy-authorization': _, ...headers } = request.headers;
    const forwarded = httpRequest(request.url ?? '', { method: request.method, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    request.pipe(forwarded);
  });
  server.on('connect', (request, client: Socket) => {
    sockets.add(client);
    client.on('error', () => client.destroy());
    if (!note(request)) return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, // a TCP server's address is no pipe
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
        server.closeAllConnections();
      }),
  };
}
