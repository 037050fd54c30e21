/**
 * The rows of a file: page behind page, as text, read from upstream no faster than it is taken. Nothing is kept of a page but the key of its
 * last row.
 */
import { GatewayError } from '../errors.js';
import type { FilePages } from '../query/file-pages.js';
import type { ReportQuery } from '../query/report-query.js';
import type { SelectedField } from '../query/selected-fields.js';
import type { RowForm, RowPlan } from '../rows/row-plan-types.js';
import { createRowReader, type ReadRows } from '../rows/row-reader.js';
import { leaveOut, unknownField, type LeftOutColumn } from './column-fallback.js';
import type { ReportAnswer } from './fetch-rows.js';
import { createHandover } from './handover.js';
import { nameInstallation } from './name-installation.js';
import { textPlan } from './row-plan.js';

/** What stands in a file. */
export interface FileQuestion {
  readonly pages: FilePages;
  /** The columns. */
  readonly rows: readonly SelectedField[];
  /** The references of the report's custom metrics. */
  readonly references: readonly string[];
  /** Where the report is in the operation. */
  readonly path: readonly (string | number)[];
}

export interface FileStyle {
  readonly form: Exclude<RowForm, 'array'>;
  /** Whether a cell of the wrong type is empty; otherwise it breaks the file. */
  readonly emptiesErrors: boolean;
}

/** Text of whole rows, in pieces, which are the taker's. The next text waits for the promise. */
export type OnPieces = (pieces: readonly Uint8Array[]) => Promise<void>;

/** The same, with the columns that are empty in all of them. */
export type OnText = (pieces: readonly Uint8Array[], leftOut: readonly LeftOutColumn[]) => Promise<void>;

/** Sends the query of one page and hands its text on as it comes; what it resolves to holds none. */
export type FetchPage = (query: ReportQuery, plan: RowPlan, style: FileStyle, onText: OnText) => Promise<ReportAnswer>;

/** Text of a file, in pieces. */
export interface FilePart {
  readonly pieces: readonly Uint8Array[];
  /** Columns that are empty in the whole file, since the Reports API refuses them. */
  readonly leftOut: readonly LeftOutColumn[];
}

/** What a whole file was. */
export interface FileCounts {
  readonly rows: number;
  /** Cells that are empty, since they were of the wrong type. */
  readonly emptied: number;
  readonly leftOut: readonly LeftOutColumn[];
}

/** The text of a file, and at its end what it was. Rejects where it is not whole: what was handed out by then is no file. */
export type FileText = AsyncGenerator<FilePart, FileCounts>;

/** Asks for the first page when it is first walked, and for each further page when the one before it is taken. */
export async function* readFile({ pages, rows, references }: FileQuestion, style: FileStyle, fetchPage: FetchPage): FileText {
  let after: string | null = null;
  let counts: FileCounts = { rows: 0, emptied: 0, leftOut: [] };
  for (let isFirst = true; ; isFirst = false) {
    const query = pages.page(after, counts.rows);
    const plan: RowPlan = {
      ...textPlan({ query, references, rows, track: pages.walks ? pages.report.keyset : null }),
      form: style.form,
      ...(pages.walks ? { ascendsFrom: after ?? pages.start } : {}),
    };
    const { leftOut } = counts;
    const ask = leaveOut({ query, plans: [plan] }, leftOut);
    const handover = createHandover<FilePart>(nobodyTakes);
    const hand: OnText = (pieces, more) => {
      const [refused] = more;
      // Rows with the column have left.
      if (refused && !isFirst) throw unknownField(query.report, refused);
      return handover.put({ pieces, leftOut: isFirst ? more : leftOut });
    };
    const fetched = nameInstallation(query, fetchPage(ask.query, ask.plans[0] ?? plan, style, hand));
    fetched.then(handover.end, handover.fail);
    yield* handover.items;
    const { results, complete, leftOut: found } = await fetched;
    const [result] = results;
    if (!result) throw new TypeError('A page came without its rows.');
    counts = {
      rows: counts.rows + result.rowCount,
      emptied: counts.emptied + result.errorCount,
      leftOut: isFirst ? found : leftOut,
    };
    if (!pages.walks) {
      if (!complete) throw notProven();
      return counts;
    }
    if (result.received === 0 || (pages.limit !== null && counts.rows >= pages.limit)) return counts;
    after = result.last;
  }
}

/** Takes the bytes of one page and hands its text on, no faster than `onPieces` allows. */
export function createPageSink(plan: RowPlan, { emptiesErrors }: FileStyle, onPieces: OnPieces) {
  const reader = createRowReader([plan]);
  let handedOut = false;
  const check = (): void => {
    const [error] = reader.errors(0);
    if (error && !emptiesErrors)
      throw new GatewayError(
        'UPSTREAM_MALFORMED_RESPONSE',
        `${error.message}. Send ;errors=empty in Accept to leave such cells empty instead.`,
      );
  };
  const handNew = (): void | Promise<void> => {
    check();
    const text = reader.take(0);
    if (text.length === 0) return;
    handedOut = true;
    return onPieces(text);
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
      check();
      const [rest] = read.results;
      if (rest && rest.json.length > 0) void onPieces(rest.json); // nothing follows that would have to wait
      return { ...read, results: read.results.map((result) => ({ ...result, json: [] })) };
    },
  };
}

function nobodyTakes(): GatewayError {
  return new GatewayError('GATEWAY_TIMEOUT', 'Nobody waits for these rows any more.');
}

/** A file cannot say of itself that its end is not proven. */
function notProven(): GatewayError {
  return new GatewayError('UPSTREAM_INCOMPLETE', "The framing of the Reports API's response does not prove that it is complete.");
}
