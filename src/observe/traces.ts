/**
 * Spans of operations. Parents are said, never looked up, so no context follows callbacks. A span holds names of reports, routes, codes and figures;
 * nothing that a caller wrote but the request id, and the name of an operation whose document the operator trusts.
 */
import type { GraphQLRequest, RequestLogEntry, TraceParent } from '../http/graphql-request.js';
import type { AttemptEnd } from '../upstream/events.js';
import type { SpanBatches } from './span-batches.js';
import { createSpanForms, KEYS, type SpanForms, type TracedTarget } from './span-forms.js';
import { newSpanId, spanIdOf, spanIdToHex, type SpanId, type TraceId } from './span-id.js';
import type { EndedSpan } from './span-writer.js';

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
  execute(operation: ExecutedOperation): (codes: readonly string[]) => void;
  /** Begins a report. `target`: what is asked for it. */
  report(name: string, target: TracedTarget): ReportTrace;
  /** Ends with the request. */
  end(entry: RequestLogEntry): void;
}

/** The span of one report. */
export interface ReportTrace {
  /** The place of what is asked for it. */
  readonly place: TraceParent;
  readonly attemptEnded: (event: AttemptEnd) => void;
  answered(figures: AnswerFigures): void;
  /** With the code of its error; null where its caller left. */
  failed(code: string | null): void;
}

/** What the span of a report says of its answer. */
export interface AnswerFigures {
  readonly rows: number;
  /** Fields that it served beside the first. */
  readonly coalesced: number;
  readonly cache: string;
}

/** The place of a request in a trace. */
export interface TracePlace {
  readonly trace: TraceId;
  /** The request's own span. */
  readonly span: SpanId;
  /** Whether its spans are recorded. */
  readonly sampled: boolean;
}

/** What spans are made with. */
export interface TraceOptions {
  /** A place in the trace of the caller, or in a new one. */
  readonly sample: (parent: TraceParent | null) => TracePlace;
  readonly batches: SpanBatches;
}

/** Makes the spans of operations. */
export function createTraces({ sample, batches }: TraceOptions): Traces {
  const recorder: SpanRecorder = {
    writer: batches.writer,
    end: (code) => {
      if (code !== null) batches.writer.text(KEYS.error, code);
      batches.writer.end(code !== null);
      batches.written();
    },
    forms: createSpanForms(),
  };
  return {
    operation: (request) => {
      const place = sample(request.traceParent);
      return place.sampled ? new RecordedOperation(recorder, place, request) : notSampled(place);
    },
  };
}

/** Writes spans, each when it has ended. */
interface SpanRecorder extends Pick<SpanBatches, 'writer'> {
  /** Ends the span under way, with the code of its error. */
  readonly end: (code: string | null) => void;
  readonly forms: SpanForms;
}

type TracedRequest = Parameters<Traces['operation']>[0];

/** A span that has begun. */
interface BegunSpan {
  readonly id: SpanId;
  readonly parent: SpanId;
  readonly startedAt: number;
}

/** Spans are noted as they end, and written one behind another when the operation is over. */
class RecordedOperation implements OperationTrace {
  readonly traceId: string;
  readonly #recorder: SpanRecorder;
  readonly #place: TracePlace;
  readonly #request: TracedRequest;
  /** Writes each span that has ended; null once the operation is over. */
  #ended: (() => void)[] | null = [];
  #execution: SpanId | null = null;

  constructor(recorder: SpanRecorder, place: TracePlace, request: TracedRequest) {
    this.traceId = place.trace.hex;
    this.#recorder = recorder;
    this.#place = place;
    this.#request = request;
  }

  execute({ type, name, document }: ExecutedOperation): (codes: readonly string[]) => void {
    const { writer, end, forms } = this.#recorder;
    const { trace, span } = this.#place;
    const execution = { id: newSpanId(), parent: span, startedAt: performance.now() };
    this.#execution = execution.id;
    return ([code]) => {
      const endedAt = performance.now();
      this.whenOver(() => {
        writer.begin(endedIn(trace, execution, endedAt), forms.execution(type));
        if (document !== null) writer.text(KEYS.document, document);
        if (document !== null && name !== null) writer.text(KEYS.operation, name);
        end(code ?? null);
      });
    };
  }

  report(name: string, target: TracedTarget): ReportTrace {
    const { trace, span } = this.#place;
    const begun = { id: newSpanId(), parent: this.#execution ?? span, startedAt: performance.now() };
    return new RecordedReport(this.#recorder, this, { trace, span: begun, name, target });
  }

  end({ method, status, code, clientLeft }: RequestLogEntry): void {
    const { writer, end, forms } = this.#recorder;
    const { trace, span } = this.#place;
    const { requestId, traceParent, startedAt } = this.#request;
    const parent = traceParent === null ? null : spanIdOf(traceParent.parentId);
    writer.begin(
      { traceId: trace.bytes, id: span, parent, isParentRemote: parent !== null, startedAt, endedAt: performance.now() },
      forms.request(method),
    );
    writer.number(KEYS.status, status);
    writer.text(KEYS.request, requestId);
    end(!clientLeft && status >= 500 ? (code ?? String(status)) : null);
    const ended = this.#ended ?? [];
    this.#ended = null;
    for (const write of ended) write();
  }

  /** Writes a span with the others of the operation; at once where it ends later than they do, as a report may whose caller has left. */
  whenOver(write: () => void): void {
    if (this.#ended === null) write();
    else this.#ended.push(write);
  }
}

interface TracedReport {
  readonly trace: TraceId;
  readonly span: BegunSpan;
  readonly name: string;
  readonly target: TracedTarget;
}

class RecordedReport implements ReportTrace {
  readonly attemptEnded: (event: AttemptEnd) => void;
  readonly #recorder: SpanRecorder;
  readonly #operation: RecordedOperation;
  readonly #report: TracedReport;

  constructor(recorder: SpanRecorder, operation: RecordedOperation, report: TracedReport) {
    this.#recorder = recorder;
    this.#operation = operation;
    this.#report = report;
    this.attemptEnded = (event) => {
      const endedAt = performance.now();
      operation.whenOver(() => writeAttempt(recorder, report, event, endedAt));
    };
  }

  // Written out where upstream is told of it, and not otherwise.
  get place(): TraceParent {
    const { trace, span } = this.#report;
    return { traceId: trace.hex, parentId: spanIdToHex(span.id), sampled: true };
  }

  answered({ rows, coalesced, cache }: AnswerFigures): void {
    const { writer, end, forms } = this.#recorder;
    const { trace, span, name } = this.#report;
    const endedAt = performance.now();
    this.#operation.whenOver(() => {
      writer.begin(endedIn(trace, span, endedAt), forms.answer(name)(cache));
      writer.number(KEYS.rows, rows);
      writer.number(KEYS.coalesced, coalesced);
      end(null);
    });
  }

  failed(code: string | null): void {
    const { writer, end, forms } = this.#recorder;
    const { trace, span, name } = this.#report;
    const endedAt = performance.now();
    this.#operation.whenOver(() => {
      writer.begin(endedIn(trace, span, endedAt), forms.failure(name));
      end(code);
    });
  }
}

function writeAttempt(
  { writer, end, forms }: SpanRecorder,
  { trace, span, target }: TracedReport,
  { attempt, status, durationMs, bytes, outcome }: AttemptEnd,
  endedAt: number,
): void {
  const sent = { id: newSpanId(), parent: span.id, startedAt: endedAt - durationMs };
  writer.begin(endedIn(trace, sent, endedAt), forms.attempt(target));
  writer.number(KEYS.bytes, bytes);
  if (status !== null) writer.number(KEYS.status, status);
  if (attempt > 1) writer.number(KEYS.resent, attempt - 1);
  // Semantic conventions leave the status unset where the caller left.
  end(outcome === 'OK' || outcome === 'LEFT' ? null : outcome);
}

const endedIn = ({ bytes }: TraceId, { id, parent, startedAt }: BegunSpan, endedAt: number): EndedSpan => ({
  traceId: bytes,
  id,
  parent,
  isParentRemote: false,
  startedAt,
  endedAt,
});

/** The trace of an operation that is not recorded: its id, for the log and for upstream, and nothing else. */
function notSampled({ trace, span }: TracePlace): OperationTrace {
  const nothing = (): void => undefined;
  const place = { traceId: trace.hex, parentId: spanIdToHex(span), sampled: false };
  const report: ReportTrace = { place, attemptEnded: nothing, answered: nothing, failed: nothing };
  return { traceId: trace.hex, execute: () => nothing, report: () => report, end: nothing };
}
