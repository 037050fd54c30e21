/**
 * The parameters of a query string, decoded as the Reports API decodes them: percent-encoded UTF-8, a plus sign as a blank.
 *
 * Strict where platforms guess: bytes that are no UTF-8, brackets that do not close, and an index that is given twice are refused, since what
 * upstream makes of them is not documented.
 */
import { badInput } from '../errors.js';
import type { CustomMetric, Filter, Sort } from '../query/report-query.js';
import { PLACE } from './route.js';

/** One parameter: `name=value`, or `name[key]=value`; the key is '' within empty brackets, null without any. */
export interface Parameter {
  readonly name: string;
  readonly key: string | null;
  readonly value: string;
}

export interface Parameters {
  /** In the order of the URL. */
  readonly all: readonly Parameter[];
  readonly notes: readonly string[];
}

/** Takes a query string apart. Throws BAD_USER_INPUT naming the parameter that cannot be read. */
export function readParameters(search: string): Parameters {
  const notes = new Set<string>();
  const all = search
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = decode(equals === -1 ? pair : pair.slice(0, equals), 'the name of a parameter', PLACE);
      const text = equals === -1 ? '' : pair.slice(equals + 1);
      if (text.includes('+')) notes.add(`A + in ${name} is read as a space, as the Reports API does. Write a plus sign as %2B.`);
      return { ...splitName(name), value: decode(text, 'the value of a parameter', placeOf(name)) };
    });
  return { all, notes: [...notes] };
}

/** Where a parameter stands, for messages. */
export function placeOf(parameter: string): string {
  return `${PLACE}, ${parameter.length > 64 ? `${parameter.slice(0, 63)}…` : parameter}`;
}

/**
 * The values of an array parameter in the order of the URL. Throws where an index is no number or is given twice; where `ordered`, also where
 * the indices are in another order than the URL.
 */
export function arrayValues(parameters: readonly Parameter[], name: string, ordered: boolean): readonly string[] {
  let next = 0;
  const seen = new Set<number>();
  return parameters
    .filter((parameter) => parameter.name === name)
    .map(({ key, value }) => {
      if (key === null) throw badInput(`${name} must be written ${name}[]`, name, placeOf(name));
      if (!/^\d{0,6}$/.test(key)) throw badInput(`the index of ${name}[] must be a number or left out`, key, placeOf(name));
      const index = key === '' ? next : Number(key);
      if (seen.has(index)) throw badInput(`${name} must not have two indexes`, index, placeOf(`${name}[${key}]`));
      if (ordered && index < next) throw badInput(`${name} must be numbered in order`, index, placeOf(`${name}[${key}]`));
      seen.add(index);
      next = Math.max(next, index + 1);
      return value;
    });
}

/** The value of a plain parameter; null where it is not there. Throws where it is there with different values, or with brackets. */
export function singleValue(parameters: readonly Parameter[], name: string): string | null {
  const given = parameters.filter((parameter) => parameter.name === name);
  for (const { key, value } of given) {
    if (key !== null) throw badInput(`${name} must not have brackets`, `${name}[${key}]`, placeOf(name));
    if (value !== given[0]?.value)
      throw badInput(`${name} must be given once`, given.map((each) => each.value).join(' and '), placeOf(name));
  }
  return given[0]?.value ?? null;
}

function splitName(name: string): Pick<Parameter, 'name' | 'key'> {
  const open = name.indexOf('[');
  if (open === -1) return { name, key: null };
  if (!/^[^[\]]*\[[^[\]]*\]$/.test(name)) throw badInput('a parameter must be name, name[] or name[key]', name, PLACE);
  return { name: name.slice(0, open), key: name.slice(open + 1, -1) };
}

function decode(text: string, what: string, place: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badInput(`${what} must be percent-encoded UTF-8`, 'other bytes', place);
  }
}

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
