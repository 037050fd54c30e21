/**
 * A query string as name/value pairs, decoded the way the Reports API does it: UTF-8 in percent-encoding, `+` as a blank.
 *
 * Strict where the platform's own parser is lenient: a stray `%`, or bytes that are no UTF-8, are refused instead of replaced.
 */
import { QueryError, quoted } from './query-error.js';

/** One parameter. `name[]=…` and `name[key]=…` have their brackets taken apart; `key` is null without brackets, '' within empty ones. */
export interface Parameter {
  readonly name: string;
  readonly key: string | null;
  readonly value: string;
}

/** Every parameter, in the order of the text. Throws a `QueryError` on broken percent-encoding, on a NUL and on brackets that do not close. */
export function parseQueryString(text: string): readonly Parameter[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = decode(equals === -1 ? pair : pair.slice(0, equals));
      const value = equals === -1 ? '' : decode(pair.slice(equals + 1));
      const open = name.indexOf('[');
      if (open === -1) return { name, key: null, value };
      if (!name.endsWith(']')) throw new QueryError(`The parameter ${quoted(name)} has a bracket that does not close.`);
      return { name: name.slice(0, open), key: name.slice(open + 1, -1), value };
    });
}

function decode(text: string): string {
  const decoded = decodeUtf8(text.replaceAll('+', ' '));
  if (decoded === null) throw new QueryError(`The query string holds percent-encoding that is not UTF-8: ${quoted(text)}.`);
  if (decoded.includes('\0')) throw new QueryError(`The query string holds a NUL: ${quoted(text)}.`);
  return decoded;
}

function decodeUtf8(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
