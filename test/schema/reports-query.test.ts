/** `reports`: what a picker of filters, groupings and metrics reads can be used as it stands. */
import { describe, expect, test } from '@jest/globals';
import { graphqlSync, isEnumType, isInputObjectType, isObjectType, parse, validate } from 'graphql';
import { catalogue } from '../../schema/reports/index.js';
import { createSchema } from '../../src/graph/create-schema.js';

interface FieldTold {
  readonly name: string;
  readonly enumValue: string;
  readonly type: string;
  readonly kind: string;
  readonly of: string | null;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly operators: readonly string[];
  readonly filterType: string | null;
  readonly ignoreCase: boolean;
}

interface ReportTold {
  readonly name: string;
  readonly family: string;
  readonly underInstallation: boolean;
  readonly rowType: string;
  readonly typePrefix: string;
  readonly arguments: readonly string[];
  readonly requiredFilter: string | null;
  readonly requireOneOf: readonly string[];
  readonly dynamicFields: boolean;
  readonly openRows: boolean;
  readonly fields: readonly FieldTold[];
  readonly links: readonly { readonly name: string; readonly to: string; readonly from: string; readonly many: boolean }[];
  readonly entity: { readonly key: string; readonly field: string | null } | null;
  readonly customMetrics: { readonly metricFields: readonly string[]; readonly conditionFields: readonly string[] } | null;
}

const schema = createSchema(catalogue);
const { data, errors } = graphqlSync({
  schema,
  source: `{ reports {
    name family underInstallation rowType typePrefix arguments requiredFilter requireOneOf dynamicFields openRows
    fields { name enumValue type kind of filterable sortable groupable operators filterType ignoreCase }
    links { name to from many }
    entity { key field }
    customMetrics { metricFields conditionFields }
  } }`,
});
// The schema's own answer, in the form that the selection above asks for.
const reports = (data?.['reports'] ?? []) as readonly ReportTold[];

test('it tells of every report, without errors', () => {
  expect(errors).toBeUndefined();
  expect(reports.map(({ name }) => name)).toEqual([...catalogue.keys()]);
});

const membersOf = (name: string): readonly string[] => {
  const type = schema.getType(name);
  if (isEnumType(type)) return type.getValues().map((value) => value.name);
  return isInputObjectType(type) || isObjectType(type) ? Object.keys(type.getFields()) : [];
};
const sorted = (names: Iterable<string>) => [...names].sort();

describe.each(reports.map((report) => [report.name, report] as const))('%s', (_, report) => {
  const { typePrefix: prefix, fields } = report;
  const values = (condition: (field: FieldTold) => boolean) => sorted(fields.filter(condition).map(({ enumValue }) => enumValue));

  test('its enum values are those of the sort and group inputs', () => {
    expect(values(({ sortable }) => sortable)).toEqual(sorted(membersOf(`${prefix}SortField`)));
    expect(values(({ groupable }) => groupable)).toEqual(sorted(membersOf(`${prefix}GroupField`)));
  });

  test('its filter types and operators are those of the filter inputs', () => {
    for (const { name, filterType, operators, ignoreCase, filterable } of fields) {
      const input = schema.getType(`${prefix}Filter`);
      const member = isInputObjectType(input) ? input.getFields()[name] : undefined;
      expect(member ? String(member.type) : null).toBe(filterType);
      expect(filterable).toBe(filterType !== null);
      expect(sorted(filterType === null ? [] : membersOf(filterType))).toEqual(
        sorted([...operators, ...(ignoreCase ? ['ignoreCase'] : [])]),
      );
    }
  });

  test('its labels come with dimensions that can be grouped by', () => {
    const groupable = new Set(fields.filter((field) => field.groupable).map(({ name }) => name));
    const labels = fields.filter(({ kind }) => kind === 'label');
    expect(labels.filter((label) => !groupable.has(label.of ?? ''))).toEqual([]);
    expect(fields.filter(({ kind, of }) => kind !== 'label' && of !== null)).toEqual([]);
  });

  test('its custom metrics are those of the inputs', () => {
    const enums = (names: readonly string[] = []) => values(({ name }) => names.includes(name));
    expect(enums(report.customMetrics?.metricFields)).toEqual(sorted(membersOf(`${prefix}Metric`)));
    expect(enums(report.customMetrics?.conditionFields)).toEqual(sorted(membersOf(`${prefix}Dimension`)));
  });

  test('its links and accessors are fields of its rows', () => {
    const accessors = ['field', 'raw', ...(report.dynamicFields ? ['variable', 'passThrough'] : [])];
    expect(membersOf(report.rowType)).toEqual(
      expect.arrayContaining([...fields.map(({ name }) => name), ...report.links.map(({ name }) => name), ...accessors]),
    );
  });

  test('an operation that is written from it alone is valid', () => {
    const given = [
      ...(report.requiredFilter === null ? [] : [`filter: [{ ${report.requiredFilter}: { isSet: true } }]`]),
      ...report.requireOneOf.slice(0, 1).map((name) => `${name}: "1"`),
      ...(report.arguments.includes('sort') ? [`sort: [{ field: ${values(({ sortable }) => sortable)[0] ?? ''} }]`] : []),
      ...(report.arguments.includes('group') ? [`group: [${values(({ groupable }) => groupable).join(', ')}]`] : []),
    ];
    const columns = [...fields.map(({ name }) => name), 'raw', ...report.links.map(({ name }) => `${name} { __typename }`)];
    const field = `${report.name}${given.length > 0 ? `(${given.join(', ')})` : ''} { rows { ${columns.join(' ')} } }`;
    const operation = report.underInstallation ? `{ installation(igrp: 1) { ${field} } }` : `{ ${field} }`;
    expect(validate(schema, parse(operation))).toEqual([]);
  });

  test('one row is looked up as it says', () => {
    const { entity, underInstallation } = report;
    const look = entity?.field ? `${entity.field}(${entity.key}: 1) { ${entity.key} }` : '__typename';
    expect(validate(schema, parse(underInstallation ? `{ installation(igrp: 1) { ${look} } }` : `{ ${look} }`))).toEqual([]);
  });
});
