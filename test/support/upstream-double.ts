/** A plain HTTP upstream that records what it is asked and answers what a test says. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface UpstreamRequest {
  /** Below the base URL. */
  readonly path: string;
  /** Decoded, in the order sent. */
  readonly params: readonly (readonly [string, string])[];
  readonly headers: IncomingHttpHeaders;
}

export interface UpstreamReply {
  readonly status?: number;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Settles before the reply is sent. */
  readonly after?: Promise<unknown>;
}

export interface UpstreamDouble {
  /** The base URL, `…/reports/v2`. */
  readonly url: string;
  readonly requests: readonly UpstreamRequest[];
  readonly clear: () => void;
  readonly close: () => Promise<void>;
}

const BASE = '/reports/v2';

/** Answers every request by the function; an empty report where it returns nothing. */
export async function startUpstreamDouble(
  answer: (request: UpstreamRequest) => UpstreamReply | undefined = () => undefined,
): Promise<UpstreamDouble> {
  const requests: UpstreamRequest[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://upstream');
    const seen: UpstreamRequest = {
      path: pathname.startsWith(BASE) ? pathname.slice(BASE.length) : pathname,
      params: [...searchParams],
      headers: request.headers,
    };
    requests.push(seen);
    const { status = 200, body = '', headers = {}, after } = answer(seen) ?? {};
    const send = () =>
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers }).end(body);
    if (after) void after.then(send);
    else send();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is no pipe
  return {
    url: `http://127.0.0.1:${port}${BASE}`,
    requests,
    clear: () => {
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Rows as the API sends them: one object a line. */
export const ndjson = (...rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
