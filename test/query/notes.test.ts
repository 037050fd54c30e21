/** What a report says of selected fields that it leaves null. */
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { normalise } from '../../src/query/normalise.js';
import { notesOf } from '../../src/query/notes.js';
import { selectReport } from './select.js';

const reportOf = (name: string) => {
  const report = catalogue.get(name);
  if (!report) throw new TypeError(`must be a report, but got: ${name}`);
  return report;
};

describe('the notes of a report', () => {
  test.each([
    ['name a dimension that is not grouped', 'rows { ch }', [], false, ['rows.ch is null: add CH to group.']],
    ['name a field by its alias', 'rows { id: ch }', [], false, ['rows.id is null: add CH to group.']],
    ['name a label', 'rows { metricMonthName }', ['ch'], false, ['rows.metricMonthName is null: add METRIC_MONTH to group.']],
    ['name a link', 'rows { channel { channelName } }', [], false, ['rows.channel is null: add CH to group.']],
    ['name a dimension read by its name', 'rows { field(name: "ch") }', [], false, ['rows.field is null: add CH to group.']],
    ['name what only a comparison answers', 'rows { delta { callCount } }', [], false, ['rows.delta is null: add compare.']],
    [
      'name a date of the other period',
      'rows { previous { metricDate callCount } }',
      ['ch'],
      true,
      ['rows.previous.metricDate is null: add METRIC_DATE to group.'],
    ],
    ['say a thing once', 'a: rows { ch } b: rows { ch }', [], false, ['rows.ch is null: add CH to group.']],
    ['are empty where nothing is missing', 'rows { ch channel { channelName } callCount previous { callCount } }', ['ch'], true, []],
    [
      'name the argument of a list that is empty without it',
      'rows { customMetrics { value } previous { own: customMetrics { value } } }',
      [],
      true,
      ['rows.customMetrics is empty: add customMetrics.', 'rows.previous.own is empty: add customMetrics.'],
    ],
    ['are empty without rows', 'rowCount', [], false, []],
  ])('%s', (_, text, group, isCompared, notes) => {
    expect(notesOf({ report: reportOf('channelMetrics'), rows: selectReport(text).rows, group, references: [], isCompared })).toEqual(
      notes,
    );
  });

  test('are empty on reports without groups', () => {
    const { rows } = selectReport('rows { ch act }');
    expect(notesOf({ report: reportOf('callTriggers'), rows, group: [], references: [], isCompared: false })).toEqual([]);
  });
});

describe('a column that the question does not group by', () => {
  test.each([
    ['rows { ch callCount }', ['callCount']],
    ['rows { chName callCount }', ['callCount']],
    ['rows { channel { channelName } callCount }', ['callCount']],
    ['rows { field(name: "ch") callCount }', ['callCount']],
  ])('%s: is left out of what is asked', (text, names) => {
    const query = normalise(reportOf('channelMetrics'), { igrp: 1, arguments: {}, selection: selectReport(text) });
    expect(query.projection).toEqual({ kind: 'columns', names });
  });

  test('and alone leaves a column that brings the rows', () => {
    const query = normalise(reportOf('channelMetrics'), { igrp: 1, arguments: {}, selection: selectReport('rows { ch }') });
    expect(query.projection).toMatchObject({ kind: 'columns', names: [expect.any(String)] });
    expect(query.projection).not.toMatchObject({ names: ['ch'] });
  });
});
