/** The rules between reports, each with a catalogue that breaks it. */
import { describe, expect, test } from '@jest/globals';
import { defineCatalogue, QUERY_FIELDS, SHARED_TYPES, typeNamesOf } from '../../schema/define-catalogue.js';
import { defineReport } from '../../schema/define-report.js';
import type { ReportDefinition } from '../../schema/report-definition.js';
import { catalogue } from '../../schema/reports/index.js';
import { createSchema } from '../../src/graph/create-schema.js';

const definitionOf = (name: string): ReportDefinition => {
  const report = catalogue.get(name);
  if (!report) throw new Error(`There is no report ${name}.`);
  return report.definition;
};

const others = [...catalogue.values()];
const [goals, trigger, installations] = [definitionOf('goals'), definitionOf('callTriggers'), definitionOf('installations')];
const own = {
  ...goals,
  name: 'tickets',
  typePrefix: 'Ticket',
  links: {},
  entity: { key: 'goalId', field: 'ticket' },
} satisfies ReportDefinition;
const text = { type: 'string', description: 'A text.' } as const;

/** One report more, and how it is refused. */
const CASES: readonly (readonly [string, ReportDefinition, string])[] = [
  ['a name that is taken', { ...own, name: 'goals' }, 'reports.goals must be the name of one report, but got: "goals"'],
  [
    'a row type that is another’s report type',
    { ...own, typePrefix: 'GoalReport' },
    'reports.tickets.typePrefix must not create a type that goals already has: GoalReport, but got: "GoalReport"',
  ],
  [
    'a row type that is another’s filter',
    { ...own, typePrefix: 'GoalFilter' },
    'reports.tickets.typePrefix must not create a type that goals already has: GoalFilter',
  ],
  ['the interface', { ...own, typePrefix: 'Report' }, 'reports.tickets.typePrefix must not create a type of the gateway itself: Report'],
  ['a prefix of shared types', { ...own, typePrefix: 'ReportInt' }, 'must not create a type of the gateway itself: ReportInt'],
  ['the page', { ...own, typePrefix: 'ReportPageInfo' }, 'must not create a type of the gateway itself: ReportPageInfo'],
  ['a scalar', { ...own, typePrefix: 'Date' }, 'must not create a type of the gateway itself: Date'],
  ['a root type', { ...own, typePrefix: 'Query' }, 'must not create a type of the gateway itself: Query'],
  ['an enum', { ...own, typePrefix: 'ChannelType' }, 'must not create a type of the gateway itself: ChannelType'],
  ['a field of the installation', { ...own, name: 'igrpName' }, 'reports.igrpName must differ from a field of the installation'],
  ['a link of the installation', { ...own, name: 'organisation' }, 'reports.organisation must differ from a field of the installation'],
  ['an accessor of the installation', { ...own, name: 'raw' }, 'reports.raw must differ from a field of the installation'],
  ['a single row of another', { ...own, name: 'goal' }, 'must differ from a field of'],
  ['a single row that is another report', { ...own, entity: { key: 'goalId', field: 'channels' } }, 'must differ from a field of'],
  ['a field of Query', { ...own, name: 'reports', path: '/tickets' }, 'reports.reports must differ from a field of Query'],
  [
    'a second report that stands for itself',
    { ...own, path: '/tickets', entity: { key: 'goalId', standsForItself: true } },
    'reports.tickets.entity.standsForItself must be true on one report',
  ],
  [
    'other fields than its type has',
    { ...trigger, name: 'tickets', fields: { ...trigger.fields, plate: text } },
    'reports.tickets.fields must be as in allTriggers, with which it shares the type Trigger',
  ],
  ['other links than its type has', { ...trigger, name: 'tickets', links: {} }, 'reports.tickets.links must be as in allTriggers'],
  [
    'other inputs than its type has',
    { ...trigger, name: 'tickets', arguments: ['filter', 'sort', 'limit'], filterable: ['rowId'] },
    'reports.tickets.fields must be as in allTriggers',
  ],
  [
    'no filter where its type has one',
    { ...goals, name: 'tickets', arguments: ['sort', 'limit'], entity: { key: 'goalId' } },
    'reports.tickets.entity.key must name a field that can be filtered',
  ],
  [
    'another family than its type has',
    { ...goals, name: 'tickets', family: 'trigger', entity: { key: 'goalId' } },
    'reports.tickets.family must be as in goals',
  ],
  [
    'a look-up by a report of another type',
    { ...own, entity: { key: 'goalId', lookUp: 'goals' } },
    'reports.tickets.entity.lookUp must name a report that makes the type Ticket, but got: "goals"',
  ],
  [
    'a link to nowhere',
    { ...own, links: { x: { to: 'gone', from: 'goalId', description: 'X.' } } },
    'reports.tickets.links.x.to must name a report, but got: "gone"',
  ],
  [
    'a link to rows without a key',
    { ...own, links: { x: { to: 'auditLog', from: 'goalId', description: 'X.' } } },
    'reports.tickets.links.x.key must name a field by which auditLog can be filtered, but got: nothing',
  ],
  [
    'a link by a key that cannot be filtered',
    { ...own, links: { x: { to: 'channels', key: 'igrp', from: 'goalId', description: 'X.' } } },
    'reports.tickets.links.x.key must name a field by which channels can be filtered, but got: "igrp"',
  ],
  [
    'a link into an installation that the row does not say',
    {
      ...own,
      path: '/tickets',
      fields: { goalId: { type: 'int', description: 'Id.' } },
      filterable: ['goalId'],
      sortable: ['goalId'],
      exampleFields: [],
      links: { x: { to: 'channels', from: 'goalId', description: 'X.' } },
    },
    'reports.tickets.links.x.to must name a report that is not under an installation',
  ],
];

describe('reports that do not go together are refused', () => {
  test.each(CASES.filter(([, , message]) => message !== ''))('%s', (_, definition, message) => {
    expect(() => defineCatalogue([...others, defineReport(definition)])).toThrow(message);
  });

  test('a report under an installation that no report stands for', () => {
    const rest = others.filter(({ links }) => links.size === 0).filter(({ name }) => name !== 'installations');
    expect(() => defineCatalogue(rest)).toThrow('must be under an installation, which no report stands for');
  });

  test('a link to a report that is gone', () => {
    expect(() => defineCatalogue(others.filter(({ name }) => name !== 'channels'))).toThrow(
      /reports\.\w+\.links\.channel\.to must name a report, but got: "channels"/,
    );
  });
});

test('a report of its own goes with the others', () => {
  expect([...defineCatalogue([...others, defineReport(own)]).keys()].at(-1)).toBe('tickets');
  expect(defineCatalogue([defineReport({ ...installations, links: {} })]).size).toBe(1);
});

describe('the names that are kept from reports are those that the schema uses', () => {
  const schema = createSchema(catalogue);
  const reports = new Set(others.flatMap(typeNamesOf));

  test('every type is a report’s, begins with Report, or is listed', () => {
    const stray = Object.keys(schema.getTypeMap()).filter(
      (name) =>
        !name.startsWith('_') && !name.includes('__') && !reports.has(name) && !/^Report([A-Z]|$)/.test(name) && !SHARED_TYPES.has(name),
    );
    expect(stray).toEqual([]);
    expect([...reports].filter((name) => schema.getType(name) === undefined)).toEqual([]);
  });

  test('every field of Query is a report’s, a single row’s, or listed', () => {
    const taken = new Set([...QUERY_FIELDS, ...others.flatMap(({ name, entity }) => [name, entity?.field ?? name])]);
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {}).filter((name) => !name.startsWith('_') && !taken.has(name))).toEqual([]);
  });
});
