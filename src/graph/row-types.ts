/** The row type of a report, and the report type around it. */
import type { ObjectRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import { isComparable } from '../../schema/comparable.js';
import { isSummed } from '../../schema/summed.js';
import { isNode } from '../../schema/node.js';
import type { Catalogue, Report } from '../../schema/report.js';
import { reportTypeName, rowTypeName } from '../../schema/type-names.js';
import { BESIDE_ROWS_LIMITS } from '../limits.js';
import type { GatewayContext } from './context.js';
import { igrpOf, type Row } from '../reports/row.js';
import { CUSTOM_METRICS, ROW_ACCESSORS } from '../query/row-columns.js';
import { columnsField } from './answer-size.js';
import { asDefined, type Builder, type Types } from './builder.js';
import { callsField } from './calls-field.js';
import type { TypesOfReport } from './report-fields.js';
import { COMPARED_FIELDS, comparisonRowFields } from './compare-types.js';
import { CUSTOM_METRICS_DESCRIPTION, customMetricValues, type CustomMetricValueRef } from './custom-metric-value.js';
import { describeField } from './descriptions.js';
import { outputTypeName } from './field-types.js';
import type { ReportInterface } from './report-interface.js';
import type { NodeRef } from './node-types.js';
import type { ReportNode } from './report-node.js';
import { resolveRows, sumOf } from './resolve-rows.js';
import { resolveCell, resolveLink } from './row-resolvers.js';

/** The row types by name, made on first use: links refer to types that come later. */
export type RowRefs = (report: Report) => ObjectRef<Types, Row>;

export function rowRefs(builder: Builder): RowRefs {
  const refs = new Map<string, ObjectRef<Types, Row>>();
  return (report) => {
    const name = rowTypeName(report);
    const ref = refs.get(name) ?? builder.objectRef<Row>(name);
    refs.set(name, ref);
    return ref;
  };
}

/** The fields of the rows of an open report, or of one that takes names of its own. */
const ACCESSORS = {
  variable: { type: 'String', description: 'A custom variable of the visitor. v2: `display[]=c_{name}`' },
  passThrough: { type: 'String', description: 'A pass-through parameter of the visit. v2: `display[]=pt_{name}`' },
  customMetric: { type: 'Float', description: 'A custom metric by its reference; the request must define it.' },
  field: {
    type: 'JSON',
    description: 'Any upstream field by its v2 name, catalogued or not, as upstream sends it. v2: `display[]={name}`',
  },
} as const;

/** What row types share. */
export interface RowTypeParts {
  readonly catalogue: Catalogue;
  readonly refs: RowRefs;
  /** The types of reports by prefix, complete when fields are built. */
  readonly types: ReadonlyMap<string, TypesOfReport>;
  /** What rows with an id of their own implement. */
  readonly node: NodeRef;
  /** Null where no report takes custom metrics. */
  readonly customMetricValue: CustomMetricValueRef | null;
}

/** Adds the row type of a report from its definition. */
export function addRowType(builder: Builder, { catalogue, refs, types, node, customMetricValue }: RowTypeParts, report: Report): void {
  const offered = (accessor: string) =>
    accessor === 'customMetric' ? report.customMetrics !== null : accessor === 'field' || report.dynamicFields;
  const compared = comparisonRowFields(builder, customMetricValue, report);
  builder.objectType(refs(report), {
    interfaces: isNode(report) ? [node] : [],
    description: `One row of ${[...catalogue.values()]
      .filter((other) => rowTypeName(other) === rowTypeName(report))
      .map(({ name }) => `\`${name}\``)
      .join(', ')}.`,
    fields: (t) => ({
      ...Object.fromEntries(
        [...report.fields.values()].map((field) => [
          field.name,
          t.field({
            type: outputTypeName(field),
            nullable: report.entity?.standsForItself !== true || field.name !== report.entity.key,
            description: describeField(field),
            resolve: (row: Row, _: unknown, context: GatewayContext) =>
              asDefined(resolveCell(row, { name: field.name, arguments: {} }, context)),
          }),
        ]),
      ),
      ...(report.scope === 'installation' && !report.fields.has('igrp')
        ? {
            igrp: t.int({
              description: 'The installation that the row belongs to, from the request.',
              resolve: (row: Row) => igrpOf(row),
            }),
          }
        : {}),
      ...Object.fromEntries(
        Object.entries(ACCESSORS).flatMap(([name, { type, description }]) => {
          const argument = ROW_ACCESSORS.get(name)?.argument ?? 'name';
          if (!offered(name)) return [];
          return [
            [
              name,
              t.field({
                type,
                description,
                args: { [argument]: t.arg.string({ required: true }) },
                resolve: (row: Row, args: Record<string, unknown>, context: GatewayContext) =>
                  asDefined(resolveCell(row, { name, arguments: args }, context)),
              }),
            ],
          ];
        }),
      ),
      ...(report.customMetrics && customMetricValue
        ? {
            [CUSTOM_METRICS]: t.field({
              type: [customMetricValue],
              nullable: false,
              description: CUSTOM_METRICS_DESCRIPTION,
              resolve: (row: Row) => customMetricValues(row, (key) => row.cells[key]),
            }),
          }
        : {}),
      raw: t.field({
        type: 'JSONObject',
        description: 'The whole row as upstream sends it. Requests every field from upstream.',
        resolve: (row: Row, _: unknown, context: GatewayContext) => resolveCell(row, { name: 'raw', arguments: {} }, context),
      }),
      ...(compared
        ? {
            previous: t.field({ type: compared.previous, ...COMPARED_FIELDS.previous, extensions: columnsField() }),
            delta: t.field({ type: compared.delta, ...COMPARED_FIELDS.delta, extensions: columnsField() }),
            deltaRatio: t.field({ type: compared.deltaRatio, ...COMPARED_FIELDS.deltaRatio, extensions: columnsField() }),
          }
        : {}),
      ...callsField(t, report, catalogue, types),
      ...Object.fromEntries(
        [...report.links].flatMap(([name, link]) => {
          const target = catalogue.get(link.to);
          if (!target) return [];
          const resolve = (row: Row, _: unknown, context: GatewayContext, info: GraphQLResolveInfo) =>
            asDefined(resolveLink(catalogue, row, link, context, info));
          const { description } = link;
          return [
            [
              name,
              link.many ? t.field({ type: [refs(target)], description, resolve }) : t.field({ type: refs(target), description, resolve }),
            ],
          ];
        }),
      ),
    }),
  });
}

/** Adds `<P>Report`. */
export function addReportType(
  builder: Builder,
  catalogue: Catalogue,
  refs: RowRefs,
  shared: ReportInterface,
  report: Report,
): ObjectRef<Types, ReportNode> {
  return builder.objectRef<ReportNode>(reportTypeName(report)).implement({
    interfaces: [shared.report],
    description: `Rows of \`${rowTypeName(report)}\`, and details about them.`,
    fields: (t) => ({
      rows: t.field({
        type: [refs(report)],
        nullable: false,
        description: 'The rows, in the order in which upstream sent them.',
        resolve: (node, _, context, info) => resolveRows(node, catalogue, context, info),
      }),
      ...(isSummed(report)
        ? {
            totals: t.field({
              type: refs(report),
              description:
                'The same report without groups: one row over all of them, fetched by a separate request. Its dimensions are null. Cannot be combined with a filter on a metric.',
              resolve: (node: ReportNode, _: unknown, context: GatewayContext, info: GraphQLResolveInfo) =>
                sumOf(node, node.sums.totals, context, info),
            }),
            other: t.field({
              type: refs(report),
              description:
                `One row over all groups that are not in \`rows\`, fetched by a separate request. Requires exactly one dimension in \`group\`, \`offset\` 0 and at most ${BESIDE_ROWS_LIMITS.rowsBesideOther} rows. ` +
                'Null if no rows follow. Its dimensions are null. With `compare`, `limit` then cuts the rows to the first groups of the period itself. Cannot be combined with a filter on a metric.',
              resolve: (node: ReportNode, _: unknown, context: GatewayContext, info: GraphQLResolveInfo) =>
                sumOf(node, node.sums.other?.() ?? null, context, info),
            }),
          }
        : {}),
      ...(isComparable(report)
        ? {
            previousRequest: t.field({
              type: shared.request,
              description: 'The upstream request about the other period; null without `compare`.',
              resolve: ({ previous }) => previous,
            }),
          }
        : {}),
    }),
  });
}
