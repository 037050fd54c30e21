/** Makes the context of one operation: what its resolvers are handed. */
import type { Caller } from '../caller.js';
import type { GatewayContext } from '../graph/context.js';
import type { KeptReports } from '../graph/prepare-report.js';
import { Selections } from '../graph/selections.js';
import type { CacheDirectives } from '../http/cache-control.js';
import type { GraphQLRequest } from '../http/graphql-request.js';
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

/** What the operation belongs to beside its request. */
export interface OperationScope extends RowsClientScope {
  /** Whether its answer is delivered in parts. */
  readonly inParts: boolean;
  /** What its document's report fields asked last. */
  readonly reports: KeptReports;
}

/** The context of the request's operation, and how the pages of a file are read for it. */
export interface OperationContext {
  readonly context: GatewayContext;
  readonly fetchPage: FetchPage;
}

/** Makes the context of the request's operation. */
export function createOperationContext(request: GraphQLRequest, scope: OperationScope, options: ContextOptions): OperationContext {
  const { authorization, requestId } = request;
  const { inParts, reports, account } = scope;
  const { limits, bases, explains } = options;
  const now = options.now();
  const flow = createFlow(account, { bytes: ANSWER_LIMITS.streamedBytes, rows: ANSWER_LIMITS.streamedRows });
  const pace = createPace();
  if (request.incremental !== null) request.signal.addEventListener('abort', flow.end, { once: true });
  const client = createRowsClient(request, scope, options);

  const context: GatewayContext = {
    requestId,
    authorization,
    now,
    reports,
    selections: new Selections(),
    today: new Date(now).toISOString().slice(0, 10),
    bases,
    maxAliases: limits.aliases,
    explains,
    incremental: request.incremental,
    flow,
    pace,
    size: createAnswerSize(authorization === null ? limits.openBytes : options.maxAnswerBytes, inParts),
    cellErrors: [],
    rowErrors: [],
    hold: account.hold,
    reserve: account.reserve,
    rowTexts: options.rowsAsText && !inParts ? [] : null,
    file: request.file && { maxRows: limits.fileRows, question: null },
    loaders: {
      report: createReportLoader(client.fetchRows, pace),
      entity: createEntityLoader(client.fetchRows, pace),
      stream: inParts ? (ask) => openRowStream(ask, client.streamRows, { flow, pace }) : null,
    },
  };
  return { context, fetchPage: client.fetchPage };
}
