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
export type SaidOperators = Map<OperatorName, readonly string[]>;

export interface ContradictionSource {
  readonly type: FilterType;
  readonly said: SaidOperators;
  readonly ignoreCase: boolean;
}

/** Two operators that contradict each other, as `a and b`; null where none do. */
export function contradiction({ type, said: given, ignoreCase }: ContradictionSource): string | null {
  const said = ignoreCase ? lowerCase(given) : given;
  if (said.get('isSet')?.[0] === 'false') return `isSet: false and ${[...said.keys()].find((name) => name !== 'isSet')}`;
  return (
    noCandidate(type, said) ??
    emptyRange(type, said) ??
    PAIRS.find(([name, other, clash]) => saidClash(said, name, other, clash))
      ?.slice(0, 2)
      .join(' and ') ??
    null
  );
}

function lowerCase(said: SaidOperators): SaidOperators {
  return new Map([...said].map(([name, values]) => [name, values.map((value) => value.toLowerCase())]));
}

/** `eq` and `in` name the values that there can be: at least one of them must meet every other operator. */
function noCandidate(type: FilterType, said: SaidOperators): string | null {
  const tests = new Map<OperatorName, (value: Operand) => boolean>();
  for (const [name, values] of said) {
    const test = TESTS[name]?.(values, type);
    if (test) tests.set(name, test);
  }
  for (const one of ['eq', 'in'] as const) {
    const candidates = said.get(one)?.map(operandOf);
    if (candidates === undefined) continue;
    for (const [name, holds] of tests) if (name !== one && !candidates.some(holds)) return `${one} and ${name}`;
    if (!candidates.some((candidate) => [...tests.values()].every((holds) => holds(candidate)))) return [...said.keys()].join(' and ');
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
const TESTS: Partial<Record<OperatorName, (said: readonly string[], type: FilterType) => (value: Operand) => boolean>> = {
  eq: isAmong,
  in: isAmong,
  ne: isNotAmong,
  nin: isNotAmong,
  gt: (said, type) => compared(said, type, (order) => (order ?? 1) > 0),
  gte: (said, type) => compared(said, type, (order) => (order ?? 0) >= 0),
  lt: (said, type) => compared(said, type, (order) => (order ?? -1) < 0),
  lte: (said, type) => compared(said, type, (order) => (order ?? 0) <= 0),
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

function isAmong(said: readonly string[]): (value: Operand) => boolean {
  const values = new Set(said);
  return ({ text }) => values.has(text);
}

function isNotAmong(said: readonly string[]): (value: Operand) => boolean {
  const values = new Set(said);
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

function saidClash(said: SaidOperators, name: OperatorName, other: OperatorName, clash: Clash): boolean {
  const asked = said.get(name)?.[0];
  const denied = said.get(other)?.[0];
  return asked !== undefined && denied !== undefined && clash(asked, denied);
}

/** A lower bound at or above an upper one; between two neighbouring whole numbers there is nothing either. */
function emptyRange(type: FilterType, said: SaidOperators): string | null {
  for (const lower of ['gt', 'gte'] as const)
    for (const upper of ['lt', 'lte'] as const) {
      const [least, most] = [said.get(lower)?.[0], said.get(upper)?.[0]];
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
