/**
 * Spans of operations, by OpenTelemetry's API alone: what records and exports them is handed in as a tracer.
 *
 * Parents are said, never looked up, so no context follows callbacks. Attributes are set on spans that have begun: those that a span begins with
 * are copied twice more by the SDK, for samplers, of which none here looks at them. A span holds names of reports, routes, codes and figures; nothing
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
  const attributesOf = createTargetAttributes();
  return {
    operation: ({ requestId, traceParent, startedAt }) => {
      const server = tracer.startSpan(`POST ${PATH}`, { kind: SpanKind.SERVER, startTime: startedAt }, remote(traceParent));
      let parent = trace.setSpan(ROOT_CONTEXT, server);
      return {
        traceId: server.spanContext().traceId,
        execute: ({ type, name, document }) => {
          const span = tracer.startSpan('graphql.execute', undefined, parent);
          span.setAttribute('graphql.operation.type', type);
          if (document !== null) span.setAttribute('reports.document', document);
          if (document !== null && name !== null) span.setAttribute('graphql.operation.name', name);
          parent = trace.setSpan(parent, span);
          return ([code]) => endSpan(span, code ?? null);
        },
        report: (name, target) => startReport(tracer, parent, name, attributesOf(target)),
        end: ({ method, status, code, clientLeft }) => {
          server.updateName(`${method} ${PATH}`);
          server.setAttributes({
            'url.scheme': 'http',
            'url.path': PATH,
            'http.request.method': method,
            'http.route': PATH,
            'http.response.status_code': status,
            'reports.request_id': requestId,
          });
          endSpan(server, !clientLeft && status >= 500 ? (code ?? String(status)) : null);
        },
      };
    },
  };
}

const PATH = '/graphql';

function startReport(tracer: Tracer, parent: Context, name: string, target: TargetAttributes): ReportTrace {
  const span = tracer.startSpan(`report ${name}`, undefined, parent);
  span.setAttribute('reports.report', name);
  const inside = trace.setSpan(parent, span);
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    place: { traceId, parentId: spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 },
    attemptEnded: ({ attempt, status, durationMs, bytes, outcome }) => {
      const endTime = performance.now();
      const options = { kind: SpanKind.CLIENT, startTime: endTime - durationMs };
      const sent = tracer.startSpan(`GET ${target['url.template']}`, options, inside);
      sent.setAttributes(target);
      sent.setAttribute('reports.bytes', bytes);
      if (status !== null) sent.setAttribute('http.response.status_code', status);
      if (attempt > 1) sent.setAttribute('http.request.resend_count', attempt - 1);
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

/** What attempts say of where they go. */
interface TargetAttributes extends Attributes {
  readonly 'url.template': string;
}

/**
 * The attributes of attempts at a target, made once for each of the catalogue's routes. `url.full` is the route, its parameters by name and without
 * a query: what stands in them is a caller's.
 */
function createTargetAttributes(): (target: TracedTarget) => TargetAttributes {
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
