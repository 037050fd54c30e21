/** What an IDE shows beside a field and a report. */
import { describe, expect, test } from '@jest/globals';
import { defineReport } from '../../schema/define-report.js';
import type { Evidence, FieldDefinition, ReportDefinition } from '../../schema/report-definition.js';
import { describeField, describeReport } from '../../src/graph/descriptions.js';

const base: ReportDefinition = {
  name: 'sums',
  typePrefix: 'Sums',
  family: 'metrics',
  path: '/metrics/sums',
  igrpIn: 'query',
  description: 'Sums.',
  arguments: ['filter', 'sort', 'group', 'limit'],
  fields: {
    ch: { type: 'int', kind: 'dimension', description: 'The channel.' },
    chName: { type: 'string', kind: 'label', of: 'ch', description: 'Its name.' },
    rowId: { type: 'id', kind: 'metric', description: 'The last row.' },
  },
};
const describedField = (name: string, change: Partial<FieldDefinition> = {}) => {
  const known = base.fields[name];
  if (!known) throw new Error(`There is no field ${name}.`);
  const field = defineReport({ ...base, fields: { ...base.fields, [name]: { ...known, ...change } } }).fields.get(name);
  return field && describeField(field);
};

describe('a field says what it means, how it is read, how sure it is, and its v2 name', () => {
  test.each([
    ['a dimension', 'ch', {}, 'The channel. Null unless it is in `group`.\n\nv2: `ch`'],
    ['a label', 'chName', {}, 'Its name. Present when grouped by `ch`.\n\nv2: `chName`'],
    ['an id', 'rowId', {}, 'The last row. The digits that upstream sends, exact beyond 2^53.\n\nv2: `rowId`'],
    [
      'a note and evidence',
      'chName',
      { note: 'Often blank.', evidence: 'client' },
      'Its name. Present when grouped by `ch`.\n\nOften blank. Not in the API documentation; seen in public clients.\n\nv2: `chName`',
    ],
    [
      'personal data',
      'chName',
      { pii: true, evidence: 'configured' },
      'Its name. Present when grouped by `ch`. Personal data: redacted for callers who are not allowed to see it.\n\nSet by this gateway’s configuration.\n\nv2: `chName`',
    ],
  ] as const)('%s', (_, name, change, expected) => {
    expect(describedField(name, change)).toBe(expected);
  });
});

describe('a report says of each part what is less sure than the whole', () => {
  const V2 = '\n\nv2: `GET /metrics/sums`, at most 50,000 rows a call.';
  const correctable = 'inferred; the operator can correct it by configuration.';
  const how = (change: { readonly [K in 'evidence' | 'pathEvidence' | 'argumentsEvidence' | 'operandsEvidence']?: Evidence }) =>
    describeReport(defineReport({ ...base, ...change }));
  test.each([
    ['nothing, where all is documented', {}, `Sums.${V2}`],
    ['its route', { pathEvidence: 'inferred' }, `Sums.\n\nIts route is ${correctable}${V2}`],
    ['a configured route', { pathEvidence: 'configured' }, `Sums.\n\nIts route is set by this gateway’s configuration.${V2}`],
    [
      'its arguments, which say the same of its operands',
      { argumentsEvidence: 'inferred', operandsEvidence: 'inferred' },
      `Sums.\n\nIts arguments are ${correctable}${V2}`,
    ],
    ['its operands', { operandsEvidence: 'inferred' }, `Sums.\n\nWhat it can be filtered and sorted by is ${correctable}${V2}`],
    [
      'the whole, once',
      { evidence: 'inferred', argumentsEvidence: 'inferred', operandsEvidence: 'inferred' },
      `Sums.\n\nNot in the API documentation; inferred. The operator can correct it by configuration.${V2}`,
    ],
  ] as const)('%s', (_, change, expected) => {
    expect(how(change)).toBe(expected);
  });

  test('rows that are read by name alone', () => {
    expect(
      describeReport(defineReport({ ...base, family: 'list', arguments: [], fields: {}, openRows: true, note: 'One row.', maxRows: 1 })),
    ).toBe(
      'Sums. One row.\n\nIts columns are undocumented: read them with `field` and `raw`.\n\nv2: `GET /metrics/sums`, at most 1 rows a call.',
    );
  });
});
