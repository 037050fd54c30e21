/**
 * The text of a custom metric, `{metric}_{field}_{value}[_{field}_{value}…]`, taken apart.
 *
 * Read from left to right: four backslashes are one, a backslash before `_` or `,` makes it plain text, a bare `_` ends a part, and a
 * bare `,` ends one value of several. Any other backslash means that somebody escaped by other rules, and is refused.
 */
import { QueryError, quoted } from './query-error.js';

export interface CustomMetricCondition {
  readonly field: string;
  /** At least one; a row meets the condition if it equals any of them. */
  readonly values: readonly string[];
}

export interface CustomMetric {
  readonly reference: string;
  readonly metric: string;
  /** At least one; a row must meet all of them. */
  readonly conditions: readonly CustomMetricCondition[];
}

/** Reads `customMetrics[{reference}]={text}`. Throws a `QueryError` that says what does not fit. */
export function parseCustomMetric(reference: string, text: string): CustomMetric {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(reference))
    throw new QueryError(`The reference of a custom metric must be letters and digits, but is ${quoted(reference)}.`);
  const parts = splitParts(reference, text);
  const [metric, ...rest] = parts.map((values) => values[0] ?? '');
  if (metric === undefined || metric === '' || rest.length === 0 || rest.length % 2 !== 0)
    throw new QueryError(`The custom metric ${reference} must be metric_field_value, but is ${quoted(text)}.`);
  const conditions: CustomMetricCondition[] = [];
  for (let at = 1; at < parts.length; at += 2) {
    const [field = '', ...others] = parts[at] ?? [];
    if (field === '' || others.length > 0) throw new QueryError(`The custom metric ${reference} has a condition without a field.`);
    conditions.push({ field, values: parts[at + 1] ?? [] });
  }
  return { reference, metric, conditions };
}

/** The parts between bare `_`, each as its values between bare `,`. */
function splitParts(reference: string, text: string): readonly (readonly string[])[] {
  let value = '';
  let values: string[] = [];
  const parts: string[][] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (text.startsWith('\\\\\\\\', at)) {
      value += '\\';
      at += 3;
    } else if (character === '\\') {
      if (next !== '_' && next !== ',')
        throw new QueryError(`The custom metric ${reference} holds a backslash that escapes nothing: ${quoted(text)}.`);
      value += next;
      at += 1;
    } else if (character === ',' || character === '_') {
      values.push(value);
      value = '';
      if (character === '_') {
        parts.push(values);
        values = [];
      }
    } else value += character;
  }
  return [...parts, [...values, value]];
}
