/** The customMetrics argument: metrics under conditions, each with a reference by which it is selected and sorted. */
import { enumName } from '../../schema/enum-name.js';
import type { Field, Report } from '../../schema/report.js';
import type { CustomMetricsDefinition } from '../../schema/report-definition.js';
import { badInput } from '../errors.js';
import { brokenTextRule, isInput, listOf, type Input } from './argument-values.js';
import { brokenValueRule } from './field-values.js';
import { MAX_ITEMS } from './filters.js';
import { freeName, isGiven } from './free-names.js';
import type { CustomMetric } from './report-query.js';
import type { UrlRoom } from './url-room.js';

const NO_METRICS: readonly CustomMetric[] = Object.freeze([]);
const REFERENCE = /^[A-Za-z][A-Za-z0-9]{0,63}$/;

/** The column that every row below an installation has, whether it is asked for or not. */
const INSTALLATION = 'igrp';

/**
 * The custom metrics, sorted by reference. Refuses a reference that is malformed, taken by a column, or given twice. The Reports API may read
 * names without case, so references that differ in case alone count as equal.
 */
export function customMetricsOf(report: Report, given: unknown, room: UrlRoom): readonly CustomMetric[] {
  const asked = listOf(given);
  if (asked.length === 0) return NO_METRICS;
  const definition = report.customMetrics;
  const columns = columnNames(report);
  const metrics = new Map<string, CustomMetric>();
  asked.forEach((metric, i) => {
    const place = `${report.name}.customMetrics[${i}]`;
    if (!isInput(metric) || definition === null)
      throw badInput('custom metrics must be objects, on a report that supports them', metric, place);
    const reference = referenceOf(metric['reference'], `${place}.reference`);
    const name = reference.toLowerCase();
    if (columns.has(name))
      throw badInput('reference must differ from every field of the report, ignoring case', reference, `${place}.reference`);
    if (metrics.has(name)) throw badInput('each custom metric needs its own reference, ignoring case', reference, `${place}.reference`);
    const counted = nameOf({ report, given: metric, member: 'metric', names: definition.metricFields, place });
    room.take(reference.length + counted.length);
    const conditions = conditionsOf({ report, definition, given: metric['conditions'], place: `${place}.conditions`, room });
    metrics.set(name, Object.freeze({ reference, metric: counted, conditions }));
  });
  return Object.freeze([...metrics.values()].sort((a, b) => (a.reference < b.reference ? -1 : 1)));
}

/** The references of the coerced argument, in its own order. It may break rules, which `customMetricsOf` refuses. */
export function referencesInOrder(given: unknown): readonly string[] {
  return listOf(given).flatMap((metric) => (isInput(metric) && typeof metric['reference'] === 'string' ? [metric['reference']] : []));
}

/** The names of the columns that rows may hold, in lower case. */
function columnNames({ fields, scope }: Report): ReadonlySet<string> {
  const names = [...fields.keys(), ...(scope === 'installation' ? [INSTALLATION] : [])];
  return new Set(names.map((name) => name.toLowerCase()));
}

function referenceOf(reference: unknown, place: string): string {
  if (typeof reference === 'string' && REFERENCE.test(reference)) return reference;
  throw badInput('reference must be a letter followed by letters and digits, at most 64 characters', reference, place);
}

interface ConditionsSource {
  readonly report: Report;
  readonly definition: CustomMetricsDefinition;
  readonly given: unknown;
  readonly place: string;
  readonly room: UrlRoom;
}

function conditionsOf({ report, definition, given, place, room }: ConditionsSource): CustomMetric['conditions'] {
  const asked = listOf(given);
  if (asked.length === 0) throw badInput('conditions must not be empty', given, place);
  const seen = new Set<string>();
  return Object.freeze(
    asked.map((condition, i) => {
      const at = `${place}[${i}]`;
      if (!isInput(condition)) throw badInput('a condition must be an object', condition, at);
      const field = nameOf({ report, given: condition, member: 'field', names: definition.conditionFields, place: at });
      if (seen.has(field)) throw badInput('a field may be used in one condition only; give it all its values there', field, `${at}.field`);
      seen.add(field);
      room.take(field.length);
      return Object.freeze({ field, values: valuesOf(report.fields.get(field), condition['values'], `${at}.values`, room) });
    }),
  );
}

function valuesOf(field: Field | undefined, given: unknown, place: string, room: UrlRoom): readonly string[] {
  const values = listOf(given);
  if (values.length === 0) throw badInput('values must not be empty', given, place);
  if (values.length > MAX_ITEMS) throw badInput(`values may hold at most ${MAX_ITEMS}`, values.length, place);
  return Object.freeze(
    values.map((value, i) => {
      const at = `${place}[${i}]`;
      if (typeof value !== 'string') throw badInput('a value must be a string', value, at);
      const rule = brokenTextRule(value);
      if (rule !== null) throw badInput(`a value ${rule}`, value, at);
      const form = field ? brokenValueRule(field, value) : null;
      if (field && form !== null) throw badInput(`a value of ${enumName(field.name)} ${form}`, value, at);
      room.take(value.length);
      return value;
    }),
  );
}

interface NameSource {
  readonly report: Report;
  readonly given: Input;
  /** The member that takes one of `names`; the one that takes any name is called after it. */
  readonly member: 'metric' | 'field';
  readonly names: readonly string[];
  readonly place: string;
}

/** What kind of field each member may name. */
const KIND = { metric: 'metric', field: 'dimension' } as const;

/** The metric of a custom metric, or the field of a condition: one of the catalogue's, or one by its name that the catalogue lacks. */
function nameOf({ report, given, member, names, place }: NameSource): string {
  const other = `${member}Name`;
  const free = given[other];
  if (isGiven(given[member]) === isGiven(free)) {
    const what = member === 'metric' ? 'a custom metric' : 'a condition';
    throw badInput(`${what} must have exactly one of ${member} and ${other}`, given, place);
  }
  if (!isGiven(free)) return memberOf(names, given[member], member, `${place}.${member}`);
  const name = freeName(free, other, `${place}.${other}`);
  const known = report.fields.get(name);
  if (known !== undefined && known.kind !== KIND[member]) throw badInput(`${other} must name a ${KIND[member]}`, name, `${place}.${other}`);
  return name;
}

function memberOf(names: readonly string[], name: unknown, what: string, place: string): string {
  if (typeof name === 'string' && names.includes(name)) return name;
  throw badInput(`${what} must be one of ${names.join(', ')}`, name, place);
}
