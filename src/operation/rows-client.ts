/** What one operation sends: its requests counted and traced, their rows read as they come. The loaders know no more of upstream than this. */
import type { AnswerAccount } from './answer-budget.js';
import type { ReplySource, SourceCall, SourceReply } from '../cache/reply-source.js';
import { GatewayError } from '../errors.js';
import type { CacheDirectives } from '../http/cache-control.js';
import type { GraphQLRequest, TraceParent } from '../http/graphql-request.js';
import { LeaveController } from '../leave-signal.js';
import type { Limits } from '../limits.js';
import type { OperationTrace, ReportTrace } from '../observe/traces.js';
import type { ReportQuery } from '../query/report-query.js';
import { toV2Target } from '../query/to-v2-params.js';
import { baseFor, type ReportsBases } from '../reports-base.js';
import { columnDrift, type ColumnDrift } from '../reports/column-drift.js';
import { createColumnFallback, type Asked } from '../reports/column-fallback.js';
import type { FetchRows, ReportAnswer } from '../reports/fetch-rows.js';
import type { RefusedColumns } from '../reports/refused-columns.js';
import { createPageSink, type FetchPage, type OnPieces } from '../reports/row-file.js';
import { createStreamSink, type OnRows, type StreamRows } from '../reports/row-stream.js';
import { createRowReader, type ReadRows } from '../rows/row-reader.js';
import type { CallOrigin, ReplySink } from '../upstream/upstream.js';
import { createBudgetedSink } from './budgeted-sink.js';

/** Upstream requests that one operation may cause, look-ups by key included. */
export const MAX_UPSTREAM_REQUESTS = 200;

export interface RowsClientOptions {
  /** Upstream, and the cache in front of it. */
  readonly source: ReplySource;
  readonly deadlineMs: number;
  readonly bases: ReportsBases;
  /** Which columns the Reports API is known to refuse. */
  readonly refusedColumns: RefusedColumns;
  /** A page of a file that has begun may be silent as long as a connection may take nothing. */
  readonly limits: Pick<Limits, 'rows' | 'writeTimeoutMs'>;
  /** Whether the caller's `traceparent` is sent upstream. */
  readonly propagatesTrace: boolean;
  /** Told of every upstream request an operation causes. */
  readonly onSend: (requestId: string) => void;
  /** Told of every report that was answered: its rows, and how many report fields beside the first were served by the same request. */
  readonly onAnswer: (requestId: string, report: string, rows: number, coalesced: number) => void;
  /** Told of every reply that came without columns of the catalogue, since the Reports API refuses them. */
  readonly onLeftOut: (report: string, columns: readonly string[]) => void;
  /** Told of every reply whose columns are not those asked for. */
  readonly onDrift: (report: string, drift: ColumnDrift) => void;
}

/** Whose requests they are. */
export interface RowsClientScope {
  /** Where the bytes that it reads count. */
  readonly account: AnswerAccount;
  /** Its spans; null where none are recorded. */
  readonly trace: OperationTrace | null;
}

/** What an operation may ask of upstream. Each rejects with a `GatewayError`. */
export interface RowsClient {
  readonly fetchRows: FetchRows;
  readonly streamRows: StreamRows;
  readonly fetchPage: FetchPage;
}

/** What a call is beside its question. */
interface CallMarks {
  /** Whether the question was counted before. */
  readonly isRepeated?: boolean;
  readonly span?: ReportTrace | null;
}

/** The client of the request's operation. */
export function createRowsClient(request: GraphQLRequest, { account, trace }: RowsClientScope, options: RowsClientOptions): RowsClient {
  const { authorization, caller, requestId, startedAt } = request;
  const { source, deadlineMs, limits, bases, onSend, onAnswer, onDrift } = options;
  const origin: CallOrigin = {
    requestId,
    traceId: trace?.traceId ?? request.traceParent?.traceId ?? null,
    caller: caller?.label ?? null,
    traceparent: options.propagatesTrace && request.traceParent !== null ? writeTraceParent(request.traceParent) : null,
    attemptEnded: null,
  };
  let requests = 0;
  let rows = 0;

  const base = baseFor(caller?.kind ?? null, bases);
  /** The report as one span, whatever it takes to answer it. */
  const traced = (
    query: ReportQuery,
    fields: number,
    fetch: (span: ReportTrace | null) => Promise<ReportAnswer>,
  ): Promise<ReportAnswer> => {
    const span = trace?.report(query.report.name, { base, route: query.report.path }) ?? null;
    return span === null ? fetch(null) : inSpan(span, fields, fetch);
  };
  const inSpan = async (
    span: ReportTrace,
    fields: number,
    fetch: (span: ReportTrace | null) => Promise<ReportAnswer>,
  ): Promise<ReportAnswer> => {
    try {
      const fetched = await fetch(span);
      span.answered({ rows: fetched.results[0]?.rowCount ?? 0, coalesced: Math.max(0, fields - 1), cache: fetched.cache });
      return fetched;
    } catch (error) {
      span.failed(request.signal.aborted ? null : error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR');
      throw error;
    }
  };
  const originIn = (span: ReportTrace | null): CallOrigin =>
    span === null
      ? origin
      : {
          requestId,
          traceId: origin.traceId,
          caller: origin.caller,
          traceparent: options.propagatesTrace ? writeTraceParent(span.place) : null,
          attemptEnded: span.attemptEnded,
        };

  const callFor = (query: ReportQuery, fields: number, { isRepeated = false, span = null }: CallMarks = {}): SourceCall => {
    if (++requests > MAX_UPSTREAM_REQUESTS) throw tooExpensive('upstream requests', requests, MAX_UPSTREAM_REQUESTS);
    // The document's own reports were counted before; those below rows are as many as the rows turn out to be.
    if (fields > 0 && !isRepeated) rows += query.limit ?? 0;
    if (rows > limits.rows) throw tooExpensive('rows', rows, limits.rows);
    return callBy(query, fields, { deadlineAt: startedAt + deadlineMs, span });
  };
  const callBy = (
    query: ReportQuery,
    fields: number,
    { deadlineAt, span }: { readonly deadlineAt: number; readonly span: ReportTrace | null },
  ): SourceCall => {
    if (authorization === null || caller === null)
      throw new GatewayError('UNAUTHENTICATED', 'Reports need your own credential: send an Authorization header with Basic or ApiKey.');
    // The signal is made when it is first asked for, so that operations that send nothing go without.
    const { signal } = request;
    return {
      report: query.report.name,
      target: toV2Target(query),
      authorization,
      caller,
      origin: originIn(span),
      fields,
      signal,
      deadlineAt,
      query,
      directives: request.cacheControl,
      sending: () => onSend(requestId),
    };
  };
  const answerOf = ({ reply, sent, leftOut }: Asked<SourceReply<ReadRows>>): ReportAnswer => {
    const { results, complete, keys } = reply.result;
    const { status, durationMs, sharedBy, asOf, cache } = reply;
    // A kept reply may have more columns than this question asks for.
    const isNew = cache === 'MISS' || cache === 'OFF';
    const drift = isNew && results[0] !== undefined && results[0].received > 0 ? columnDrift(sent, keys) : null;
    if (drift !== null) onDrift(sent.report.name, drift);
    return { results, complete, status, durationMs, sharedBy, asOf, cache, sent, leftOut };
  };
  const answered = (asked: Asked<SourceReply<ReadRows>>, fields: number): ReportAnswer => {
    const [result] = asked.reply.result.results;
    onAnswer(requestId, asked.sent.report.name, result?.rowCount ?? 0, Math.max(0, fields - 1));
    return answerOf(asked);
  };

  const withFallback = createColumnFallback({
    memory: options.refusedColumns,
    base,
    // Nobody waits for it, so it goes on when the caller has left.
    probe: async (query) =>
      source.fetch({ ...callFor(query, 0), signal: new LeaveController(), directives: null }, () => createProbeSink(query)),
    onLeftOut: options.onLeftOut,
  });

  const fetchRows: FetchRows = (query, plans, fields) =>
    traced(query, fields, async (span) => {
      const asked = await withFallback({ query, plans, isLookUp: fields === 0 }, async (attempt) => {
        const sink = createBudgetedSink(account, attempt.plans);
        try {
          return await source.fetch(callFor(attempt.query, fields, { isRepeated: attempt.isRepeated, span }), sink.open);
        } catch (error) {
          sink.discard();
          throw error;
        }
      });
      return answered(asked, fields);
    });

  const streamRows: StreamRows = (query, plan, onRows) =>
    traced(query, 1, async (span) => {
      const asked = await withFallback({ query, plans: [plan], isLookUp: false }, (attempt) => {
        const [read = plan] = attempt.plans;
        const counted = countedRows(account, (json, errors) => onRows(json, errors, attempt.leftOut));
        const call = { shareable: false, ...callFor(attempt.query, 1, { isRepeated: attempt.isRepeated, span }) };
        return source.fetch(call, () => createStreamSink(read, counted));
      });
      return answered(asked, 1);
    });

  /** The pages of a file are as many as its rows need, one at a time. They are neither kept nor answered from what is kept. */
  const fetchPage: FetchPage = (query, plan, style, onText) =>
    traced(query, 1, async (span) => {
      const asked = await withFallback({ query, plans: [plan], isLookUp: false }, (attempt) => {
        const [read = plan] = attempt.plans;
        const call: SourceCall = {
          shareable: false,
          stallMs: limits.writeTimeoutMs,
          ...callBy(attempt.query, 1, { deadlineAt: performance.now() + deadlineMs, span }),
          directives: { ...(request.cacheControl ?? NO_DIRECTIVES), noStore: true },
        };
        const hand: OnPieces = (text) => heldWhile(account, text, () => onText(text, attempt.leftOut));
        return source.fetch(call, () => createPageSink(read, style, hand));
      });
      return answerOf(asked);
    });

  return { fetchRows, streamRows, fetchPage };
}

const NO_DIRECTIVES: CacheDirectives = { noCache: false, noStore: false, onlyIfCached: false, maxAgeSeconds: null };

/** The caller's own place in its trace, in the one version that is specified. */
function writeTraceParent({ traceId, parentId, sampled }: TraceParent): string {
  return `00-${traceId}-${parentId}-${sampled ? '01' : '00'}`;
}

/** Rows of a stream count until the caller takes them; it is read no faster than that anyway. */
function countedRows(account: AnswerAccount, onRows: OnRows): OnRows {
  return (json, errors) => heldWhile(account, json, () => onRows(json, errors));
}

/** Counts text until it is taken. */
async function heldWhile(account: AnswerAccount, text: readonly Uint8Array[], take: () => Promise<void>): Promise<void> {
  const bytes = text.reduce((sum, piece) => sum + piece.byteLength, 0);
  account.hold(bytes);
  try {
    await take();
  } finally {
    account.hold(-bytes);
  }
}

/** Reads a reply whose rows nobody wants, and refuses it as any other is refused. */
function createProbeSink({ report, igrp }: ReportQuery): ReplySink<ReadRows> {
  return createRowReader([{ columns: [], known: report.fields, isOpen: false, limit: 0, igrp, track: null }]);
}

function tooExpensive(what: string, cost: number, maxCost: number): GatewayError {
  const rule = `An operation may need at most ${maxCost} ${what} in all, but this one needs ${cost}. Request less, or split it.`;
  return new GatewayError('COST_ESTIMATED_TOO_EXPENSIVE', rule, { extensions: { cost, maxCost } });
}
