/**
 * What one request may ask for at most: every bound with its default, one table. An option can change each of them.
 *
 * All of them are checked before anything is sent upstream. Sizes are in bytes, times in milliseconds.
 */
import type { Config } from './config-shape.js';

/** Bounds on the HTTP request, kept by the front door. */
export interface RequestLimits {
  /** Bytes of a body, counted as they arrive. */
  readonly bodyBytes: number;
  /** Levels of objects and lists in a body's JSON, the body's own object being the first. */
  readonly jsonDepth: number;
  /** Bytes of all headers together. */
  readonly headerBytes: number;
  readonly headerCount: number;
  /** The time within which all headers have to be there. */
  readonly headersTimeoutMs: number;
  /** The time within which the whole request has to be there. */
  readonly requestTimeoutMs: number;
  /** How long a connection may idle between two requests; 0 closes it behind each response. */
  readonly keepAliveTimeoutMs: number;
  /** Connections at a time; further ones are closed at once. */
  readonly connections: number;
  /** Unanswered requests of one connection. One more is refused, and the connection closed behind the refusal. */
  readonly pipelinedRequests: number;
  /** Requests of all connections begun in one turn of the event loop. Further ones wait for the next turn. */
  readonly requestsPerTurn: number;
  /** Requests of all connections read in one turn of the event loop. Further ones are read in later turns, once those have begun. */
  readonly requestsReadPerTurn: number;
  /** Unanswered operations of all connections. */
  readonly operationsInFlight: number;
  /** How long a connection may take nothing of a response that waits for it. */
  readonly writeTimeoutMs: number;
  /** The same while other answers wait for bytes that this one holds. */
  readonly crowdedWriteTimeoutMs: number;
}

/** Bounds on a document, kept once for each distinct document. */
export interface DocumentLimits extends ValueLimits {
  readonly tokens: number;
  /** Brackets of any kind inside each other. Keeps every later recursion off the end of the stack. */
  readonly nesting: number;
  /** Levels of fields, a root field being the first, a leaf counted. Introspection's own fields are not counted. */
  readonly depth: number;
  readonly aliases: number;
  /** UTF-16 units of an alias, or of the name of a field without one. It stands in every row. */
  readonly responseKeyLength: number;
  readonly directives: number;
  /** Fields and spreads that a selection set names once more under the same response name. */
  readonly repeatedFields: number;
  /** Fields of all operations, every spread counted with all that it stands for. */
  readonly fields: number;
  /** Fragment definitions. The validator holds each against each. */
  readonly fragments: number;
  /** Fragments that spread each other, one inside the next. */
  readonly fragmentNesting: number;
  /** Levels of introspection's own fields. */
  readonly introspectionDepth: number;
  /** Lists of introspection (fields, interfaces, possibleTypes, inputFields) inside each other. */
  readonly introspectionLists: number;
  /** Report fields of one operation, through aliases and fragments. */
  readonly reports: number;
  /** Errors that one refusal holds. */
  readonly errors: number;
}

/** Bounds on single values, in the document and in the variables alike. */
export interface ValueLimits {
  readonly listItems: number;
  /** UTF-16 units of one string. */
  readonly stringLength: number;
  /** UTF-16 units of a key in the variables. */
  readonly keyLength: number;
}

/** Bounds on an operation with its variables, kept for every request. */
export interface OperationLimits extends ValueLimits {
  /** Rows that all reports of an operation ask for together. */
  readonly rows: number;
  /** Rows of a file, which is read page by page and held nowhere. The bounds on rows and fields do not count there. */
  readonly fileRows: number;
  /** Fields of the answer, counting those of each row: sizes of lists inside each other multiply. */
  readonly cells: number;
  /** Those of them that stand in rows which the executor walks: rows with links, and rows delivered in parts. */
  readonly walkedCells: number;
  /** Fields of the answer that the schema alone answers: introspection, `reports`, the subgraph's SDL. */
  readonly staticFields: number;
  /** Their keys and texts: what a caller without a credential can be answered. */
  readonly staticBytes: number;
  /** Bytes of a whole answer to a caller without a credential. With one, it is `answerBytesPerCaller`. */
  readonly openBytes: number;
}

export interface Limits extends RequestLimits, DocumentLimits, OperationLimits {}

/** Bounds on the bytes that answers hold, from the first row read to the last byte written. */
export interface AnswerLimits {
  /** Of all answers together. */
  readonly answerBytes: number;
  /** Of the answers of one caller. */
  readonly answerBytesPerCaller: number;
  /** What part of the connections to upstream, in all and of a caller, may be held back for want of such bytes. */
  readonly heldBackShare: number;
  /** How long an answer may be held back so without a byte; half the deadline at most. */
  readonly heldBackMs: number;
  /** Memory of streamed rows of an operation that have not left, beyond the `initialCount` of the first part. */
  readonly streamedBytes: number;
  /** The same in rows. */
  readonly streamedRows: number;
}

/** Their defaults. */
export const ANSWER_LIMITS: AnswerLimits = Object.freeze({
  answerBytes: 268_435_456,
  answerBytesPerCaller: 134_217_728,
  heldBackShare: 0.5,
  heldBackMs: 5_000,
  streamedBytes: 2_097_152,
  streamedRows: 1_000,
});

/** Bounds on the trusted documents of an operator, read at start. */
export interface DocumentFileLimits {
  readonly trustedDocuments: number;
  /** Bytes of a manifest, or of one file of a folder. */
  readonly documentFileBytes: number;
}

/** Their defaults. */
export const DOCUMENT_FILE_LIMITS: DocumentFileLimits = Object.freeze({
  trustedDocuments: 10_000,
  documentFileBytes: 33_554_432,
});

/** Bounds on replies that are kept in the cache. */
export interface CacheLimits {
  /** Bytes of one reply's text. */
  readonly keptReplyBytes: number;
  /** Bytes of text of all replies that are being copied in order to be kept. */
  readonly copiedBytes: number;
}

/** Their defaults. */
export const CACHE_LIMITS: CacheLimits = Object.freeze({ keptReplyBytes: 16_777_216, copiedBytes: 33_554_432 });

/** The defaults. */
export const DEFAULT_LIMITS: Limits = Object.freeze({
  bodyBytes: 262_144,
  jsonDepth: 32,
  headerBytes: 16_384,
  headerCount: 100,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 20_000,
  keepAliveTimeoutMs: 65_000,
  connections: 4_096,
  pipelinedRequests: 256,
  requestsPerTurn: 32,
  requestsReadPerTurn: 128,
  operationsInFlight: 4_096,
  writeTimeoutMs: 30_000,
  crowdedWriteTimeoutMs: 3_000,

  tokens: 15_000,
  nesting: 200,
  depth: 10,
  aliases: 60,
  responseKeyLength: 128,
  directives: 50,
  repeatedFields: 100,
  fields: 10_000,
  fragments: 200,
  fragmentNesting: 50,
  introspectionDepth: 20,
  introspectionLists: 2,
  reports: 30,
  errors: 10,

  listItems: 1_000,
  stringLength: 4_096,
  keyLength: 128,
  rows: 200_000,
  fileRows: 1_000_000,
  cells: 6_000_000,
  walkedCells: 500_000,
  staticFields: 40_000,
  staticBytes: 10_000_000,
  openBytes: 10_000_000,
});

/** Bounds on what is asked beside the rows of a metrics report. */
export const BESIDE_ROWS_LIMITS = Object.freeze({
  /** Rows beside which `other` is answered: each is a filter of one URL. */
  rowsBesideOther: 100,
  /** Rows that `calls` are listed for: each is a request of its own. */
  rowsWithCalls: 100,
});

/** The bounds that the configuration sets. */
export function limitsOf(config: Config): Limits {
  return {
    ...DEFAULT_LIMITS,
    bodyBytes: config.maxBodyBytes,
    connections: config.maxConnections,
    writeTimeoutMs: config.writeTimeoutMs,
    keepAliveTimeoutMs: config.keepAliveMs,
    aliases: config.maxAliases,
    reports: config.maxReports,
    rows: config.maxRows,
  };
}

/** Characters of the URL that `operationFromUrl` takes, beyond `stringLength`. */
export const MAX_TRANSLATED_URL_LENGTH = 8_000;

/** Errors that one refusal holds at most. */
export const MAX_REFUSAL_ERRORS = DEFAULT_LIMITS.errors;
/** Bytes of a refusal's body. */
export const MAX_REFUSAL_BYTES = 8_192;
