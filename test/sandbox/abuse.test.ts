import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OPERANDS } from '../../sandbox/operands.js';
import { catalogue } from '../../schema/reports/index.js';
import { holds } from '../support/laws.js';
import { params, runningSandbox } from './running-sandbox.js';

const { get } = runningSandbox();
const REPORTS = [...catalogue.values()].filter(({ fields, openRows }) => fields.size > 0 && !openRows);
const HOSTILE = [
  '9'.repeat(30),
  `-${'9'.repeat(30)}.99999999`,
  '0.00000001',
  '12.5',
  '10.0.0.0/8',
  "'; DROP TABLE triggers; --",
  '(',
  '[',
  '\\',
  '%',
  '2026-01-01',
  '',
];

it('answers whatever a question holds with rows or a refusal, never with a fault', async () => {
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE));
  const question = fc.constantFrom(...REPORTS).chain((report) => {
    const field = fc.constantFrom(...report.fields.keys());
    return fc.record({
      report: fc.constant(report),
      filter: fc.tuple(field, fc.constantFrom(...OPERANDS), value).map((parts) => `${parts[0]}-${parts[1]}-value-${parts[2]}`),
      sort: field.map((name) => `${name}-desc`),
      display: fc.tuple(field, value).map(([name, alias]) => (alias === '' ? name : `${name}-${alias}`)),
      format: fc.constantFrom('json', 'jsonarray', 'csv', 'xml', 'xhtml', 'debug'),
      offset: fc.constantFrom('0', '9007199254740991'),
      condition: value.map((text) => text.replaceAll(/[_,\\]/g, '')),
    });
  });
  await holds(
    fc.asyncProperty(question, async ({ report, filter, sort, display, format, offset, condition }) => {
      const { path, igrpInQuery, requiredFilter } = report;
      const query = params(
        ['limit', '2'],
        ['offset', offset],
        ['filter[]', filter],
        ['sort[]', sort],
        ['display[]', display],
        ['format', format],
        ...(igrpInQuery
          ? ([
              ['igrp', '1'],
              ['group[]', 'ch'],
              ['customMetrics[mine]', `callCount_ch_${condition}`],
            ] as const)
          : []),
        ...(requiredFilter === null ? [] : [['filter[]', `${requiredFilter}-gt-value-1`] as const]),
      );
      const response = await get(`${path.replace('{igrp}', '1')}?${query}`);
      await response.text();
      expect([200, 400]).toContain(response.status);
    }),
    300,
  );
});
