/** The parameters that hold one value: the period, the time zone, the channel type and their like. */
import { FIRST_DATE, isInRange, LAST_DATE } from '../../schema/dates.js';
import type { Report } from '../../schema/report.js';
import type { ParameterType } from '../../schema/report-definition.js';
import { badInput } from '../errors.js';
import { brokenTextRule, type Input } from './argument-values.js';
import { SCALAR_PARAMETERS, type ReportQuery, type ScalarParameter } from './report-query.js';

type Reader = (value: unknown, name: string, place: string) => string | null;

const READERS = {
  startDate: dayText,
  endDate: dayText,
  tz: plainText,
  chType: plainText,
  rootOrgId: (value, name, place) => wholeText(1, value, name, place),
  attributionModelId: (value, name, place) => wholeText(0, value, name, place),
  excludePiiData: flagText,
  callRef: plainText,
  srcPhoneNumber: plainText,
} as const satisfies Record<ScalarParameter, Reader>;

/** How the values of parameters that an overlay adds are written. */
const PARAMETER_READERS = {
  int: intText,
  string: plainText,
  boolean: flagText,
} as const satisfies Record<ParameterType, Reader>;

/** The scalar parameters that are set, in the order in which they are sent. `today` (YYYY-MM-DD) bounds the period where it is handed in. */
export function scalarsOf(report: Report, given: Input, today?: string): ReportQuery['scalars'] {
  const scalars: (readonly [string, string])[] = [];
  for (const name of SCALAR_PARAMETERS) {
    const value = given[name];
    if (value === undefined || value === null) continue;
    const text = READERS[name](value, name, `${report.name}.${name}`);
    if (text !== null) scalars.push(Object.freeze([name, text] as const));
  }
  for (const [name, { type }] of report.parameters) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null) continue;
    const text = PARAMETER_READERS[type](value, name, `${report.name}.${name}`);
    if (text !== null) scalars.push(Object.freeze([name, text] as const));
  }
  checkPeriod(report, given, today);
  checkRequired(report, given);
  return Object.freeze(scalars);
}

function plainText(value: unknown, name: string, place: string): string {
  if (typeof value !== 'string' || value === '') throw badInput(`${name} must be a non-empty string`, value, place);
  const rule = brokenTextRule(value);
  if (rule !== null) throw badInput(`${name} ${rule}`, value, place);
  return value;
}

function dayText(value: unknown, name: string, place: string): string {
  const day = plainText(value, name, place);
  if (!isInRange(day)) throw badInput(`${name} must be between ${FIRST_DATE} and ${LAST_DATE}`, value, place);
  return day;
}

function wholeText(least: number, value: unknown, name: string, place: string): string {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return String(value === 0 ? 0 : value);
  throw badInput(`${name} must be ${least} or more`, value, place);
}

function intText(value: unknown, name: string, place: string): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  throw badInput(`${name} must be a whole number`, value, place);
}

function flagText(value: unknown, name: string, place: string): string | null {
  if (typeof value !== 'boolean') throw badInput(`${name} must be true or false`, value, place);
  return value ? '1' : null;
}

function checkPeriod(report: Report, { startDate, endDate }: Input, today: string | undefined): void {
  if (typeof startDate !== 'string') return;
  if (typeof endDate === 'string' && startDate > endDate)
    throw badInput(`startDate must not be after endDate ${endDate}`, startDate, `${report.name}.startDate`);
  if (today !== undefined && startDate > today && startDate > dayAfter(today))
    throw badInput('startDate must not be in the future', startDate, `${report.name}.startDate`);
}

/** Time zones reach to 14 hours ahead of UTC, so somewhere it may be tomorrow already. */
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function checkRequired(report: Report, given: Input): void {
  const { requireOneOf } = report;
  if (requireOneOf.length === 0 || requireOneOf.some((name) => given[name] !== undefined && given[name] !== null)) return;
  throw badInput(`one of ${requireOneOf.join(', ')} is required`, undefined, report.name);
}
