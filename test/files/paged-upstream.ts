/** An upstream that pages: it answers the rows behind `rowId-gt-…`, as many as `limit` says, and records what it was asked. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PageRequest {
  readonly after: number | null;
  readonly limit: number;
  /** Decoded, in the order sent. */
  readonly params: readonly (readonly [string, string])[];
  readonly path: string;
}

/** Writes the reply to one request. `line(n)` is the n-th row, from 1 on, with rowId n. */
export type Answer = (request: PageRequest, response: ServerResponse) => void | Promise<void>;

export interface PagedUpstream {
  readonly url: string;
  readonly requests: readonly PageRequest[];
  /** Answers so from now on, and forgets what was asked. */
  readonly answerWith: (answer: Answer) => void;
  readonly close: () => Promise<void>;
}

/** Rows as lines of NDJSON, with a length that proves them. */
export function send(response: ServerResponse, rows: readonly object[]): void {
  const body = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

/** Answers with the rows of a table in the order of their rowIds, `cap` at most in one page. */
export function pagesOf(rows: readonly { readonly rowId: number }[], cap = 50_000): Answer {
  return ({ after, limit }, response) => {
    send(response, rows.filter(({ rowId }) => rowId > (after ?? -1)).slice(0, Math.min(limit, cap)));
  };
}

export async function startPagedUpstream(): Promise<PagedUpstream> {
  const requests: PageRequest[] = [];
  let answer: Answer = pagesOf([]);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://upstream');
    const params = [...searchParams];
    const after = params.flatMap(([name, value]) => (name === 'filter[]' ? (/^rowId-gt-value-(\d+)$/.exec(value)?.[1] ?? []) : []));
    const seen: PageRequest = {
      after: after.length > 0 ? Math.max(...after.map(Number)) : null,
      limit: Number(searchParams.get('limit')),
      params,
      path: pathname,
    };
    requests.push(seen);
    void answer(seen, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is no pipe
  return {
    url: `http://127.0.0.1:${port}/reports/v2`,
    requests,
    answerWith: (next) => {
      answer = next;
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
