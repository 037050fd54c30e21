/** The schema, from the catalogue. */
import { specifiedDirectives, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import type { Catalogue, Report } from '../../schema/report.js';
import type { GatewayContext } from '../context.js';
import { badInput } from '../errors.js';
import { igrpOf, type Row } from '../loaders/row.js';
import { addReportInputs, addSharedInputs, reportArguments, type ReportInputs } from './argument-types.js';
import { createBuilder } from './builder.js';
import { DeferDirective, StreamDirective } from './incremental-directives.js';
import { addReportInfo } from './catalogue-types.js';
import { describeReport } from './descriptions.js';
import { outputTypeName } from './field-types.js';
import { addFilterTypes } from './filter-types.js';
import { addReportOperation, resolveOperationFromUrl } from './operation-from-url.js';
import { resolveReport, type RowsAs } from './report-field.js';
import { addReportInterface } from './report-interface.js';
import type { ReportNode } from './report-node.js';
import { fieldsBelow, resolveByKey } from './row-resolvers.js';
import { addReportType, addRowType, rowRefs } from './row-types.js';
import { DateScalar, JsonObjectScalar, JsonScalar, LocalDateTimeScalar, SafeIntScalar, TimeZoneScalar } from './scalars.js';

/**
 * Builds the schema. With `textOf`, its twin for operations whose rows leave as finished text: `rows` is a leaf there, so no executor walks
 * it, and selections are read against the public schema that is given.
 */
export function createSchema(catalogue: Catalogue, textOf?: GraphQLSchema): GraphQLSchema {
  const rowsAs: RowsAs = textOf ? 'text' : 'objects';
  const builder = createBuilder();
  builder.addScalarType('Date', DateScalar);
  builder.addScalarType('LocalDateTime', LocalDateTimeScalar);
  builder.addScalarType('TimeZone', TimeZoneScalar);
  builder.addScalarType('SafeInt', SafeIntScalar);
  builder.addScalarType('JSON', JsonScalar);
  builder.addScalarType('JSONObject', JsonObjectScalar);
  if (textOf) builder.scalarType('RowText', { serialize: (value) => value });

  const inputs = addSharedInputs(builder, addFilterTypes(builder));
  const reportInterface = addReportInterface(builder);
  const refs = rowRefs(builder);
  const reports = [...catalogue.values()];
  const reportTypes = new Map<string, ReturnType<typeof addReportType>>();
  const reportInputs = new Map<string, ReportInputs>();
  for (const report of reports) {
    if (reportTypes.has(report.typePrefix)) continue;
    reportInputs.set(report.typePrefix, addReportInputs(builder, inputs, report));
    addRowType(builder, catalogue, refs, report);
    reportTypes.set(report.typePrefix, addReportType(builder, refs, reportInterface, report, rowsAs));
  }

  type FieldBuilder = Parameters<NonNullable<Parameters<typeof builder.queryType>[0]>['fields'] & object>[0];
  const reportField = (t: FieldBuilder, report: Report, igrpOfParent: (parent: unknown) => number | null) => {
    const type = reportTypes.get(report.typePrefix);
    const own = reportInputs.get(report.typePrefix);
    if (!type || !own) throw new Error(`${report.name} has no type.`);
    return t.field({
      type,
      description: describeReport(report),
      args: reportArguments(t.arg, report, inputs, own),
      resolve: (parent: unknown, args: Record<string, unknown>, context: GatewayContext, info: GraphQLResolveInfo): Promise<ReportNode> =>
        resolveReport({ report, igrp: igrpOfParent(parent), given: args, rowsAs, selectionSchema: textOf ?? info.schema }, context, info),
    });
  };
  const entityField = (t: FieldBuilder, report: Report, igrpOfParent: (parent: unknown) => number | null) => {
    const { key, standsForItself } = report.entity ?? { key: '', standsForItself: false };
    const field = report.fields.get(key);
    const type = field && outputTypeName(field);
    if (type !== 'Int' && type !== 'ID') throw new Error(`${report.name} cannot be looked up by ${key}.`);
    return t.field({
      type: refs(report),
      description: standsForItself
        ? 'One installation (IGRP). Costs no upstream call by itself; a number below 1 is refused at this field alone.'
        : `One row of \`${report.name}\` by its key, null where there is none. Look-ups of one operation are one upstream request.`,
      args: { [key]: type === 'Int' ? t.arg.int({ required: true }) : t.arg.id({ required: true }) },
      resolve: (
        parent: unknown,
        args: Record<string, unknown>,
        context: GatewayContext,
        info: GraphQLResolveInfo,
      ): Promise<Row | null> | Row => {
        const value = args[key];
        if (typeof value !== 'number' && typeof value !== 'string') throw new TypeError(`${key} came without a value.`);
        const least = standsForItself ? 1 : 0;
        if (typeof value === 'number' && value < least) throw badInput(`${key} must be ${least} or more`, value, String(info.path.key));
        return resolveByKey({ report, igrp: igrpOfParent(parent), keyField: key, key: value }, fieldsBelow(info), context);
      },
    });
  };

  const [root, below] = [reports.filter(({ scope }) => scope === 'root'), reports.filter(({ scope }) => scope === 'installation')];
  const nowhere = () => null;
  builder.queryType({
    description: 'The reports of the Infinity Reports API, version 2.',
    fields: (t) => ({
      ...Object.fromEntries(root.map((report) => [report.name, reportField(t, report, nowhere)])),
      ...Object.fromEntries(
        root.flatMap((report) => (report.entity?.field ? [[report.entity.field, entityField(t, report, nowhere)]] : [])),
      ),
      reports: t.field({
        type: [addReportInfo(builder)],
        nullable: false,
        description:
          'What can be asked: every report with its fields, operators, groupings and limits, from the definitions that the schema is built from.',
        resolve: () => reports,
      }),
      operationFromUrl: t.field({
        type: addReportOperation(builder),
        nullable: false,
        description:
          'The GraphQL operation that asks what an existing v2 URL asks. Needs no credential and sends nothing; what cannot be said in GraphQL is refused by its name. `request { curl }` of a report is the other direction.',
        args: {
          url: t.arg.string({
            required: true,
            description: 'A URL of the Reports API, or a path that begins with `/reports/v2`, up to 8,000 characters.',
          }),
        },
        resolve: (_, { url }, context) => resolveOperationFromUrl(catalogue, url, context),
      }),
    }),
  });
  const installation = root.find(({ entity }) => entity?.standsForItself);
  if (installation) {
    const igrpOfRow = (row: unknown) => igrpOf(row as Row); // the parent of these fields is a row of the installations
    builder.objectFields(refs(installation), (t) => ({
      // Pothos types the builder of a type's own fields apart from that of Query; both make the same fields.
      ...Object.fromEntries(below.map((report) => [report.name, reportField(t as unknown as FieldBuilder, report, igrpOfRow) as never])),
      ...Object.fromEntries(
        below.flatMap((report) =>
          report.entity?.field ? [[report.entity.field, entityField(t as unknown as FieldBuilder, report, igrpOfRow) as never]] : [],
        ),
      ),
    }));
  }
  return builder.toSchema({ directives: [...specifiedDirectives, DeferDirective, StreamDirective] });
}
