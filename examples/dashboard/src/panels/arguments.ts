/** What the panels' operations take of the view: the period, the comparison, and conditions as filter inputs. */
import type { FieldInfo, ReportInfo } from '../documents.js';
import type { ReportComparison, ReportPeriod } from '../gql/graphql.js';
import { formatDays } from '../labels.js';
import type { Condition, View } from '../view.js';

export interface PeriodVariables {
  readonly igrp: number;
  readonly period: ReportPeriod | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly tz: string;
}

/** A period by its name, or the two days. */
export function periodOf({ igrp, period, startDate, endDate, tz }: View): PeriodVariables {
  return period ? { igrp, period, startDate: null, endDate: null, tz } : { igrp, period: null, startDate, endDate, tz };
}

/** The argument `compare`; null where nothing is compared. */
export function comparisonOf({ comparison, compareStart, compareEnd }: View): ReportComparison | null {
  if (comparison === 'NONE') return null;
  if (comparison === 'RANGE') return { to: comparison, startDate: compareStart, endDate: compareEnd };
  return { to: comparison };
}

/** What a report says of its periods: its own, and the request for the one that it is compared with. */
interface PeriodsTold {
  readonly period?: { readonly startDate: string | null; readonly endDate: string | null } | null;
  readonly previousRequest?: { readonly url: string } | null;
}

/** The days of an answer and those that it is compared with, as text: "1 – 31 Oct 2026"; null where there are none. */
export interface DaysTold {
  readonly now: string | null;
  readonly before: string | null;
}

export function daysTold({ period, previousRequest }: PeriodsTold): DaysTold {
  const asked = previousRequest && URL.canParse(previousRequest.url) ? new URL(previousRequest.url).searchParams : null;
  return {
    now: daysText(period?.startDate, period?.endDate),
    before: daysText(asked?.get('startDate'), asked?.get('endDate')),
  };
}

const daysText = (first: string | null | undefined, last: string | null | undefined): string | null =>
  first && last ? formatDays(first, last) : null;

type FilterValue = string | number | boolean | readonly (string | number)[];

/**
 * Conditions as the report's `filter`: objects that are joined by AND. A text that does not fit its field goes as it is, for the
 * gateway to say what is wrong with it.
 */
export function filterOf(report: ReportInfo, conditions: readonly Condition[]): readonly Record<string, Record<string, FilterValue>>[] {
  return conditions.map(({ field, operator, text }) => {
    const type = report.fields.find(({ name }) => name === field)?.type ?? 'String';
    return { [field]: { [operator]: valueOf(type, operator, text.trim()) } };
  });
}

const LISTS: ReadonlySet<string> = new Set(['in', 'nin']);
const NUMBERS: ReadonlySet<FieldInfo['type']> = new Set(['Int', 'SafeInt', 'Float']);

function valueOf(type: string, operator: string, text: string): FilterValue {
  if (operator === 'isSet') return text !== 'no';
  const one = (item: string): string | number => (NUMBERS.has(type) && item !== '' && Number.isFinite(Number(item)) ? Number(item) : item);
  return LISTS.has(operator)
    ? text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '')
        .map(one)
    : one(text);
}
