/** Faults of the table through the whole gateway, over HTTP: the code, what stays of the answer, and what shows nowhere. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { startFaultServer, TEST_AUTHORITY } from '../support/fault-server.js';
import { startGateway } from '../support/gateway.js';
import type { FaultRow } from './fault-table.js';
import { CREDENTIAL, placeOf } from './run-fault.js';
import { secretsOf } from './secrets.js';

const OPERATION = `{ installation(igrp: 1) {
  igrp
  report: callTriggers(limit: 1000) { rowCount framed rows { rowId chType triggerDatetime callDuration name: field(name: "name") count: field(name: "callCount") } }
  dry: callTriggers(limit: 10) { request { curl } }
} }`;

/** What the rows of a reply with odd values come out as; the report goes on, and a cell that breaks its type has an error of its own. */
const VALUES: Readonly<Record<number, { readonly rows: unknown; readonly cells?: readonly string[] }>> = {
  45: { rows: [{ rowId: '12345678901234567890' }] },
  46: { rows: [{ rowId: null }] },
  48: { rows: [{ rowId: '1' }] },
  49: { rows: [{ rowId: '1' }] },
  50: { rows: [{ rowId: null, chType: null }] },
  51: { rows: [{ rowId: null, count: '12' }], cells: ['rowId'] },
  52: { rows: [{ rowId: '1', chType: 'teleport' }] },
  53: { rows: [{ rowId: '1', triggerDatetime: null }] },
};

async function run(row: FaultRow) {
  const server = await startFaultServer({ ...row.server, ...(row.script === undefined ? {} : { script: row.script }) });
  const { baseUrl, lookup } = await placeOf(row, server);
  const environment = { LOG_LEVEL: 'trace', DEADLINE_MS: String(row.deadlineMs ?? 5_000) };
  const upstream = { ca: TEST_AUTHORITY, ...(lookup ? { lookup } : {}), ...(row.bounds ? { bounds: row.bounds } : {}) };
  const gateway = await startGateway(baseUrl, environment, catalogue, upstream);
  try {
    const headers = { authorization: CREDENTIAL };
    if (row.warmUp === true) {
      await gateway.ask(OPERATION, {}, headers);
      await nextTurn();
    }
    const before = server.requests.length;
    const answer = await gateway.ask(OPERATION, {}, headers);
    const metrics = await (await fetch(`${gateway.origin}/metrics`)).text();
    return { ...answer, asked: server.requests.length - before, metrics, logged: JSON.stringify(gateway.logged), server };
  } finally {
    await server.close();
    await gateway.close();
  }
}

/** Claims, for every row given, what the caller sees of it. `title` names the circumstances. */
export function describeThroughGateway(title: string, table: readonly FaultRow[]): void {
  describe(title, () => {
    it.each(table.map((row) => [`${row.id}: ${row.fault} is ${row.expect.outcome} to the caller`, row] as const))(
      '%s',
      async (_title, row) => {
        const { status, body, text, headers, metrics, logged, server, asked } = await run(row);
        const { outcome, upstreamStatus, retryAfterMs, proven = true } = row.expect;
        expect(status).toBe(200);
        expect(body.data).toMatchObject({ installation: { igrp: 1, dry: { request: { curl: expect.stringContaining('curl ') } } } });
        const { report } = (
          body.data as { installation: { report: { rowCount: number; framed: boolean; rows: readonly unknown[] } | null } }
        ).installation; // as asked

        if (outcome === 'DATA') {
          expect(report).toMatchObject({ framed: proven, rows: VALUES[row.id]?.rows ?? expect.any(Array) });
          expect(report?.rows).toHaveLength(report?.rowCount ?? -1);
          expect(report?.rowCount).toBeLessThanOrEqual(1000);
          expect((body.errors ?? []).map(({ path }) => path)).toEqual(
            (VALUES[row.id]?.cells ?? []).map((cell) => ['installation', 'report', 'rows', 0, cell]),
          );
        } else {
          expect(report).toBeNull();
          expect(body.errors).toHaveLength(1);
          expect(body.errors?.[0]).toMatchObject({
            path: ['installation', 'report'],
            extensions: { code: outcome, retryable: expect.any(Boolean), requestId: headers.get('x-request-id') },
          });
          if (upstreamStatus !== undefined) expect(body.errors?.[0]?.extensions['upstream']).toEqual({ status: upstreamStatus });
          if (retryAfterMs !== undefined) expect(body.errors?.[0]?.extensions['retryAfterMs']).toBe(retryAfterMs);
          expect(metrics).toContain(`reports_gateway_errors_total{code="${outcome}"} 1`);
        }
        if (row.place === undefined && row.server === undefined) expect(asked).toBe(row.expect.attempts);
        // The one place where a caller sees the upstream URL is the request that it asked to be explained.
        const shown = [text.replaceAll(/"curl":"(?:[^"\\]|\\.)*"/g, ''), [...headers].join('\n'), logged, metrics].join('\n');
        for (const secret of secretsOf(server.port)) expect(shown).not.toContain(secret);
      },
    );
  });
}
