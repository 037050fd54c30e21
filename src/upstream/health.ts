/**
 * Which breaker watches over what, so that no caller can close the way for others.
 *
 * - `connection`: whether upstream can be reached at all. Only what happens before anything of a caller is sent counts: no question and
 *   no credential can bring it about, so every caller's experience counts for all.
 * - `report`: whether one report is answered. It takes several callers to fail before it is closed to all.
 * - `caller`: whether one report is answered to one caller. It opens for that caller alone, and so needs nobody's agreement.
 */
import { createBreaker, type Breaker, type Verdict } from './circuit-breaker.js';
import type { BreakerScope, UpstreamEvents } from './events.js';
import type { UpstreamBounds } from './options.js';

/** How a call that was let through ended. */
export interface Ending {
  /** Something of it was sent: a connection was had. */
  readonly sent: boolean;
  readonly verdict: Verdict;
}

export interface Health {
  /** Milliseconds for which such a call is refused; 0 if it may go. Changes nothing. */
  refusesFor(report: string, caller: string): number;
  /** Lets a call through after `refusesFor` was 0. The returned function must be told the ending, once. */
  admit(report: string, caller: string): (ending: Ending) => void;
  /** Breakers that refuse calls, by scope. */
  open(): Readonly<Record<BreakerScope, number>>;
}

export interface HealthOptions {
  readonly bounds: UpstreamBounds;
  readonly now: () => number;
  readonly changed: NonNullable<UpstreamEvents['breakerChanged']>;
}

/** Breakers of single callers that are kept; the one that has been there longest goes first. */
const CALLER_BREAKERS = 2_000;

/** Begins with everything closed. */
export function createHealth({ bounds, now, changed }: HealthOptions): Health {
  const { breakerFailures: failures, breakerWindowMs: windowMs, breakerResetMs: resetMs, breakerCallers } = bounds;
  const common = { failures, windowMs, resetMs, now };
  const connection = createBreaker({
    ...common,
    callers: 1,
    changed: (state) => changed({ scope: 'connection', report: null, state }),
  });
  const reports = new Map<string, Breaker>();
  const callers = new Map<string, Breaker>();

  const ofReport = (report: string): Breaker => {
    const known = reports.get(report);
    if (known !== undefined) return known;
    const breaker = createBreaker({ callers: breakerCallers, changed: (state) => changed({ scope: 'report', report, state }), ...common });
    reports.set(report, breaker);
    return breaker;
  };

  const ofCaller = (report: string, key: string): Breaker => {
    const known = callers.get(key);
    if (known !== undefined) return known;
    const oldest = callers.size >= CALLER_BREAKERS ? callers.keys().next().value : undefined;
    if (oldest !== undefined) callers.delete(oldest);
    const breaker = createBreaker({ callers: 1, changed: (state) => changed({ scope: 'caller', report, state }), ...common });
    callers.set(key, breaker);
    return breaker;
  };

  const openIn = (breakers: Iterable<Breaker>): number => [...breakers].filter((breaker) => breaker.refusesFor() > 0).length;

  return {
    open: () => ({ connection: openIn([connection]), report: openIn(reports.values()), caller: openIn(callers.values()) }),
    refusesFor: (report, caller) =>
      Math.max(connection.refusesFor(), ofReport(report).refusesFor(), callers.get(`${caller} ${report}`)?.refusesFor() ?? 0),
    admit: (report, caller) => {
      const key = `${caller} ${report}`;
      const reportBreaker = ofReport(report);
      const callerBreaker = callers.get(key);
      const connectionTrial = connection.admit();
      const reportTrial = reportBreaker.admit();
      const callerTrial = callerBreaker?.admit() ?? false;
      return ({ sent, verdict }) => {
        connection.record(sent ? 'success' : verdict, caller, connectionTrial);
        const judged = sent ? verdict : 'ignored';
        reportBreaker.record(judged, caller, reportTrial);
        // A breaker of one caller comes to be with that caller's first failure.
        const own = callerBreaker ?? (judged === 'failure' ? ofCaller(report, key) : undefined);
        own?.record(judged, caller, callerTrial);
      };
    },
  };
}
