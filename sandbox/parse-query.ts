/**
 * A request to the Reports API v2, read from its URL: the route, the installation and every parameter.
 *
 * This reading follows the documentation of the API alone and shares nothing with the gateway's writing of such URLs, so that the two
 * can be held against each other. It says what was asked; whether the report has such fields is `checkQuery`'s part.
 */
import type { Catalogue, Report } from '../schema/report.js';
import { parseCustomMetric, type CustomMetric } from './custom-metric.js';
import { isOperand, type Operand } from './operands.js';
import { QueryError, quoted } from './query-error.js';
import { parseQueryString, type Parameter } from './query-string.js';

const SCALARS = [
  'startDate',
  'endDate',
  'tz',
  'chType',
  'rootOrgId',
  'attributionModelId',
  'excludePiiData',
  'callRef',
  'srcPhoneNumber',
] as const;
const LISTS = ['filter', 'sort', 'group', 'display'] as const;
const FORMATS = ['json', 'jsonarray', 'csv', 'xml', 'xhtml', 'debug'] as const;

export type ScalarName = (typeof SCALARS)[number];
export type Format = (typeof FORMATS)[number];

export interface ParsedFilter {
  readonly field: string;
  readonly operand: Operand;
  readonly value: string;
}

export interface ParsedSort {
  readonly field: string;
  readonly order: 'asc' | 'desc';
}

export interface ParsedDisplay {
  readonly field: string;
  readonly alias: string | null;
}

/** What a URL asks. Lists are in the order of the URL. */
export interface ParsedQuery {
  readonly igrp: number | null;
  /** As sent, only those that are there. */
  readonly scalars: Readonly<Partial<Record<ScalarName, string>>>;
  readonly filters: readonly ParsedFilter[];
  readonly sort: readonly ParsedSort[];
  readonly group: readonly string[];
  readonly customMetrics: readonly CustomMetric[];
  readonly limit: number | null;
  readonly offset: number;
  /** Null without `display[]`: every field. */
  readonly display: readonly ParsedDisplay[] | null;
  readonly format: Format;
}

/** Reads a URL (absolute, or a path with its query string) as a question to `report`. Throws a `QueryError` with one sentence. */
export function parseQuery(report: Report, url: string): ParsedQuery {
  const { pathname, search } = splitUrl(url);
  const parameters = parseQueryString(search);
  const single = new Map<string, string>();
  const lists: Record<(typeof LISTS)[number], string[]> = { filter: [], sort: [], group: [], display: [] };
  const custom: Parameter[] = [];
  const seen = new Set<string>();
  for (const parameter of parameters) {
    const { name, key, value } = parameter;
    if (!takes(report, name)) throw new QueryError(`The parameter ${quoted(name)} is not known here.`);
    const list = LISTS.find((each) => each === name);
    if ((key !== null) !== (list !== undefined || name === 'customMetrics'))
      throw new QueryError(`The parameter ${quoted(name)} ${key === null ? 'needs' : 'does not take'} brackets.`);
    const place = `${name}[${key ?? ''}]`;
    if (key !== '' && seen.has(place)) throw new QueryError(`The parameter ${quoted(key === null ? name : place)} was given twice.`);
    seen.add(place);
    if (list !== undefined) {
      if (!/^\d*$/.test(key ?? '')) throw new QueryError(`The index of ${quoted(place)} must be a number or left out.`);
      lists[list].push(value);
    } else if (name === 'customMetrics') custom.push(parameter);
    else single.set(name, value);
  }
  const format = single.get('format') ?? 'json';
  const scalars = SCALARS.flatMap((name) => (single.has(name) ? [[name, single.get(name) ?? ''] as const] : []));
  return {
    igrp: installation(report, pathname, single.get('igrp')),
    scalars: Object.fromEntries(scalars),
    filters: lists.filter.map(parseFilter),
    sort: lists.sort.map(parseSort),
    group: lists.group,
    customMetrics: custom.map(({ key, value }) => parseCustomMetric(key ?? '', value)),
    limit: single.has('limit') ? wholeNumber('limit', single.get('limit') ?? '', 1, report.maxRows) : null,
    offset: single.has('offset') ? wholeNumber('offset', single.get('offset') ?? '', 0, Number.MAX_SAFE_INTEGER) : 0,
    display: lists.display.length === 0 ? null : lists.display.map(parseDisplay),
    format: FORMATS.find((each) => each === format) ?? refuseFormat(format),
  };
}

/** The report that answers a path, written with or without the base. Its installation may be in the path or, by the older routes (`/triggers/calls?igrp=1`), in the query. */
export function matchRoute(catalogue: Catalogue, pathname: string): Report | null {
  const path = pathname.replace(/^\/reports\/v2(\.1)?(?=\/)/, '');
  const routes = [...catalogue.values()].map((report) => ({ report, exact: pattern(report.path), older: pattern(olderPath(report)) }));
  const match =
    routes.find(({ exact }) => exact.test(path)) ??
    routes.find(({ report, older }) => older.test(path) || report.deprecatedPaths.includes(path));
  return match?.report ?? null;
}

function splitUrl(url: string): { readonly pathname: string; readonly search: string } {
  const [address = ''] = url.split('#');
  const relative = address.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = relative.indexOf('?');
  return mark === -1 ? { pathname: relative, search: '' } : { pathname: relative.slice(0, mark), search: relative.slice(mark + 1) };
}

function takes(report: Report, name: string): boolean {
  if (name === 'format') return true;
  if (name === 'igrp') return report.scope === 'installation';
  if (name === 'display') return !report.openRows;
  return [...report.arguments].some((argument) => argument === name);
}

function installation(report: Report, pathname: string, parameter: string | undefined): number | null {
  if (report.scope === 'root') return null;
  const inPath = pattern(report.path, '').exec(pathname)?.[1];
  if (inPath !== undefined && parameter !== undefined && inPath !== parameter)
    throw new QueryError(`The installation is ${inPath} in the path, but igrp is ${quoted(parameter)}.`);
  const text = inPath ?? parameter;
  if (text === undefined) throw new QueryError('The parameter igrp is required.');
  return wholeNumber('igrp', text, 1, 2 ** 31 - 1);
}

/** The route of the days when the installation was a parameter. */
function olderPath(report: Report): string {
  return report.path.replace(/^\/igrps\/\{igrp\}(?=\/)/, '');
}

/** Matches a route; with a `start` of '' wherever the base may be. */
function pattern(path: string, start = '^'): RegExp {
  return new RegExp(`${start}${path.replace('{igrp}', '(\\d+)')}$`);
}

/** Only the first separators count: the comparison may hold dashes and `-value-` itself. */
function parseFilter(text: string): ParsedFilter {
  const [, field, operand = '', value] = /^([^-]+)-([^-]*)-value-(.*)$/s.exec(text) ?? [];
  if (field === undefined || value === undefined)
    throw new QueryError(`A filter must be field-operand-value-comparison, but is ${quoted(text)}.`);
  if (!isOperand(operand)) throw new QueryError(`The operand ${quoted(operand)} of the filter on ${quoted(field)} is not known.`);
  return { field, operand, value };
}

function parseSort(text: string): ParsedSort {
  const [, field, order] = /^([^-]+)-(asc|desc)$/.exec(text) ?? [];
  if (field === undefined) throw new QueryError(`A sort must be field-asc or field-desc, but is ${quoted(text)}.`);
  return { field, order: order === 'desc' ? 'desc' : 'asc' };
}

function parseDisplay(text: string): ParsedDisplay {
  const dash = text.indexOf('-');
  const [field, alias] = dash === -1 ? [text, null] : [text.slice(0, dash), text.slice(dash + 1)];
  if (field === '' || alias === '') throw new QueryError(`A display must be field or field-alias, but is ${quoted(text)}.`);
  return { field, alias };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : NaN;
  if (!(number >= least && number <= most))
    throw new QueryError(`The parameter ${name} must be a whole number between ${least} and ${most}, but is ${quoted(text)}.`);
  return number;
}

function refuseFormat(format: string): never {
  throw new QueryError(`The format must be one of ${FORMATS.join(', ')}, but is ${quoted(format)}.`);
}
