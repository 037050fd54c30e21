/**
 * What one value of an upstream row becomes: the definition, one type a line. `kernel/assembly/cells.ts` knows shorter ways for the forms
 * that upstream mostly sends; they must give what this gives.
 *
 * The Reports API quotes numbers in some reports and not in others, writes a blank where a column does not apply and a zero date where
 * there is none. So a number may come as text, and what a blank means depends on the type.
 */
import { isDate, isDateTime } from '../../schema/dates.js';
import type { CellType } from './row-plan-types.js';

/** The JSON text of a value that is not there. */
const NULL = 'null';

const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const LEADING_ZEROS = /^(-?)0+(?=\d)/;
const INTEGER = /^-?\d+$/;
const ZERO_DATE = /^0000-00-00(?:[ T]00:00:00)?$/;

/** A value as it came: its JSON token and, where that is a string that is not blank, the text in it. */
interface Value {
  readonly token: string;
  readonly text: string | null;
}

interface Reader {
  /** Completes "… must be …". */
  readonly rule: string;
  /** The JSON text of the cell; undefined where the value breaks the rule. Blank and null values do not come here. */
  readonly read: (value: Value) => string | undefined;
}

const decimal: Reader = { rule: 'a finite number', read: ({ token, text }) => decimalText(text ?? token) };

const READERS = {
  id: {
    rule: 'a string or a whole number',
    read: ({ token, text }) => (text !== null ? token : INTEGER.test(token) ? `"${token}"` : undefined),
  },
  int: { rule: 'a whole number of 32 bits', read: (value) => numberText(value, isInt) },
  safeInt: { rule: 'a whole number of 53 bits', read: (value) => numberText(value, Number.isSafeInteger) },
  decimal,
  float: decimal,
  string: { rule: 'a text', read: ({ token, text }) => (text !== null ? token : NUMBER.test(token) ? `"${token}"` : undefined) },
  date: { rule: 'a day as YYYY-MM-DD', read: ({ text }) => dateText(text, day) },
  datetime: { rule: 'a time as YYYY-MM-DD HH:MM:SS or YYYY-MM-DDTHH:MM:SS', read: ({ text }) => dateText(text, time) },
  json: { rule: 'JSON', read: ({ token }) => token },
} as const satisfies Record<CellType, Reader>;

/** The JSON text that a cell of this type gets for a valid JSON token; undefined where the value breaks the type. */
export function decodeCell(type: CellType, token: string): string | undefined {
  if (token === NULL) return NULL;
  if (token === '""') return type === 'string' || type === 'json' ? token : NULL;
  return READERS[type].read({ token, text: token.startsWith('"') ? stringOf(token) : null });
}

/** The text of a JSON string. JSON.parse gives one for it. */
export const stringOf = (token: string): string => (token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1));

/** Why a value of that upstream key was refused: the rule, and what kind of value came instead. Never the value. */
export function cellFault(key: string, type: CellType, token: string): string {
  return `${key} must be ${READERS[type].rule}, but the Reports API sent ${KINDS[token.charAt(0)] ?? 'another number'}`;
}

const KINDS: Readonly<Record<string, string>> = { '"': 'another text', t: 'a boolean', f: 'a boolean', '{': 'an object', '[': 'a list' };

const isInt = (value: number): boolean => (value | 0) === value;

/** A number with its digits as they came, in the grammar of JSON: a number in quotes may begin with zeros. */
function decimalText(digits: string): string | undefined {
  if (!NUMBER.test(digits) || !Number.isFinite(Number(digits))) return undefined;
  return digits.replace(LEADING_ZEROS, '$1');
}

/** A whole number, quoted or bare, as JavaScript prints it; minus zero is zero. */
function numberText({ token, text }: Value, isAllowed: (value: number) => boolean): string | undefined {
  const digits = text ?? token;
  const value = Number(digits);
  return NUMBER.test(digits) && isAllowed(value) ? String(value) : undefined;
}

function dateText(text: string | null, form: (text: string) => string | undefined): string | undefined {
  if (text === null) return undefined;
  return ZERO_DATE.test(text) ? NULL : form(text);
}

const day = (text: string): string | undefined => (isDate(text) ? `"${text}"` : undefined);

function time(text: string): string | undefined {
  const local = text.charAt(10) === ' ' ? `${text.slice(0, 10)}T${text.slice(11)}` : text;
  return isDateTime(local) ? `"${local}"` : undefined;
}
