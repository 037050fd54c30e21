/** Every rule of a definition with a definition that breaks it. */
import { describe, expect, test } from '@jest/globals';
import { defineReport } from '../../schema/define-report.js';
import { DefinitionError } from '../../schema/definition-error.js';
import type { ReportDefinition } from '../../schema/report-definition.js';
import { catalogue } from '../../schema/reports/index.js';

const list: ReportDefinition = {
  name: 'tickets',
  typePrefix: 'Ticket',
  family: 'list',
  path: '/igrps/{igrp}/tickets',
  description: 'Tickets.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  fields: {
    rowId: { type: 'id', description: 'The id.' },
    ticketId: { type: 'int', description: 'The ticket.' },
    plate: { type: 'string', description: 'The plate.' },
    extra: { type: 'json', description: 'The rest.' },
  },
};

const metrics: ReportDefinition = {
  ...list,
  family: 'metrics',
  arguments: ['filter', 'sort', 'group', 'customMetrics', 'limit'],
  fields: {
    ch: { type: 'int', kind: 'dimension', description: 'The channel.' },
    chName: { type: 'string', kind: 'label', of: 'ch', description: 'Its name.' },
    callCount: { type: 'int', kind: 'metric', description: 'Calls.' },
  },
  customMetrics: { metricFields: ['callCount'], conditionFields: ['ch'], evidence: 'inferred' },
};

/** A definition may be anything at run time, whatever its type says. */
type Broken = Readonly<Record<string, unknown>>;
const broken = (base: ReportDefinition, change: Broken): ReportDefinition => ({ ...base, ...change });
const field = (name: string, change: unknown, base = list): Broken => ({ fields: { ...base.fields, [name]: change } });
const changed = (name: string, change: Broken, base = list): Broken => field(name, { ...base.fields[name], ...change }, base);

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const link = { to: 'channels', from: 'ticketId', description: 'The channel.' };

/** Change, place below the report, rule, what came. */
const CASES: readonly (readonly [ReportDefinition, Broken, string, string, string])[] = [
  [list, { name: 'Tickets' }, 'Tickets.name', 'must be a name of letters, digits and _ that begins with a lower-case letter', '"Tickets"'],
  [list, { typePrefix: 'ticket' }, 'typePrefix', 'must be a name of letters and digits that begins with a capital', '"ticket"'],
  [list, { family: 'table' }, 'family', 'must be one of trigger, metrics, list', '"table"'],
  [list, { path: 'tickets' }, 'path', 'must be a path of plain segments, {igrp} for the installation', '"tickets"'],
  [list, { path: '/igrps/{igrp}/../x' }, 'path', 'must be a path of plain segments, {igrp} for the installation', '"/igrps/{igrp}/../x"'],
  [list, { path: '/a/{igrp}/{igrp}' }, 'path', 'must contain {igrp} once', '"/a/{igrp}/{igrp}"'],
  [list, { igrpIn: 'query' }, 'igrpIn', 'must be left out if the path contains {igrp}', '"query"'],
  [list, { igrpIn: 'body' }, 'igrpIn', 'must be one of query', '"body"'],
  [list, { description: ' ' }, 'description', 'must be a non-empty string', '" "'],
  [list, { description: undefined }, 'description', 'must be a non-empty string', 'nothing'],
  [list, { evidence: 'sure' }, 'evidence', 'must be one of documented, client, inferred, configured', '"sure"'],
  [list, { maxRows: 50_001 }, 'maxRows', 'must be a whole number between 1 and 50000', '50001'],
  [list, { maxRows: 1.5 }, 'maxRows', 'must be a whole number between 1 and 50000', '1.5'],
  [list, { openRows: 'yes' }, 'openRows', 'must be true or false', '"yes"'],
  [list, { arguments: 'filter' }, 'arguments', 'must be a list', '"filter"'],
  [list, { arguments: ['filter', 'filter'] }, 'arguments[1]', 'must not be repeated', '"filter"'],
  [list, { arguments: ['offset', 'limit', 'filter', 'startDate'] }, 'arguments', 'must hold startDate and endDate together', '['],
  [list, { arguments: ['offset', 'filter'] }, 'arguments', 'must hold limit where it holds offset', '["offset","filter"]'],
  [list, { arguments: ['group'] }, 'arguments', 'must not hold group outside metrics reports', '["group"]'],
  [list, { fields: [] }, 'fields', 'must be an object', '[]'],
  [list, { arguments: [], fields: {} }, 'fields', 'must hold a field, unless openRows is true', '{}'],
  [
    list,
    field('__typename', list.fields['plate']),
    'fields.__typename',
    'must be a GraphQL name that does not begin with __',
    '"__typename"',
  ],
  [list, field('a-b', list.fields['plate']), 'fields.a-b', 'must be a GraphQL name that does not begin with __', '"a-b"'],
  ...['variable', 'passThrough', 'customMetric', 'field', 'raw'].map(
    (name) => [list, field(name, list.fields['plate']), `fields.${name}`, 'must differ from the row’s own fields: ', `"${name}"`] as const,
  ),
  [
    list,
    field('ticket_id', list.fields['plate']),
    'fields.ticket_id',
    'must differ in its enum spelling, TICKET_ID, from ticketId',
    '"ticket_id"',
  ],
  [list, field('fine', 7), 'fields.fine', 'must be an object', '7'],
  [
    list,
    changed('plate', { type: 'integer' }),
    'fields.plate.type',
    'must be one of id, int, decimal, float, string, date, datetime, json',
    '"integer"',
  ],
  [list, changed('plate', { description: undefined }), 'fields.plate.description', 'must be a non-empty string', 'nothing'],
  [list, changed('plate', { kind: 'metric' }), 'fields.plate.kind', 'must be column outside metrics reports', '"metric"'],
  [list, changed('plate', { of: 'ticketId' }), 'fields.plate.of', 'is required on a label and must be left out elsewhere', '"ticketId"'],
  [list, changed('plate', { groupable: true }), 'fields.plate.groupable', 'may be true only on a dimension', 'true'],
  [
    list,
    changed('extra', { filterable: true }),
    'fields.extra.filterable',
    'must not be true if the report takes no filter, on json',
    'true',
  ],
  [list, changed('extra', { sortable: true }), 'fields.extra.sortable', 'must not be true if the report takes no sort, on json', 'true'],
  [list, field('c_age', { type: 'int', description: 'Age.', filterable: true }), 'fields.c_age.filterable', 'must not be true if', 'true'],
  [
    list,
    { arguments: [], ...changed('plate', { filterable: true }) },
    'fields.plate.filterable',
    'must not be true if the report takes no filter',
    'true',
  ],
  [list, { sortable: [] }, 'sortable', 'must leave at least one sortable field if the report takes sort', '[]'],
  [list, { filterable: ['colour'] }, 'filterable[0]', 'must name a field of the report', '"colour"'],
  [list, { sortable: ['plate', 'colour'] }, 'sortable[1]', 'must name a field of the report', '"colour"'],
  [list, { exampleFields: ['colour'] }, 'exampleFields[0]', 'must name a field of the report', '"colour"'],
  [
    metrics,
    changed('callCount', { kind: undefined }, metrics),
    'fields.callCount.kind',
    'must be dimension, label or metric on a metrics report',
    'nothing',
  ],
  [
    metrics,
    changed('chName', { of: undefined }, metrics),
    'fields.chName.of',
    'is required on a label and must be left out elsewhere',
    'nothing',
  ],
  [metrics, changed('chName', { of: 'callCount' }, metrics), 'fields.chName.of', 'must name a dimension of the report', '"callCount"'],
  [
    metrics,
    { arguments: ['sort'], customMetrics: undefined },
    'fields.ch.kind',
    'must not be dimension where the report takes no group',
    '"dimension"',
  ],
  [
    metrics,
    { customMetrics: undefined },
    'customMetrics',
    'is required if the report takes customMetrics, and must be left out otherwise',
    'nothing',
  ],
  [
    metrics,
    { arguments: ['group'] },
    'customMetrics',
    'is required if the report takes customMetrics, and must be left out otherwise',
    '{',
  ],
  [
    metrics,
    { arguments: ['customMetrics'], fields: { callCount: metrics.fields['callCount'] } },
    'arguments',
    'must hold group where it holds customMetrics',
    '["customMetrics"]',
  ],
  [metrics, { fields: { callCount: metrics.fields['callCount'] } }, 'arguments', 'must not hold group where there is no dimension', '['],
  [
    metrics,
    { customMetrics: { ...metrics.customMetrics, metricFields: [] } },
    'customMetrics.metricFields',
    'must name a metric of the report',
    '[]',
  ],
  [
    metrics,
    { customMetrics: { ...metrics.customMetrics, metricFields: ['ch'] } },
    'customMetrics.metricFields[0]',
    'must name a metric of the report',
    '"ch"',
  ],
  [
    metrics,
    { customMetrics: { ...metrics.customMetrics, conditionFields: ['goal'] } },
    'customMetrics.conditionFields[0]',
    'must name a dimension of the report',
    '"goal"',
  ],
  [list, { keyset: 'ticketId' }, 'keyset', 'must name a field of type id', '"ticketId"'],
  [list, { keyset: 'colour' }, 'keyset', 'must name a field of type id', '"colour"'],
  [list, { keyset: 'rowId', filterable: ['plate'] }, 'keyset', 'must name a field that can be filtered', '"rowId"'],
  [list, { keyset: 'rowId', sortable: ['plate'] }, 'keyset', 'must name a field that can be sorted by', '"rowId"'],
  [list, { keyset: 'rowId', arguments: ['filter', 'sort'] }, 'keyset', 'must be left out if the report takes no limit', '"rowId"'],
  [list, { requiredFilter: 'extra' }, 'requiredFilter', 'must name a field that can be filtered', '"extra"'],
  [list, { defaultSort: [{ field: 'extra', order: 'asc' }] }, 'defaultSort[0].field', 'must name a field that can be sorted by', '"extra"'],
  [list, { defaultSort: [{ field: 'plate', order: 'up' }] }, 'defaultSort[0].order', 'must be one of asc, desc', '"up"'],
  [list, { requireOneOf: ['callRef'] }, 'requireOneOf[0]', 'must name an argument of the report', '"callRef"'],
  [list, { entity: { key: 'plate' } }, 'entity.key', 'must name a field of type int or id', '"plate"'],
  [list, { entity: { key: 'gone' } }, 'entity.key', 'must name a field of type int or id', '"gone"'],
  [list, { entity: {} }, 'entity.key', 'must be a GraphQL name', 'nothing'],
  [
    list,
    { entity: { key: 'ticketId' }, filterable: ['plate'] },
    'entity.key',
    'must name a field that can be filtered, on a report that takes limit',
    '"ticketId"',
  ],
  [
    list,
    { entity: { key: 'ticketId', standsForItself: true } },
    'entity.standsForItself',
    'must not be true under an installation',
    'true',
  ],
  [list, { links: { plate: link } }, 'links.plate', 'must differ from every field of the row', '"plate"'],
  [list, { links: { raw: link } }, 'links.raw', 'must differ from every field of the row', '"raw"'],
  [list, { links: { igrp: link } }, 'links.igrp', 'must differ from every field of the row', '"igrp"'],
  [
    list,
    { links: { channel: { ...link, from: 'ch' } } },
    'links.channel.from',
    'must name a field of the report that can hold a key',
    '"ch"',
  ],
  [
    list,
    { links: { channel: { ...link, from: 'extra' } } },
    'links.channel.from',
    'must name a field of the report that can hold a key',
    '"extra"',
  ],
  [list, { links: { channel: { from: 'ticketId' } } }, 'links.channel.to', 'must be a GraphQL name', 'nothing'],
  [list, { pathEvidance: 'client' }, 'pathEvidance', 'must be one of name, typePrefix, family, path', '"pathEvidance"'],
  [list, changed('plate', { filterible: true }), 'fields.plate.filterible', 'must be one of type, description, kind', '"filterible"'],
];

describe('a definition that breaks a rule is refused with its place, the rule and what came', () => {
  test.each(CASES.map(([base, change, place, rule, got]) => [place, rule, base, change, got] as const))(
    '%s %s',
    (place, rule, base, change, got) => {
      const at = place.startsWith('Tickets') ? `reports.${place}` : `reports.tickets.${place}`;
      const define = () => defineReport(broken(base, change));
      expect(define).toThrow(DefinitionError);
      expect(define).toThrow(new RegExp(`^${literally(`${at} ${rule}`)}.*, but got: ${literally(got)}`));
    },
  );
});

describe('a definition that keeps them is resolved', () => {
  test('with what was left out', () => {
    const report = defineReport(list);
    expect(report).toMatchObject({
      scope: 'installation',
      evidence: 'documented',
      pathEvidence: 'documented',
      maxRows: 50_000,
      keyset: null,
      note: null,
    });
    expect(
      [...report.fields.values()].map(({ name, kind, filterable, sortable, groupable }) => [name, kind, filterable, sortable, groupable]),
    ).toEqual([
      ['rowId', 'column', true, true, false],
      ['ticketId', 'column', true, true, false],
      ['plate', 'column', true, true, false],
      ['extra', 'column', false, false, false],
    ]);
  });

  test('with the evidence of the report for its route', () => {
    expect(defineReport({ ...list, evidence: 'inferred' }).pathEvidence).toBe('inferred');
  });

  test('with columns of custom variables that can neither be filtered nor sorted by', () => {
    const { fields } = defineReport(broken(list, field('c_age', { type: 'int', description: 'Age.' })));
    expect(fields.get('c_age')).toMatchObject({ filterable: false, sortable: false });
  });

  test('frozen, and again from its own source', () => {
    for (const report of catalogue.values()) {
      expect(Object.isFrozen(report)).toBe(true);
      expect(defineReport(report.definition)).toEqual(report);
    }
  });

  test('a value is repeated up to 64 characters', () => {
    expect(() => defineReport({ ...list, path: `/${'ü'.repeat(500)}` })).toThrow(/but got: "\/ü{61}…$/);
  });
});
