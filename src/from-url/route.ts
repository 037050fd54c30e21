/** Which report a path asks, and for which installation. */
import type { Catalogue, Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { PLACE } from './locate.js';

/** A path that leads to a report. */
export interface Route {
  readonly report: Report;
  /** The installation as the path names it; null where it does not. */
  readonly igrp: string | null;
  readonly notes: readonly string[];
}

const INSTALLATION = '/igrps/{igrp}';

/**
 * The report of a path below the base: by its route, or by the older form of one in which the installation was a parameter
 * (`/triggers/calls?igrp=1`). Throws BAD_USER_INPUT where no report has it.
 */
export function matchRoute(catalogue: Catalogue, path: string): Route {
  const plain = path.replace(/(?<=[^/])\/$/, '');
  const notes = plain === path ? [] : ['The slash at the end of the path is left out.'];
  const segments = plain.split('/').map(decodeSegment);
  const reports = [...catalogue.values()];
  for (const report of reports) {
    const igrp = match(report.path, segments);
    if (igrp !== undefined) return { report, igrp, notes };
  }
  for (const report of reports) {
    if (!report.path.startsWith(`${INSTALLATION}/`)) continue;
    const older = report.path.slice(INSTALLATION.length);
    if (match(older, segments) === undefined) continue;
    return { report, igrp: null, notes: [...notes, `The older route ${older} is asked as ${report.path}.`] };
  }
  throw badInput('url must name the route of a report', path, PLACE);
}

/** The installation that the path names, null where the route has none; undefined where the path is another one. */
function match(route: string, segments: readonly string[]): string | null | undefined {
  const expected = route.split('/');
  if (expected.length !== segments.length) return undefined;
  let igrp: string | null = null;
  for (const [i, part] of expected.entries()) {
    const segment = segments[i] ?? '';
    if (part === '{igrp}' && /^\d+$/.test(segment)) igrp = segment;
    else if (part !== segment) return undefined;
  }
  return igrp;
}

/** A segment that cannot be decoded is no part of any route, and stays as it is. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
