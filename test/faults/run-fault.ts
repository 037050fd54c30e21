/**
 * Plays one row of the fault table to an Upstream of its own and tells what came of it.
 */
import { createServer, type AddressInfo } from 'node:net';
import type { LookupFunction } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  createUpstream,
  type UpstreamCall,
  type UpstreamEvents,
  type UpstreamOptions,
  type UpstreamReply,
} from '../../src/upstream/upstream.js';
import { startFaultServer, TEST_AUTHORITY, type FaultServer } from '../support/fault-server.js';
import { createLineSink, type Lines } from '../support/line-sink.js';
import { question as plainQuestion } from '../support/upstream-with-server.js';
import type { FaultRow } from './fault-table.js';

type AttemptEnd = Parameters<NonNullable<UpstreamEvents['attemptEnded']>>[0];

export interface Observed {
  readonly reply: UpstreamReply<Lines> | undefined;
  readonly error: unknown;
  readonly attempts: readonly AttemptEnd[];
  readonly server: FaultServer;
}

/** The credential that must appear nowhere. */
export const CREDENTIAL = `Basic ${Buffer.from('canary-user-5d11:canary-password-90aa').toString('base64')}`;

/** A question with the canary as its credential. */
export function question({ deadlineMs = 5_000, ...call }: Partial<UpstreamCall> & { readonly deadlineMs?: number } = {}): UpstreamCall {
  return plainQuestion({ authorization: CREDENTIAL, deadlineAt: performance.now() + deadlineMs, ...call });
}

/** Runs a row from an empty start. Everything is closed when it resolves. */
export async function runFault(row: FaultRow): Promise<Observed> {
  const server = await startFaultServer({ ...row.server, ...(row.script === undefined ? {} : { script: row.script }) });
  const attempts: AttemptEnd[] = [];
  const upstream = createUpstream({
    ...(await placeOf(row, server)),
    ca: TEST_AUTHORITY,
    ...(row.bounds === undefined ? {} : { bounds: row.bounds }),
    events: { attemptEnded: (event) => attempts.push(event) },
  });
  const ask = (): Promise<UpstreamReply<Lines>> =>
    upstream.fetch(question(row.deadlineMs === undefined ? {} : { deadlineMs: row.deadlineMs }), createLineSink);
  try {
    if (row.warmUp === true) {
      await ask();
      // A connection is idle, and free for the next request, one turn of the event loop after its reply.
      await nextTurn();
      attempts.length = 0;
    }
    const outcome = await ask().then(
      (reply) => ({ reply, error: undefined }),
      (error: unknown) => ({ reply: undefined, error }),
    );
    return { ...outcome, attempts, server };
  } finally {
    await server.close();
    await upstream.close();
  }
}

export async function placeOf(row: FaultRow, server: FaultServer): Promise<Pick<UpstreamOptions, 'baseUrl' | 'lookup'>> {
  const named = `http://reports.canary.invalid:${server.port}/reports/v2`;
  switch (row.place) {
    case 'closed port':
      return { baseUrl: `http://127.0.0.1:${await closedPort()}/reports/v2` };
    case 'unknown name':
      return { baseUrl: named, lookup: lookupFailure('ENOTFOUND') };
    case 'no sockets left':
      return { baseUrl: named, lookup: lookupFailure('EMFILE') };
    case 'slow name':
      return { baseUrl: named, lookup: () => undefined };
    case undefined:
    default:
      return { baseUrl: server.baseUrl };
  }
}

function lookupFailure(code: string): LookupFunction {
  return (hostname, _options, callback) => {
    const error = Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), { code, hostname });
    queueMicrotask(() => callback(error, ''));
  };
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
