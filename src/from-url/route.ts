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
 * The report of a path below the base: by its route, by a deprecated one, or by the older form of one in which the installation was a
 * parameter (`/callKeywords?igrp=1`). Throws BAD_USER_INPUT where no report has it.
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
    const deprecated = report.deprecatedPaths.find((route) => match(route, segments) !== undefined);
    const older = deprecated ?? (report.path.startsWith(`${INSTALLATION}/`) ? report.path.slice(INSTALLATION.length) : undefined);
    if (older === undefined || match(older, segments) === undefined) continue;
    const kind = deprecated === undefined ? 'older' : 'deprecated';
    return { report, igrp: null, notes: [...notes, `The ${kind} route ${older} is asked as ${report.path}.`] };
  }
  throw badInput('url must name the route of a report', path, PLACE);
}

/** The installation that the path names, a number or not; null where the route has none, undefined where the path is another one. */
function match(route: string, segments: readonly string[]): string | null | undefined {
  const expected = route.split('/');
  if (expected.length !== segments.length) return undefined;
  let igrp: string | null = null;
  for (const [i, part] of expected.entries()) {
    const segment = segments[i] ?? '';
    if (part === '{igrp}') igrp = segment;
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
