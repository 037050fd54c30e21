/**
 * Whether a URL is one of the Reports API, which report its path asks, and for which installation.
 *
 * Nothing of an address that is not ours is repeated: it may hold a credential.
 */
import type { Catalogue, Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import type { ReportsBases } from '../reports-base.js';

/** Characters that a URL may have. */
export const MAX_URL = 8000;

/** Where messages say that something is wrong. */
export const PLACE = 'operationFromUrl.url';

/** The versions of the Reports API: version 2 takes a user name and password, version 2.1 an API key. */
export type ApiVersion = '2' | '2.1';

/** A base, and the version that it serves; null where it serves both kinds of credential. */
interface Base {
  readonly url: string;
  readonly version: ApiVersion | null;
}

/** What lies below the base, as written. */
export interface Located {
  readonly path: string;
  /** Without the question mark; empty where there is none. */
  readonly search: string;
  /** The version that the base names; null where one base serves both kinds of credential. */
  readonly version: ApiVersion | null;
  readonly notes: readonly string[];
}

const DOCUMENTED = 'api.infinitycloud.com/reports/v2';
const PATHS: readonly Base[] = [
  { url: '/reports/v2', version: '2' },
  { url: '/reports/v2.1', version: '2.1' },
];
const DOCUMENTED_BASES = ['https', 'http'].flatMap((scheme) =>
  PATHS.map(({ url, version }): Base => ({ url: `${scheme}://api.infinitycloud.com${url}`, version })),
);

/** Reads an absolute URL below a documented or a configured base, or a path that begins with /reports/v2. Throws BAD_USER_INPUT. */
export function locate(text: string, bases: ReportsBases): Located {
  const url = text.trim();
  if (url.length > MAX_URL) throw badInput(`url must be at most ${MAX_URL} characters long`, url.length, PLACE);
  if (/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(url))
    throw badInput('url must not contain a control character or an unpaired surrogate', 'one of them', PLACE);
  const [sent, fragment] = cutAt(url, '#');
  const [address, search = ''] = cutAt(sent, '?');
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(address)?.[0] ?? '';
  const path = address.slice(origin.length);
  if (origin.includes('@'))
    throw badInput('url must not contain a user name: send the credential in the Authorization header', 'one', PLACE);
  const base = baseOf(origin, path, bases);
  return {
    path: (plainOrigin(origin) + path).slice(base.url.length),
    search,
    version: base.version,
    notes: fragment === undefined ? [] : ['Everything after # is left out, since it is never sent. Write a # in a value as %23.'],
  };
}

/** The text before the mark and the text behind it; the latter undefined where there is no mark. */
function cutAt(text: string, mark: string): readonly [before: string, behind: string | undefined] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** The base that the address begins with. A path alone is below the documented ones. */
function baseOf(origin: string, path: string, configured: ReportsBases): Base {
  const bases = origin === '' ? PATHS : [...DOCUMENTED_BASES, ...configuredBases(configured)];
  const address = plainOrigin(origin) + path;
  const base = bases.find(({ url }) => address === url || address.startsWith(`${url}/`));
  if (base !== undefined) return base;
  throw badInput(`url must begin with https://${DOCUMENTED}, with the configured base, or with /reports/v2`, 'another address', PLACE);
}

/** The configured bases, the longer one first, since one may lie below the other. */
function configuredBases({ reportsUrl, reportsUrlApiKey }: ReportsBases): readonly Base[] {
  const url = plainBase(reportsUrl);
  const keys = plainBase(reportsUrlApiKey);
  if (url === keys) return [{ url, version: null }];
  const bases: readonly Base[] = [
    { url, version: '2' },
    { url: keys, version: '2.1' },
  ];
  return [...bases].sort((one, other) => other.url.length - one.url.length);
}

function plainBase(base: string): string {
  const origin = /^[^/]*\/\/[^/]*/.exec(base)?.[0] ?? '';
  return plainOrigin(origin) + base.slice(origin.length).replace(/(?<!\/)\/+$/, '');
}

/** Scheme and host have no case, and the scheme's own port need not be named. */
function plainOrigin(origin: string): string {
  return origin
    .toLowerCase()
    .replace(/^(http:.*):80$/, '$1')
    .replace(/^(https:.*):443$/, '$1');
}

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
    return { report, igrp: null, notes: [...notes, `The ${kind} route ${older} is now ${report.path}.`] };
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
