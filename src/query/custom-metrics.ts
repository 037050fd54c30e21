/** The customMetrics argument: metrics under conditions, each with a reference by which it is selected and sorted. */
import type { CustomMetricsDefinition, Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { brokenTextRule, isInput, listOf } from './coerced.js';
import { MAX_ITEMS } from './filters.js';
import type { CustomMetric } from './report-query.js';

const NO_METRICS: readonly CustomMetric[] = Object.freeze([]);
const REFERENCE = /^[A-Za-z][A-Za-z0-9]{0,63}$/;

/** The custom metrics, sorted by reference. Refuses a reference that is malformed, taken by a field, or given twice. */
export function customMetricsOf(report: Report, given: unknown): readonly CustomMetric[] {
  const asked = listOf(given);
  if (asked.length === 0) return NO_METRICS;
  const definition = report.customMetrics;
  const metrics = new Map<string, CustomMetric>();
  asked.forEach((metric, i) => {
    const place = `${report.name}.customMetrics[${i}]`;
    if (!isInput(metric) || definition === null)
      throw badInput('a custom metric must be an object of a report that takes them', metric, place);
    const reference = referenceOf(report, metric['reference'], `${place}.reference`);
    if (metrics.has(reference)) throw badInput('reference must be given to one custom metric', reference, `${place}.reference`);
    const name = memberOf(definition.metricFields, metric['metric'], 'metric', `${place}.metric`);
    const conditions = conditionsOf(definition, metric['conditions'], `${place}.conditions`);
    metrics.set(reference, Object.freeze({ reference, metric: name, conditions }));
  });
  return Object.freeze([...metrics.values()].sort((a, b) => (a.reference < b.reference ? -1 : 1)));
}

function referenceOf(report: Report, reference: unknown, place: string): string {
  if (typeof reference !== 'string' || !REFERENCE.test(reference))
    throw badInput('reference must be a letter and then letters and digits, at most 64', reference, place);
  if (report.fields.has(reference)) throw badInput("reference must not be a field's name", reference, place);
  return reference;
}

function conditionsOf(definition: CustomMetricsDefinition, given: unknown, place: string): CustomMetric['conditions'] {
  const asked = listOf(given);
  if (asked.length === 0) throw badInput('conditions must hold at least one', given, place);
  const seen = new Set<string>();
  return Object.freeze(
    asked.map((condition, i) => {
      const at = `${place}[${i}]`;
      if (!isInput(condition)) throw badInput('a condition must be an object', condition, at);
      const field = memberOf(definition.conditionFields, condition['field'], 'field', `${at}.field`);
      if (seen.has(field)) throw badInput('a condition must name a field once, with all its values', field, `${at}.field`);
      seen.add(field);
      return Object.freeze({ field, values: valuesOf(condition['values'], `${at}.values`) });
    }),
  );
}

function valuesOf(given: unknown, place: string): readonly string[] {
  const values = listOf(given);
  if (values.length === 0) throw badInput('values must hold at least one', given, place);
  if (values.length > MAX_ITEMS) throw badInput(`values must hold at most ${MAX_ITEMS}`, values.length, place);
  return Object.freeze(
    values.map((value, i) => {
      if (typeof value !== 'string') throw badInput('a value must be a text', value, `${place}[${i}]`);
      const rule = brokenTextRule(value);
      if (rule !== null) throw badInput(`a value ${rule}`, value, `${place}[${i}]`);
      return value;
    }),
  );
}

function memberOf(names: readonly string[], name: unknown, what: string, place: string): string {
  if (typeof name === 'string' && names.includes(name)) return name;
  throw badInput(`${what} must be one of ${names.join(', ')}`, name, place);
}
