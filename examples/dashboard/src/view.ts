/**
 * What is being looked at. It is kept in the address behind `#`, so that a view can be linked to and the browser's back button works;
 * that part of an address is not sent to servers, and the credential is never in it.
 */
import type { ReportPeriod } from './gql/graphql.js';
import { addDays, presetOf, todayIn } from './period.js';

export const COMPARISONS = ['NONE', 'PREVIOUS_PERIOD', 'PREVIOUS_MONTH', 'PREVIOUS_YEAR', 'PREVIOUS_YEAR_WEEKDAYS', 'RANGE'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** How many rows a table may be cut to. */
export const TOPS = [5, 10, 25, 100] as const;

/** A condition on a field of a report. The text is what was typed. */
export interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly text: string;
}

/** The order of a table that is sorted by the gateway. */
export interface Sort {
  readonly field: string;
  readonly order: 'ASC' | 'DESC';
}

/** A metric of the caller's own: `metric`, counted where `field` is one of `values`. */
export interface OwnMetric {
  readonly reference: string;
  readonly metric: string;
  readonly field: string;
  readonly values: readonly string[];
}

export interface View {
  readonly igrp: number;
  /** Null where the two days are the caller's own. */
  readonly period: ReportPeriod | null;
  readonly startDate: string;
  readonly endDate: string;
  readonly tz: string;
  readonly comparison: Comparison;
  readonly compareStart: string;
  readonly compareEnd: string;
  readonly group: readonly string[];
  readonly metrics: readonly string[];
  readonly own: readonly OwnMetric[];
  /** How many rows the performance table shows before the rest; null for all. */
  readonly top: number | null;
  /** Holds in every panel that can take it. */
  readonly filter: readonly Condition[];
  /** Holds in the performance table alone. */
  readonly rowFilter: readonly Condition[];
  /** Holds in the table of calls alone. */
  readonly callFilter: readonly Condition[];
  readonly callColumns: readonly string[];
  /** Null where calls are in the order in which they came. */
  readonly callSort: Sort | null;
}

/** The view of a text such as `igrp=1&from=2026-10-01`. What is missing or makes no sense is what it is at first. */
export function readView(text: string, now: Date): View {
  const given = new URLSearchParams(text.replace(/^#/, ''));
  const zone = given.get('tz') ?? '';
  const tz = isTimeZone(zone) ? zone : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const today = todayIn(tz, now);
  // Days that are named are the caller's own, unless a period is named too.
  const isOfDays = isDate(given.get('from')) || isDate(given.get('to'));
  const preset = presetOf(given.get('period')) ?? (isOfDays ? undefined : presetOf(FIRST_PERIOD));
  const days = preset?.of(today);
  const date = (name: string, fallback: string) => (isDate(given.get(name)) ? (given.get(name) ?? fallback) : fallback);
  const list = (name: string, fallback: readonly string[]) =>
    given
      .get(name)
      ?.split(',')
      .filter((one, place, all) => one !== '' && all.indexOf(one) === place) ?? fallback;
  const conditions = (name: string) =>
    given.getAll(name).flatMap((one): readonly Condition[] => {
      const [field, operator, ...texts] = one.split('~');
      return field && operator ? [{ field, operator, text: texts.join('~') }] : [];
    });
  return {
    igrp: isInstallation(Number(given.get('igrp'))) ? Number(given.get('igrp')) : 0,
    period: preset?.name ?? null,
    startDate: days?.startDate ?? date('from', addDays(today, -30)),
    endDate: days?.endDate ?? date('to', addDays(today, -1)),
    tz,
    comparison: COMPARISONS.find((one) => one === given.get('compare')) ?? 'PREVIOUS_PERIOD',
    compareStart: date('compareFrom', addDays(today, -60)),
    compareEnd: date('compareTo', addDays(today, -31)),
    group: list('group', ['ch']),
    metrics: list('metrics', ['landCountTotal', 'callCount', 'goalCountTotal', 'goalValueTotal']),
    own: given.getAll('own').flatMap((one) => {
      const [reference, metric, field, ...values] = one.split(',');
      return reference && metric && field && values.length > 0 ? [{ reference, metric, field, values }] : [];
    }),
    top: TOPS.find((one) => String(one) === given.get('top')) ?? null,
    filter: conditions('where'),
    rowFilter: conditions('rows'),
    callFilter: conditions('calls'),
    callColumns: list('columns', FIRST_COLUMNS),
    callSort: sortIn(given.get('sort')),
  };
}

const FIRST_PERIOD = 'LAST_30_DAYS' satisfies ReportPeriod;
/** What a call is known by. */
const FIRST_COLUMNS: readonly string[] = [
  'triggerDatetime',
  'srcPhoneNumber',
  'dialledPhoneNumber',
  'chName',
  'callDuration',
  'callRating',
  'city',
  'ip',
];

/** The text that `readView` makes this view of. */
export function writeView(view: View): string {
  const written = new URLSearchParams({
    igrp: String(view.igrp),
    ...(view.period ? { period: view.period } : { from: view.startDate, to: view.endDate }),
    tz: view.tz,
    compare: view.comparison,
    ...(view.comparison === 'RANGE' ? { compareFrom: view.compareStart, compareTo: view.compareEnd } : {}),
    group: view.group.join(','),
    metrics: view.metrics.join(','),
    ...(view.top === null ? {} : { top: String(view.top) }),
    ...(view.callColumns.join() === FIRST_COLUMNS.join() ? {} : { columns: view.callColumns.join(',') }),
    ...(view.callSort === null ? {} : { sort: `${view.callSort.field}~${view.callSort.order}` }),
  });
  for (const { reference, metric, field, values } of view.own) written.append('own', [reference, metric, field, ...values].join(','));
  const conditions = { where: view.filter, rows: view.rowFilter, calls: view.callFilter };
  for (const [name, all] of Object.entries(conditions))
    for (const { field, operator, text } of all) written.append(name, [field, operator, text].join('~'));
  return written.toString();
}

/** `callDuration~DESC` */
function sortIn(text: string | null): Sort | null {
  const [field, order] = (text ?? '').split('~');
  return field && (order === 'ASC' || order === 'DESC') ? { field, order } : null;
}

const LARGEST_INT = 2 ** 31 - 1;
const isInstallation = (number: number): boolean => Number.isInteger(number) && number > 0 && number <= LARGEST_INT;

/** Whether the calendar has the day: 29 February is one in leap years alone. */
function isDate(text: string | null): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text ?? '')) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text ?? '');
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: text });
    return text !== '';
  } catch {
    return false;
  }
}
