/**
 * A report whose rows are handed on as they arrive. Nobody else shares its request, it is never asked twice once a row is out, and no more
 * is read from upstream than the caller takes.
 */
import { GatewayError } from '../errors.js';
import type { ReportQuery } from '../query/report-query.js';
import { release } from '../rows/buffer-pool.js';
import type { CellError, RowPlan } from '../rows/row-plan-types.js';
import { createRowReader, type ReadRows } from '../rows/row-reader.js';
import type { LeftOutColumn } from './column-fallback.js';
import type { ReportAnswer } from './fetch-rows.js';
import type { Flow, RowsToTake } from './flow.js';
import { nameInstallation } from './name-installation.js';
import type { Pace } from './pace.js';
import type { RowOrigin } from './row-origin.js';
import { objectBytes, toRows, type Row } from './row.js';

/**
 * Rows in the text of an array cut between rows, with the errors of their cells. The text is to be read before this returns, since its memory is
 * used again. The next text waits for the promise.
 */
export type OnRows = (json: readonly Uint8Array[], errors: readonly CellError[]) => Promise<void>;

/** The same, with the columns that the request left out. */
export type OnStreamedRows = (...rows: [...Parameters<OnRows>, leftOut: readonly LeftOutColumn[]]) => ReturnType<OnRows>;

/** Sends one query and hands its rows on as they come; what it resolves to holds no rows. */
export type StreamRows = (query: ReportQuery, plan: RowPlan, onRows: OnStreamedRows) => Promise<ReportAnswer>;

/** A report whose rows are wanted as they arrive. */
export interface StreamAsk extends Pick<RowOrigin, 'references'> {
  readonly query: ReportQuery;
  readonly plan: RowPlan;
  /** The fields of a row, those below it included. */
  readonly cells: number;
  /** Rows that the list begins with, before it is streamed. */
  readonly initialCount: number;
}

/** What keeps the rows of a stream from running ahead of their caller, and from keeping others waiting. */
export interface StreamBounds {
  readonly flow: Flow;
  readonly pace: Pick<Pace, 'handOut'>;
}

/** Rows that arrived together. */
interface Batch extends RowsToTake {
  readonly list: readonly Row[];
}

/** Rows that are handed to the executor together. */
const ROWS_AT_ONCE = 250;

export interface RowStream {
  /** May be walked once. Rejects where the reply breaks off. */
  readonly rows: AsyncIterable<Row>;
  /** Columns that are null in every row, since the Reports API refuses them. */
  readonly leftOut: readonly LeftOutColumn[];
  /** What the whole reply was. Rejects where it broke off. */
  readonly whole: Promise<ReportAnswer>;
}

/** Resolves once the first rows are there, or the reply is whole; rejects where neither comes. */
export async function openRowStream(
  { query, plan, references, cells, initialCount }: StreamAsk,
  streamRows: StreamRows,
  { flow, pace }: StreamBounds,
): Promise<RowStream> {
  const { report, igrp, limit } = query;
  const origin: RowOrigin = { report, igrp, references, asked: { query, rowCount: limit ?? report.maxRows, leftOut: [] } };
  const batches: Batch[] = [];
  let count = 0;
  let over = false;
  let failure: unknown = null;
  let left = false;
  let leftOut: readonly LeftOutColumn[] = [];
  let wake = (): void => undefined;
  let taken = (): void => undefined;
  const news = () => new Promise<void>((resolve) => (wake = resolve));

  const onRows: OnStreamedRows = (json, errors, without) => {
    leftOut = without;
    if (left) throw new GatewayError('GATEWAY_TIMEOUT', 'Nobody waits for these rows any more.');
    const list = toRows(origin, arrayText(json), errors, count);
    const rows = list.length;
    if (rows === 0) return Promise.resolve();
    const bytes = objectBytes(json, rows * plan.columns.length);
    for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
      const some = list.slice(from, from + ROWS_AT_ONCE);
      batches.push({ list: some, rows: some.length, bytes: Math.ceil((bytes * some.length) / rows), isFirst: count + from < initialCount });
    }
    count += rows;
    wake();
    return new Promise((resolve) => (taken = resolve));
  };
  const whole = nameInstallation(query, streamRows(query, plan, onRows)).then(
    (fetched): ReportAnswer => {
      over = true;
      leftOut = fetched.leftOut;
      wake();
      return fetched;
    },
    (error: unknown) => {
      over = true;
      failure = error;
      wake();
      taken(); // the reply that waits here for its rows to be taken is over
      throw error;
    },
  );
  whole.catch(() => undefined); // told to whoever walks the rows, too

  async function* walk(): AsyncGenerator<Row, void> {
    try {
      for (;;) {
        const batch = batches.shift();
        if (batch) {
          await flow.take(batch);
          yield* pace.handOut(batch.list, cells);
          if (batches.length === 0) taken();
        } else if (failure !== null) throw failure;
        else if (over) return;
        else await news();
      }
    } finally {
      left = true;
      taken();
    }
  }

  while (batches.length === 0 && !over) await news();
  if (failure !== null && batches.length === 0) throw failure;
  return { rows: { [Symbol.asyncIterator]: walk }, leftOut, whole };
}

/** The pieces of an array, cut between rows, as an array of their own. */
function arrayText(json: readonly Uint8Array[]): string {
  const text = Buffer.concat(json).toString().replace(/^[[,]/, '').replace(/\]$/, '');
  return `[${text}]`;
}

/** Takes the bytes of a reply and hands its rows on, no faster than `onRows` allows. */
export function createStreamSink(plan: RowPlan, onRows: OnRows) {
  const reader = createRowReader([plan]);
  let handedOut = false;
  let told = 0;
  const hand = (json: readonly Uint8Array[]): Promise<void> => {
    const errors = reader.errors(0).slice(told);
    told += errors.length;
    handedOut ||= json.some(({ length }) => length > 1); // the bracket that opens the array is no row
    const taken = onRows(json, errors);
    release(json);
    return taken;
  };
  const handNew = (): void | Promise<void> => {
    const json = reader.take(0);
    return json.length > 0 ? hand(json) : undefined;
  };
  return {
    get handedOut() {
      return handedOut;
    },
    write(chunk: Uint8Array): void | Promise<void> {
      const reading = reader.write(chunk);
      if (reading === undefined) return handNew();
      handedOut = true; // what later turns read leaves, even where the reply has broken off by then
      return reading.then(handNew);
    },
    end(proven: boolean): ReadRows {
      const read = reader.end(proven);
      const [rest] = read.results;
      if (rest && rest.json.length > 0) void hand(rest.json); // nothing follows that would have to wait
      return { ...read, results: read.results.map((result) => ({ ...result, json: [], errors: [] })) };
    },
  };
}
