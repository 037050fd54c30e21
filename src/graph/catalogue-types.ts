/**
 * The catalogue as data: `reports`, from the definitions that the schema is built from. It says what a picker of filters, groupings and
 * metrics has to know, so that a user interface need not be told of a new report or field.
 */
import type { ObjectRef } from '@pothos/core';
import { fillableDates, isComparable } from '../../schema/comparable.js';
import { isDated } from '../../schema/dated.js';
import { enumName } from '../../schema/enum-name.js';
import type { Catalogue, Field, Report } from '../../schema/report.js';
import type { CustomMetricsDefinition, EntityDefinition, LinkDefinition } from '../../schema/report-definition.js';
import { rowTypeName } from '../../schema/type-names.js';
import { FILTER_OFFERS, operatorsOf } from '../query/operands.js';
import type { Builder, Types } from './builder.js';
import { describeEvidence } from './descriptions.js';
import { FILTER_INPUTS, outputTypeName } from './field-types.js';

type Link = LinkDefinition & { readonly name: string };

const EVIDENCE =
  'How sure this is: documented, client (seen in public clients), inferred, configured, or observed (in the operator’s account).';

/** The type of one report's facts. */
export function addReportInfo(builder: Builder, catalogue: Catalogue): ObjectRef<Types, Report> {
  const { names } = builder;
  // What one report adds to Query may have a prefix; what it adds to an installation has none.
  const fieldName = ({ scope }: Report, name: string) => (scope === 'root' ? names.queryField(name) : name);
  const [field, link, entity, customMetrics] = [
    addFieldInfo(builder),
    addLinkInfo(builder),
    addEntityInfo(builder),
    addCustomMetricsInfo(builder),
  ];
  return builder.objectRef<Report>(builder.names.type('ReportInfo')).implement({
    description: 'What one report offers.',
    fields: (t) => ({
      name: t.string({ nullable: false, description: 'The GraphQL field.', resolve: (report) => fieldName(report, report.name) }),
      path: t.exposeString('path', { nullable: false, description: 'Its v2 route under the base URL.' }),
      description: t.string({
        nullable: false,
        description: 'What the report contains.',
        resolve: (report) => [report.description, describeEvidence(report.evidence)].filter(Boolean).join(' '),
      }),
      note: t.exposeString('note', { description: 'What else is known about it.' }),
      family: t.string({
        nullable: false,
        description: '`trigger`: events, one row each; `metrics`: sums over groups of them; `list`: what an installation has.',
        resolve: ({ family }) => family,
      }),
      underInstallation: t.boolean({
        nullable: false,
        description: 'Whether it is a field of `Installation`, rather than of `Query`.',
        resolve: ({ scope }) => scope === 'installation',
      }),
      rowType: t.string({ nullable: false, description: 'The GraphQL type of its rows.', resolve: rowTypeName }),
      typePrefix: t.exposeString('typePrefix', {
        nullable: false,
        description:
          'The prefix of its types’ names: `<prefix>Filter`, `<prefix>Sort`, `<prefix>SortField`; on metrics reports also `<prefix>GroupField`, `<prefix>CustomMetric`, `<prefix>Metric`, `<prefix>Dimension`, `<prefix>Condition`.',
      }),
      evidence: t.string({ nullable: false, description: EVIDENCE, resolve: ({ evidence }) => evidence }),
      pathEvidence: t.string({ nullable: false, description: 'How sure its route is.', resolve: ({ pathEvidence }) => pathEvidence }),
      argumentsEvidence: t.string({
        nullable: false,
        description: 'How sure the list of its arguments is.',
        resolve: ({ argumentsEvidence }) => argumentsEvidence,
      }),
      operandsEvidence: t.string({
        nullable: false,
        description: 'How sure it is which fields can be filtered and sorted by.',
        resolve: ({ operandsEvidence }) => operandsEvidence,
      }),
      maxRows: t.exposeInt('maxRows', { nullable: false, description: 'The maximum number of rows of one call.' }),
      arguments: t.stringList({
        nullable: false,
        description: 'The arguments it takes.',
        resolve: (report) => [
          ...report.argumentNames,
          ...(isDated(report) ? ['period'] : []),
          ...(isComparable(report) ? ['compare'] : []),
          ...(fillableDates(report).length > 0 ? ['fillGaps'] : []),
        ],
      }),
      requiredFilter: t.exposeString('requiredFilter', { description: 'The field that a filter is required on; null if none is.' }),
      requireOneOf: t.stringList({
        nullable: false,
        description: 'Arguments of which at least one is required; empty if none is.',
        resolve: ({ requireOneOf }) => [...requireOneOf],
      }),
      dynamicFields: t.exposeBoolean('dynamicFields', {
        nullable: false,
        description: 'Whether its rows have `variable` and `passThrough`: custom variables and pass-through parameters.',
      }),
      openRows: t.exposeBoolean('openRows', {
        nullable: false,
        description: 'Whether its columns are unknown, so that rows are read with `field` and `raw`.',
      }),
      fields: t.field({ type: [field], nullable: false, description: 'Its fields.', resolve: (report) => [...report.fields.values()] }),
      links: t.field({
        type: [link],
        nullable: false,
        description: 'Links from its rows to rows of other reports.',
        resolve: ({ links }) =>
          [...links].map(([name, definition]) => {
            const target = catalogue.get(definition.to);
            return { name, ...definition, to: target ? fieldName(target, target.name) : definition.to };
          }),
      }),
      entity: t.field({
        type: entity,
        description: 'How one row is looked up; null if rows have no key.',
        resolve: (report) => {
          const { entity: own } = report;
          return own?.field === undefined ? own : { ...own, field: fieldName(report, own.field) };
        },
      }),
      customMetrics: t.field({
        type: customMetrics,
        description: 'What custom metrics can be made of; null if the report takes none.',
        resolve: (report) => report.customMetrics,
      }),
    }),
  });
}

function addFieldInfo(builder: Builder): ObjectRef<Types, Field> {
  return builder.objectRef<Field>(builder.names.type('ReportFieldInfo')).implement({
    description: 'What one field of a report offers.',
    fields: (t) => ({
      name: t.exposeString('name', { nullable: false, description: 'Its name, in GraphQL and in v2.' }),
      enumValue: t.string({
        nullable: false,
        description: 'Its name as a value of the enums of the report: sort, group, metric and dimension.',
        resolve: ({ name }) => enumName(name),
      }),
      type: t.string({ nullable: false, description: 'Its GraphQL type.', resolve: outputTypeName }),
      kind: t.string({
        nullable: false,
        description: '`column`; on metrics reports `dimension`, `label` or `metric`.',
        resolve: ({ kind }) => kind,
      }),
      of: t.exposeString('of', { description: 'The dimension that a label belongs to; null on other fields.' }),
      bucket: t.exposeString('bucket', { description: 'The unit of time of a date dimension: `day` or `month`.' }),
      description: t.exposeString('description', { nullable: false, description: 'What it means.' }),
      note: t.exposeString('note', { description: 'What else is known about it.' }),
      filterable: t.exposeBoolean('filterable', { nullable: false, description: 'Whether rows can be filtered by it.' }),
      sortable: t.exposeBoolean('sortable', { nullable: false, description: 'Whether rows can be sorted by it.' }),
      groupable: t.exposeBoolean('groupable', { nullable: false, description: 'Whether rows can be grouped by it.' }),
      operators: t.stringList({ nullable: false, description: 'The operators of its filter.', resolve: (it) => [...operatorsOf(it)] }),
      filterType: t.string({
        description: 'The input type of its filter; null if it cannot be filtered.',
        resolve: ({ filterable, type }) => (filterable && type !== 'json' ? builder.names.type(FILTER_INPUTS[type].name) : null),
      }),
      ignoreCase: t.boolean({
        nullable: false,
        description: 'Whether its filter supports `ignoreCase`.',
        resolve: ({ filterable, type }) => filterable && FILTER_OFFERS[type].ignoreCase,
      }),
      evidence: t.string({ nullable: false, description: EVIDENCE, resolve: ({ evidence }) => evidence }),
      pii: t.exposeBoolean('pii', {
        nullable: false,
        description: 'Whether it is personal data, redacted for callers who are not allowed to see it.',
      }),
    }),
  });
}

function addLinkInfo(builder: Builder): ObjectRef<Types, Link> {
  return builder.objectRef<Link>(builder.names.type('ReportLinkInfo')).implement({
    description: 'A link from a row to rows of another report.',
    fields: (t) => ({
      name: t.exposeString('name', { nullable: false, description: 'The field of the row.' }),
      to: t.exposeString('to', { nullable: false, description: 'The report that it links to.' }),
      from: t.exposeString('from', { nullable: false, description: 'The field of the row that holds the key.' }),
      many: t.boolean({ nullable: false, description: 'Whether it is a list.', resolve: ({ many }) => many === true }),
      description: t.exposeString('description', { nullable: false, description: 'What it links to.' }),
    }),
  });
}

function addEntityInfo(builder: Builder): ObjectRef<Types, EntityDefinition> {
  return builder.objectRef<EntityDefinition>(builder.names.type('ReportEntityInfo')).implement({
    description: 'How one row of a report is looked up.',
    fields: (t) => ({
      key: t.exposeString('key', {
        nullable: false,
        description: 'The field that identifies a row, within its installation if it has one.',
      }),
      field: t.exposeString('field', {
        description: 'The field that returns one row by that key, which is its argument; null if there is none.',
      }),
    }),
  });
}

function addCustomMetricsInfo(builder: Builder): ObjectRef<Types, CustomMetricsDefinition> {
  return builder.objectRef<CustomMetricsDefinition>(builder.names.type('ReportCustomMetricsInfo')).implement({
    description: 'What the custom metrics of a report can be made of, by field names.',
    fields: (t) => ({
      metricFields: t.stringList({
        nullable: false,
        description: 'Metrics that can be counted under conditions.',
        resolve: ({ metricFields }) => [...metricFields],
      }),
      conditionFields: t.stringList({
        nullable: false,
        description: 'Dimensions that conditions can be put on.',
        resolve: ({ conditionFields }) => [...conditionFields],
      }),
      evidence: t.string({ nullable: false, description: EVIDENCE, resolve: ({ evidence }) => evidence }),
      note: t.string({ description: 'What else is known about it.', resolve: ({ note }) => note ?? null }),
    }),
  });
}
