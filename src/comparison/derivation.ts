/**
 * The arguments of a metrics report that are the gateway's own: `compare` puts the rows of another period beside those of the one that was
 * asked for, `fillGaps` adds rows for days or months that have none. Upstream knows neither, so they are read here, and what they cannot
 * be truthful beside is refused before anything is sent.
 */
import { enumName } from '../../schema/enum-name.js';
import type { Field, Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { isInput, listOf, type Input } from '../query/argument-values.js';
import { ReportQuery } from '../query/report-query.js';
import { countBuckets, finestOf } from './buckets.js';
import { comparedPeriod } from './compared-period.js';
import type { Period } from './period.js';
import { withPeriod } from './report-period.js';

/** The arguments that are read here and never sent. */
export const DERIVING_ARGUMENTS: ReadonlySet<string> = new Set(['compare', 'fillGaps']);

/** What the figures of an added row are. */
export type Filling = 'zero' | 'null';

/** What is made of a report's rows before they are handed out. */
export interface Derivation {
  readonly period: Period;
  /** The period that rows are compared with; null where they are not. */
  readonly comparedWith: Period | null;
  /** Null where gaps stay. */
  readonly fill: Filling | null;
  /** Whether filled rows come the latest first. */
  readonly latestFirst: boolean;
}

/** Whether the arguments ask for other rows than upstream's own. */
export function isDerived(given: Input): boolean {
  for (const name of DERIVING_ARGUMENTS) if (given[name] !== undefined && given[name] !== null) return true;
  return false;
}

/** The arguments without those that are read here, and with the days that `period` means now. Throws where days are given beside it. */
export function upstreamArguments(report: Report, given: Input, now: number): Input {
  const dated = withPeriod(report, given, now);
  return Object.fromEntries(Object.entries(dated).filter(([name]) => !DERIVING_ARGUMENTS.has(name)));
}

/**
 * Reads `compare` and `fillGaps` beside the query that the other arguments make; null where neither is given. Throws BAD_USER_INPUT where
 * the answer could not be whole, or a figure in it not be true.
 */
export function derivationOf(query: ReportQuery, given: Input, today?: string): Derivation | null {
  if (!isDerived(given)) return null;
  const { report, offset } = query;
  const { compare, fillGaps } = given;
  const by = isInput(compare) ? 'compare' : 'fillGaps';
  const period = periodOf(query, by);
  const comparedWith = isInput(compare) ? comparedPeriod({ given: compare, period, place: `${report.name}.compare`, today }) : null;
  const fill = fillGaps === 'zero' || fillGaps === 'null' ? fillGaps : null;
  if (offset > 0) throw badInput(`offset must be 0 when ${by} is given`, offset, `${report.name}.offset`);
  const unknown = query.group.find((name) => !report.fields.has(name));
  if (unknown !== undefined)
    throw badInput(`groupNames must name dimensions of the catalogue when ${by} is given`, unknown, `${report.name}.groupNames`);
  const dates = query.group.flatMap((name) => report.fields.get(name) ?? []).filter(({ bucket }) => bucket !== null);
  checkDates(report, dates, by);
  if (comparedWith) checkCompared(query);
  const latestFirst = fill !== null && isLatestFirst(query, dates, given);
  if (fill !== null) checkFilled(query, dates, comparedWith ? [period, comparedWith] : [period]);
  return Object.freeze<Derivation>({ period, comparedWith, fill, latestFirst });
}

/** The query about another period. */
export function inPeriod(query: ReportQuery, { startDate, endDate }: Period): ReportQuery {
  const days = new Map<string, string>([
    ['startDate', startDate],
    ['endDate', endDate],
  ]);
  const scalars = query.scalars.map(([name, value]) => Object.freeze([name, days.get(name) ?? value] as const));
  return new ReportQuery({ ...query, scalars: Object.freeze(scalars) });
}

function periodOf({ report, scalars }: ReportQuery, by: string): Period {
  const day = (wanted: 'startDate' | 'endDate'): string => {
    const found = scalars.find(([name]) => name === wanted);
    if (found) return found[1];
    throw badInput(`${wanted} is required with ${by}`, undefined, `${report.name}.${wanted}`);
  };
  return { startDate: day('startDate'), endDate: day('endDate') };
}

/** Two groupings by days would make a table of days by days, in which no row has one place. */
function checkDates(report: Report, dates: readonly Field[], by: string): void {
  const twice = dates.find(({ bucket }, i) => dates.findIndex((other) => other.bucket === bucket) !== i);
  if (twice) throw badInput(`group may contain only one ${twice.bucket} when ${by} is given`, dates.map(nameOf), `${report.name}.group`);
}

/** A condition on days or months would leave the other period without rows that it has. */
function checkCompared({ report, filters, customMetrics }: ReportQuery): void {
  const onDate = filters.find(({ field }) => dateOf(report, field));
  if (onDate) throw badInput('filter must not be on a date when compare is given', onDate.field, `${report.name}.filter`);
  const metric = customMetrics.find(({ conditions }) => conditions.some(({ field }) => dateOf(report, field)));
  if (metric) throw badInput('conditions must not be on a date when compare is given', metric.reference, `${report.name}.customMetrics`);
}

/** A row may be missing because a filter took it away; a row in its place would say that there was nothing. */
function checkFilled({ report, filters, group, limit }: ReportQuery, dates: readonly Field[], periods: readonly Period[]): void {
  const finest = finestOf(dates);
  if (!finest)
    throw badInput(
      `fillGaps requires ${[...report.fields.values()]
        .filter(({ bucket }) => bucket !== null)
        .map(nameOf)
        .join(' or ')} in group`,
      group.map(enumName),
      `${report.name}.group`,
    );
  const hiding = filters.find(({ field }) => !isPlainDimension(report, field));
  if (hiding)
    throw badInput('filter may only be on dimensions that are not dates when fillGaps is given', hiding.field, `${report.name}.filter`);
  const most = limit ?? report.maxRows;
  const least = Math.max(...periods.map((period) => countBuckets(finest.bucket, period)));
  if (least > most)
    throw badInput(`limit must be ${least} or more, one row for each ${finest.bucket} of the period`, most, `${report.name}.limit`);
}

/** Filled rows are in the order of time, so they can be sorted by nothing else. */
function isLatestFirst({ report, sort }: ReportQuery, dates: readonly Field[], given: Input): boolean {
  if (listOf(given['sort']).length === 0) return false;
  const [first] = sort;
  if (sort.every(({ field, order }) => dates.some(({ name }) => name === field) && order === first?.order)) return first?.order === 'desc';
  throw badInput(
    'sort may only use the grouped dates, all in one direction, when fillGaps is given',
    sort.map(({ field, order }) => `${report.fields.has(field) ? enumName(field) : field} ${order}`),
    `${report.name}.sort`,
  );
}

/** The date that a field is, or is the name of. */
function dateOf(report: Report, name: string): Field | null {
  const field = report.fields.get(name);
  const dimension = report.fields.get(field?.of ?? name);
  return dimension && dimension.bucket !== null ? dimension : null;
}

function isPlainDimension(report: Report, name: string): boolean {
  const kind = report.fields.get(name)?.kind;
  return (kind === 'dimension' || kind === 'label') && dateOf(report, name) === null;
}

const nameOf = ({ name }: Field) => enumName(name);
