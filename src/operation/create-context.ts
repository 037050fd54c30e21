/** Makes the context of one operation: what its resolvers are handed. */
import type { Caller } from '../caller.js';
import type { GatewayContext } from '../graph/context.js';
import type { KeptReports } from '../graph/prepare-report.js';
import { Selections } from '../graph/selections.js';
import type { CacheDirectives } from '../http/cache-control.js';
import type { GraphQLRequest } from '../http/graphql-request.js';
import { isoTime } from '../iso-time.js';
import { ANSWER_LIMITS, type Limits } from '../limits.js';
import { createAnswerSize } from '../reports/answer-size.js';
import { createEntityLoader } from '../reports/entity-loader.js';
import { createFlow } from '../reports/flow.js';
import { createPace } from '../reports/pace.js';
import { createReportLoader } from '../reports/report-loader.js';
import type { FetchPage } from '../reports/row-file.js';
import { openRowStream } from '../reports/row-stream.js';
import { createRowsClient, type RowsClientOptions, type RowsClientScope } from './rows-client.js';

export interface ContextOptions extends RowsClientOptions {
  /** Whether a further question of this caller would be turned away for want of room, and no kept reply may answer it. */
  readonly isFullFor: (caller: Caller, directives: CacheDirectives | null) => boolean;
  readonly limits: Pick<Limits, 'rows' | 'writeTimeoutMs' | 'fileRows' | 'aliases' | 'openBytes'>;
  /** Bytes of an answer to a caller with a credential. */
  readonly maxAnswerBytes: number;
  /** Whether `request { url curl }` answers. */
  readonly explains: boolean;
  /** The clock, in milliseconds since 1970; read once for each operation. */
  readonly now: () => number;
  /** Whether rows of columns alone leave as text; false makes every row an object, as an answer in parts does. */
  readonly rowsAsText: boolean;
}

/** What the context needs to know of the operation's document. */
export interface OperationDocument {
  /** Whether its answer is delivered in parts. */
  readonly inParts: boolean;
  /** What its report fields asked last. */
  readonly reports: KeptReports;
}

/** The context of the request's operation, and how the pages of a file are read for it. */
export interface OperationContext {
  readonly context: GatewayContext;
  readonly fetchPage: FetchPage;
  /** Completes the context, before it is executed. */
  readonly setDocument: (document: OperationDocument) => void;
}

/**
 * Makes the context of the request's operation, before its document is parsed: plugins are handed it from then on. To copy it into another that
 * they began with would take 3 % of the smallest request's processor time (`npm run bench -- --questions tiny`).
 */
export function createOperationContext(request: GraphQLRequest, scope: RowsClientScope, options: ContextOptions): OperationContext {
  const { authorization, requestId } = request;
  const { account } = scope;
  const { limits, bases, explains } = options;
  const now = options.now();
  const flow = createFlow(account, { bytes: ANSWER_LIMITS.streamedBytes, rows: ANSWER_LIMITS.streamedRows });
  const pace = createPace();
  if (request.incremental !== null) request.signal.addEventListener('abort', flow.end);
  const client = createRowsClient(request, scope, options);

  const report = createReportLoader(client.fetchRows, pace);
  const entity = createEntityLoader(client.fetchRows, pace);
  const sizeOf = (inParts: boolean) => createAnswerSize(authorization === null ? limits.openBytes : options.maxAnswerBytes, inParts);

  const context: Writable<GatewayContext, 'reports' | 'size' | 'rowTexts' | 'loaders'> = {
    requestId,
    authorization,
    now,
    reports: NO_REPORTS,
    selections: new Selections(),
    today: isoTime(now).slice(0, 10),
    bases,
    maxAliases: limits.aliases,
    explains,
    incremental: request.incremental,
    flow,
    pace,
    size: sizeOf(false),
    cellErrors: [],
    rowErrors: [],
    hold: account.hold,
    reserve: account.reserve,
    rowTexts: options.rowsAsText ? [] : null,
    file: request.file && { maxRows: limits.fileRows, question: null },
    loaders: { report, entity, stream: null },
  };
  const setDocument = ({ inParts, reports }: OperationDocument): void => {
    context.reports = reports;
    if (!inParts) return;
    context.size = sizeOf(true);
    context.rowTexts = null;
    context.loaders = { report, entity, stream: (ask) => openRowStream(ask, client.streamRows, { flow, pace }) };
  };
  return { context, fetchPage: client.fetchPage, setDocument };
}

const NO_REPORTS: KeptReports = new Map();

type Writable<T, Key extends keyof T> = Omit<T, Key> & { -readonly [key in Key]: T[key] };
