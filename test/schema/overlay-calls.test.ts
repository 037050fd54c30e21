/** An overlay that takes a column or a report away leaves the calls behind a row as far as they can be found. */
import { expect, test } from '@jest/globals';
import { applyOverlay } from '../../schema/overlay.js';
import { catalogue } from '../../schema/reports/index.js';

const callsAfter = (overlay: object) => applyOverlay(catalogue, { reports: overlay }).get('channelMetrics')?.calls;

test('a dimension that is removed takes its column along', () => {
  expect(callsAfter({ channelMetrics: { fields: { term: null } } })?.columns).not.toHaveProperty('term');
});

test('a column that is removed, or can no longer be filtered, is left out', () => {
  expect(callsAfter({ callTriggers: { fields: { term: null } } })?.columns).not.toHaveProperty('term');
  expect(callsAfter({ callTriggers: { fields: { ch: { filterable: false } } } })?.columns).not.toHaveProperty('ch');
});

test('a list of calls that is removed leaves none', () => {
  expect(callsAfter({ callTriggers: null })).toBeNull();
});

test('a column of its own is taken, and one that is none is refused', () => {
  expect(callsAfter({ channelMetrics: { calls: { columns: { term: 'keywordRef' } } } })?.columns).toMatchObject({
    term: 'keywordRef',
    ch: 'ch',
  });
  expect(() => callsAfter({ channelMetrics: { calls: { columns: { term: 'searchTerm' } } } })).toThrow(
    'reports.channelMetrics.calls.columns.term must name a field by which callTriggers can be filtered, but got: "searchTerm"',
  );
  expect(() => callsAfter({ channelMetrics: { calls: { columns: { callCount: 'ch' } } } })).toThrow(
    'reports.channelMetrics.calls.columns.callCount must name a dimension or a label of the report, but got: "callCount"',
  );
});
