/** The entries of the array parameters, taken apart: `filter[]`, `sort[]`, `display[]` and `customMetrics[…]`. */
import { badInput } from '../errors.js';
import type { CustomMetric, Filter, Sort } from '../query/report-query.js';
import { placeOf } from './parameters.js';

/** One `display[]`: a field, and the name it is to have in the row. */
export interface Display {
  readonly field: string;
  readonly alias: string | null;
}

/** `{field}-{operand}-value-{comparison}`: only the first dashes separate. */
export function readFilter(text: string): Filter {
  const [, field, operand, value] = /^([^-]+)-([^-]+)-value-(.*)$/s.exec(text) ?? [];
  if (field !== undefined && operand !== undefined && value !== undefined) return { field, operand, value };
  throw badInput('a filter must be field-operand-value-comparison', text, placeOf('filter[]'));
}

/** `{field}-asc` or `{field}-desc`; some clients write the order in capitals. */
export function readSort(text: string): Sort {
  const [, field, order] = /^([^-]+)-(asc|desc)$/is.exec(text) ?? [];
  if (field === undefined) throw badInput('a sort key must be field-asc or field-desc', text, placeOf('sort[]'));
  return { field, order: order?.toLowerCase() === 'desc' ? 'desc' : 'asc' };
}

/** `{field}` or `{field}-{alias}`. */
export function readDisplay(text: string): Display {
  const dash = text.indexOf('-');
  const [field, alias] = dash === -1 ? [text, null] : [text.slice(0, dash), text.slice(dash + 1)];
  if (field === '' || alias === '') throw badInput('a display must be field or field-alias', text, placeOf('display[]'));
  return { field, alias };
}

/**
 * `{metric}_{field}_{values}_{field}_{values}…`, the values separated by commas. In a value an underscore and a comma follow one backslash, and
 * a backslash is written as four; any other backslash is refused, since the documentation gives it no meaning.
 */
export function readCustomMetric(reference: string, text: string): CustomMetric {
  const place = placeOf(`customMetrics[${reference}]`);
  const [metric = [], ...rest] = splitEscaped(text, place);
  if (rest.length === 0 || rest.length % 2 === 1)
    throw badInput('a custom metric must be metric_field_value, and _field_value for every further condition', text, place);
  const conditions = Array.from({ length: rest.length / 2 }, (_, i) => ({
    field: (rest[2 * i] ?? []).join(','),
    values: rest[2 * i + 1] ?? [],
  }));
  return { reference, metric: metric.join(','), conditions };
}

/** The parts between underscores, each as its pieces between commas, unescaped. */
function splitEscaped(text: string, place: string): readonly (readonly string[])[] {
  const parts: string[][] = [['']];
  for (const [token] of text.matchAll(/\\{4}|\\[_,]|[^]/gu)) {
    const pieces = parts.at(-1) ?? [];
    if (token === '\\') throw badInput('a backslash must be written as four, or stand before _ or ,', text, place);
    if (token === '_') parts.push(['']);
    else if (token === ',') pieces.push('');
    else pieces[pieces.length - 1] += token.startsWith('\\') ? token.slice(-1) : token;
  }
  return parts;
}
