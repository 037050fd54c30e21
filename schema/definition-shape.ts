/**
 * The shape of a report's definition: every key with what it may hold. What the type `ReportDefinition` says to a compiler, this says to
 * whoever writes definitions as JSON; a test holds the two together.
 */
import {
  ARGUMENT_NAMES,
  BUCKETS,
  EVIDENCE,
  FAMILIES,
  FIELD_KINDS,
  FIELD_TYPES,
  MAX_ROWS,
  type CustomMetricsDefinition,
  type EntityDefinition,
  type FieldDefinition,
  PARAMETER_TYPES,
  type LinkDefinition,
  type ParameterDefinition,
  type ReportDefinition,
  type SortKey,
} from './report.js';
import type { MapShape, ObjectShape, Shape } from './shape.js';

const columnName = { pattern: '^(?!__)[_A-Za-z][_0-9A-Za-z]*$', rule: 'must be a GraphQL name that does not begin with __' };
const fieldName = { pattern: '^[a-z][0-9A-Za-z_]*$', rule: 'must be a name of letters, digits and _, a small letter first' };

const text = (doc: string): Shape => ({ is: 'text', doc });
const flag = (doc: string): Shape => ({ is: 'boolean', doc });
const name = (doc: string): Shape => ({ is: 'pattern', ...columnName, doc });
const names = (doc: string): Shape => ({ is: 'list', of: { is: 'pattern', ...columnName }, doc });
const choice = (values: readonly string[], doc: string): Shape => ({ is: 'choice', values, doc });
const evidence = (of: string): Shape =>
  choice(
    EVIDENCE,
    `How sure ${of} is: in the API documentation, seen in public clients, inferred, configured here, or observed by doctor in an account.`,
  );

/** An object shape that has a member for every key of the type, and requires those that the type requires. */
function shapeOf<T extends object>(
  members: { readonly [K in keyof Required<T>]: Shape },
  required: readonly (keyof T & string)[],
): ObjectShape {
  return { is: 'object', members, required };
}

export const FIELD_SHAPE = shapeOf<FieldDefinition>(
  {
    type: choice(
      FIELD_TYPES,
      'How the value is read. datetime is wall-clock time in the report’s time zone; decimal and float are numbers with a fraction.',
    ),
    description: text('What the field means, with its unit: one or two sentences.'),
    kind: choice(FIELD_KINDS, 'column, the default; on metrics reports dimension, label or metric.'),
    of: name('The dimension that a label comes with.'),
    bucket: choice(BUCKETS, 'The stretch of time that a dimension stands for: day, as YYYY-MM-DD; month, as the number YYYYMM.'),
    codes: {
      is: 'list',
      of: { is: 'pattern', pattern: '^[0-9A-Za-z_.-]+$', rule: 'must be a code of letters, digits, _, . and -' },
      doc: 'The codes that its values are known to be: a filter takes these alone.',
    },
    evidence: evidence('the field'),
    note: text('What else a reader should know.'),
    pii: flag('Personal data: redacted for callers without the permission to see it.'),
    filterable: flag('Whether rows can be filtered by it; follows the report where it is left out.'),
    sortable: flag('Whether rows can be sorted by it; follows the report where it is left out.'),
    groupable: flag('Whether rows can be grouped by it; true on a dimension where it is left out.'),
    wire: choice(['string', 'number'], 'How samples send a number. Nothing that reads replies depends on it.'),
  },
  ['type', 'description'],
);

export const LINK_SHAPE = shapeOf<LinkDefinition>(
  {
    to: name('The report whose rows are linked to.'),
    from: name('The field of this row that holds the key.'),
    key: name('The field of the target that the key is compared with; the key of its entity where it is left out.'),
    many: flag('Whether it leads to a list of rows.'),
    description: text('What it leads to, and when there is nothing.'),
  },
  ['to', 'from', 'description'],
);

const PARAMETER_SHAPE = shapeOf<ParameterDefinition>(
  {
    type: choice(PARAMETER_TYPES, 'int: a whole number; string: a text; boolean: 1 for true, and nothing for false.'),
    description: text('What the parameter does.'),
  },
  ['type', 'description'],
);

const ENTITY_SHAPE = shapeOf<EntityDefinition>(
  {
    key: name('The field that identifies a row.'),
    field: { is: 'pattern', ...fieldName, doc: 'The name of the field that returns one row.' },
    standsForItself: flag('Whether a row is there for every key, listed or not.'),
    lookUp: { is: 'pattern', ...fieldName, doc: 'Of reports that share a row type, the one whose route finds a row by its key.' },
  },
  ['key'],
);

const CUSTOM_METRICS_SHAPE = shapeOf<CustomMetricsDefinition>(
  {
    metricFields: names('Metrics that can be counted under conditions.'),
    conditionFields: names('Dimensions that conditions can be put on.'),
    evidence: evidence('this'),
    note: text('What else a reader should know.'),
  },
  ['metricFields', 'conditionFields', 'evidence'],
);

const SORT_KEY_SHAPE = shapeOf<SortKey>({ field: name('The field to sort by.'), order: choice(['asc', 'desc'], 'Its direction.') }, [
  'field',
  'order',
]);

export const FIELDS_SHAPE: MapShape & Shape = {
  is: 'map',
  key: columnName,
  of: FIELD_SHAPE,
  doc: 'The columns of a row, by their v2 names.',
};
export const LINKS_SHAPE: MapShape & Shape = {
  is: 'map',
  key: fieldName,
  of: LINK_SHAPE,
  doc: 'Links from a row to rows of other reports, by their GraphQL names.',
};

/** The key of a definition in an overlay: a GraphQL field. */
export const REPORT_NAME = fieldName;

export const REPORT_SHAPE = shapeOf<ReportDefinition>(
  {
    name: { is: 'pattern', ...fieldName, doc: 'The GraphQL field.' },
    typePrefix: {
      is: 'pattern',
      pattern: '^[A-Z][0-9A-Za-z]*$',
      rule: 'must be a name of letters and digits, a capital first',
      doc: 'The row type, and what the names of the report’s other types begin with. Reports that share it share their types.',
    },
    family: choice(FAMILIES, 'trigger: events one by one; metrics: sums over groups of them; list: what an installation has.'),
    path: {
      is: 'pattern',
      pattern: '^(/([A-Za-z0-9_-]+|\\{igrp\\}))+$',
      rule: 'must be a path of plain segments, {igrp} for the installation',
      doc: 'The route below the base URL; {igrp} stands for the installation.',
    },
    pathEvidence: evidence('the route'),
    deprecatedPaths: {
      is: 'list',
      of: { is: 'pattern', pattern: '^(/[A-Za-z0-9_-]+)+$', rule: 'must be a path of plain segments' },
      doc: 'Documented routes of earlier days that asked the same, the installation as a parameter. URLs of them can be translated.',
    },
    igrpIn: choice(['query'], 'query where the installation is a parameter, not a part of the path.'),
    description: text('What the report holds: one or two sentences.'),
    note: text('What else a reader should know.'),
    evidence: evidence('the report'),
    arguments: {
      is: 'list',
      of: { is: 'choice', values: ARGUMENT_NAMES },
      doc: 'The REST parameters that the route takes. A list is replaced as a whole.',
    },
    parameters: {
      is: 'map',
      key: fieldName,
      of: PARAMETER_SHAPE,
      doc: 'Parameters of the route beside those, by their v2 names: each becomes an argument of the same name.',
    },
    argumentsEvidence: evidence('the list of arguments'),
    fields: FIELDS_SHAPE,
    filterable: names('The fields that can be filtered; every field where it is left out.'),
    sortable: names('The fields that can be sorted by; every field where it is left out.'),
    operandsEvidence: evidence('what can be filtered and sorted'),
    keyset: name('The field by which rows are walked past the cap of one call, ascending.'),
    dynamicFields: flag('Whether the route takes c_{name} and pt_{name} columns.'),
    openRows: flag('Whether the columns are not known: rows are then read with field and raw.'),
    customMetrics: { ...CUSTOM_METRICS_SHAPE, doc: 'What custom metrics can be made of.' },
    defaultSort: { is: 'list', of: SORT_KEY_SHAPE, doc: 'The order that is asked for where the caller gives none.' },
    requiredFilter: name('A field on which there must be a filter.'),
    requireOneOf: { is: 'list', of: { is: 'choice', values: ARGUMENT_NAMES }, doc: 'Arguments of which at least one must be there.' },
    entity: { ...ENTITY_SHAPE, doc: 'How one row is looked up by its key.' },
    links: LINKS_SHAPE,
    maxRows: { is: 'whole', least: 1, most: MAX_ROWS, doc: 'Rows that one call returns at most.' },
    exampleFields: names('The columns that the example in the documentation selects.'),
  },
  ['name', 'typePrefix', 'family', 'path', 'description', 'arguments', 'fields'],
);
