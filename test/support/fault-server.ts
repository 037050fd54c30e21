/**
 * A stand-in for the Reports API that can fail in every way a TCP peer can: it speaks raw bytes, and a script says which.
 *
 * It reads just enough of HTTP to know where a request ends, and records what it was asked.
 */
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A request as it came. Header names in lower case. */
export interface ReceivedRequest {
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** 1 for the first request of all. */
  readonly number: number;
  /** 1 for the first connection of all. */
  readonly connection: number;
}

/** What a script can do with one request. */
export interface Exchange {
  readonly request: ReceivedRequest;
  readonly socket: Socket;
  /** False once the peer is gone. */
  readonly alive: () => boolean;
}

/** Answers one request. What it promises is awaited before the next request of the connection is read. */
export type Script = (exchange: Exchange) => void | Promise<void>;

export type Certificate = 'trusted' | 'expired' | 'wrong-host' | 'self-signed';

export interface FaultServerOptions {
  readonly script?: Script;
  readonly certificate?: Certificate;
  /** What happens to a connection before anything is read. `hold`: nothing ever does. */
  readonly accept?: 'serve' | 'finish' | 'reset' | 'hold';
}

export interface FaultServer {
  readonly baseUrl: string;
  readonly port: number;
  readonly requests: readonly ReceivedRequest[];
  readonly connections: () => number;
  readonly openConnections: () => number;
  /** Resolves when this connection, counted from 1, is closed. */
  readonly closed: (connection: number) => Promise<void>;
  /** Changes what is answered from now on. */
  readonly play: (script: Script) => void;
  readonly close: () => Promise<void>;
}

const TLS = new URL('./tls/', import.meta.url);

/** The certificate of the authority that signed all but the self-signed one. */
export const TEST_AUTHORITY = readFileSync(new URL('test-only-authority.pem', TLS), 'utf8');

/** Listens on a free port of 127.0.0.1. */
export async function startFaultServer(options: FaultServerOptions = {}): Promise<FaultServer> {
  const { certificate, accept = 'serve' } = options;
  let script: Script = options.script ?? (() => undefined);
  const sockets = new Set<Socket>();
  const requests: ReceivedRequest[] = [];
  const closings = new Map<number, { readonly closed: Promise<void>; readonly close: () => void }>();
  let connections = 0;

  const closingOf = (connection: number) => {
    const known = closings.get(connection);
    if (known !== undefined) return known;
    let close = (): void => undefined;
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    const closing = { closed, close };
    closings.set(connection, closing);
    return closing;
  };

  const serve = (socket: Socket, connection: number): void => {
    let buffered = '';
    let busy = false;
    const next = async (): Promise<void> => {
      const end = buffered.indexOf('\r\n\r\n');
      if (busy || end < 0) return;
      busy = true;
      const request = { ...readRequest(buffered.slice(0, end)), number: requests.length + 1, connection };
      buffered = buffered.slice(end + 4);
      requests.push(request);
      await script({ request, socket, alive: () => !socket.destroyed });
      busy = false;
      await next();
    };
    socket.on('data', (chunk: Buffer) => {
      buffered += chunk.toString('latin1');
      void next();
    });
  };

  const onConnection = (socket: Socket): void => {
    connections += 1;
    const number = connections;
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      closingOf(number).close();
    });
    if (accept === 'finish') socket.end();
    else if (accept === 'reset') socket.resetAndDestroy();
    else if (accept === 'serve') serve(socket, number);
  };

  // What happens on accepting happens below TLS.
  const plain = certificate === undefined || accept !== 'serve';
  const server: Server = plain ? createServer(onConnection) : createTlsServer({ key: pem('key'), cert: pem(certificate) }, onConnection);
  // A client that refuses the certificate is what some tests are about.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;

  return {
    baseUrl: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}/reports/v2`,
    port,
    requests,
    connections: () => connections,
    openConnections: () => sockets.size,
    closed: (connection) => closingOf(connection).closed,
    play: (next) => {
      script = next;
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function pem(name: string): string {
  return readFileSync(new URL(`test-only-${name}.pem`, TLS), 'utf8');
}

function readRequest(head: string): Pick<ReceivedRequest, 'target' | 'headers'> {
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { target: first.split(' ')[1] ?? '', headers };
}
