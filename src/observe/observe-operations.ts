/** Keeps what each operation does while it is under way, and makes its log lines and metrics of that. */
import type { ErrorCode } from '../errors.js';
import type { RequestLogEntry } from '../http/graphql-request.js';
import { describeFault, logRequest, marksOf, type Logger } from './log.js';
import type { Metrics } from './metrics.js';
import { outcomeOf, type OperationFacts } from './operation-facts.js';

/** What the gateway's parts call, each with the id of the request. */
export interface OperationObserver {
  /** An operation begins; its facts are filled in as it goes. */
  readonly began: (requestId: string, facts: OperationFacts) => void;
  /** The document of an operation is not among the trusted ones; `sha256` is the hash of its text. */
  readonly unknown: (requestId: string, sha256: string) => void;
  /** An executed operation, or a part of it, has errors; `faults` are those that are masked. */
  readonly failed: (requestId: string, codes: readonly ErrorCode[], faults: readonly unknown[]) => void;
  /** A request goes to the Reports API. */
  readonly sent: (requestId: string) => void;
  /** A report was answered: its rows, and how many fields beside the first the same request served. */
  readonly answered: (requestId: string, report: string, rows: number, coalesced: number) => void;
  /** The response is written, or its caller has left. */
  readonly ended: (entry: RequestLogEntry) => void;
}

/** An observer that knows of no operation yet. */
export function observeOperations(log: Logger, metrics: Metrics): OperationObserver {
  const facts = new Map<string, OperationFacts>();
  const marks = (requestId: string) => {
    const known = facts.get(requestId);
    return { requestId, ...(known ? marksOf(known) : {}) };
  };
  return {
    began: (requestId, known) => void facts.set(requestId, known),
    unknown: (requestId, sha256) =>
      log.warn({ ...marks(requestId), operation: facts.get(requestId)?.operation, sha256 }, 'unknown document'),
    failed: (requestId, codes, faults) => {
      metrics.errors(codes);
      for (const fault of faults) log.error({ ...marks(requestId), fault: describeFault(fault) }, 'fault');
    },
    sent: (requestId) => {
      const known = facts.get(requestId);
      if (known) known.upstreamCalls++;
    },
    answered: (requestId, report, rows, coalesced) => {
      const known = facts.get(requestId);
      if (known) known.reportsAnswered++;
      metrics.answered(report, rows, coalesced);
    },
    ended: (entry) => {
      const known = facts.get(entry.requestId);
      metrics.request(entry);
      const outcome = outcomeOf(entry, known);
      if (outcome) metrics.operation(outcome);
      known?.trace?.end(entry);
      logRequest(log, entry, known);
      facts.delete(entry.requestId);
    },
  };
}
