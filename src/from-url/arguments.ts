/** The arguments of a report field, from a question: values as variables, what shapes the rows as literals. */
import { CHANNEL_TYPES } from '../../schema/channel-types.js';
import { enumName } from '../../schema/enum-name.js';
import type { OwnNames } from '../../schema/own-names.js';
import type { Report } from '../../schema/report.js';
import { customMetricTypeName } from '../../schema/type-names.js';
import { badInput } from '../errors.js';
import { OPERATORS } from '../query/operands.js';
import { DEFAULT_LIMIT } from '../query/paging.js';
import type { CustomMetric, Filter, ScalarParameter, Sort } from '../query/report-query.js';
import { readDay, readInt } from './value-forms.js';
import {
  booleanValue,
  enumValue,
  listValue,
  objectValue,
  textValue,
  type NamedValue,
  type OperationValue,
  type Variables,
} from './document.js';
import { placeOf } from './parameters.js';
import type { UrlQuestion } from './read-url.js';
import { writeFilters } from './filters.js';

export interface ReportArguments {
  readonly arguments: readonly NamedValue[];
  /** Whether the rows are walked by their key. */
  readonly walks: boolean;
  readonly notes: readonly string[];
}

/** The arguments for a question. Throws where a value is none that the argument takes. */
export function writeArguments(question: UrlQuestion, variables: Variables, names: OwnNames): ReportArguments {
  const { report, scalars, sort, group, customMetrics, limit, offset } = question;
  const notes: string[] = [];
  const written: NamedValue[] = [];
  for (const [name, text] of scalars) {
    const value = writeScalar(name, text, variables, names);
    if (value === null) notes.push(`${name}=${text} has no effect and is left out.`);
    else written.push([name, value]);
  }
  for (const [name, text] of question.parameters) {
    const value = writeParameter(report, name, text, variables);
    if (value === null) notes.push(`${name}=${text} has no effect and is left out.`);
    else written.push([name, value]);
  }
  const after = walkedFrom(question);
  const filters = writeFilters(
    report,
    question.filters.filter((filter) => filter !== after),
    variables,
  );
  notes.push(...filters.notes);
  if (filters.filter !== null) written.push(['filter', filters.filter]);
  if (sort.length > 0 && after === null) written.push(['sort', listValue(sort.map((key) => sortKey(question, key)))]);
  const known = group.filter((name) => report.fields.has(name));
  const named = group.filter((name) => !report.fields.has(name));
  if (known.length > 0) written.push(['group', listValue(known.map((name) => enumValue(memberName(report, name, 'group'), name)))]);
  if (named.length > 0) written.push(['groupNames', listValue(named.map(textValue))]);
  if (customMetrics.length > 0) written.push(['customMetrics', writeCustomMetrics(report, customMetrics, variables)]);
  if (limit !== null) {
    const { rows, notes: capped } = cappedLimit(report, limit);
    written.push(['limit', wholeNumber('limit', rows, variables)]);
    notes.push(...capped);
  }
  if (offset === '0') notes.push('offset=0 has no effect and is left out.');
  else if (offset !== null) written.push(['offset', wholeNumber('offset', offset, variables)]);
  if (after !== null) {
    written.push(['afterRowId', variables.add({ name: 'afterRowId', type: 'ID!', json: after.value, place: placeOf('filter[]') })]);
    notes.push(`A filter ${after.field}-${after.operand} with this sort walks the rows by their key: that is afterRowId.`);
  }
  return { arguments: written, walks: after !== null, notes: [...notes, ...defaults(question)] };
}

/** The limit, or the cap of one call where it is above that. */
function cappedLimit({ keyset, maxRows }: Report, limit: string): { readonly rows: string; readonly notes: readonly string[] } {
  if (!/^\d+$/.test(limit) || Number(limit) <= maxRows) return { rows: limit, notes: [] };
  const rest = keyset === null ? '' : ' Page with afterRowId for the rest.';
  return { rows: String(maxRows), notes: [`limit=${limit.slice(0, 32)} exceeds the cap of ${maxRows} rows, so the cap is used.${rest}`] };
}

/** What the gateway sends although the URL does not say it. */
function defaults({ report, limit, sort }: UrlQuestion): readonly string[] {
  const order = report.defaultSort.map((key) => `${key.field}-${key.order}`).join(', ');
  return [
    ...(limit === null && report.arguments.has('limit')
      ? [
          `The URL has no limit: the gateway returns at most ${Math.min(DEFAULT_LIMIT, report.maxRows)} rows. Set limit for up to ${report.maxRows}.`,
        ]
      : []),
    ...(sort.length === 0 && order !== '' ? [`The URL has no sort: the gateway sorts by ${order}.`] : []),
  ];
}

type Reader = (text: string) => { readonly json: string | number; readonly value?: string } | null | undefined;

interface Scalar {
  readonly type: string;
  /** Whether the type is the schema's own, and no scalar. */
  readonly isOwnType?: true;
  readonly rule: string;
  /** Null: the text says what goes without saying. Undefined: it breaks the rule. */
  readonly read: Reader;
}

const json = (value: string | number | undefined) => (value === undefined ? undefined : { json: value });
const day: Scalar = { type: 'Date', rule: 'a calendar day from 1970 to 2099 as YYYY-MM-DD', read: (text) => json(readDay(text)) };
const number: Scalar = { type: 'Int', rule: 'a whole number from 0 to 2147483647', read: (text) => json(readWhole(text)) };
const text: Scalar = { type: 'String', rule: 'a text', read: (value) => json(value) };

const SCALARS = {
  startDate: day,
  endDate: day,
  tz: { type: 'TimeZone', rule: 'a time zone of the IANA database', read: (zone) => (isTimeZone(zone) ? { json: zone } : undefined) },
  chType: {
    type: 'ChannelType',
    isOwnType: true,
    rule: `one of ${Object.keys(CHANNEL_TYPES).join(', ')}`,
    read: (type) => (Object.hasOwn(CHANNEL_TYPES, type) ? { json: enumName(type), value: type } : undefined),
  },
  rootOrgId: number,
  attributionModelId: number,
  excludePiiData: { type: 'Boolean', rule: '1 or 0', read: (flag) => (flag === '0' ? null : undefined) },
  callRef: text,
  srcPhoneNumber: text,
} as const satisfies Record<ScalarParameter, Scalar>;

/** Null where the parameter says nothing. */
function writeScalar(name: ScalarParameter, given: string, variables: Variables, names: OwnNames): OperationValue | null {
  if (name === 'excludePiiData' && (given === '1' || given === '')) return booleanValue(true);
  const { type, isOwnType, rule, read }: Scalar = SCALARS[name];
  const found = read(given);
  if (found === undefined) throw badInput(`${name} must be ${rule}`, given, placeOf(name));
  return found && variables.add({ name, type: `${isOwnType ? names.type(type) : type}!`, ...found, place: placeOf(name) });
}

/** A parameter that an overlay gives the report; null where it says nothing. */
function writeParameter(report: Report, name: string, given: string, variables: Variables): OperationValue | null {
  const place = placeOf(name);
  const type = report.parameters.get(name)?.type ?? 'string';
  switch (type) {
    case 'boolean':
      if (given !== '1' && given !== '' && given !== '0') throw badInput(`${name} must be 1 or 0`, given, place);
      return given === '0' ? null : booleanValue(true);
    case 'int': {
      const value = readInt(given);
      if (value === undefined) throw badInput(`${name} must be a whole number of 32 bits`, given, place);
      return variables.add({ name, type: 'Int!', json: value, place });
    }
    case 'string':
      return variables.add({ name, type: 'String!', json: given, place });
  }
}

/** Limit and offset as numbers; whether the report takes so many is checked with all its rules. */
function wholeNumber(name: string, given: string, variables: Variables): OperationValue {
  const value = readWhole(given);
  if (value === undefined) throw badInput(`${name} must be ${number.rule}`, given, placeOf(name));
  return variables.add({ name, type: 'Int!', json: value, place: placeOf(name) });
}

function readWhole(given: string): number | undefined {
  const value = readInt(given);
  return value !== undefined && value >= 0 ? value : undefined;
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The filter that `afterRowId` stands for: the rows after a key, by that key alone, from the first. */
function walkedFrom({ report, filters, sort, offset }: UrlQuestion): Filter | null {
  const [key, ...more] = sort;
  if (key?.field !== report.keyset || key.order !== 'asc' || more.length > 0 || (offset ?? '0') !== '0') return null;
  const after = filters.filter(({ field, operand }) => field === report.keyset && operand === OPERATORS.gt.operand);
  const [first] = after;
  return after.length === 1 && first && /^\d{1,20}$/.test(first.value) ? first : null;
}

function sortKey({ report, customMetrics }: UrlQuestion, { field, order }: Sort): OperationValue {
  const by: NamedValue = customMetrics.some(({ reference }) => reference === field)
    ? ['customMetric', textValue(field)]
    : report.fields.has(field)
      ? ['field', enumValue(memberName(report, field, 'sort'), field)]
      : ['name', textValue(field)];
  return objectValue(order === 'desc' ? [by, ['order', enumValue('DESC', 'desc')]] : [by]);
}

/** The enum value of a field that rows can be sorted or grouped by. */
function memberName(report: Report, name: string, parameter: 'sort' | 'group'): string {
  const field = report.fields.get(name);
  const isOffered = parameter === 'sort' ? field?.sortable : field?.groupable;
  if (isOffered !== true)
    throw badInput(
      `${parameter}[] must name a field that ${report.name} can be ${parameter === 'sort' ? 'sorted' : 'grouped'} by`,
      name,
      placeOf(`${parameter}[]`),
    );
  return enumName(name);
}

/** The whole list is one variable: its metrics are a user interface's to choose. */
function writeCustomMetrics(report: Report, metrics: readonly CustomMetric[], variables: Variables): OperationValue {
  const metricFields: readonly string[] = report.customMetrics?.metricFields ?? [];
  const conditionFields: readonly string[] = report.customMetrics?.conditionFields ?? [];
  return variables.add({
    name: 'customMetrics',
    type: `[${customMetricTypeName(report)}!]!`,
    json: metrics.map(({ reference, metric, conditions }) => ({
      reference,
      ...(metricFields.includes(metric) ? { metric: enumName(metric) } : { metricName: metric }),
      conditions: conditions.map(({ field, values }) => ({
        ...(conditionFields.includes(field) ? { field: enumName(field) } : { fieldName: field }),
        values,
      })),
    })),
    value: metrics.map(({ reference, metric, conditions }) => ({
      reference,
      [metricFields.includes(metric) ? 'metric' : 'metricName']: metric,
      conditions: conditions.map(({ field, values }) => ({
        [conditionFields.includes(field) ? 'field' : 'fieldName']: field,
        values,
      })),
    })),
    place: placeOf('customMetrics[]'),
  });
}
