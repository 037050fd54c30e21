/** Whatever callers share, no byte of one reaches another. */
import { afterEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chunked, head, inOrder, reply, reset, rows, send, sendFully } from '../support/fault-scripts.js';
import type { Exchange, Script } from '../support/fault-server.js';
import { createLineSink } from '../support/line-sink.js';
import { closeUpstreamsWithServers, credentialOf, question, startUpstreamWithServer } from '../support/upstream-with-server.js';

afterEach(closeUpstreamsWithServers);

const CALLERS = 50;
const REQUESTS = 4_000;

/** A row that says whom it is for, and what was asked. */
function ownRow({ request }: Exchange): string {
  return `${JSON.stringify({ for: request.headers['authorization'], target: request.target })}\n`;
}

/** Every way in which a reply, good or bad, may leave something behind on its connection. */
const WAYS: readonly ((row: string) => Script)[] = [
  (row) => rows(row.repeat(3)),
  (row) => chunked([row, row]),
  (row) => inOrder(sendFully(`${head(200, [['Content-Length', String(2 * row.length)]])}${row}`), send(row)),
  (row) => reply(500, row),
  (row) => inOrder(send(head(200, [['Content-Length', '9999']]), row), reset),
  (row) => send(`${head(200, [['Content-Length', String(row.length)]])}${row}${head(200, [['Content-Length', String(row.length)]])}${row}`),
];

it(`${REQUESTS} interleaved requests of ${CALLERS} callers get no foreign row`, async () => {
  const { upstream, server, seen } = await startUpstreamWithServer(
    (exchange) => WAYS[exchange.request.number % WAYS.length]?.(ownRow(exchange))(exchange),
    {
      bounds: { waiting: REQUESTS, retryBurst: REQUESTS, breakerFailures: Infinity },
    },
  );
  const choose = fc.sample(fc.tuple(fc.nat(CALLERS - 1), fc.nat(9), fc.nat(9)), { numRuns: REQUESTS, seed: 20261123 });
  let rowsSeen = 0;
  const leaving = choose.map(() => new AbortController());
  const answers = choose.map(async ([caller, offset, patience], index) => {
    const authorization = credentialOf(`caller ${caller}`);
    const target = `/goals?offset=${offset}`;
    const signal = leaving[index]?.signal ?? AbortSignal.abort();
    const call = question({ authorization, target, signal, deadlineAt: performance.now() + 25_000 });
    const answer = upstream.fetch(call, createLineSink).catch(() => undefined);
    if (patience === 0) setImmediate(() => leaving[index]?.abort());
    const lines = (await answer)?.result.lines ?? [];
    rowsSeen += lines.length;
    for (const line of lines) expect(JSON.parse(line)).toEqual({ for: authorization, target: `/reports/v2${target}` });
  });
  await Promise.all(answers);
  expect(rowsSeen).toBeGreaterThan(REQUESTS);
  expect(seen.joined.length).toBeGreaterThan(0);
  expect(server.requests.length).toBeLessThan(REQUESTS);
});
