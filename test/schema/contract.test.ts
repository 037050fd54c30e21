/** The pattern of the public contract, worked out from the definitions here and held against the schema for every report. */
import { describe, expect, test } from '@jest/globals';
import { isEnumType, isInputObjectType, isObjectType, type GraphQLArgument, type GraphQLInputField, type GraphQLNamedType } from 'graphql';
import { readFileSync } from 'node:fs';
import { enumName } from '../../schema/enum-name.js';
import type { Field, Report } from '../../schema/report.js';
import { catalogue } from '../../schema/reports/index.js';
import { schemaText } from '../../scripts/print-schema.js';
import { createSchema } from '../../src/graph/create-schema.js';

const schema = createSchema(catalogue);
const reports = [...catalogue.values()].map((report) => [report.name, report] as const);

const OUTPUT = {
  id: 'ID',
  int: 'Int',
  decimal: 'Float',
  float: 'Float',
  string: 'String',
  date: 'Date',
  datetime: 'LocalDateTime',
  json: 'JSON',
} as const;
const FILTERS = {
  id: 'ID',
  int: 'Int',
  decimal: 'Float',
  float: 'Float',
  string: 'String',
  date: 'Date',
  datetime: 'DateTime',
  json: '',
} as const;
const outputOf = ({ kind, type }: Field) => (kind === 'metric' && type === 'int' ? 'SafeInt' : OUTPUT[type]);

/** An object's fields, an input's, or an enum's values, as `name: type = default`. */
function membersOf(name: string): readonly string[] {
  const type: GraphQLNamedType | undefined = schema.getType(name);
  if (isEnumType(type)) return type.getValues().map((value) => value.name);
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(signature);
  if (isObjectType(type)) return Object.values(type.getFields()).map((field) => `${field.name}: ${String(field.type)}`);
  throw new Error(`There is no type ${name}.`);
}
const signature = ({ name, type, defaultValue }: GraphQLArgument | GraphQLInputField) =>
  `${name}: ${String(type)}${defaultValue === undefined ? '' : ` = ${String(defaultValue)}`}`;

const fieldOf = (report: Report) => {
  const parent = schema.getType(report.scope === 'root' ? 'Query' : 'Installation');
  const field = isObjectType(parent) ? parent.getFields()[report.name] : undefined;
  if (!field) throw new Error(`${report.name} is no field.`);
  return field;
};
const fieldsWhere = (report: Report, condition: (field: Field) => boolean) => [...report.fields.values()].filter(condition);
const namesOf = (fields: readonly Field[]) => fields.map(({ name }) => enumName(name)).sort();

describe.each(reports)('%s', (_, report) => {
  const { typePrefix: prefix, family } = report;
  const row = family === 'metrics' ? `${prefix}Row` : prefix;

  test('is a nullable field with the arguments that its route takes', () => {
    const field = fieldOf(report);
    const all: Readonly<Record<string, string>> = {
      startDate: 'startDate: Date',
      endDate: 'endDate: Date',
      tz: 'tz: TimeZone',
      chType: 'chType: ChannelType',
      rootOrgId: 'rootOrgId: Int',
      attributionModelId: 'attributionModelId: Int',
      excludePiiData: 'excludePiiData: Boolean',
      callRef: 'callRef: String',
      srcPhoneNumber: 'srcPhoneNumber: String',
      filter: `filter: [${prefix}Filter!]${report.requiredFilter === null ? '' : '!'}`,
      sort: `sort: [${prefix}Sort!]`,
      group: `group: [${prefix}GroupField!]`,
      customMetrics: `customMetrics: [${prefix}CustomMetric!]`,
      limit: 'limit: Int = 1000',
      offset: 'offset: Int = 0',
    };
    const expected = [...[...report.arguments].map((name) => all[name]), ...(report.keyset === null ? [] : ['afterRowId: ID'])];
    const told = field.args.map(signature);
    expect(String(field.type)).toBe(`${prefix}Report`);
    expect(expected.filter((argument) => argument === undefined || !told.includes(argument))).toEqual([]);
  });

  test('answers the interface and its rows', () => {
    const type = schema.getType(`${prefix}Report`);
    expect(isObjectType(type) && type.getInterfaces().map(({ name }) => name)).toEqual(['Report']);
    expect(membersOf(`${prefix}Report`)).toEqual(
      expect.arrayContaining([
        'complete: Boolean!',
        'framed: Boolean!',
        'pageInfo: ReportPageInfo!',
        'request: ReportRequest!',
        'rowCount: Int!',
        `rows: [${row}!]!`,
      ]),
    );
  });

  test('has a row field for every column, of its type', () => {
    const told = membersOf(row);
    const columns = [...report.fields.values()].map((field) => `${field.name}: ${outputOf(field)}`);
    const own = [
      'field: JSON',
      'raw: JSONObject',
      ...(report.dynamicFields ? ['variable: String', 'passThrough: String'] : []),
      ...(report.customMetrics ? ['customMetric: Float'] : []),
    ];
    expect([...columns, ...own].filter((member) => !told.includes(member) && !told.includes(`${member}!`))).toEqual([]);
  });

  test.each([
    [
      'filter',
      () =>
        [
          `${prefix}Filter`,
          [
            ...fieldsWhere(report, ({ filterable }) => filterable).map(({ name, type }) => `${name}: Report${FILTERS[type]}Filter`),
            'field: ReportFieldFilter',
          ],
        ] as const,
    ],
    [
      'sort',
      () =>
        [
          `${prefix}Sort`,
          [
            `field: ${prefix}SortField`,
            'name: String',
            ...(report.customMetrics ? ['customMetric: String'] : []),
            'order: SortOrder! = asc',
          ],
        ] as const,
    ],
    [
      'customMetrics',
      () =>
        [
          `${prefix}CustomMetric`,
          ['reference: String!', `metric: ${prefix}Metric`, 'metricName: String', `conditions: [${prefix}Condition!]!`],
        ] as const,
    ],
    ['customMetrics', () => [`${prefix}Condition`, [`field: ${prefix}Dimension`, 'fieldName: String', 'values: [String!]!']] as const],
    ['sort', () => [`${prefix}SortField`, namesOf(fieldsWhere(report, ({ sortable }) => sortable))] as const],
    ['group', () => [`${prefix}GroupField`, namesOf(fieldsWhere(report, ({ groupable }) => groupable))] as const],
    [
      'customMetrics',
      () =>
        [
          `${prefix}Metric`,
          namesOf(fieldsWhere(report, ({ name }) => report.customMetrics?.metricFields.includes(name) === true)),
        ] as const,
    ],
    [
      'customMetrics',
      () =>
        [
          `${prefix}Dimension`,
          namesOf(fieldsWhere(report, ({ name }) => report.customMetrics?.conditionFields.includes(name) === true)),
        ] as const,
    ],
  ] as const)('has the inputs of %s, and only where it takes that', (argument, expectation) => {
    const [name, members] = expectation();
    const told = schema.getType(name) ? [...membersOf(name)].sort() : null;
    expect(told).toEqual(report.arguments.has(argument) ? [...members].sort() : null);
  });

  test('tells the v2 route and the v2 name of every column', () => {
    expect(fieldOf(report).description).toContain(`v2: \`GET ${report.path}\``);
    const type = schema.getType(row);
    const fields = isObjectType(type) ? type.getFields() : {};
    expect([...report.fields.keys()].filter((name) => !fields[name]?.description?.includes(`v2: \`${name}\``))).toEqual([]);
  });
});

describe('what the catalogue query keeps of the contract', () => {
  test.each([
    [
      'ReportInfo',
      ['name: String!', 'path: String!', 'description: String!', 'maxRows: Int!', 'arguments: [String!]!', 'fields: [ReportFieldInfo!]!'],
    ],
    [
      'ReportFieldInfo',
      [
        'name: String!',
        'type: String!',
        'description: String!',
        'filterable: Boolean!',
        'sortable: Boolean!',
        'groupable: Boolean!',
        'operators: [String!]!',
        'evidence: String!',
        'pii: Boolean!',
      ],
    ],
  ])('%s', (name, members) => {
    expect(membersOf(name)).toEqual(expect.arrayContaining(members));
  });
});

test('the printed schema is that of the definitions', () => {
  const printed = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8');
  expect(printed === schemaText(schema)).toBe(true);
});

test('everything in the schema has a description', () => {
  const bare = Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => {
      const members =
        isObjectType(type) || isInputObjectType(type) ? Object.values(type.getFields()) : isEnumType(type) ? type.getValues() : [];
      return [type, ...members].filter(({ description }) => !description).map(({ name }) => `${type.name}.${name}`);
    });
  expect(bare).toEqual([]);
});
