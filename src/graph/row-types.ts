/** The row type of a report, and the report type around it. */
import type { ObjectRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import { isComparable } from '../../schema/comparable.js';
import type { Catalogue, Report } from '../../schema/report.js';
import { reportTypeName, rowTypeName } from '../../schema/type-names.js';
import type { GatewayContext } from './context.js';
import { decodeRows, igrpOf, type Row } from '../reports/row.js';
import type { ReportAnswer } from '../reports/report-loader.js';
import { ROW_ACCESSORS } from '../query/row-columns.js';
import type { RowsResult } from '../rows/plan.js';
import { RowText } from '../rows/row-text.js';
import { asDefined, type Builder, type Types } from './builder.js';
import { locateCellErrors } from './cell-errors.js';
import { COMPARED_FIELDS, comparisonRowFields } from './compare-types.js';
import { describeField } from './descriptions.js';
import { outputTypeName } from './field-types.js';
import { withAnswer, type ReportInterface } from './report-interface.js';
import type { ReportNode } from './report-node.js';
import type { RowsAs } from './asked-report.js';
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

/** Adds the row type of a report from its definition. */
export function addRowType(builder: Builder, catalogue: Catalogue, refs: RowRefs, report: Report): void {
  const offered = (accessor: string) =>
    accessor === 'customMetric' ? report.customMetrics !== null : accessor === 'field' || report.dynamicFields;
  const compared = comparisonRowFields(builder, report);
  builder.objectType(refs(report), {
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
              description: 'The installation that the row belongs to, from the question.',
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
      raw: t.field({
        type: 'JSONObject',
        description: 'The whole row as upstream sends it. Asks upstream for every field.',
        resolve: (row: Row, _: unknown, context: GatewayContext) => resolveCell(row, { name: 'raw', arguments: {} }, context),
      }),
      ...(compared
        ? {
            previous: t.field({ type: compared.previous, ...COMPARED_FIELDS.previous }),
            delta: t.field({ type: compared.delta, ...COMPARED_FIELDS.delta }),
            deltaRatio: t.field({ type: compared.deltaRatio, ...COMPARED_FIELDS.deltaRatio }),
          }
        : {}),
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

/** Adds `<P>Report`. Where rows leave as text, `rows` is a leaf that hands the text over. */
export function addReportType(
  builder: Builder,
  refs: RowRefs,
  shared: ReportInterface,
  report: Report,
  rowsAs: RowsAs,
): ObjectRef<Types, ReportNode> {
  return builder.objectRef<ReportNode>(reportTypeName(report)).implement({
    interfaces: [shared.report],
    description: `Rows of \`${rowTypeName(report)}\`, and how they came.`,
    fields: (t) => ({
      rows:
        rowsAs === 'text'
          ? t.field({ type: 'RowText', nullable: false, resolve: rowText })
          : t.field({
              type: [refs(report)],
              nullable: false,
              description: 'The rows, in the order in which upstream sent them.',
              resolve: rowObjects,
            }),
      ...(isComparable(report)
        ? {
            previousRequest: t.field({
              type: shared.request,
              description: 'The upstream request about the period compared with; null without `compare`.',
              resolve: ({ previous }) => previous,
            }),
          }
        : {}),
    }),
  });
}

/** The answer's result for this list of rows. Errors of its cells that no executor will meet are noted for the response. */
function resultOf(
  node: ReportNode,
  { results }: ReportAnswer,
  context: GatewayContext,
  info: GraphQLResolveInfo,
  met: 'none' | 'listed',
): RowsResult {
  const result = results[node.lists.get(String(info.path.key)) ?? 0];
  if (!result) throw new Error(`${node.query.report.name} came without its rows.`);
  const count = met === 'none' ? result.errorCount : result.errorCount - result.errors.length;
  if (count > 0) {
    const errors = met === 'none' ? locateCellErrors(result.errors, node.query.report, info) : [];
    context.cellErrors.push({ errors, count });
  }
  return result;
}

const rowText = (node: ReportNode, _: unknown, context: GatewayContext, info: GraphQLResolveInfo) =>
  withAnswer(node, (answer) => new RowText(resultOf(node, answer, context, info, 'none').json));

const rowObjects = (node: ReportNode, _: unknown, context: GatewayContext, info: GraphQLResolveInfo) =>
  node.derived ??
  node.stream?.rows ??
  withAnswer(node, (answer) => decodeRows(node.query.report, node.query.igrp, resultOf(node, answer, context, info, 'listed')));
