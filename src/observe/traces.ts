/**
 * Spans of operations, by OpenTelemetry's API alone: what records and exports them is handed in as a tracer.
 *
 * Parents are said, never looked up, so no context follows callbacks. A span holds names of reports, routes, codes and figures; nothing
 * that a caller wrote but the request id, and the name of an operation whose document the operator trusts.
 */
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { GraphQLRequest, RequestLogEntry, TraceParent } from '../http/graphql-request.js';
import type { AttemptEnd } from '../upstream/events.js';

/** Makes the spans of operations. */
export interface Traces {
  readonly operation: (request: Pick<GraphQLRequest, 'requestId' | 'traceParent' | 'startedAt'>) => OperationTrace;
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

export function createTraces(tracer: Tracer): Traces {
  return {
    operation: ({ requestId, traceParent, startedAt }) => {
      const attributes = { 'url.scheme': 'http', 'url.path': PATH, 'reports.request_id': requestId };
      const server = tracer.startSpan(`POST ${PATH}`, { kind: SpanKind.SERVER, startTime: startedAt, attributes }, remote(traceParent));
      let parent = trace.setSpan(ROOT_CONTEXT, server);
      return {
        traceId: server.spanContext().traceId,
        execute: ({ type, name, document }) => {
          const known =
            document === null ? {} : { 'reports.document': document, ...(name === null ? {} : { 'graphql.operation.name': name }) };
          const span = tracer.startSpan('graphql.execute', { attributes: { 'graphql.operation.type': type, ...known } }, parent);
          parent = trace.setSpan(parent, span);
          return ([code]) => endSpan(span, code ?? null);
        },
        report: (name, target) => startReport(tracer, parent, name, target),
        end: ({ method, status, code, clientLeft }) => {
          server.updateName(`${method} ${PATH}`);
          server.setAttributes({ 'http.request.method': method, 'http.route': PATH, 'http.response.status_code': status });
          endSpan(server, !clientLeft && status >= 500 ? (code ?? String(status)) : null);
        },
      };
    },
  };
}

const PATH = '/graphql';

function startReport(tracer: Tracer, parent: Context, name: string, { base, route }: TracedTarget): ReportTrace {
  const span = tracer.startSpan(`report ${name}`, { attributes: { 'reports.report': name } }, parent);
  const inside = trace.setSpan(parent, span);
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    place: { traceId, parentId: spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 },
    attemptEnded: ({ attempt, status, durationMs, bytes, outcome }) => {
      const endTime = performance.now();
      const attributes: Attributes = {
        ...attributesOf(base, route),
        'reports.bytes': bytes,
        ...(status === null ? {} : { 'http.response.status_code': status }),
        ...(attempt > 1 ? { 'http.request.resend_count': attempt - 1 } : {}),
      };
      const sent = tracer.startSpan(`GET ${route}`, { kind: SpanKind.CLIENT, startTime: endTime - durationMs, attributes }, inside);
      // Semantic conventions leave the status unset where the caller left.
      endSpan(sent, outcome === 'OK' || outcome === 'LEFT' ? null : outcome, endTime);
    },
    answered: ({ rows, coalesced, cache }) => {
      span.setAttributes({ 'reports.rows': rows, 'reports.coalesced': coalesced, 'reports.cache': cache });
      span.end();
    },
    failed: (code) => endSpan(span, code),
  };
}

/** `url.full` is the route, its parameters by name and without a query: what stands in them is a caller's. */
function attributesOf(base: string, route: string): Attributes {
  const { protocol, hostname, port } = new URL(base);
  return {
    'http.request.method': 'GET',
    'url.template': route,
    'url.full': `${base}${route}`,
    'server.address': hostname,
    'server.port': port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  };
}

function endSpan(span: Span, code: string | null, endTime?: number): void {
  if (code !== null) {
    span.setAttribute('error.type', code);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(endTime);
}

function remote(traceParent: TraceParent | null): Context {
  if (traceParent === null) return ROOT_CONTEXT;
  const { traceId, parentId, sampled } = traceParent;
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parentId, traceFlags, isRemote: true });
}
