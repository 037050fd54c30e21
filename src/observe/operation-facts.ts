/** What one operation did, beside what HTTP knows of it: for its log line and for the count of outcomes. */
import type { RequestLogEntry } from '../http/graphql-request.js';
import type { OperationOutcome } from './metrics.js';
import type { OperationTrace } from './traces.js';

export interface OperationFacts {
  /** Of the caller's `traceparent`, or of a new trace; null where there is neither. */
  readonly traceId: string | null;
  /** Stands for the caller: equal for equal credentials. Null where there was no credential. */
  readonly caller: string | null;
  /** The operation's name as the caller gave it; null where it has none. */
  operation: string | null;
  /** The id of the trusted document that it is; null where it is none. */
  document: string | null;
  /** Its spans; null where none are recorded. */
  readonly trace: OperationTrace | null;
  upstreamCalls: number;
  /** Reports and look-ups that were answered. */
  reportsAnswered: number;
  /** Codes of the errors in its answer, each once. */
  codes: readonly string[];
}

/** How a request for an operation ended; null where the request was none, or its caller left before it began. */
export function outcomeOf({ isOperation, code }: RequestLogEntry, facts: OperationFacts | undefined): OperationOutcome | null {
  if (!isOperation) return null;
  if (code !== null) return 'refused';
  if (!facts) return null;
  if (facts.codes.length === 0) return 'ok';
  return facts.reportsAnswered > 0 ? 'partial' : 'failed';
}
