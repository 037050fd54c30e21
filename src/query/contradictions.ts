/**
 * Operators of one field that no value can satisfy together, such as `gt: 5, lt: 5` or `eq` with a value that `in` lacks.
 *
 * A question that can only be answered by nothing is a mistake, so it is refused. Only what surely cannot hold counts: where the order of two
 * values depends on how upstream reads them, and where a pattern is upstream's to interpret, nothing is claimed.
 *
 * Work is linear in what the operators say: each value is read once, and lists are looked up as sets.
 */
import type { OperatorName, FilterType } from './operands.js';

/** The operators of one object with the texts they compare with. */
export type Conditions = Map<OperatorName, readonly string[]>;

export interface ContradictionSource {
  readonly type: FilterType;
  readonly conditions: Conditions;
  readonly ignoreCase: boolean;
}

/** Two operators that contradict each other, as `a and b`; null where none do. */
export function contradiction({ type, conditions: given, ignoreCase }: ContradictionSource): string | null {
  const conditions = ignoreCase ? lowerCase(given) : given;
  if (conditions.get('isSet')?.[0] === 'false') return `isSet: false and ${[...conditions.keys()].find((name) => name !== 'isSet')}`;
  return (
    noCandidate(type, conditions) ??
    emptyRange(type, conditions) ??
    PAIRS.find(([name, other, clash]) => areClashing(conditions, name, other, clash))
      ?.slice(0, 2)
      .join(' and ') ??
    null
  );
}

function lowerCase(conditions: Conditions): Conditions {
  return new Map([...conditions].map(([name, values]) => [name, values.map((value) => value.toLowerCase())]));
}

/** `eq` and `in` name the values that there can be: at least one of them must meet every other operator. */
function noCandidate(type: FilterType, conditions: Conditions): string | null {
  const tests = new Map<OperatorName, (value: Operand) => boolean>();
  for (const [name, values] of conditions) {
    const test = TESTS[name]?.(values, type);
    if (test) tests.set(name, test);
  }
  for (const one of ['eq', 'in'] as const) {
    const candidates = conditions.get(one)?.map(operandOf);
    if (candidates === undefined) continue;
    for (const [name, holds] of tests) if (name !== one && !candidates.some(holds)) return `${one} and ${name}`;
    if (!candidates.some((candidate) => [...tests.values()].every((holds) => holds(candidate))))
      return [...conditions.keys()].join(' and ');
  }
  return null;
}

/** A value, read once however often it is compared. */
interface Operand {
  readonly text: string;
  /** The value of a whole number, of a length that ids and counts have; null for any other text. */
  readonly whole: bigint | null;
  /** The value of a number; null for any other text. */
  readonly number: number | null;
}

/** Digits that a number may have to be compared as one. */
const MOST_DIGITS = 40;
const NUMBER = /^-?\d+(\.\d+)?$/;

function operandOf(text: string): Operand {
  const isNumber = text.length <= MOST_DIGITS && NUMBER.test(text);
  return { text, whole: isNumber && !text.includes('.') ? BigInt(text) : null, number: isNumber ? Number(text) : null };
}

/** Makes the test whether a value may satisfy an operator. Operators whose reading is upstream's own are not here. */
const TESTS: Partial<Record<OperatorName, (conditions: readonly string[], type: FilterType) => (value: Operand) => boolean>> = {
  eq: isAmong,
  in: isAmong,
  ne: isNotAmong,
  nin: isNotAmong,
  gt: (conditions, type) => compared(conditions, type, (order) => (order ?? 1) > 0),
  gte: (conditions, type) => compared(conditions, type, (order) => (order ?? 0) >= 0),
  lt: (conditions, type) => compared(conditions, type, (order) => (order ?? -1) < 0),
  lte: (conditions, type) => compared(conditions, type, (order) => (order ?? 0) <= 0),
  contains:
    ([part = '']) =>
    ({ text }) =>
      text.includes(part),
  notContains:
    ([part = '']) =>
    ({ text }) =>
      !text.includes(part),
  startsWith:
    ([part = '']) =>
    ({ text }) =>
      text.startsWith(part),
  notStartsWith:
    ([part = '']) =>
    ({ text }) =>
      !text.startsWith(part),
  endsWith:
    ([part = '']) =>
    ({ text }) =>
      text.endsWith(part),
  isSet:
    () =>
    ({ text }) =>
      text !== '',
};

function isAmong(conditions: readonly string[]): (value: Operand) => boolean {
  const values = new Set(conditions);
  return ({ text }) => values.has(text);
}

function isNotAmong(conditions: readonly string[]): (value: Operand) => boolean {
  const values = new Set(conditions);
  return ({ text }) => !values.has(text);
}

function compared([bound = '']: readonly string[], type: FilterType, holds: (order: number | undefined) => boolean) {
  const other = operandOf(bound);
  return (value: Operand) => holds(orderOf(type, value, other));
}

type Clash = (asked: string, denied: string) => boolean;

/** What one operator asks of every value and another denies. */
const PAIRS: readonly (readonly [OperatorName, OperatorName, Clash])[] = [
  ['contains', 'notContains', (asked, denied) => asked.includes(denied)],
  ['startsWith', 'notContains', (asked, denied) => asked.includes(denied)],
  ['endsWith', 'notContains', (asked, denied) => asked.includes(denied)],
  ['startsWith', 'notStartsWith', (asked, denied) => asked.startsWith(denied)],
  ['matches', 'notMatches', (asked, denied) => asked === denied],
];

function areClashing(conditions: Conditions, name: OperatorName, other: OperatorName, clash: Clash): boolean {
  const asked = conditions.get(name)?.[0];
  const denied = conditions.get(other)?.[0];
  return asked !== undefined && denied !== undefined && clash(asked, denied);
}

/** A lower bound at or above an upper one; between two neighbouring whole numbers there is nothing either. */
function emptyRange(type: FilterType, conditions: Conditions): string | null {
  for (const lower of ['gt', 'gte'] as const)
    for (const upper of ['lt', 'lte'] as const) {
      const [least, most] = [conditions.get(lower)?.[0], conditions.get(upper)?.[0]];
      if (least === undefined || most === undefined) continue;
      const [from, to] = [operandOf(least), operandOf(most)];
      const strict = Number(lower === 'gt') + Number(upper === 'lt');
      const order = orderOf(type, from, to);
      if (order === undefined) continue;
      if (order > 0 || (order === 0 && strict > 0) || (strict === 2 && areNeighbours(type, from, to))) return `${lower} and ${upper}`;
    }
  return null;
}

function areNeighbours(type: FilterType, { whole: least }: Operand, { whole: most }: Operand): boolean {
  return (type === 'int' || type === 'id') && least !== null && most !== null && most - least === 1n;
}

/** The order of two values as a field of this type has them; undefined where that depends on how upstream reads them. */
function orderOf(type: FilterType, a: Operand, b: Operand): number | undefined {
  if (a.text === b.text) return 0;
  const numeric =
    a.whole !== null && b.whole !== null
      ? sign(a.whole, b.whole)
      : a.number !== null && b.number !== null
        ? sign(a.number, b.number)
        : undefined;
  const lexical = a.text.length === b.text.length ? sign(a.text, b.text) : undefined;
  if (type === 'int' || type === 'decimal' || type === 'float' || type === 'id') return numeric;
  if (type === 'date' || type === 'datetime') return lexical;
  return numeric === sign(a.text, b.text) ? numeric : undefined;
}

function sign<T extends string | number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
