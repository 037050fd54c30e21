/** Names that the catalogue lacks, as dimensions, sort keys, metrics and conditions; and parameters that an overlay gives. */
import { describe, expect, test } from '@jest/globals';
import { applyOverlay } from '../../schema/overlay.js';
import { catalogue } from '../../schema/reports/index.js';
import type { Report } from '../../schema/report.js';
import { normalise } from '../../src/query/normalise.js';
import { toV2Params } from '../../src/query/to-v2-params.js';
import { operationFromUrl } from '../../src/from-url/operation-from-url.js';
import { runningGateway } from '../support/running-gateway.js';

function reportOf(name: string, of = catalogue): Report {
  const report = of.get(name);
  if (!report) throw new Error(`There is no report ${name}.`);
  return report;
}
const metrics = reportOf('channelMetrics');
const selection = { rows: null, wantsAnswer: true, lookAhead: false, endRowId: false };
const asked = (given: Readonly<Record<string, unknown>>, report = metrics) =>
  toV2Params(normalise(report, { igrp: 1, arguments: given, selection })).filter(
    ([name]) => !['igrp', 'limit', 'display[]'].includes(name),
  );
const metric = (given: Readonly<Record<string, unknown>>) => ({ customMetrics: [{ reference: 'a', ...given }] });
const conditions = [{ field: 'goal', values: ['1'] }];

test.each([
  ['a dimension', { groupNames: ['newDimension'] }, [['group[]', 'newDimension']]],
  [
    'dimensions after those of the catalogue, whatever their order',
    { groupNames: ['zulu', 'alpha'], group: ['goal', 'ch'] },
    [
      ['group[]', 'ch'],
      ['group[]', 'goal'],
      ['group[]', 'alpha'],
      ['group[]', 'zulu'],
    ],
  ],
  ['a dimension that both arguments name, once', { groupNames: ['ch'], group: ['ch'] }, [['group[]', 'ch']]],
  ['a sort key', { sort: [{ name: 'newMetric', order: 'desc' }] }, [['sort[]', 'newMetric-desc']]],
  ['a sort key of the catalogue', { sort: [{ name: 'callCount', order: 'asc' }] }, [['sort[]', 'callCount-asc']]],
  ['a metric', metric({ metricName: 'newCount', conditions }), [['customMetrics[a]', 'newCount_goal_1']]],
  [
    'a condition',
    metric({ metric: 'goalCount', conditions: [{ fieldName: 'newField', values: ['x'] }] }),
    [['customMetrics[a]', 'goalCount_newField_x']],
  ],
])('the request names %s', (_, given, params) => {
  expect(asked(given)).toEqual(params);
});

const FORM = 'must be a letter followed by letters and digits, at most 64 characters';

test.each([
  ['a name with a dash', { groupNames: ['a-b'] }, `a name ${FORM}, but got: "a-b" (channelMetrics.groupNames[0])`],
  ['a variable to sort by', { sort: [{ name: 'c_plan' }] }, `name ${FORM}, but got: "c_plan" (channelMetrics.sort[0].name)`],
  ['a name of 65 characters', metric({ metricName: 'a'.repeat(65), conditions }), `metricName ${FORM}`],
  ['a metric as a dimension', { groupNames: ['callCount'] }, 'groupNames must name dimensions'],
  ['a dimension twice', { groupNames: ['newField', 'newField'] }, 'groupNames must not repeat a dimension'],
  ['a label that cannot be sorted by', { sort: [{ name: 'metricMonthName' }] }, 'name must be sortable'],
  ['a dimension that is not grouped', { sort: [{ name: 'ch' }] }, 'CH requires CH in group'],
  ['two ways to sort', { sort: [{ field: 'ch', name: 'ch' }] }, 'a sort key must have exactly one of field, customMetric and name'],
  ['no way to sort', { sort: [{ order: 'asc' }] }, 'a sort key must have exactly one of field, customMetric and name'],
  ['a dimension as a metric', metric({ metricName: 'ch', conditions }), 'metricName must name a metric'],
  [
    'two metrics',
    metric({ metric: 'goalCount', metricName: 'x', conditions }),
    'a custom metric must have exactly one of metric and metricName',
  ],
  [
    'no field of a condition',
    metric({ metric: 'goalCount', conditions: [{ values: ['1'] }] }),
    'a condition must have exactly one of field and fieldName',
  ],
  [
    'a field twice, once by its name',
    metric({ metric: 'goalCount', conditions: [...conditions, { fieldName: 'goal', values: ['2'] }] }),
    'a field may be used in one condition only',
  ],
])('%s is refused', (_, given, says) => {
  expect(() => asked(given)).toThrow(says);
});

const nest = {
  nestAttributions: { type: 'int', description: 'Whether attributions are nested.' },
  verbose: { type: 'boolean', description: 'Says more.' },
  scope: { type: 'string', description: 'What to look at.' },
};
const overlaid = applyOverlay(catalogue, { reports: { callTriggers: { parameters: nest } } });

describe('a parameter that an overlay gives', () => {
  const { gateway, upstream } = runningGateway(undefined, { reports: overlaid });

  test('is an argument of its report, and reaches the Reports API as it is', async () => {
    const { body } = await gateway.ask(
      '{ installation(igrp: 1) { callTriggers(nestAttributions: 0, verbose: true, scope: "a b") { rowCount } } }',
    );
    expect(body.errors).toBeUndefined();
    expect(upstream.requests.at(-1)?.params).toEqual(
      expect.arrayContaining([
        ['nestAttributions', '0'],
        ['verbose', '1'],
        ['scope', 'a b'],
      ]),
    );
  });

  test('is an argument of no other report', async () => {
    const { body } = await gateway.ask('{ installation(igrp: 1) { allTriggers(nestAttributions: 0) { rowCount } } }');
    expect(body.errors?.[0]?.message).toContain('Unknown argument "nestAttributions"');
  });

  test('is translated from a URL', () => {
    const url = '/reports/v2/igrps/1/triggers/calls?nestAttributions=1&verbose&scope=a&limit=1&display[]=rowId';
    const { query, variables } = operationFromUrl(url, {
      catalogue: overlaid,
      bases: { reportsUrl: 'http://x.test', reportsUrlApiKey: 'http://x.test' },
      kind: null,
      maxAliases: 60,
    });
    expect(query).toContain('verbose: true');
    expect(variables).toEqual({ igrp: 1, nestAttributions: 1, scope: 'a', limit: 1 });
  });

  test.each(['startDate', 'groupNames', 'display'])('must not be called %s', (name) => {
    const parameters = { [name]: { type: 'int', description: 'X.' } };
    expect(() => applyOverlay(catalogue, { reports: { callTriggers: { parameters } } })).toThrow('must have no known argument’s name');
  });
});
