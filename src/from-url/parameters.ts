/**
 * The parameters of a query string, decoded as the Reports API decodes them: percent-encoded UTF-8, a plus sign as a blank.
 *
 * Strict where platforms guess: bytes that are no UTF-8, brackets that do not close, and an index that is given twice are refused, since what
 * upstream makes of them is not documented.
 */
import { badInput } from '../errors.js';
import { PLACE } from './locate.js';

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
      if (text.includes('+')) notes.add(`A + in ${name} is read as a blank, as the Reports API reads it; a plus sign is written %2B.`);
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
      if (seen.has(index)) throw badInput(`${name} must have an index once`, index, placeOf(`${name}[${key}]`));
      if (ordered && index < next) throw badInput(`${name} must be numbered in its order`, index, placeOf(`${name}[${key}]`));
      seen.add(index);
      next = Math.max(next, index + 1);
      return value;
    });
}

/** The value of a plain parameter; null where it is not there. Throws where it is there with different values, or with brackets. */
export function singleValue(parameters: readonly Parameter[], name: string): string | null {
  const given = parameters.filter((parameter) => parameter.name === name);
  for (const { key, value } of given) {
    if (key !== null) throw badInput(`${name} must be written without brackets`, `${name}[${key}]`, placeOf(name));
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
