/**
 * Many callers who ask much the same at once: every row that one of them gets was made for it, and every request upstream is accounted for.
 *
 * A sample here; `npm run test:isolation` has 100,000 operations.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { Agent, request } from 'undici';
import { catalogue } from '../../schema/reports/index.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const OPERATIONS = Number(process.env['ISOLATION_OPERATIONS'] ?? 2_000);
const CALLERS = 50;
const AT_ONCE = 150;
const INSTALLATIONS = 2;
const OFFSETS = 4;
const ROWS = 3;
/** One in so many leaves before its answer. */
const LEAVING = 20;
const LONGEST_DELAY_MS = 12;

jest.setTimeout(30_000 + OPERATIONS * 20);

/** Two reports, one of them under two names: three report fields, two requests upstream. */
const OPERATION = `query ($igrp: Int!, $offset: Int!) { installation(igrp: $igrp) {
  calls: callTriggers(offset: $offset) { rows { vid igrp } }
  again: callTriggers(offset: $offset) { rows { vid } }
  goals(offset: $offset) { rows { goalTitle } }
} }`;
const FIELDS = 3;

const credentialOf = (caller: number) => `Basic ${btoa(`caller-${caller}:secret-${caller}`)}`;
/** What a cell says: for whom it was made, and what had been asked. */
const cellOf = (authorization: string | undefined, igrp: number, offset: number) => `${authorization} ${igrp} ${offset}`;

let requests = 0;
const random = fc.sample(fc.nat(LONGEST_DELAY_MS), { numRuns: 997, seed: 20261123 });

/** Answers later, each request after a time of its own, whole or in two halves. */
function answer(asked: IncomingMessage, reply: ServerResponse): void {
  const wait = random[requests++ % random.length] ?? 0;
  const { pathname, searchParams } = new URL(asked.url ?? '', 'http://upstream');
  const igrp = Number(pathname.split('/')[4]);
  const cell = cellOf(asked.headers.authorization, igrp, Number(searchParams.get('offset') ?? 0));
  const body = `${JSON.stringify({ igrp, vid: cell, goalTitle: cell })}\n`.repeat(ROWS);
  setTimeout(() => {
    reply.writeHead(200, { 'content-type': 'application/json' });
    if (wait % 2 === 0) return reply.end(body);
    reply.write(body.slice(0, 30));
    setImmediate(() => reply.end(body.slice(30)));
  }, wait);
}

const server = createServer(answer);
const agent = new Agent({ connections: AT_ONCE });
let gateway: TestGateway;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is no pipe
  gateway = await startGateway(`http://127.0.0.1:${port}/reports/v2`, { LOG_LEVEL: 'error' }, catalogue, {
    bounds: { waiting: 2 * AT_ONCE },
  });
});
afterAll(async () => {
  await agent.close();
  await gateway.close();
  await new Promise((resolve) => server.close(resolve));
});

interface Answer {
  readonly errors?: unknown;
  readonly data: { readonly installation: Readonly<Record<string, { readonly rows: readonly Readonly<Record<string, unknown>>[] }>> };
}

async function counted(name: string): Promise<number> {
  const text = await (await fetch(`${gateway.origin}/metrics`)).text();
  return [...text.matchAll(new RegExp(`^reports_gateway_${name}{.*} (\\d+)$`, 'gm'))].reduce((sum, [, count]) => sum + Number(count), 0);
}

it(`${OPERATIONS} interleaved operations of ${CALLERS} callers get no foreign row, and no request upstream is unaccounted for`, async () => {
  const asks = fc.sample(fc.tuple(fc.nat(CALLERS - 1), fc.nat(INSTALLATIONS - 1), fc.nat(OFFSETS - 1), fc.nat(LEAVING - 1)), {
    numRuns: OPERATIONS,
    seed: 20261123,
  });
  const foreign: unknown[] = [];
  const failed: unknown[] = [];
  let rows = 0;
  let stayed = 0;

  const ask = async ([caller, installation, offset, patience]: readonly [number, number, number, number]): Promise<void> => {
    const igrp = installation + 1;
    const authorization = credentialOf(caller);
    const leaving = patience === 0 ? new AbortController() : null;
    const reply = request(gateway.url, {
      dispatcher: agent,
      method: 'POST',
      signal: leaving?.signal ?? null,
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: OPERATION, variables: { igrp, offset } }),
    });
    if (leaving) {
      setTimeout(() => leaving.abort(), LONGEST_DELAY_MS / 2);
      // Whoever leaves may have had the answer by then.
      await reply.then(({ body }) => body.dump()).catch(() => undefined);
      return;
    }
    stayed += 1;
    const { data, errors } = (await (await reply).body.json()) as Answer; // as asked
    if (errors !== undefined) return void failed.push(errors);
    const own = cellOf(authorization, igrp, offset);
    for (const report of Object.values(data.installation))
      for (const { vid, goalTitle, igrp: whose = igrp } of report.rows) {
        rows += 1;
        if ((vid ?? goalTitle) !== own || whose !== igrp) foreign.push({ own, got: vid ?? goalTitle, whose });
      }
  };

  let next = 0;
  const worker = async (): Promise<void> => {
    for (let asked = asks[next++]; asked; asked = asks[next++]) await ask(asked);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  expect(foreign).toEqual([]);
  expect(failed).toEqual([]);
  expect(rows).toBe(stayed * FIELDS * ROWS);
  // Every report field was answered by its own request, or by one of the same caller: of its operation, or of another under way.
  const shared = await counted('upstream_shared_total');
  const coalesced = await counted('coalesced_fields_total');
  expect(shared).toBeGreaterThan(0);
  expect(requests + shared + coalesced).toBeGreaterThanOrEqual(stayed * FIELDS);
  expect(requests + shared + coalesced).toBeLessThanOrEqual(OPERATIONS * FIELDS);
  // What a caller gave up may have been counted and not have come.
  expect(requests).toBeLessThanOrEqual(await counted('upstream_requests_total'));
});
