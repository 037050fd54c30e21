/** Operators of one field that no value satisfies together are refused; everything that some value may satisfy is asked. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../../schema/reports/index.js';
import { normalise } from '../../src/query/normalise.js';
import { contradiction, type Conditions } from '../../src/query/contradictions.js';
import type { OperatorName } from '../../src/query/operands.js';
import { holds } from '../support/laws.js';
import { selectReport } from './select.js';

type Operators = Readonly<Record<string, unknown>>;

const IMPOSSIBLE: readonly (readonly [field: string, operators: Operators, clash: string])[] = [
  ['campaign', { eq: 'a', ne: 'a' }, 'eq and ne'],
  ['campaign', { eq: 'A', ne: 'a', ignoreCase: true }, 'eq and ne'],
  ['campaign', { eq: 'a', in: ['b', 'c'] }, 'eq and in'],
  ['campaign', { eq: 'a', nin: ['b', 'a'] }, 'eq and nin'],
  ['campaign', { in: ['a', 'b'], nin: ['b', 'a', 'c'] }, 'in and nin'],
  ['campaign', { in: ['a'], ne: 'a' }, 'in and ne'],
  ['campaign', { in: ['a', 'b'], ne: 'a', notContains: 'b' }, 'in and ne and notContains'],
  ['campaign', { eq: 'ab', contains: 'c' }, 'eq and contains'],
  ['campaign', { eq: 'ab', notContains: 'b' }, 'eq and notContains'],
  ['campaign', { eq: 'ab', startsWith: 'b' }, 'eq and startsWith'],
  ['campaign', { in: ['ab', 'ac'], notStartsWith: 'a' }, 'in and notStartsWith'],
  ['campaign', { eq: 'ab', endsWith: 'a' }, 'eq and endsWith'],
  ['campaign', { eq: '', isSet: true }, 'eq and isSet'],
  ['campaign', { isSet: false, eq: 'a' }, 'isSet: false and eq'],
  ['campaign', { isSet: false, notContains: 'a' }, 'isSet: false and notContains'],
  ['campaign', { contains: 'abc', notContains: 'b' }, 'contains and notContains'],
  ['campaign', { startsWith: 'abc', notContains: 'b' }, 'startsWith and notContains'],
  ['campaign', { endsWith: 'abc', notContains: 'B', ignoreCase: true }, 'endsWith and notContains'],
  ['campaign', { startsWith: 'abc', notStartsWith: 'ab' }, 'startsWith and notStartsWith'],
  ['campaign', { matches: '^a', notMatches: '^a' }, 'matches and notMatches'],
  ['callDuration', { gt: 5, lt: 5 }, 'gt and lt'],
  ['callDuration', { gt: 5, lte: 5 }, 'gt and lte'],
  ['callDuration', { gte: 5, lt: 5 }, 'gte and lt'],
  ['callDuration', { gte: 10, lte: 9 }, 'gte and lte'],
  ['callDuration', { gt: 5, lt: 6 }, 'gt and lt'],
  ['callDuration', { eq: 5, gt: 5 }, 'eq and gt'],
  ['callDuration', { eq: 10, lt: 9 }, 'eq and lt'],
  ['callDuration', { in: [1, 2], gte: 3 }, 'in and gte'],
  ['callDuration', { in: [1, 9], gt: 1, lt: 9 }, 'in and gt and lt'],
  ['rowId', { gt: '9007199254740993', lt: '9007199254740993' }, 'gt and lt'],
  ['rowId', { gte: '10', lte: '9' }, 'gte and lte'],
  ['triggerDatetime', { gte: '2026-01-02T00:00:00', lt: '2026-01-01T00:00:00' }, 'gte and lt'],
  ['field', { name: 'newField', eq: '5', gt: '7' }, 'eq and gt'],
  ['field', { name: 'newField', gt: 'x', lt: 'x' }, 'gt and lt'],
  ['field', { name: 'callDuration', gte: '10', lte: '9' }, 'gte and lte'],
];

const POSSIBLE: readonly (readonly [field: string, operators: Operators])[] = [
  ['campaign', { eq: 'A', ne: 'a' }],
  ['campaign', { eq: 'a', in: ['a', 'b'], nin: ['c'], ne: 'd' }],
  ['campaign', { in: ['a', 'b'], ne: 'a' }],
  ['campaign', { eq: '', notContains: 'a' }],
  ['campaign', { isSet: true, notContains: 'a' }],
  ['campaign', { contains: 'b', notContains: 'abc' }],
  ['campaign', { contains: 'b', notStartsWith: 'b', endsWith: 'b' }],
  ['campaign', { startsWith: 'a', notStartsWith: 'ab' }],
  ['campaign', { eq: 'a', matches: '^b', glob: 'c*' }],
  ['campaign', { matches: '^a', notMatches: 'b$' }],
  ['callDuration', { gte: 5, lte: 5 }],
  ['callDuration', { gt: 5, lt: 7 }],
  ['callDuration', { gt: 8, lt: 10 }],
  ['callDuration', { gt: -10, lt: -2 }],
  ['callDuration', { in: [1, 9], gt: 1 }],
  ['rowId', { gt: '9007199254740992', lt: '9007199254740994' }],
  ['rowId', { gt: 'abc', lt: 'aaa' }],
  ['triggerDatetime', { gte: '2026-01-01T00:00:00', lte: '2026-01-01T00:00:00' }],
  ['field', { name: 'newField', gt: '5', lt: '10' }],
  ['field', { name: 'newField', gt: '10', lt: '9' }],
  ['field', { name: 'newField', gt: 'b', lt: 'a' }],
  ['field', { name: 'triggerDatetime', gte: '2026-01-01 00:00:00', lte: '2026-01-01' }],
];

describe('operators that no value satisfies together are refused', () => {
  it.each(IMPOSSIBLE)('%s %j', (field, operators, clash) => {
    expect(() => ask(field, operators)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining(`${clash} contradict each other`) }),
    );
  });
});

describe('operators that some value may satisfy are asked, each as a filter', () => {
  it.each(POSSIBLE)('%s %j', (field, operators) => {
    const asked = Object.keys(operators).filter((name) => name !== 'name' && name !== 'ignoreCase');
    expect(ask(field, operators).filters).toHaveLength(asked.length);
  });
});

describe('nothing is refused that some value satisfies', () => {
  type Meets = (value: string, operand: readonly string[]) => boolean;
  const number = (text: string | undefined) => Number(text);
  const EQUALITY: Partial<Record<OperatorName, Meets>> = {
    eq: (value, [operand]) => value === operand,
    ne: (value, [operand]) => value !== operand,
    in: (value, operand) => operand.includes(value),
    nin: (value, operand) => !operand.includes(value),
  };
  const WHOLE_NUMBERS: Partial<Record<OperatorName, Meets>> = {
    ...EQUALITY,
    gt: (value, [operand]) => number(value) > number(operand),
    gte: (value, [operand]) => number(value) >= number(operand),
    lt: (value, [operand]) => number(value) < number(operand),
    lte: (value, [operand]) => number(value) <= number(operand),
  };
  const TEXTS: Partial<Record<OperatorName, Meets>> = {
    ...EQUALITY,
    contains: (value, [operand = '']) => value.includes(operand),
    notContains: (value, [operand = '']) => !value.includes(operand),
    startsWith: (value, [operand = '']) => value.startsWith(operand),
    notStartsWith: (value, [operand = '']) => !value.startsWith(operand),
    endsWith: (value, [operand = '']) => value.endsWith(operand),
    isSet: (value) => value !== '',
  };
  const letters = ['', 'a', 'b', 'aa', 'ab', 'ba', 'bb', 'aba', 'bab', 'abab'];
  const numbers = Array.from({ length: 25 }, (_, i) => String(i - 12));

  it.each([
    ['int', WHOLE_NUMBERS, numbers.slice(4, -4), numbers],
    ['string', TEXTS, letters, letters],
  ] as const)('%s', (type, meets, operands, values) => {
    const names = Object.keys(meets) as OperatorName[]; // the keys of the tables above
    const operand = fc.constantFrom(...operands);
    const conditions: fc.Arbitrary<Conditions> = fc
      .uniqueArray(fc.constantFrom(...names), { minLength: 2, maxLength: 4 })
      .chain((chosen) =>
        fc
          .tuple(
            ...chosen.map((name) =>
              name === 'in' || name === 'nin' ? fc.array(operand, { minLength: 1, maxLength: 3 }) : fc.tuple(operand),
            ),
          )
          .map((drawn) => new Map(chosen.map((name, i) => [name, name === 'isSet' ? ['true'] : (drawn[i] ?? [])]))),
      );
    holds(
      fc.property(conditions, (operators) => {
        const witness = values.find((value) => [...operators].every(([name, each]) => meets[name]?.(value, each) ?? true));
        if (witness !== undefined) expect(contradiction({ type, conditions: operators, ignoreCase: false })).toBeNull();
      }),
      300,
    );
  });
});

function ask(field: string, operators: Operators) {
  const report = catalogue.get('callTriggers');
  if (!report) throw new TypeError('must be there: callTriggers');
  return normalise(report, { igrp: 1, arguments: { filter: [{ [field]: operators }] }, selection: selectReport('rowCount') });
}
