/**
 * From a report field's arguments and selection to the one canonical question upstream.
 *
 * Pure: no clock, no environment; equal questions give equal queries. What breaks a rule is refused here, before anything is sent, with
 * BAD_USER_INPUT and the place of the value.
 */
import type { Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { customMetricsOf } from './custom-metrics.js';
import { filtersOf } from './filters.js';
import { groupOf } from './group.js';
import { pagingOf } from './paging.js';
import { projectionOf } from './projection.js';
import { ReportQuery, type CustomMetric } from './report-query.js';
import type { ReportSelection } from './report-selection.js';
import { scalarsOf } from './scalars.js';
import { sortOf } from './sort.js';
import { createUrlRoom } from './url-room.js';

export interface ReportRequest {
  /** The installation; null on root reports. */
  readonly igrp: number | null;
  /** As GraphQL coerced them: enum values are the v2 names. */
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly selection: ReportSelection;
  /** YYYY-MM-DD in UTC, to refuse periods that begin in the future; left out, none is refused. */
  readonly today?: string;
  /** The largest limit that may be given, where that is not what one call returns. */
  readonly maxLimit?: number;
  /** Whether rows are asked in the order of the keyset without `afterRowId`, too. */
  readonly walksByKey?: boolean;
}

/** The canonical, frozen query. Throws BAD_USER_INPUT where an argument or the selection breaks a rule. */
export function normalise(report: Report, request: ReportRequest): ReportQuery {
  const { igrp, arguments: given, selection, today, maxLimit = report.maxRows, walksByKey = false } = request;
  checkArguments(report, given);
  const scalars = scalarsOf(report, given, today);
  const group = groupOf(report, given['group'], given['groupNames']);
  const room = createUrlRoom(report.name);
  const customMetrics = customMetricsOf(report, given['customMetrics'], room);
  const references = referencesOf(customMetrics);
  const { limit, offset, after } = pagingOf(report, given, maxLimit);
  return new ReportQuery({
    report,
    igrp: installationOf(report, igrp),
    scalars,
    filters: filtersOf({ report, given: given['filter'], references, implied: after, room }),
    sort: sortOf({ report, given: given['sort'], group, references, keysetPaging: after !== null || walksByKey }),
    group,
    customMetrics,
    limit,
    lookAhead: selection.lookAhead && limit !== null && limit < report.maxRows,
    offset,
    projection: projectionOf({ report, rows: selection.rows, group, references, endRowId: selection.endRowId }),
  });
}

/** An argument that is not sent would be a silent change of the question. */
function checkArguments(report: Report, given: Readonly<Record<string, unknown>>): void {
  for (const name in given) {
    if (given[name] === undefined || report.argumentNames.has(name)) continue;
    throw badInput(`${name} must be an argument of the report`, given[name], `${report.name}.${name}`);
  }
}

function installationOf(report: Report, igrp: number | null): number | null {
  if (report.scope === 'root') return null;
  if (igrp !== null && Number.isSafeInteger(igrp) && igrp >= 1) return igrp;
  throw badInput('igrp must be 1 or more', igrp, `${report.name}.igrp`);
}

const NO_REFERENCES: ReadonlySet<string> = new Set();

function referencesOf(metrics: readonly CustomMetric[]): ReadonlySet<string> {
  return metrics.length === 0 ? NO_REFERENCES : new Set(metrics.map(({ reference }) => reference));
}
