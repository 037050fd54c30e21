/**
 * A stand-in for the Reports API version 2 over HTTP.
 *
 * Short replies carry Content-Length, long ones are chunked and made as fast as they are read. It can be started within a test: the
 * data are opened read-only in some 20 ms once they exist, and `close()` leaves nothing behind.
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { catalogue } from '../schema/reports/index.js';
import { answer, type Reply } from './answer.js';
import { oneAtATime } from './one-at-a-time.js';
import { openData, type DataOptions } from './open-data.js';
import { createWorld } from './world.js';

export interface SandboxOptions extends Pick<DataOptions, 'cacheDir' | 'seed' | 'share' | 'today'> {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Waits this long before each reply. Default 0. */
  readonly latencyMs?: number;
  /** The world to play, as in world.schema.json; the catalogue's where left out. */
  readonly world?: unknown;
  /** Gets one line a request. */
  readonly log?: (line: string) => void;
}

/** A request as a test may look at it. The credential is a SHA-256 in hex, null where there was none. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query string, as they came. */
  readonly url: string;
  readonly authorizationHash: string | null;
  /** All headers but `authorization`. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface Sandbox {
  /** The base URL, ending in /reports/v2. */
  readonly url: string;
  readonly port: number;
  /** The latest 1,000 requests, oldest first. */
  readonly requests: readonly SeenRequest[];
  clearRequests(): void;
  /** Ends the server with all its connections, and the database. */
  close(): Promise<void>;
}

const KEPT_REQUESTS = 1000;
/** Up to this many characters a reply is sent in one piece, with its length. */
const ONE_PIECE = 262_144;
/** Connections at a time; further ones are closed at once. */
const MAX_CONNECTIONS = 512;
/** How long a caller may take nothing of a reply before its connection is closed. */
const WRITE_TIMEOUT_MS = 30_000;

/** Opens the data and listens. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, latencyMs = 0, log = () => undefined } = options;
  const world = createWorld(catalogue, options.world);
  const data = await openData(options);
  const zones = new Set<string>();
  for await (const names of data.texts('SELECT name FROM pg_timezone_names()')) for (const name of names) zones.add(name);
  const requests: SeenRequest[] = [];
  const inFlight = new Set<Promise<void>>();
  const ending = new AbortController();

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '' } = request;
    requests.push(seen(request));
    if (requests.length > KEPT_REQUESTS) requests.shift();
    if (latencyMs > 0) await delay(latencyMs, undefined, { signal: ending.signal });
    if (response.destroyed) return;
    const reply = await answer({ method, url, authorization: request.headers.authorization }, { world, data, zones });
    response.setTimeout(WRITE_TIMEOUT_MS, () => response.destroy());
    // Node reads nothing behind a request for another protocol. A closed connection says so.
    if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false;
    await send(reply, response);
    log(`${method} ${url} ${reply.status}`);
  };
  const serveInTurn = oneAtATime((request, response) =>
    serve(request, response).catch((error: unknown) => {
      if (response.destroyed || ending.signal.aborted) return;
      log(`${request.method} ${request.url} failed: ${String(error)}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'application/json' }).end('"Internal error"\n');
    }),
  );
  const server = createServer((request, response) => {
    const served = serveInTurn(request, response).finally(() => inFlight.delete(served));
    inFlight.add(served);
  });
  server.maxConnections = MAX_CONNECTIONS;
  // Longer than a test may pause, so that no client meets a connection that is just being closed.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  // A TCP server's address is an AddressInfo, never a pipe's name.
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}/reports/v2`,
    port: bound,
    requests,
    clearRequests: () => void requests.splice(0),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      ending.abort();
      server.closeAllConnections();
      await Promise.all([closed, ...inFlight]);
      data.close();
    },
  };
}

async function send({ status, headers, body }: Reply, response: ServerResponse): Promise<void> {
  const pieces = body[Symbol.asyncIterator]();
  let text = '';
  let done = false;
  while (!done && text.length <= ONE_PIECE) {
    const piece = await pieces.next();
    done = piece.done === true;
    text += piece.done === true ? '' : piece.value;
  }
  if (done) {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
    return;
  }
  response.writeHead(status, headers);
  try {
    await pipeline(Readable.from(chunks(text, pieces), { objectMode: true, highWaterMark: 2 }), response);
  } finally {
    // A reader that left early also lets go of the database.
    await pieces.return?.();
  }
}

async function* chunks(text: string, pieces: AsyncIterator<string>): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
  for (let piece = await pieces.next(); piece.done !== true; piece = await pieces.next()) yield Buffer.from(piece.value);
}

function seen({ method = '', url = '', headers: { authorization, ...headers } }: IncomingMessage): SeenRequest {
  const authorizationHash = authorization === undefined ? null : createHash('sha256').update(authorization).digest('hex');
  return { method, url, authorizationHash, headers };
}
