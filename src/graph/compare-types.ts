/**
 * What metrics reports offer to compare periods and to fill gaps: the two arguments, and on their rows `previous`, `delta` and
 * `deltaRatio`, generated from the definitions.
 */
import type { ArgBuilder, EnumRef, InputRef, ObjectRef } from '@pothos/core';
import { fillableDates, isComparable } from '../../schema/comparable.js';
import { enumName } from '../../schema/enum-name.js';
import type { Field, Report } from '../../schema/report.js';
import { deltaRatioTypeName, deltaTypeName, previousTypeName } from '../../schema/type-names.js';
import { pairOf, previousOf, type RowPair } from '../comparison/compared-row.js';
import { deltaOf, deltaRatioOf } from '../comparison/delta.js';
import type { Filling } from '../comparison/derivation.js';
import type { ComparedTo } from '../comparison/compared-period.js';
import { GatewayError } from '../errors.js';
import type { GatewayContext } from './context.js';
import { CUSTOM_METRIC, CUSTOM_METRICS, REFERENCE } from '../query/row-columns.js';
import { columnKey } from '../reports/row-plan.js';
import type { Row } from '../reports/row.js';
import { asDefined, type Builder, type Types } from './builder.js';
import { CUSTOM_METRICS_DESCRIPTION, customMetricValues, type CustomMetricValueRef } from './custom-metric-value.js';
import { describeField } from './descriptions.js';
import { outputTypeName } from './field-types.js';
import type { FilterValue } from './filter-types.js';
import { resolveCell } from './row-resolvers.js';

/** The inputs that all metrics reports share. */
export interface ComparisonInputs {
  readonly comparison: InputRef<FilterValue>;
  readonly filling: EnumRef<Types, Filling>;
}

export function addComparisonInputs(builder: Builder): ComparisonInputs {
  const period = builder.enumType(builder.names.type('ReportComparedPeriod'), {
    description: 'The period to compare with.',
    values: {
      PREVIOUS_PERIOD: {
        value: 'PREVIOUS_PERIOD' satisfies ComparedTo,
        description:
          'As many days as the period has, immediately before it. A period of exactly whole calendar months is compared with as many whole months before: March with February.',
      },
      PREVIOUS_MONTH: {
        value: 'PREVIOUS_MONTH' satisfies ComparedTo,
        description: 'Each end of the period one month earlier, or the last day of that month if it has no such day.',
      },
      PREVIOUS_YEAR: {
        value: 'PREVIOUS_YEAR' satisfies ComparedTo,
        description: 'The same days one year earlier. 29 February becomes 28 February.',
      },
      PREVIOUS_YEAR_WEEKDAYS: {
        value: 'PREVIOUS_YEAR_WEEKDAYS' satisfies ComparedTo,
        description: 'The days 364 days earlier, so that weekdays match.',
      },
      RANGE: { value: 'RANGE' satisfies ComparedTo, description: 'The days from `startDate` to `endDate` of this input; any length.' },
    },
  });
  return {
    comparison: builder.inputRef<FilterValue>(builder.names.type('ReportComparison')).implement({
      description: 'The period that rows are compared with.',
      fields: (t) => ({
        to: t.field({ type: period, required: true, description: 'Which period.' }),
        startDate: t.field({ type: 'Date', description: 'The first day of a `RANGE`; refused otherwise.' }),
        endDate: t.field({ type: 'Date', description: 'The last day of a `RANGE`, inclusive; refused otherwise.' }),
      }),
    }),
    filling: builder.enumType(builder.names.type('ReportGapFilling'), {
      description: 'The value of metrics in a row added for a day or month that has none.',
      values: {
        ZERO: { value: 'zero' satisfies Filling, description: '0.' },
        NULL: { value: 'null' satisfies Filling, description: 'null.' },
      } as const,
    }),
  };
}

/** The arguments that a report can be compared and filled with; none on other reports than metrics. */
export function comparisonArguments(arg: ArgBuilder<Types>, report: Report, { comparison, filling }: ComparisonInputs) {
  const dates = fillableDates(report).map(({ name }) => `\`${enumName(name)}\``);
  return {
    ...(isComparable(report)
      ? {
          compare: arg({
            type: comparison,
            description:
              'Compare with another period: rows gain `previous`, `delta` and `deltaRatio`. Sends two upstream requests, in parallel. ' +
              'Needs `startDate` and `endDate`, or `period`. Rows of the same group are joined, dates by position: the third day with the third day. ' +
              'A group that only one period has is included, with null on the other side; groups of the earlier period alone come last. ' +
              'It is an error if either period has more rows than `limit`.',
          }),
        }
      : {}),
    ...(dates.length > 0
      ? {
          fillGaps: arg({
            type: filling,
            description:
              `A row for every ${dates.join(' or ')} of the period, for each combination of the other grouped dimensions that occurs. Rows ` +
              'that upstream does not send are added, in order of time. Needs `startDate` and `endDate`, or `period`, and a date in `group`. ' +
              'It is an error if there are more rows than `limit`, including added ones.',
          }),
        }
      : {}),
  };
}

/** The fields that a comparison gives a row. */
export function comparisonRowFields(builder: Builder, customMetricValue: CustomMetricValueRef | null, report: Report) {
  if (!isComparable(report)) return null;
  const part: ComparedPart = { builder, customMetricValue, report };
  const previous = addPrevious(part);
  const delta = addChange(part, deltaTypeName(report), DELTA);
  const deltaRatio = addChange(part, deltaRatioTypeName(report), DELTA_RATIO);
  return { previous, delta, deltaRatio };
}

export type ComparedTypes = NonNullable<ReturnType<typeof comparisonRowFields>>;

/** What the row types say of the three. */
export const COMPARED_FIELDS = {
  previous: {
    description: 'The same group in the other period; null if that has no such row. Null without `compare`; see `notes`.',
    resolve: previousOf,
  },
  delta: {
    description: 'The metrics minus those of the other period; null if either period has no such row. Null without `compare`; see `notes`.',
    resolve: pairOf,
  },
  deltaRatio: {
    description:
      'The delta divided by the metric of the other period: 0.5 means 50 % more. Null if either period has no such row. Null without `compare`; see `notes`.',
    resolve: pairOf,
  },
} as const;

interface ComparedPart {
  readonly builder: Builder;
  readonly customMetricValue: CustomMetricValueRef | null;
  readonly report: Report;
}

function addPrevious({ builder, customMetricValue, report }: ComparedPart): ObjectRef<Types, Row> {
  const fields = [...report.fields.values()];
  const shown = fields.filter(({ kind, bucket, of }) => kind === 'metric' || bucket !== null || (of !== null && isDate(report, of)));
  return builder.objectRef<Row>(previousTypeName(report)).implement({
    description: `A group of \`${report.name}\` in the other period: its metrics, and its day or month.`,
    fields: (t) => ({
      ...Object.fromEntries(
        shown.map((field) => [
          field.name,
          t.field({
            type: outputTypeName(field),
            description: describeField(field),
            resolve: (row: Row, _: unknown, context: GatewayContext) =>
              asDefined(resolveCell(row, { name: field.name, arguments: {} }, context)),
          }),
        ]),
      ),
      ...(report.customMetrics && customMetricValue
        ? {
            [CUSTOM_METRIC]: t.float({
              description: 'A custom metric by its reference; the request must define it.',
              args: { [REFERENCE]: t.arg.string({ required: true }) },
              resolve: (row: Row, args: Record<string, unknown>, context: GatewayContext) =>
                asDefined(resolveCell(row, { name: CUSTOM_METRIC, arguments: args }, context)),
            }),
            [CUSTOM_METRICS]: t.field({
              type: [customMetricValue],
              nullable: false,
              description: CUSTOM_METRICS_DESCRIPTION,
              resolve: (row: Row) => customMetricValues(row, (key) => row.cells[key]),
            }),
          }
        : {}),
    }),
  });
}

const isDate = ({ fields }: Report, name: string): boolean => (fields.get(name)?.bucket ?? null) !== null;

interface Change {
  readonly about: string;
  readonly describe: (what: string) => string;
  readonly typeOf: (field: Field) => 'SafeInt' | 'Float';
  /** Of two figures; `field` is the metric that they are of, null for a custom one. */
  readonly of: (current: unknown, previous: unknown, field: Field | null) => number | Error | null;
}

const DELTA: Change = {
  about: 'How the metrics of a group changed: those of the period minus those of the other period.',
  describe: (what) => `The difference of ${what}, subtracted in decimal; null if either figure is null.`,
  typeOf: (field) => (outputTypeName(field) === 'SafeInt' ? 'SafeInt' : 'Float'),
  of: (current, previous, field) => {
    const delta = deltaOf(current, previous);
    if (typeof delta !== 'number' || !field || outputTypeName(field) !== 'SafeInt' || Number.isSafeInteger(delta)) return delta;
    return new GatewayError('UPSTREAM_MALFORMED_RESPONSE', `The difference of ${field.name} has more than 53 bits.`);
  },
};

const DELTA_RATIO: Change = {
  about: 'How the metrics of a group changed, as a ratio: the delta divided by the figure of the other period.',
  describe: (what) => `The delta of ${what} divided by its figure in the other period; null if that is 0 or null.`,
  typeOf: () => 'Float',
  of: deltaRatioOf,
};

function addChange(
  { builder, customMetricValue, report }: ComparedPart,
  name: string,
  { about, describe, typeOf, of }: Change,
): ObjectRef<Types, RowPair> {
  const changeOf = ({ current, previous }: RowPair, key: string, field: Field | null) => of(current.cells[key], previous.cells[key], field);
  // A number, or an error that the executor tells at its place; Pothos wants the one type of each field.
  const resolve = (...change: Parameters<typeof changeOf>) => asDefined(changeOf(...change));
  return builder.objectRef<RowPair>(name).implement({
    description: about,
    fields: (t) => ({
      ...Object.fromEntries(
        [...report.fields.values()]
          .filter(({ kind }) => kind === 'metric')
          .map((field) => [
            field.name,
            t.field({
              type: typeOf(field),
              description: describe(`\`${field.name}\``),
              resolve: (pair: RowPair) => resolve(pair, field.name, field),
            }),
          ]),
      ),
      ...(report.customMetrics && customMetricValue
        ? {
            [CUSTOM_METRIC]: t.float({
              description: describe('a custom metric'),
              args: { [REFERENCE]: t.arg.string({ required: true }) },
              resolve: (pair: RowPair, args: Record<string, unknown>) =>
                resolve(pair, columnKey({ name: CUSTOM_METRIC, arguments: args }), null),
            }),
            [CUSTOM_METRICS]: t.field({
              type: [customMetricValue],
              nullable: false,
              description: `The same for every metric of the \`customMetrics\` argument, in its order. ${describe('the custom metric')}`,
              resolve: (pair: RowPair) => customMetricValues(pair.current, (key) => changeOf(pair, key, null)),
            }),
          }
        : {}),
    }),
  });
}
