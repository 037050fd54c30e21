/** Every argument of every report reaches its parameter, and a report takes no other. */
import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../schema/report.js';
import { ARGUMENT_NAMES, type ArgumentName } from '../../schema/report-definition.js';
import { catalogue } from '../../schema/reports/index.js';
import { normalise } from '../../src/query/normalise.js';
import { toV2Params } from '../../src/query/to-v2-params.js';
import { selectReport } from './select.js';

type Sample = (report: Report) => readonly [given: unknown, param: readonly [string, string]];

const firstField = (report: Report, has: 'filterable' | 'sortable' | 'groupable'): string =>
  [...report.fields.values()].find((field) => field[has] && (has !== 'sortable' || field.kind === 'column' || field.kind === 'metric'))
    ?.name ?? '';

const SAMPLES = {
  startDate: () => ['2026-01-02', ['startDate', '2026-01-02']],
  endDate: () => ['2026-01-03', ['endDate', '2026-01-03']],
  tz: () => ['Europe/London', ['tz', 'Europe/London']],
  chType: () => ['pbxDdi', ['chType', 'pbxDdi']],
  rootOrgId: () => [4, ['rootOrgId', '4']],
  attributionModelId: () => [0, ['attributionModelId', '0']],
  excludePiiData: () => [true, ['excludePiiData', '1']],
  callRef: () => ['a b', ['callRef', 'a b']],
  srcPhoneNumber: () => ['+44 20', ['srcPhoneNumber', '+44 20']],
  filter: (report) => [
    [{ [firstField(report, 'filterable')]: { isSet: true } }],
    ['filter[]', `${firstField(report, 'filterable')}-bool-value-true`],
  ],
  sort: (report) => [[{ field: firstField(report, 'sortable'), order: 'desc' }], ['sort[]', `${firstField(report, 'sortable')}-desc`]],
  group: (report) => [[firstField(report, 'groupable')], ['group[]', firstField(report, 'groupable')]],
  customMetrics: ({ customMetrics }) => {
    const [metric = ''] = customMetrics?.metricFields ?? [];
    const [field = ''] = customMetrics?.conditionFields ?? [];
    return [[{ reference: 'r', metric, conditions: [{ field, values: ['1'] }] }], ['customMetrics[r]', `${metric}_${field}_1`]];
  },
  limit: () => [7, ['limit', '7']],
  offset: () => [8, ['offset', '8']],
} as const satisfies Record<ArgumentName, Sample>;

/** What a report cannot be asked without. */
function needed(report: Report): Readonly<Record<string, unknown>> {
  return {
    ...(report.requiredFilter === null ? {} : { filter: [{ [report.requiredFilter]: { eq: '1' } }] }),
    ...(report.requireOneOf.length === 0 ? {} : { callRef: 'x' }),
  };
}

describe.each([...catalogue.values()])('$name', (report) => {
  const ask = (given: Readonly<Record<string, unknown>>) =>
    normalise(report, { igrp: 1, arguments: { ...needed(report), ...given }, selection: selectReport('rowCount') });

  it.each(ARGUMENT_NAMES.filter((name) => report.arguments.has(name)))('sends %s', (name) => {
    const [given, param] = SAMPLES[name](report);
    expect(toV2Params(ask({ [name]: given }))).toContainEqual(param);
  });

  it('sends nothing for what is left out, null or false, but for a limit where it takes one', () => {
    const nothing = [...report.arguments].filter((name) => !(name in needed(report))).map((name) => [name, null]);
    const silent = toV2Params(
      ask({ ...Object.fromEntries(nothing), ...(report.arguments.has('excludePiiData') ? { excludePiiData: false } : {}) }),
    );
    expect(silent).toEqual(toV2Params(ask({})));
    expect(silent.filter(([name]) => name === 'limit')).toEqual(report.arguments.has('limit') ? [['limit', '1000']] : []);
    expect(silent.filter(([name]) => name === 'display[]')).toHaveLength(report.openRows ? 0 : 1);
  });

  it('takes no argument that its route does not take', () => {
    for (const name of ARGUMENT_NAMES.filter((each) => !report.arguments.has(each)))
      expect(() => ask({ [name]: 'x' })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
