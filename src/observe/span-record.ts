/**
 * Spans that are noted while an operation runs, and made when it is over. The SDK takes long for one span in the midst of other work, and a
 * fraction of that for each of several behind one another: its code and data are at hand then.
 */
import { SpanStatusCode, trace, type Attributes, type Context, type Span, type SpanKind, type Tracer } from '@opentelemetry/api';

/** What is known of a span. */
export interface SpanRecord {
  readonly name: string;
  readonly kind: SpanKind;
  readonly startedAt: number;
  /** The context of the span that it is in, or the record of that span. */
  readonly parent: Context | SpanRecord;
  readonly attributes: Attributes[];
  endedAt: number | null;
  /** The code of its error. */
  code: string | null;
  /** The span, once it is made, and the context of spans in it, once there are some. */
  span: Span | null;
  inside: Context | null;
}

/** A record of a span that begins. Times are those of `performance.now()`. */
export function beginRecord(
  { name, kind, parent, startedAt = performance.now() }: Pick<SpanRecord, 'name' | 'kind' | 'parent'> & { readonly startedAt?: number },
  attributes: Attributes,
): SpanRecord {
  return { name, kind, parent, startedAt, attributes: [attributes], endedAt: null, code: null, span: null, inside: null };
}

/**
 * The span of a record; it and those that it is in are made where they are not there yet. Attributes that a span begins with are copied twice
 * more by the SDK: these get theirs when they end.
 */
export function spanOf(tracer: Tracer, record: SpanRecord): Span {
  const { name, kind, startedAt, parent } = record;
  return (record.span ??= tracer.startSpan(name, { kind, startTime: startedAt }, isRecord(parent) ? insideOf(tracer, parent) : parent));
}

function insideOf(tracer: Tracer, record: SpanRecord): Context {
  const { parent } = record;
  return (record.inside ??= trace.setSpan(isRecord(parent) ? insideOf(tracer, parent) : parent, spanOf(tracer, record)));
}

const isRecord = (parent: SpanRecord['parent']): parent is SpanRecord => 'startedAt' in parent;

/** Makes and ends the span of a record that has ended. */
export function write(tracer: Tracer, record: SpanRecord): void {
  const span = spanOf(tracer, record);
  for (const attributes of record.attributes) span.setAttributes(attributes);
  endSpan(span, record.code, record.endedAt ?? performance.now());
}

/** Ends a span, with the code of its error where there is one. */
export function endSpan(span: Span, code: string | null, endedAt: number): void {
  if (code !== null) {
    span.setAttribute('error.type', code);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(endedAt);
}
