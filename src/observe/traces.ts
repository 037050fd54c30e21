/**
 * Spans of operations, by OpenTelemetry's API alone: what records and exports them is handed in as a tracer.
 *
 * Parents are said, never looked up, so no context follows callbacks. The request's own span begins with it and decides on sampling; all others
 * are noted, and made when it is over. A span holds names of reports, routes, codes and figures; nothing that a caller wrote but the request id,
 * and the name of an operation whose document the operator trusts.
 */
import { ROOT_CONTEXT, SpanKind, trace, TraceFlags, type Attributes, type Context, type Span, type Tracer } from '@opentelemetry/api';
import type { GraphQLRequest, RequestLogEntry, TraceParent } from '../http/graphql-request.js';
import type { AttemptEnd } from '../upstream/events.js';
import { createSpanQueue, type SpanQueue } from './span-queue.js';
import { beginRecord, endSpan, spanOf, write, type SpanRecord } from './span-record.js';

/** Makes the spans of operations. */
export interface Traces {
  readonly operation: (request: Pick<GraphQLRequest, 'requestId' | 'traceParent' | 'startedAt'>) => OperationTrace;
  /** Makes the spans of all operations that are over. */
  readonly flush: () => void;
}

/** What is told of an operation that is executed. */
export interface ExecutedOperation {
  readonly type: string;
  /** Shown for trusted documents alone. */
  readonly name: string | null;
  /** The id of the trusted document; null where it is none. */
  readonly document: string | null;
}

/** The spans of one operation. */
export interface OperationTrace {
  readonly traceId: string;
  /** Begins the execution; the function ends it, with the codes of its errors. */
  readonly execute: (operation: ExecutedOperation) => (codes: readonly string[]) => void;
  /** Begins a report. `target`: what is asked for it. */
  readonly report: (name: string, target: TracedTarget) => ReportTrace;
  /** Ends with the request. */
  readonly end: (entry: RequestLogEntry) => void;
}

/** Where a report is asked: its base URL, and its route with the names of what stands in it. */
export interface TracedTarget {
  readonly base: string;
  readonly route: string;
}

/** The span of one report. */
export interface ReportTrace {
  /** The place of what is asked for it. */
  readonly place: TraceParent;
  readonly attemptEnded: (event: AttemptEnd) => void;
  readonly answered: (figures: { readonly rows: number; readonly coalesced: number; readonly cache: string }) => void;
  /** With the code of its error; null where its caller left. */
  readonly failed: (code: string | null) => void;
}

/** Makes the spans of operations, by the tracer. */
export function createTraces(tracer: Tracer): Traces {
  const attributesOf = createTargetAttributes();
  const over = createSpanQueue();
  return {
    flush: over.flush,
    operation: ({ requestId, traceParent, startedAt }) => {
      const server = tracer.startSpan(`POST ${PATH}`, { kind: SpanKind.SERVER, startTime: startedAt }, remote(traceParent));
      return server.isRecording() ? traceOperation({ tracer, attributesOf, later: over.add }, server, requestId) : notSampled(server);
    },
  };
}

const PATH = '/graphql';

interface OperationTracer {
  readonly tracer: Tracer;
  readonly attributesOf: TargetAttributesOf;
  readonly later: SpanQueue['add'];
}

function traceOperation({ tracer, attributesOf, later }: OperationTracer, server: Span, requestId: string): OperationTrace {
  const ended: SpanRecord[] = [];
  let isMade = false;
  let parent: SpanRecord['parent'] = trace.setSpan(ROOT_CONTEXT, server);
  /** Spans that end when those of the operation are made, as those of reports may whose caller has left, are made at once. */
  const end = (record: SpanRecord, code: string | null, endedAt = performance.now()): void => {
    record.code = code;
    record.endedAt = endedAt;
    if (isMade) write(tracer, record);
    else ended.push(record);
  };
  return {
    traceId: server.spanContext().traceId,
    execute: ({ type, name, document }) => {
      const known = document === null ? {} : { 'reports.document': document, ...(name === null ? {} : { 'graphql.operation.name': name }) };
      const record = beginRecord(
        { name: 'graphql.execute', kind: SpanKind.INTERNAL, parent },
        { 'graphql.operation.type': type, ...known },
      );
      parent = record;
      return ([code]) => end(record, code ?? null);
    },
    report: (name, target) => traceReport(tracer, { name, parent, target: attributesOf(target), end }),
    end: ({ method, status, code, clientLeft }) => {
      const endedAt = performance.now();
      later(() => {
        server.updateName(`${method} ${PATH}`);
        server.setAttributes({
          'url.scheme': 'http',
          'url.path': PATH,
          'http.request.method': method,
          'http.route': PATH,
          'http.response.status_code': status,
          'reports.request_id': requestId,
        });
        endSpan(server, !clientLeft && status >= 500 ? (code ?? String(status)) : null, endedAt);
        isMade = true;
        for (const record of ended.splice(0)) write(tracer, record);
      }, ended.length + 1);
    },
  };
}

interface TracedReport {
  readonly name: string;
  readonly parent: SpanRecord['parent'];
  readonly target: TargetAttributes;
  readonly end: (record: SpanRecord, code: string | null, endedAt?: number) => void;
}

function traceReport(tracer: Tracer, { name, parent, target, end }: TracedReport): ReportTrace {
  const record = beginRecord({ name: `report ${name}`, kind: SpanKind.INTERNAL, parent }, { 'reports.report': name });
  return {
    // Upstream is told the id of the span, which there is once the span is made.
    get place() {
      return placeOf(spanOf(tracer, record));
    },
    attemptEnded: ({ attempt, status, durationMs, bytes, outcome }) => {
      const endedAt = performance.now();
      const sent = beginRecord(
        { name: `GET ${target['url.template']}`, kind: SpanKind.CLIENT, parent: record, startedAt: endedAt - durationMs },
        target,
      );
      sent.attributes.push({
        'reports.bytes': bytes,
        ...(status === null ? {} : { 'http.response.status_code': status }),
        ...(attempt > 1 ? { 'http.request.resend_count': attempt - 1 } : {}),
      });
      // Semantic conventions leave the status unset where the caller left.
      end(sent, outcome === 'OK' || outcome === 'LEFT' ? null : outcome, endedAt);
    },
    answered: ({ rows, coalesced, cache }) => {
      record.attributes.push({ 'reports.rows': rows, 'reports.coalesced': coalesced, 'reports.cache': cache });
      end(record, null);
    },
    failed: (code) => end(record, code),
  };
}

/** The trace of an operation that is not recorded: its id, for the log and for upstream, and nothing else. */
function notSampled(server: Span): OperationTrace {
  const nothing = (): void => undefined;
  const report: ReportTrace = { place: placeOf(server), attemptEnded: nothing, answered: nothing, failed: nothing };
  return { traceId: server.spanContext().traceId, execute: () => nothing, report: () => report, end: nothing };
}

function placeOf(span: Span): TraceParent {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return { traceId, parentId: spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 };
}

/** What attempts say of where they go. */
interface TargetAttributes extends Attributes {
  readonly 'url.template': string;
}

type TargetAttributesOf = (target: TracedTarget) => TargetAttributes;

/**
 * The attributes of attempts at a target, made once for each of the catalogue's routes. `url.full` is the route, its parameters by name and without
 * a query: what stands in them is a caller's.
 */
function createTargetAttributes(): TargetAttributesOf {
  const known = new Map<string, TargetAttributes>();
  return ({ base, route }) => {
    const full = `${base}${route}`;
    const before = known.get(full);
    if (before) return before;
    const { protocol, hostname, port } = new URL(base);
    const attributes = Object.freeze({
      'http.request.method': 'GET',
      'url.template': route,
      'url.full': full,
      'server.address': hostname,
      'server.port': port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    });
    known.set(full, attributes);
    return attributes;
  };
}

function remote(traceParent: TraceParent | null): Context {
  if (traceParent === null) return ROOT_CONTEXT;
  const { traceId, parentId, sampled } = traceParent;
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parentId, traceFlags, isRemote: true });
}
