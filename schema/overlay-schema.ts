/** The JSON Schema of overlays, printed from the shapes that they are checked by: an editor completes reports, fields and keys from it. */
import { FIELD_SHAPE, FIELDS_SHAPE, LINK_SHAPE, LINKS_SHAPE, REPORT_NAME, REPORT_SHAPE } from './definition-shape.js';
import type { Catalogue, Report } from './report.js';
import { changeSchema, changesOf, jsonSchema, orNull, type JsonSchema } from './shape-json-schema.js';
import type { MapShape, ObjectShape } from './shape.js';

const to = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

/** The schema of overlays over this catalogue. */
export function overlaySchema(catalogue: Catalogue): JsonSchema {
  const reports = [...catalogue.values()];
  const types = new Map(reports.map((report) => [report.typePrefix, report]));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Catalogue overlay',
    description:
      'Corrections of the report catalogue: the file that CATALOGUE names. What is there is changed key by key, null removes, new names add.',
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
        propertyNames: { pattern: REPORT_NAME.pattern },
      },
    },
    required: ['reports'],
    additionalProperties: false,
    definitions: {
      field: jsonSchema(FIELD_SHAPE),
      fieldChange: changeSchema(FIELD_SHAPE),
      link: jsonSchema(LINK_SHAPE),
      linkChange: changeSchema(LINK_SHAPE),
      report: newReportSchema(),
      ...Object.fromEntries(Object.entries(CHANGES).map(([key, schema]) => [`${key}Change`, schema])),
      anyChange: reportChangeSchema(anyMap('field'), anyMap('link')),
      ...Object.fromEntries([...types].map(([typePrefix, report]) => [`change${typePrefix}`, changeOf(report)])),
    },
  };
}

/** A new report says everything but its name, which is the key, and the evidence, which is `configured`. */
function newReportSchema(): JsonSchema {
  const { customMetrics, ...members } = REPORT_SHAPE.members;
  const own = customMetrics?.is === 'object' ? { customMetrics: without(customMetrics, 'evidence') } : {};
  const schema = jsonSchema(without({ ...REPORT_SHAPE, members: { ...members, ...own } }, 'name'));
  const properties = schema['properties'];
  return {
    ...schema,
    properties: {
      ...(typeof properties === 'object' ? properties : {}),
      fields: mapOf(FIELDS_SHAPE, to('field')),
      links: mapOf(LINKS_SHAPE, to('link')),
    },
  };
}

const without = <T extends ObjectShape>(shape: T, key: string): T => ({
  ...shape,
  required: shape.required.filter((name) => name !== key),
});

const mapOf = ({ key }: MapShape, member: JsonSchema): JsonSchema => ({
  type: 'object',
  propertyNames: { pattern: key.pattern },
  additionalProperties: member,
});

const anyMap = (member: string): JsonSchema => ({ type: 'object', additionalProperties: orNull(to(`${member}Change`)) });

function changeOf({ fields, links }: Report): JsonSchema {
  return reportChangeSchema(
    mapChange(FIELDS_SHAPE, new Map([...fields].map(([name, { description }]) => [name, description])), 'field'),
    mapChange(LINKS_SHAPE, new Map([...links].map(([name, { description }]) => [name, description])), 'link'),
  );
}

/** What is there by name, each changed or removed; any other name is a whole new one. */
function mapChange({ key }: MapShape, there: ReadonlyMap<string, string>, member: string): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries([...there].map(([name, description]) => [name, { ...orNull(to(`${member}Change`)), description }])),
    additionalProperties: to(member),
    propertyNames: { pattern: key.pattern },
  };
}

function reportChangeSchema(fields: JsonSchema, links: JsonSchema): JsonSchema {
  return {
    type: 'object',
    properties: {
      ...Object.fromEntries(Object.keys(CHANGES).map((key) => [key, to(`${key}Change`)])),
      fields: { ...fields, description: FIELDS_SHAPE.doc },
      links: { ...orNull(links), description: LINKS_SHAPE.doc },
    },
    additionalProperties: false,
  };
}

/** What may be said of each key of a report that is there. Fields and links are told by name instead. */
const CHANGES: Readonly<Record<string, JsonSchema>> = Object.fromEntries(
  Object.entries(changesOf(REPORT_SHAPE)).filter(([key]) => key !== 'fields' && key !== 'links'),
);
