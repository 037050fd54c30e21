/** Where the value of each kind of row field comes from. */
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { columnOf, type RowColumn } from '../../src/query/row-columns.js';
import { select } from './select.js';

describe('the value of a row field comes from', () => {
  it.each<[what: string, report: string, field: string, column: Record<string, unknown> & Pick<RowColumn, 'kind'>]>([
    ['its column', 'callTriggers', 'd: callDuration', { kind: 'cell', key: 'callDuration', type: 'int' }],
    ['a custom variable', 'callTriggers', 'variable(name: "plan")', { kind: 'cell', key: 'c_plan', type: 'string', field: null }],
    [
      'a pass-through parameter',
      'callTriggers',
      'passThrough(name: "gclid")',
      { kind: 'cell', key: 'pt_gclid', type: 'string', field: null },
    ],
    ['any column by its name', 'callTriggers', 'field(name: "act")', { kind: 'cell', key: 'act', type: 'json', field: null }],
    ['a custom metric', 'channelMetrics', 'customMetric(reference: "sales")', { kind: 'cell', key: 'sales', type: 'float', field: null }],
    ['the installation in the rows', 'callTriggers', 'igrp', { kind: 'cell', key: 'igrp', type: 'int' }],
    ['the installation in the path', 'channelMetrics', 'igrp', { kind: 'igrp' }],
    ['the whole row', 'callTriggers', 'raw', { kind: 'raw' }],
    ['nothing, without a comparison', 'channelMetrics', 'previous { callCount }', { kind: 'absent' }],
    ['the row’s type', 'callTriggers', '__typename', { kind: 'typename' }],
    ['another report', 'callTriggers', 'goalDefinition { goalTitle }', { kind: 'link', link: 'goalDefinition', from: 'goal' }],
    ['another report, by the path', 'segments', 'installation { igrpName }', { kind: 'link', link: 'installation', from: 'igrp' }],
    ['a report of the row itself', 'installations', 'goals { rowCount }', { kind: 'link', link: 'goals', from: 'igrp' }],
  ])('%s', (_, name, text, column) => {
    const report = catalogue.get(name);
    const [field] = select(text);
    if (!report || !field) throw new TypeError('must be a report and a field');
    expect(columnOf(report, field)).toMatchObject(column);
  });

  it('the catalogue, whose field comes along', () => {
    const report = catalogue.get('callTriggers');
    const [field] = select('rowId');
    if (!report || !field) throw new TypeError('must be a report and a field');
    expect(columnOf(report, field)).toEqual({ kind: 'cell', key: 'rowId', type: 'id', field: report.fields.get('rowId') });
  });

  it('nowhere, where the report has no such field: that is a fault of the program', () => {
    const report = catalogue.get('organisations');
    const [field] = select('igrp');
    if (!report || !field) throw new TypeError('must be a report and a field');
    expect(() => columnOf(report, field)).toThrow(TypeError);
  });
});
