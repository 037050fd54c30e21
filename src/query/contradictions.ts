/**
 * Operators of one field that no value can satisfy together, such as `gt: 5, lt: 5` or `eq` with a value that `in` lacks.
 *
 * A question that can only be answered by nothing is a mistake, so it is refused. Only what surely cannot hold counts: where the order of two
 * values depends on how upstream reads them, and where a pattern is upstream's to interpret, nothing is claimed.
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
  for (const one of ['eq', 'in'] as const) {
    const candidates = said.get(one);
    if (candidates === undefined) continue;
    for (const [name, values] of said) {
      const holds = TESTS[name];
      if (name !== one && holds && !candidates.some((candidate) => holds(candidate, values, type))) return `${one} and ${name}`;
    }
    if (!candidates.some((candidate) => [...said].every(([name, values]) => TESTS[name]?.(candidate, values, type) ?? true)))
      return [...said.keys()].join(' and ');
  }
  return (
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

/** Whether a value may satisfy an operator. Operators whose reading is upstream's own are not here. */
const TESTS: Partial<Record<OperatorName, (value: string, said: readonly string[], type: FilterType) => boolean>> = {
  eq: (value, said) => said.includes(value),
  in: (value, said) => said.includes(value),
  ne: (value, said) => !said.includes(value),
  nin: (value, said) => !said.includes(value),
  gt: (value, [bound = ''], type) => (order(type, value, bound) ?? 1) > 0,
  gte: (value, [bound = ''], type) => (order(type, value, bound) ?? 0) >= 0,
  lt: (value, [bound = ''], type) => (order(type, value, bound) ?? -1) < 0,
  lte: (value, [bound = ''], type) => (order(type, value, bound) ?? 0) <= 0,
  contains: (value, [part = '']) => value.includes(part),
  notContains: (value, [part = '']) => !value.includes(part),
  startsWith: (value, [part = '']) => value.startsWith(part),
  notStartsWith: (value, [part = '']) => !value.startsWith(part),
  endsWith: (value, [part = '']) => value.endsWith(part),
  isSet: (value) => value !== '',
};

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
      const least = said.get(lower)?.[0];
      const most = said.get(upper)?.[0];
      if (least === undefined || most === undefined) continue;
      const strict = Number(lower === 'gt') + Number(upper === 'lt');
      const relation = order(type, least, most);
      if (relation === undefined) continue;
      if (relation > 0 || (relation === 0 && strict > 0) || (strict === 2 && areNeighbours(type, least, most)))
        return `${lower} and ${upper}`;
    }
  return null;
}

function areNeighbours(type: FilterType, least: string, most: string): boolean {
  return (type === 'int' || type === 'id') && WHOLE.test(least) && WHOLE.test(most) && BigInt(most) - BigInt(least) === 1n;
}

const WHOLE = /^-?\d+$/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** The order of two values as a field of this type has them; undefined where that depends on how upstream reads them. */
function order(type: FilterType, a: string, b: string): number | undefined {
  if (a === b) return 0;
  const numeric =
    WHOLE.test(a) && WHOLE.test(b) ? sign(BigInt(a), BigInt(b)) : NUMBER.test(a) && NUMBER.test(b) ? sign(Number(a), Number(b)) : undefined;
  const lexical = a.length === b.length ? sign(a, b) : undefined;
  if (type === 'int' || type === 'decimal' || type === 'float' || type === 'id') return numeric;
  if (type === 'date' || type === 'datetime') return lexical;
  return numeric === sign(a, b) ? numeric : undefined;
}

function sign<T extends string | number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
