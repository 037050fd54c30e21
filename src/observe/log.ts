/** The log: JSON lines on standard output. Neither a credential, nor a filter's value, nor anything of an upstream body but the cleaned sentence of a refusal is ever handed to it. */
import { pino, type Logger } from 'pino';
import type { RequestLogEntry } from '../http/graphql-request.js';
import { isoTime } from '../iso-time.js';
import type { UpstreamEvents } from '../upstream/events.js';
import { createLogDestination, writeToStandardOutput } from './log-destination.js';
import type { OperationFacts } from './operation-facts.js';

export type { Logger };

/** The log of a process, on standard output. */
export interface ProcessLog {
  readonly logger: Logger;
  /** Writes a line whatever the level is, before all that is held. */
  readonly announce: (message: string) => void;
  /** Lines that could not be written so far. */
  readonly dropped: () => number;
  /** Writes what is held; resolves at the latest after `withinMs`. */
  readonly flush: (withinMs: number) => Promise<void>;
}

/** A log of JSON lines. Writing never waits and never fails: what standard output does not take is dropped and counted. */
export function createProcessLog(level: string): ProcessLog {
  let dropped = 0;
  const { write, flush } = createLogDestination({ writeBatch: writeToStandardOutput(), onDropped: (lines) => (dropped += lines) });
  return {
    logger: pino({ level, base: null, timestamp: () => `,"time":"${isoTime(Date.now())}"` }, { write }),
    announce(message) {
      write(`${JSON.stringify({ level: pino.levels.values['info'], time: isoTime(Date.now()), msg: message })}\n`);
      void flush(0);
    },
    dropped: () => dropped,
    flush,
  };
}

/** One line a request. Errors are the gateway's own faults and what it could not answer; what a drain turns away is a warning, since it is expected. */
export function logRequest(log: Logger, event: RequestLogEntry, facts: OperationFacts | undefined): void {
  const { requestId, method, route, status, durationMs, bytes, code, fault } = event;
  const codes = facts && facts.codes.length > 0 ? facts.codes : code === null ? undefined : [code];
  // What is undefined is left out of the line.
  const line = {
    requestId,
    traceId: facts?.traceId ?? undefined,
    caller: facts?.caller ?? undefined,
    method,
    route,
    status,
    durationMs: Math.round(durationMs * 100) / 100,
    bytes,
    operation: facts?.operation,
    document: facts?.document?.slice(0, MAX_ID),
    upstreamCalls: facts?.upstreamCalls,
    codes,
    fault: fault === undefined ? undefined : describeFault(fault),
  };
  log[levelOf(event)](line, 'request');
}

/** Health checks and metrics are for `debug`, and so is the readiness check that fails during a drain, as it should. */
function levelOf({ route, status, code, fault }: RequestLogEntry): 'error' | 'warn' | 'info' | 'debug' {
  if (fault !== undefined) return 'error';
  if (route !== '/graphql' && route !== 'other') return 'debug';
  if (code === 'SHUTTING_DOWN') return 'warn';
  return status >= SERVER_ERROR ? 'error' : 'info';
}

/** The first status that says that a server failed. */
const SERVER_ERROR = 500;

/** Characters of a document's id in the log. */
const MAX_ID = 128;

/** Who asked, and in which trace, as far as that is known. */
export function marksOf({ traceId, caller }: Pick<OperationFacts, 'traceId' | 'caller'>): Readonly<Record<string, string>> {
  return { ...(traceId === null ? {} : { traceId }), ...(caller === null ? {} : { caller }) };
}

/** Faults of upstream, as names and codes alone. */
export function upstreamLog(log: Logger): UpstreamEvents {
  return {
    attemptEnded({ report, origin, attempt, status, durationMs, outcome, cause, sentence }) {
      const isUsual = outcome === 'OK' || outcome === 'LEFT';
      if (isUsual && !log.isLevelEnabled('debug')) return;
      const line = {
        ...(origin === undefined ? {} : { requestId: origin.requestId, ...marksOf(origin) }),
        report,
        attempt,
        status,
        durationMs: Math.round(durationMs * 100) / 100,
        outcome,
        ...(cause === null ? {} : { cause }),
        ...(sentence === null ? {} : { upstreamMessage: sentence }),
      };
      if (isUsual) log.debug(line, 'upstream');
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
