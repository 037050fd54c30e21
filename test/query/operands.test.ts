/** The table of operators against the documented operands, and every operator of every field on its way to the wire. */
import { describe, expect, it } from '@jest/globals';
import { OPERANDS } from '../../sandbox/operands.js';
import { catalogue } from '../../schema/reports/index.js';
import { normalise } from '../../src/query/normalise.js';
import { FILTER_OFFERS, OPERATORS, operatorsOf, type Operator, type OperatorName } from '../../src/query/operands.js';
import { toV2Params } from '../../src/query/to-v2-params.js';
import { selectReport } from './select.js';

describe('the table of operators', () => {
  it('has every operand of the API once, and no other', () => {
    const operands = Object.values(OPERATORS).flatMap(({ operand, ignoringCase }) =>
      ignoringCase === null ? [operand] : [operand, ignoringCase],
    );
    expect([...operands].sort()).toEqual([...OPERANDS].sort());
  });

  it.each<[keyof typeof FILTER_OFFERS, readonly OperatorName[], boolean]>([
    ['int', ['eq', 'ne', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'isSet'], false],
    ['id', ['eq', 'ne', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'isSet'], false],
    ['float', ['eq', 'ne', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'isSet'], false],
    ['date', ['eq', 'ne', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'isSet'], false],
    ['datetime', ['eq', 'ne', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'isSet'], false],
    [
      'string',
      [
        'eq',
        'ne',
        'in',
        'nin',
        'contains',
        'notContains',
        'startsWith',
        'notStartsWith',
        'endsWith',
        'matches',
        'notMatches',
        'glob',
        'inSubnet',
        'isSet',
      ],
      true,
    ],
    ['json', [], false],
  ])('offers for %s what its values can be compared by', (type, operators, ignoreCase) => {
    expect(FILTER_OFFERS[type]).toEqual({ operators, ignoreCase });
  });

  it('offers every operator to a field that is named', () => {
    expect(FILTER_OFFERS.field).toEqual({ operators: Object.keys(OPERATORS), ignoreCase: true });
  });
});

describe('every operator of every field that can be filtered is sent as its operand', () => {
  const VALUES = { id: '7', int: 7, decimal: 7.5, float: 7.5, string: 'x', date: '2026-01-02', datetime: '2026-01-02T03:04:05', json: '' };
  const SENT = { ...VALUES, datetime: '2026-01-02 03:04:05' };

  it.each([...catalogue.values()].filter((report) => report.arguments.has('filter')))('$name', (report) => {
    const required = report.requiredFilter === null ? [] : [{ [report.requiredFilter]: { ne: '0' } }];
    let tried = 0;
    for (const field of report.fields.values())
      for (const name of operatorsOf(field)) {
        const operator: Operator = OPERATORS[name];
        const [code] = field.codes ?? [];
        const value = code ?? VALUES[field.type];
        const given = { list: [value], single: value, boolean: true }[operator.value];
        const sent = operator.value === 'boolean' ? 'true' : String(code ?? SENT[field.type]);
        for (const [ignoreCase, operand] of [
          [false, operator.operand],
          ...(FILTER_OFFERS[field.type].ignoreCase ? [[true, operator.ignoringCase] as const] : []),
        ] as const) {
          if (operand === null) continue;
          const filter = [{ [field.name]: { [name]: given, ...(ignoreCase ? { ignoreCase } : {}) } }, ...required];
          const query = normalise(report, { igrp: 1, arguments: { filter }, selection: selectReport('rowCount') });
          expect(toV2Params(query)).toContainEqual(['filter[]', `${field.name}-${operand}-value-${sent}`]);
          tried += 1;
        }
      }
    expect(tried).toBeGreaterThan(0);
  });
});

describe('numbers are sent in plain decimal notation', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1.5, '1.5'],
    [-2, '-2'],
    [1e21, '1000000000000000000000'],
    [-1.25e22, '-12500000000000000000000'],
    [1e-7, '0.0000001'],
    [-2.5e-8, '-0.000000025'],
    [9007199254740991, '9007199254740991'],
  ])('%p as %s', (value, text) => {
    const report = catalogue.get('channelMetrics');
    if (!report) throw new TypeError('must be there: channelMetrics');
    const query = normalise(report, {
      igrp: 1,
      arguments: { filter: [{ goalValueTotal: { gte: value } }] },
      selection: selectReport('rowCount'),
    });
    expect(query.filters).toEqual([{ field: 'goalValueTotal', operand: 'ge', value: text }]);
    expect(Number(text)).toBe(value + 0);
  });
});
