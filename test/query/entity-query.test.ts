/** Look-ups by key: one form, ascending, in as few URLs as there is room for. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../../schema/reports/index.js';
import { entityQueries, entityQuery, sliceKeys, type EntityLookUp } from '../../src/query/entity-query.js';
import { toV2Params, toV2Target } from '../../src/query/to-v2-params.js';
import { holds } from '../support/laws.js';

describe('a look-up by key', () => {
  it.each<[what: string, lookUp: EntityLookUp, params: readonly (readonly [string, string])[]]>([
    [
      'by the report’s own key',
      lookUp('goals', [5], ['goalTitle']),
      [
        ['filter[]', 'goalId-in-value-5'],
        ['limit', '50000'],
        ['display[]', 'goalId'],
        ['display[]', 'goalTitle'],
      ],
    ],
    [
      'in numeric order, each key once',
      lookUp('goals', [100, 20, 3, '20'], ['goalId']),
      [
        ['filter[]', 'goalId-in-value-3,20,100'],
        ['limit', '50000'],
        ['display[]', 'goalId'],
      ],
    ],
    [
      'of ids past 53 bits',
      lookUp('allTriggers', ['18446744073709551615', '9007199254740993'], []),
      [
        ['filter[]', 'rowId-in-value-9007199254740993,18446744073709551615'],
        ['limit', '50000'],
        ['display[]', 'rowId'],
      ],
    ],
    [
      'by another key',
      { ...lookUp('callKeywords', ['7'], ['keyword']), key: 'rowId' },
      [
        ['filter[]', 'rowId-in-value-7'],
        ['limit', '50000'],
        ['display[]', 'keyword'],
        ['display[]', 'rowId'],
      ],
    ],
    [
      'of every column',
      lookUp('goals', [5], null),
      [
        ['filter[]', 'goalId-in-value-5'],
        ['limit', '50000'],
      ],
    ],
    [
      'without an installation',
      { ...lookUp('organisations', [4], ['orgName']), igrp: 1 },
      [
        ['filter[]', 'orgId-in-value-4'],
        ['limit', '50000'],
        ['display[]', 'orgId'],
        ['display[]', 'orgName'],
      ],
    ],
  ])('%s', (_, asked, params) => {
    expect(toV2Params(entityQuery(asked))).toEqual(params);
  });

  it('is the same question for the same keys in any order', () => {
    expect(entityQuery(lookUp('goals', [3, 1, 2], ['goalTitle']))).toEqual(
      entityQuery(lookUp('goals', ['2', '3', '1', '1'], ['goalTitle', 'goalId'])),
    );
  });

  it.each([['a,b'], [''], ['a\0'], ['\ud800']])('refuses the key %j, which cannot be sent', (key) => {
    for (const refuse of [entityQuery, sliceKeys, entityQueries])
      expect(() => refuse(lookUp('segments', ['ok', key], []))).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  it('of no key is no request', () => {
    expect(entityQueries(lookUp('goals', [], ['goalTitle']))).toEqual([]);
    expect(() => entityQuery(lookUp('goals', [], ['goalTitle']))).toThrow(TypeError);
  });
});

describe('very many keys', () => {
  it('are one request while its target fits, and the fewest that fit then', () => {
    const key = fc.oneof(fc.nat(), fc.string({ unit: fc.constantFrom(...'abä🏃( '), minLength: 1, maxLength: 30 }));
    holds(
      fc.property(fc.uniqueArray(key, { minLength: 1, maxLength: 80 }), fc.integer({ min: 120, max: 900 }), (keys, bytes) => {
        const asked = lookUp('segments', keys, ['segmentName']);
        const slices = sliceKeys(asked, bytes);
        const queries = entityQueries(asked, bytes);
        expect(slices.flat()).toEqual(entityQuery(asked).filters[0]?.value.split(','));
        expect(queries).toEqual(slices.map((slice) => entityQuery({ ...asked, keys: slice })));
        queries.forEach((query, i) => {
          if ((slices[i]?.length ?? 0) > 1) expect(toV2Target(query).length).toBeLessThanOrEqual(bytes);
          const [next] = slices[i + 1] ?? [];
          if (next === undefined) return;
          const fuller = entityQuery({ ...asked, keys: [...(slices[i] ?? []), next] });
          expect(toV2Target(fuller).length).toBeGreaterThan(bytes);
        });
      }),
    );
  });

  it('fit the default bound with every column asked for', () => {
    const report = reportOf('allTriggers');
    const keys = Array.from({ length: 5000 }, (_, i) => String(10n ** 18n + BigInt(i)));
    const queries = entityQueries({ report, igrp: 2 ** 31 - 1, keys, columns: [...report.fields.keys()] });
    expect(queries.length).toBeGreaterThan(1);
    for (const query of queries) expect(toV2Target(query).length).toBeLessThanOrEqual(7500);
  });
});

function lookUp(report: string, keys: EntityLookUp['keys'], columns: EntityLookUp['columns']): EntityLookUp {
  return { report: reportOf(report), igrp: 1, keys, columns };
}

function reportOf(name: string) {
  const report = catalogue.get(name);
  if (!report) throw new TypeError(`must be a report, but got: ${name}`);
  return report;
}
