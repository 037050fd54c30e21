/** The JSON Schema of overlays, printed from the schemas that they are checked by: an editor completes reports, fields and keys from it. */
import { z } from 'zod';
import { changeOf, isMembers } from './check-value.js';
import { CUSTOM_METRICS, FIELD, FIELDS, LINK, LINKS, REPORT, REPORT_NAME } from './definition-schema.js';
import type { Catalogue, Report } from './report.js';

/** A JSON Schema, or a part of one. */
type JsonSchema = Readonly<Record<string, unknown>>;

const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
const to = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

/** The schema of overlays over this catalogue. */
export function overlaySchema(catalogue: Catalogue): JsonSchema {
  const reports = [...catalogue.values()];
  const types = new Map(reports.map((report) => [report.typePrefix, report]));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Catalogue overlay',
    description:
      'Corrections of the report catalogue, in the file that CATALOGUE names. Existing entries are changed key by key, null removes an entry, and new names add entries.',
    type: 'object',
    properties: {
      $schema: { type: 'string', pattern: '\\S' },
      reports: {
        type: 'object',
        description: 'Reports by their GraphQL names.',
        properties: Object.fromEntries(
          reports.map((report) => [report.name, { ...orNull(to(`change${report.typePrefix}`)), description: report.description }]),
        ),
        additionalProperties: {
          if: { required: ['typePrefix'], properties: { typePrefix: { enum: [...types.keys()] } } },
          then: { allOf: [to('anyChange'), { required: ['path', 'description'] }] },
          else: to('report'),
        },
        propertyNames: jsonSchema(REPORT_NAME),
      },
    },
    required: ['reports'],
    additionalProperties: false,
    definitions: {
      field: jsonSchema(FIELD),
      fieldChange: jsonSchema(changeOf(FIELD)),
      link: jsonSchema(LINK),
      linkChange: jsonSchema(changeOf(LINK)),
      report: newReportSchema(),
      ...Object.fromEntries(Object.entries(CHANGES).map(([key, schema]) => [`${key}Change`, schema])),
      anyChange: reportChangeSchema(anyMap('field'), anyMap('link')),
      ...Object.fromEntries([...types].map(([typePrefix, report]) => [`change${typePrefix}`, changesOf(report)])),
    },
  };
}

function jsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return rest;
}

/** A new report says everything but its name, which is the key, and the evidence, which is `configured`. */
function newReportSchema(): JsonSchema {
  const { shape } = REPORT;
  const schema = jsonSchema(
    z.strictObject({ ...shape, name: shape.name.optional(), customMetrics: CUSTOM_METRICS.partial({ evidence: true }).optional() }),
  );
  return { ...schema, properties: { ...membersOf(schema), fields: mapOf(FIELDS, to('field')), links: mapOf(LINKS, to('link')) } };
}

const membersOf = ({ properties }: JsonSchema): JsonSchema => (isMembers(properties) ? properties : {});
const mapOf = (schema: z.ZodRecord, member: JsonSchema): JsonSchema => ({ ...jsonSchema(schema), additionalProperties: member });
const anyMap = (member: string): JsonSchema => ({ type: 'object', additionalProperties: orNull(to(`${member}Change`)) });

const changesOf = ({ fields, links }: Report): JsonSchema =>
  reportChangeSchema(mapChange(FIELDS, fields, 'field'), mapChange(LINKS, links, 'link'));

/** What is there by name, each changed or removed; any other name is a whole new one. */
function mapChange(schema: z.ZodRecord, there: ReadonlyMap<string, { readonly description: string }>, member: string): JsonSchema {
  const known = [...there].map(([name, { description }]) => [name, { ...orNull(to(`${member}Change`)), description }]);
  return { ...mapOf(schema, to(member)), properties: Object.fromEntries(known) };
}

function reportChangeSchema(fields: JsonSchema, links: JsonSchema): JsonSchema {
  return {
    type: 'object',
    properties: {
      ...Object.fromEntries(Object.keys(CHANGES).map((key) => [key, to(`${key}Change`)])),
      fields: { ...fields, description: FIELDS.description },
      links: { ...orNull(links), description: LINKS.description },
    },
    additionalProperties: false,
  };
}

/** What may be said of each key of a report that is there. Fields and links are told by name instead. */
const { fields: _fields, links: _links, ...CHANGES } = membersOf(jsonSchema(changeOf(REPORT)));
