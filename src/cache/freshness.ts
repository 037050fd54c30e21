/** How long a reply may be kept, by what was asked. */
import { isDated } from '../../schema/dated.js';
import { reportDates } from '../comparison/report-period.js';
import type { ReportQuery } from '../query/report-query.js';

/** Seconds for each kind of question. */
export interface Lifetimes {
  /** Periods whose last day is over. */
  readonly closedSeconds: number;
  /** Periods that are not over, or name no last day. */
  readonly openSeconds: number;
  /** Reports without dates. */
  readonly listsSeconds: number;
}

/** How long a reply of that moment may answer this question, in milliseconds; 0 where it may not be kept. */
export function lifetimeOf(query: ReportQuery, lifetimes: Lifetimes, asOf: number): number {
  if (query.report.realTime) return 0;
  if (!isDated(query.report)) return 1000 * lifetimes.listsSeconds;
  return 1000 * (reportDates(query, asOf).closed ? lifetimes.closedSeconds : lifetimes.openSeconds);
}

/** Whether a reply to this question may never be kept. Works out no dates where that does not depend on them. */
export function isNeverKept(query: ReportQuery, lifetimes: Lifetimes, now: number): boolean {
  const { closedSeconds, openSeconds } = lifetimes;
  if (!query.report.realTime && closedSeconds > 0 && openSeconds > 0 && isDated(query.report)) return false;
  return lifetimeOf(query, lifetimes, now) === 0;
}
