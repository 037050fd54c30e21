/** The schema, from the catalogue. */
import { specifiedDirectives, type GraphQLSchema } from 'graphql';
import { PLAIN_NAMES, type OwnNames } from '../../schema/own-names.js';
import type { Catalogue } from '../../schema/report.js';
import { MAX_TRANSLATED_URL_LENGTH } from '../limits.js';
import { igrpOf, type Row } from '../reports/row.js';
import { catalogueField } from './answer-size.js';
import { addReportInputs, addSharedInputs } from './argument-types.js';
import { createBuilder } from './builder.js';
import { addCustomMetricValue } from './custom-metric-value.js';
import { DeferDirective, StreamDirective } from './incremental-directives.js';
import { addReportInfo } from './catalogue-types.js';
import { addFilterTypes } from './filter-types.js';
import { addNodeInterface, nodeFields } from './node-types.js';
import { addReportOperation, resolveOperationFromUrl } from './operation-from-url.js';
import { createFields, type FieldBuilder, type TypesOfReport } from './report-fields.js';
import { addReportInterface } from './report-interface.js';
import { addReportType, addRowType, rowRefs } from './row-types.js';
import { longText } from './text-length.js';
import { DateScalar, DateTimeScalar, JsonObjectScalar, JsonScalar, LocalDateTimeScalar, SafeIntScalar, TimeZoneScalar } from './scalars.js';

/** Builds the public schema. Names with a prefix go with a catalogue whose types have it too. */
export function createSchema(catalogue: Catalogue, names: OwnNames = PLAIN_NAMES): GraphQLSchema {
  const builder = createBuilder(names);
  builder.addScalarType('Date', DateScalar);
  builder.addScalarType('DateTime', DateTimeScalar);
  builder.addScalarType('LocalDateTime', LocalDateTimeScalar);
  builder.addScalarType('TimeZone', TimeZoneScalar);
  builder.addScalarType('SafeInt', SafeIntScalar);
  builder.addScalarType('JSON', JsonScalar);
  builder.addScalarType('JSONObject', JsonObjectScalar);

  const inputs = addSharedInputs(builder, addFilterTypes(builder));
  const reportInterface = addReportInterface(builder);
  const refs = rowRefs(builder);
  const node = addNodeInterface(builder);
  const reports = [...catalogue.values()];
  const customMetricValue = reports.some(({ customMetrics }) => customMetrics !== null) ? addCustomMetricValue(builder) : null;
  const types = new Map<string, TypesOfReport>();
  for (const report of reports) {
    if (types.has(report.typePrefix)) continue;
    const own = addReportInputs(builder, inputs, report);
    addRowType(builder, { catalogue, refs, types, node, customMetricValue }, report);
    types.set(report.typePrefix, { inputs: own, type: addReportType(builder, catalogue, refs, reportInterface, report) });
  }
  const fields = createFields({ catalogue, types, shared: inputs, refs });

  const [root, below] = [reports.filter(({ scope }) => scope === 'root'), reports.filter(({ scope }) => scope === 'installation')];
  builder.queryType({
    description: 'The reports of the Infinity Reports API, version 2.',
    fields: (t) => ({
      ...fields(t, root, { igrpOf: () => null, nameOf: names.queryField }),
      ...nodeFields(t, node, catalogue),
      [names.queryField('reports')]: t.field({
        extensions: catalogueField(),
        type: [addReportInfo(builder, catalogue)],
        nullable: false,
        description: 'What this API offers: every report with its fields, operators, groupings and limits.',
        resolve: () => reports,
      }),
      [names.queryField('operationFromUrl')]: t.field({
        type: addReportOperation(builder),
        nullable: false,
        description:
          'Translates an existing v2 URL to a GraphQL operation. Needs no credential and sends nothing; a parameter that has no GraphQL form is refused by name. For the other direction, select `request { curl }` of a report.',
        args: {
          url: t.arg.string({
            required: true,
            extensions: longText(MAX_TRANSLATED_URL_LENGTH),
            description: 'A URL of the Reports API, or a path that begins with `/reports/v2`, up to 8,000 characters.',
          }),
        },
        resolve: (_, { url }, context) => resolveOperationFromUrl({ catalogue, names }, url, context),
      }),
    }),
  });
  const installation = root.find(({ entity }) => entity?.standsForItself);
  if (installation) {
    // The parent of these fields is a row of the installations. Pothos types the builder of a type's own fields apart from that of Query.
    builder.objectFields(refs(installation), (t) =>
      fields(t as unknown as FieldBuilder, below, { igrpOf: (row) => igrpOf(row as Row), nameOf: (name) => name }),
    );
  }
  return builder.toSchema({ directives: [...specifiedDirectives, DeferDirective, StreamDirective] });
}
