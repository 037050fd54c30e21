/** Rows that arrive when a test says: what the loaders are handed in place of the way upstream. */
import type { ReportAnswer, FetchRows } from '../../src/reports/fetch-rows.js';
import type { ReportQuery } from '../../src/query/report-query.js';
import { createRowReader } from '../../src/rows/row-reader.js';
import type { RowPlan } from '../../src/rows/row-plan-types.js';
import { createFakeClock } from './fake-clock.js';

/** What one request is answered with: rows as upstream writes them, after so many milliseconds, or an error. */
export interface ScriptedReply {
  readonly after: number;
  readonly body?: string;
  readonly error?: Error;
}

export interface ScriptedRows {
  readonly fetchRows: FetchRows;
  /** What was asked, with the moment at which it was. */
  readonly requests: readonly { readonly query: ReportQuery; readonly at: number }[];
  /** Milliseconds since the start. */
  readonly now: () => number;
  /** Lets time pass, a millisecond at a time, until the work is done. */
  readonly until: <T>(work: Promise<T>) => Promise<T>;
}

/** A clock of its own, which runs in `until` alone. */
export function scriptedRows(reply: (query: ReportQuery) => ScriptedReply): ScriptedRows {
  const clock = createFakeClock();
  const start = clock.now();
  const requests: { query: ReportQuery; at: number }[] = [];
  const now = () => clock.now() - start;
  return {
    requests,
    now,
    fetchRows(query, plans, fields) {
      requests.push({ query, at: now() });
      const { after, body = '', error } = reply(query);
      return new Promise((resolve, reject) =>
        clock.after(after, () => (error ? reject(error) : resolve(read(query, body, plans, fields)))),
      );
    },
    async until(work) {
      let over = false;
      const end = () => void (over = true);
      work.then(end, end);
      // What is under way besides the clock (ticks of loaders, promises) comes to rest within one turn of the event loop.
      for (await settled(); !over; await settled()) clock.pass(1);
      return work;
    },
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function read(sent: ReportQuery, body: string, plans: readonly RowPlan[], fields: number): ReportAnswer {
  const reader = createRowReader(plans);
  void reader.write(Buffer.from(body));
  return { ...reader.end(true), status: 200, durationMs: 0, sharedBy: fields, asOf: Date.now(), cache: 'OFF', sent, leftOut: [] };
}
