/** One operation: who asks, until when, and what it has loaded. Made anew for every request; nothing in it outlives the request but what is kept for its document. */
import type { GraphQLError } from 'graphql';
import type { Flow } from '../reports/flow.js';
import type { ReportsBases } from '../reports-base.js';
import type { AnswerSize } from '../reports/answer-size.js';
import type { Loaders } from '../reports/loaders.js';
import type { Pace } from '../reports/pace.js';
import type { FileQuestion } from '../reports/row-file.js';
import type { KeptReports } from './prepare-report.js';
import type { Selections } from './selections.js';

export interface GatewayContext {
  readonly requestId: string;
  /** The caller's Authorization header, byte for byte; null where there was none. */
  readonly authorization: string | null;
  /** When the operation began, in milliseconds since 1970: what `period` and rules about the future go by. */
  readonly now: number;
  /** The calendar day of that in UTC. */
  readonly today: string;
  readonly loaders: Loaders;
  /** What is selected below its fields. */
  readonly selections: Selections;
  /** What the report fields of this document asked last; kept with the document, across requests. */
  readonly reports: KeptReports;
  /** The form in which the caller accepts incremental delivery; null where it accepts none. */
  readonly incremental: 'v0.1' | 'v0.2' | null;
  /** How far streamed rows may run ahead of the caller. */
  readonly flow: Flow;
  /** Base URLs of the Reports API, whose URLs can be translated. */
  readonly bases: ReportsBases;
  /** Aliases that the operation of such a URL may have. */
  readonly maxAliases: number;
  /** Whether `request { url curl }` is answered; otherwise a report that selects it is refused. */
  readonly explains: boolean;
  /** How many rows the executor walks before others have their turn. */
  readonly pace: Pace;
  /** How large the answer is by now, where its parts may be repeated. */
  readonly size: AnswerSize;
  /** Errors of single cells that finished text holds as null, in the order of the response. */
  readonly cellErrors: CellErrors[];
  /** Errors of rows that were completed apart from the others. */
  readonly rowErrors: RowErrors[];
  /** Counts bytes of finished text that the answer holds beside what was read from upstream. */
  readonly hold: (bytes: number) => void;
  /** Counts bytes that are about to be made of what was read, and waits for room. Throws where the answer is too large. */
  readonly reserve: (bytes: number) => void | Promise<void>;
  /** The lists of rows that leave as finished text. Null where every row has to be an object: for an answer in parts. */
  readonly rowTexts: RowsText[] | null;
  /** Where the operation is answered with a file; null elsewhere. */
  readonly file: FileRequest | null;
}

/** A file in place of a response: the one report of the operation notes its question here and loads nothing. */
export interface FileRequest {
  /** Rows that it may hold. */
  readonly maxRows: number;
  /** Null until the report field is resolved. */
  question: FileQuestion | null;
}

/** Rows as finished text. The executor completes an empty list at that path, and the writer of the response puts the text in its place. */
export interface RowsText {
  readonly path: readonly (string | number)[];
  /** The rows as the text of a JSON array, in pieces. */
  readonly json: readonly Uint8Array[];
}

/** Errors of an executor that completed rows apart from the operation's own, located as that would have located them. */
export interface RowErrors {
  /** The first of them. */
  readonly errors: readonly GraphQLError[];
  /** How many there were in all. */
  readonly count: number;
}

/** The cell errors of one list of rows that no executor will meet: the first of them, each with its path, and how many there were in all. */
export interface CellErrors {
  readonly errors: readonly Error[];
  readonly count: number;
}
