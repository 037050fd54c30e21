/** The inputs of a report besides its filter: sort, group and custom metrics, from its definition; and the arguments it takes. */
import type { ArgBuilder, EnumRef, InputFieldMap, InputRef } from '@pothos/core';
import { CHANNEL_TYPES } from '../../schema/channel-types.js';
import { enumName } from '../../schema/enum-name.js';
import type { Field, Report } from '../../schema/report.js';
import type { CustomMetricsDefinition } from '../../schema/report-definition.js';
import {
  conditionTypeName,
  customMetricTypeName,
  dimensionTypeName,
  groupFieldTypeName,
  metricTypeName,
  sortFieldTypeName,
  sortTypeName,
} from '../../schema/type-names.js';
import { isDated } from '../../schema/dated.js';
import { REPORT_PERIODS, type ReportPeriod } from '../comparison/report-period.js';
import { DEFAULT_LIMITS } from '../limits.js';
import { DEFAULT_LIMIT } from '../query/paging.js';
import type { Builder, Types } from './builder.js';
import { addComparisonInputs, comparisonArguments, type ComparisonInputs } from './compare-types.js';
import { describeEvidence } from './descriptions.js';
import { addFilterType, type FilterTypes, type FilterValue } from './filter-types.js';

type Name = EnumRef<Types, string>;
type Value = InputRef<FilterValue>;

/** The enums and inputs that all reports share. */
export interface SharedInputs {
  readonly filters: FilterTypes;
  readonly sortOrder: Name;
  readonly channelType: Name;
  readonly period: EnumRef<Types, ReportPeriod>;
  readonly comparison: ComparisonInputs;
}

/** A report's own inputs; null where it does not take the argument. */
export interface ReportInputs {
  readonly filter: Value | null;
  readonly sort: Value | null;
  readonly group: Name | null;
  readonly customMetric: Value | null;
}

export function addSharedInputs(builder: Builder, filters: FilterTypes): SharedInputs {
  return {
    filters,
    sortOrder: builder.enumType(builder.names.type('SortOrder'), {
      description: 'The direction of sorting.',
      values: {
        ASC: { value: 'asc', description: 'Smallest, earliest, or first in the alphabet first.' },
        DESC: { value: 'desc', description: 'Largest, latest, or last in the alphabet first.' },
      },
    }),
    channelType: builder.enumType(builder.names.type('ChannelType'), {
      description: 'A type of marketing channel to restrict a report to.',
      values: Object.fromEntries(
        Object.entries(CHANNEL_TYPES).map(([value, text]) => [enumName(value), { value, description: `${text} v2: \`${value}\`` }]),
      ),
    }),
    period: addPeriods(builder),
    comparison: addComparisonInputs(builder),
  };
}

function addPeriods(builder: Builder): EnumRef<Types, ReportPeriod> {
  return builder.enumType(builder.names.type('ReportPeriod'), {
    description: 'A named period. Its days follow from the current time in the report’s `tz`.',
    values: Object.fromEntries(
      Object.entries(REPORT_PERIODS).map(([name, { description }]) => [name, { value: name as ReportPeriod, description }]), // the table's own keys
    ),
  });
}

/** The inputs of one report. */
export function addReportInputs(builder: Builder, shared: SharedInputs, report: Report): ReportInputs {
  const fields = [...report.fields.values()];
  const takes = (argument: 'filter' | 'sort' | 'group' | 'customMetrics') => report.arguments.has(argument);
  return {
    filter: takes('filter') ? addFilterType(builder, shared.filters, report) : null,
    sort: takes('sort') ? addSort(builder, shared, report, fields) : null,
    group: takes('group')
      ? addNames(
          builder,
          groupFieldTypeName(report),
          'The dimensions that rows can be grouped by.',
          fields.filter(({ groupable }) => groupable),
        )
      : null,
    customMetric: report.customMetrics ? addCustomMetric(builder, report, report.customMetrics, fields) : null,
  };
}

function addNames(builder: Builder, name: string, description: string, fields: readonly Field[]): Name {
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(
      fields.map((field) => [enumName(field.name), { value: field.name, description: `${field.description} v2: \`${field.name}\`` }]),
    ),
  });
}

const FREE_NAME = 'A letter followed by letters and digits, at most 64 characters.';

function addSort(builder: Builder, shared: SharedInputs, report: Report, fields: readonly Field[]): Value {
  const names = addNames(
    builder,
    sortFieldTypeName(report),
    'The fields that rows can be sorted by.',
    fields.filter(({ sortable }) => sortable),
  );
  const metrics = report.customMetrics !== null;
  return builder.inputRef<FilterValue>(sortTypeName(report)).implement({
    description: `One sort key: exactly one of \`field\`${metrics ? ', `customMetric`' : ''} and \`name\`.`,
    fields: (t) => ({
      field: t.field({ type: names, description: 'The field to sort by.' }),
      ...(metrics ? { customMetric: t.string({ description: 'The reference of a custom metric to sort by.' }) } : {}),
      name: t.string({ description: `The v2 name of a field that is not in the catalogue, to sort by. ${FREE_NAME}` }),
      order: t.field({ type: shared.sortOrder, required: true, defaultValue: 'asc', description: 'Its direction.' }),
    }),
  });
}

function addCustomMetric(builder: Builder, report: Report, definition: CustomMetricsDefinition, fields: readonly Field[]): Value {
  const { metricFields, conditionFields, evidence, note } = definition;
  const sure = [describeEvidence(evidence), note].filter(Boolean).join(' ');
  const metric = addNames(
    builder,
    metricTypeName(report),
    `Metrics that a custom metric can count. ${sure}`,
    fields.filter(({ name }) => metricFields.includes(name)),
  );
  const dimension = addNames(
    builder,
    dimensionTypeName(report),
    `Dimensions that a custom metric can be conditioned on. ${sure}`,
    fields.filter(({ name }) => conditionFields.includes(name)),
  );
  const condition = builder.inputRef<FilterValue>(conditionTypeName(report)).implement({
    description: 'A condition that a trigger must meet to be counted.',
    fields: (t) => ({
      field: t.field({ type: dimension, description: 'The dimension. Give exactly one of `field` and `fieldName`.' }),
      fieldName: t.string({ description: `The v2 name of a dimension that is not in the catalogue. ${FREE_NAME}` }),
      values: t.stringList({
        required: true,
        description:
          'The values as text, in the form of the dimension’s type: digits for a number, a known code for a code. One of them must match.',
      }),
    }),
  });
  return builder.inputRef<FilterValue>(customMetricTypeName(report)).implement({
    description:
      'A metric that the caller defines: one metric, counted only where every condition is met. Read it with `customMetric(reference:)`.',
    fields: (t) => ({
      reference: t.string({
        required: true,
        description:
          'Its name: a letter followed by letters and digits, at most 64 characters. Ignoring case, it must differ from every other reference and every field of the report.',
      }),
      metric: t.field({ type: metric, description: 'The metric to count. Give exactly one of `metric` and `metricName`.' }),
      metricName: t.string({ description: `The v2 name of a metric that is not in the catalogue. ${FREE_NAME}` }),
      conditions: t.field({ type: [condition], required: true, description: 'All of them must be met.' }),
    }),
  });
}

type Args = ArgBuilder<Types>;

/** The arguments that the report's route takes, and the gateway's own: `afterRowId` where rows can be walked by a key, and those of a comparison. */
export function reportArguments(arg: Args, report: Report, shared: SharedInputs, inputs: ReportInputs): InputFieldMap {
  const all = {
    startDate: () =>
      arg({
        type: 'Date',
        description: 'The first day, in the time zone `tz`. Without `startDate` and `endDate`, the report covers all time.',
      }),
    endDate: () =>
      arg({ type: 'Date', description: 'The last day, inclusive. Without `startDate` and `endDate`, the report covers all time.' }),
    tz: () => arg({ type: 'TimeZone', description: 'The time zone of days and times; default UTC.' }),
    chType: () => arg({ type: shared.channelType, description: 'Only this type of channel.' }),
    rootOrgId: () => arg.int({ description: 'Only this organisation and those under it.' }),
    attributionModelId: () => arg.int({ description: 'The attribution model; 0, the default, is last click.' }),
    excludePiiData: () => arg.boolean({ description: 'Redact personal data even if the caller may see it.' }),
    callRef: () => arg.string({ description: 'The reference of the call.' }),
    srcPhoneNumber: () => arg.string({ description: 'The caller’s number.' }),
    filter: () =>
      inputs.filter &&
      arg({
        type: [inputs.filter],
        required: report.requiredFilter !== null,
        description:
          report.requiredFilter === null
            ? 'Conditions, combined with AND.'
            : `Conditions, combined with AND. A condition on \`${report.requiredFilter}\` is required.`,
      }),
    sort: () => inputs.sort && arg({ type: [inputs.sort], description: 'Sort keys, most significant first.' }),
    group: () =>
      inputs.group &&
      arg({
        type: [inputs.group],
        description: 'The dimensions to group by. A dimension is null unless it is grouped; without any, one row holds the totals.',
      }),
    customMetrics: () => inputs.customMetric && arg({ type: [inputs.customMetric], description: 'Metrics that the caller defines.' }),
    limit: () =>
      arg.int({
        defaultValue: Math.min(DEFAULT_LIMIT, report.maxRows),
        description: limitText(report),
      }),
    offset: () => arg.int({ defaultValue: 0, description: 'Rows to skip.' }),
  } as const;
  const taken = Object.entries(all).flatMap(([name, make]) => {
    const argument = report.arguments.has(name as keyof typeof all) ? make() : null;
    return argument ? [[name, argument] as const] : [];
  });
  const keyset =
    report.keyset === null
      ? []
      : [
          [
            'afterRowId',
            arg.id({
              description:
                'Keyset paging past the cap: the rows after this one, by ascending rowId. Cannot be combined with `offset` or another sort.',
            }),
          ] as const,
        ];
  return {
    ...Object.fromEntries([...taken, ...keyset]),
    ...(isDated(report)
      ? {
          period: arg({
            type: shared.period,
            description: 'A named period instead of `startDate` and `endDate`; refused with either of them.',
          }),
        }
      : {}),
    ...groupNames(arg, inputs),
    ...parameterArguments(arg, report),
    ...comparisonArguments(arg, report, shared.comparison),
  };
}

/** A report that can be walked has more rows as a file than one call returns. */
function limitText({ maxRows, keyset }: Report): string {
  const rows = `The maximum number of rows, 1 to ${maxRows.toLocaleString('en-GB')}`;
  if (keyset === null) return `${rows}.`;
  return `${rows}; as a file (\`Accept: text/csv\` or \`application/x-ndjson\`), up to ${DEFAULT_LIMITS.fileRows.toLocaleString('en-GB')}.`;
}

function groupNames(arg: Args, { group }: ReportInputs): InputFieldMap {
  if (group === null) return {};
  const description = `The v2 names of dimensions that are not in the catalogue, to group by. Read their values with \`field(name:)\`. ${FREE_NAME}`;
  return { groupNames: arg.stringList({ description }) };
}

/** The parameters that an overlay gives the report, handed through as they are. */
function parameterArguments(arg: Args, { parameters }: Report): InputFieldMap {
  return Object.fromEntries(
    [...parameters].map(([name, { type, description }]) => [name, arg[type]({ description: `${description}\n\nv2: \`${name}\`` })]),
  );
}
