/** The log: JSON lines on standard output. Neither a credential, nor a filter's value, nor anything of an upstream body is ever handed to it. */
import { pino, type Logger } from 'pino';
import type { RequestLogEntry } from '../http/graphql-request.js';
import type { UpstreamEvents } from '../upstream/events.js';

export type { Logger };

/** What one operation did, beside what the front door knows of it. */
export interface OperationFacts {
  /** The operation's name as the caller gave it; null where it has none. */
  operation: string | null;
  upstreamCalls: number;
  /** Codes of the errors in its answer, each once. */
  codes: readonly string[];
}

/** Lines are written together, at the latest after half a second: a system call a line is a tenth of a small request. */
const BUFFERED = { minLength: 16_000, periodicFlush: 500, sync: false } as const;

/** A log on standard output. What is buffered is written when the process ends in good order. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(BUFFERED));
}

/** One line a request: warnings for the gateway's own faults, `debug` for health checks and the like. */
export function logRequest(log: Logger, event: RequestLogEntry, facts: OperationFacts | undefined): void {
  const { requestId, method, route, status, durationMs, bytes, code, fault } = event;
  const line = {
    requestId,
    method,
    route,
    status,
    durationMs: Math.round(durationMs * 100) / 100,
    bytes,
    ...(facts ? { operation: facts.operation, upstreamCalls: facts.upstreamCalls } : {}),
    ...(facts && facts.codes.length > 0 ? { codes: facts.codes } : code === null ? {} : { codes: [code] }),
    ...(fault === undefined ? {} : { fault: describeFault(fault) }),
  };
  if (fault !== undefined || status >= 500) log.error(line, 'request');
  else if (route === '/graphql' || route === 'other') log.info(line, 'request');
  else log.debug(line, 'request');
}

/** Faults of upstream, as names and codes alone. */
export function upstreamLog(log: Logger): UpstreamEvents {
  return {
    attemptEnded({ report, attempt, status, durationMs, outcome, cause }) {
      const line = {
        report,
        attempt,
        status,
        durationMs: Math.round(durationMs * 100) / 100,
        outcome,
        ...(cause === null ? {} : { cause }),
      };
      if (outcome === 'OK' || outcome === 'LEFT') log.debug(line, 'upstream');
      else log.warn(line, 'upstream');
    },
    breakerChanged: (event) => log.warn(event, 'breaker'),
  };
}

/** A fault of our own: its class and where it happened in our code. Its message may quote a caller and stays out. */
export function describeFault(fault: unknown): { readonly name: string; readonly stack: readonly string[] } {
  if (!(fault instanceof Error)) return { name: typeof fault, stack: [] };
  const frames = (fault.stack ?? '').split('\n').filter((text) => /^\s+at /.test(text));
  return { name: fault.name, stack: frames.slice(0, 10).map((text) => text.trim()) };
}
