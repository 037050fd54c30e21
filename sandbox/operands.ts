/**
 * What each operand means, one table.
 *
 * Numbers are compared as numbers by the comparing operands; everything else is compared as the text that is sent, so that dates and
 * date-times keep their order. A key that a row lacks counts as a blank text, as a zero date, or as a number that meets no comparison;
 * a negation is met by whatever its positive is not met by.
 */
import { QueryError, quoted } from './query-error.js';
import { literal } from './sql.js';

/** A column as a filter sees it: `number` is SQL for its value if it is numeric, `text` SQL for its text, never NULL. */
export interface Subject {
  readonly name: string;
  readonly number: string | null;
  readonly text: string;
  /** A plain day stands for its first second. */
  readonly isDatetime: boolean;
  /** The text of a column that is missing: '' or a zero date. */
  readonly missing: string;
}

type Test = (subject: Subject, comparison: string) => string;

const compare =
  (symbol: string): Test =>
  (subject, comparison) =>
    subject.number === null
      ? `${subject.text} ${symbol} ${literal(asText(subject, comparison))}`
      : `coalesce(${subject.number} ${symbol} ${asNumber(subject, comparison)}, false)`;

const oneOf: Test = (subject, comparison) => {
  const each = comparison.split(',');
  return subject.number === null
    ? `${subject.text} IN (${each.map((one) => literal(asText(subject, one))).join(', ')})`
    : `coalesce(${subject.number} IN (${each.map((one) => asNumber(subject, one)).join(', ')}), false)`;
};

/** Tests on the text, after `fold` (the same on both sides). */
const onText =
  (test: (text: string, comparison: string) => string, fold: (sql: string) => string = (sql) => sql): Test =>
  (subject, comparison) =>
    test(fold(subject.text), fold(literal(comparison)));

const not =
  (test: Test): Test =>
  (subject, comparison) =>
    `NOT (${test(subject, comparison)})`;

const lower = (sql: string) => `lower(${sql})`;
const contains = (text: string, comparison: string) => `contains(${text}, ${comparison})`;
const begins = (text: string, comparison: string) => `starts_with(${text}, ${comparison})`;
const ends = (text: string, comparison: string) => `ends_with(${text}, ${comparison})`;
const same = (text: string, comparison: string) => `${text} = ${comparison}`;
const matches = (text: string, comparison: string) => `regexp_matches(${text}, ${comparison})`;

const equal = compare('=');
const oneOfFolded: Test = (subject, comparison) =>
  `${lower(subject.text)} IN (${comparison
    .split(',')
    .map((each) => lower(literal(each)))
    .join(', ')})`;

const isSet: Test = ({ name, text, missing }, comparison) => {
  if (comparison !== 'true' && comparison !== 'false')
    throw new QueryError(`The filter ${name}-bool takes true or false, but got ${quoted(comparison)}.`);
  return `${text} ${comparison === 'true' ? 'NOT IN' : 'IN'} ('', ${literal(missing)})`;
};

const inNetwork: Test = ({ name, text }, comparison) => {
  const [, address = '', bits = ''] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(comparison) ?? [];
  const octets = address.split('.').map(Number);
  if (bits === '' || Number(bits) > 32 || octets.some((octet) => octet > 255))
    throw new QueryError(`The filter ${name}-innet takes an IPv4 network such as 192.0.2.0/24, but got ${quoted(comparison)}.`);
  const size = 2 ** (32 - Number(bits));
  const start = Math.floor(octets.reduce((sum, octet) => sum * 256 + octet, 0) / size) * size;
  return `coalesce(ipv4(${text}) BETWEEN ${start} AND ${start + size - 1}, false)`;
};

const TESTS = {
  eq: equal,
  ne: not(equal),
  gt: compare('>'),
  ge: compare('>='),
  lt: compare('<'),
  le: compare('<='),
  in: oneOf,
  nin: not(oneOf),
  inc: onText(contains),
  ninc: not(onText(contains)),
  begins: onText(begins),
  nbegins: not(onText(begins)),
  ends: onText(ends),
  eqi: onText(same, lower),
  nei: not(onText(same, lower)),
  inci: onText(contains, lower),
  ninci: not(onText(contains, lower)),
  beginsi: onText(begins, lower),
  nbeginsi: not(onText(begins, lower)),
  endsi: onText(ends, lower),
  ini: oneOfFolded,
  nini: not(oneOfFolded),
  re: onText(matches),
  nre: not(onText(matches)),
  glob: ({ text }, comparison) => `regexp_full_match(${text}, ${literal(globPattern(comparison))})`,
  innet: inNetwork,
  bool: isSet,
} satisfies Record<string, Test>;

export type Operand = keyof typeof TESTS;

/** Whether a text is an operand code; codes are exact, lower case. */
export function isOperand(text: string): text is Operand {
  return Object.hasOwn(TESTS, text);
}

/** Every operand code. */
export const OPERANDS: readonly Operand[] = Object.keys(TESTS).filter(isOperand);

/** SQL that is true for the rows that meet a filter. Throws a `QueryError` where the comparison does not suit the operand or the field. */
export function filterSql(subject: Subject, operand: Operand, comparison: string): string {
  return `(${TESTS[operand](subject, comparison)})`;
}

/**
 * A shell pattern as a regular expression: `*`, `?`, `[…]`, `[!…]`, and a backslash before what stands for itself. The database matches
 * regular expressions in linear time, and shell patterns in exponential time.
 */
function globPattern(glob: string): string {
  const pieces = glob.matchAll(/\\(?<plain>.)|\[(?<negation>[!^]?)(?<set>\]?[^\]]{0,255})\]|(?<other>.)/gsu);
  const pattern = Array.from(pieces, ({ groups: { plain, negation, set, other } = {} }) => {
    if (set !== undefined) return `[${negation === '' ? '' : '^'}${set.replaceAll(/[\\[\]^]/g, '\\$&')}]`;
    if (other === '*') return '.*';
    if (other === '?') return '.';
    return (plain ?? other ?? '').replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
  });
  return `(?s)${pattern.join('')}`;
}

function asText({ isDatetime }: Subject, comparison: string): string {
  return isDatetime && /^\d{4}-\d\d-\d\d$/.test(comparison) ? `${comparison} 00:00:00` : comparison;
}

function asNumber({ name }: Subject, comparison: string): string {
  if (!/^[+-]?\d{1,30}(\.\d{1,8})?$/.test(comparison))
    throw new QueryError(`The filter on ${name} takes a number, but got ${quoted(comparison)}.`);
  return comparison;
}
