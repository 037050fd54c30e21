/**
 * What a definition may hold, key by key. What the types in `report.ts` say to a compiler, this says to whoever writes definitions as JSON:
 * values are checked against it, and the JSON Schema of overlays is printed from it. The compiler holds the two together.
 */
import { z } from 'zod';
import { map, strictObject } from './check-value.js';
import { MAX_ROWS } from './report.js';
import {
  ARGUMENT_NAMES,
  BUCKETS,
  EVIDENCE,
  FAMILIES,
  FIELD_KINDS,
  FIELD_TYPES,
  type CallsDefinition,
  type CustomMetricsDefinition,
  type EntityDefinition,
  type FieldDefinition,
  PARAMETER_TYPES,
  type LinkDefinition,
  type ParameterDefinition,
  type ReportDefinition,
  type SortKey,
} from './report-definition.js';

const form = (pattern: RegExp, rule: string) => z.string(rule).regex(pattern, rule);
/** A text that says something. */
export const NON_BLANK = form(/\S/, 'must be a non-empty string');

const columnName = form(/^(?!__)[_A-Za-z][_0-9A-Za-z]*$/, 'must be a GraphQL name that does not begin with __');
const fieldName = form(/^[a-z][0-9A-Za-z_]*$/, 'must be a name of letters, digits and _ that begins with a lower-case letter');
const text = (doc: string) => NON_BLANK.describe(doc);
const name = (doc: string) => columnName.describe(doc);
const flag = (doc: string) => z.boolean('must be true or false').describe(doc);

function wholeNumber(least: number, most: number, doc: string) {
  const rule = `must be a whole number between ${least} and ${most}`;
  return z.int(rule).min(least, rule).max(most, rule).describe(doc);
}

function choice<T extends string>(values: readonly T[], doc?: string) {
  const schema = z.enum(values, `must be one of ${values.join(', ')}`);
  return doc === undefined ? schema : schema.describe(doc);
}

const evidence = (of: string) =>
  choice(
    EVIDENCE,
    `How sure ${of} is: in the API documentation, seen in public clients, inferred, configured here, or observed by doctor in an account.`,
  );

/** A list that holds each item once. */
const list = <T extends z.ZodType>(of: T, doc: string) =>
  z
    .array(of, 'must be a list')
    .superRefine((items, context) => {
      const texts = items.map((item) => JSON.stringify(typeof item === 'object' && item !== null ? Object.entries(item).sort() : item));
      const again = texts.findIndex((item, index) => texts.indexOf(item) < index);
      if (again >= 0) context.addIssue({ code: 'custom', path: [again], message: 'must not be repeated' });
    })
    .meta({ description: doc, uniqueItems: true });

const names = (doc: string) => list(columnName, doc);

/** An object with a member for each key of the type, optional where the type's is. */
const object = <T extends object>(members: { readonly [K in keyof T]-?: object extends Pick<T, K> ? z.ZodOptional : z.ZodType }) =>
  strictObject(members);

export const FIELD = object<FieldDefinition>({
  type: choice(
    FIELD_TYPES,
    'How the value is read. datetime is wall-clock time in the report’s time zone; decimal and float are numbers with a fraction.',
  ),
  description: text('What the field means, with its unit: one or two sentences.'),
  kind: choice(FIELD_KINDS, 'column, the default; on metrics reports dimension, label or metric.').optional(),
  of: name('The dimension that a label comes with.').optional(),
  bucket: choice(BUCKETS, 'The stretch of time that a dimension stands for: day, as YYYY-MM-DD; month, as the number YYYYMM.').optional(),
  codes: list(
    form(/^[0-9A-Za-z_.-]+$/, 'must be a code of letters, digits, _, . and -'),
    'The known codes of its values: a filter accepts only these.',
  ).optional(),
  evidence: evidence('the field').optional(),
  note: text('What else a reader should know.').optional(),
  pii: flag('Personal data: redacted for callers who are not allowed to see it.').optional(),
  filterable: flag('Whether rows can be filtered by it; defaults to the report’s setting.').optional(),
  sortable: flag('Whether rows can be sorted by it; defaults to the report’s setting.').optional(),
  groupable: flag('Whether rows can be grouped by it; true by default on a dimension.').optional(),
  wire: choice(['string', 'number'], 'How samples send a number. Nothing that reads replies depends on it.').optional(),
});

export const LINK = object<LinkDefinition>({
  to: name('The report whose rows are linked to.'),
  from: name('The field of this row that holds the key.'),
  key: name('The field of the target that the key is compared with; by default the key of its entity.').optional(),
  many: flag('Whether it leads to a list of rows.').optional(),
  description: text('What it leads to, and when there is nothing.'),
});

const PARAMETER = object<ParameterDefinition>({
  type: choice(PARAMETER_TYPES, 'int: a whole number; string: a text; boolean: 1 for true, and nothing for false.'),
  description: text('What the parameter does.'),
});

const ENTITY = object<EntityDefinition>({
  key: name('The field that identifies a row.'),
  field: fieldName.describe('The name of the field that returns one row.').optional(),
  standsForItself: flag('Whether there is a row for each key, listed or not.').optional(),
  lookUp: fieldName.describe('Of reports that share a row type, the one whose route finds a row by its key.').optional(),
});

export const CUSTOM_METRICS = object<CustomMetricsDefinition>({
  metricFields: names('Metrics that can be counted under conditions.'),
  conditionFields: names('Dimensions that conditions can be put on.'),
  evidence: evidence('this'),
  note: text('What else a reader should know.').optional(),
});

const CALLS = object<CallsDefinition>({
  from: fieldName.describe('The report that lists the calls behind a row.'),
  columns: map(columnName, columnName).describe('Its columns by the names of dimensions and labels. Dates narrow the period instead.'),
});

const SORT_KEY = object<SortKey>({
  field: name('The field to sort by.'),
  order: choice(['asc', 'desc'], 'Its direction.'),
});

export const FIELDS = map(columnName, FIELD).describe('The columns of a row, by their v2 names.');
export const LINKS = map(fieldName, LINK).describe('Links from a row to rows of other reports, by their GraphQL names.');

/** The key of a definition in an overlay: a GraphQL field. */
export const REPORT_NAME = fieldName;

export const REPORT = object<ReportDefinition>({
  name: fieldName.describe('The GraphQL field.'),
  typePrefix: form(/^[A-Z][0-9A-Za-z]*$/, 'must be a name of letters and digits that begins with a capital').describe(
    'The row type, and what the names of the report’s other types begin with. Reports that share it share their types.',
  ),
  family: choice(FAMILIES, 'trigger: events one by one; metrics: sums over groups of them; list: what an installation has.'),
  path: form(/^(\/([A-Za-z0-9_-]+|\{igrp\}))+$/, 'must be a path of plain segments, {igrp} for the installation').describe(
    'The route under the base URL; {igrp} stands for the installation.',
  ),
  pathEvidence: evidence('the route').optional(),
  deprecatedPaths: list(
    form(/^(\/[A-Za-z0-9_-]+)+$/, 'must be a path of plain segments'),
    'Documented legacy routes of the same report, with the installation as a parameter. Their URLs can be translated.',
  ).optional(),
  igrpIn: choice(['query'], 'query where the installation is a parameter, not a part of the path.').optional(),
  description: text('What the report holds: one or two sentences.'),
  note: text('What else a reader should know.').optional(),
  evidence: evidence('the report').optional(),
  arguments: list(choice(ARGUMENT_NAMES), 'The REST parameters that the route takes. A list is replaced as a whole.'),
  parameters: map(fieldName, PARAMETER)
    .describe('Further parameters of the route, by their v2 names: each becomes an argument of the same name.')
    .optional(),
  argumentsEvidence: evidence('the list of arguments').optional(),
  fields: FIELDS,
  filterable: names('The fields that can be filtered; by default every field.').optional(),
  sortable: names('The fields that can be sorted by; by default every field.').optional(),
  operandsEvidence: evidence('what can be filtered and sorted').optional(),
  keyset: name('The field by which rows are walked past the cap of one call, ascending.').optional(),
  dynamicFields: flag('Whether the route takes c_{name} and pt_{name} columns.').optional(),
  openRows: flag('Whether the columns are not known: rows are then read with field and raw.').optional(),
  realTime: flag('Whether the report says what is going on at this moment: its replies are never kept in a cache.').optional(),
  customMetrics: CUSTOM_METRICS.describe('What custom metrics can be made of.').optional(),
  calls: CALLS.describe('How the calls behind a row of a metrics report are found.').optional(),
  defaultSort: list(SORT_KEY, 'The default order of rows.').optional(),
  requiredFilter: name('A field that a filter is required on.').optional(),
  requireOneOf: list(choice(ARGUMENT_NAMES), 'Arguments of which at least one is required.').optional(),
  entity: ENTITY.describe('How one row is looked up by its key.').optional(),
  links: LINKS.optional(),
  maxRows: wholeNumber(1, MAX_ROWS, 'The maximum number of rows of one call.').optional(),
  exampleFields: names('The columns that the example in the documentation selects.').optional(),
});
