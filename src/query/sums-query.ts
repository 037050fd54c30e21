/**
 * Questions about sums beside the rows of a metrics report: over all groups together, and over those that its rows leave out. The Reports API
 * adds up. Nothing is added up here, since averages and ratios of groups do not add up.
 */
import { enumName } from '../../schema/enum-name.js';
import type { Field, Report } from '../../schema/report.js';
import type { FieldType } from '../../schema/report-definition.js';
import { badInput } from '../errors.js';
import { brokenTextRule } from './argument-values.js';
import { canonicalFilters } from './filters.js';
import { OPERATORS } from './operands.js';
import { columns, projectionOf, union } from './projection.js';
import { ReportQuery, type Filter } from './report-query.js';
import type { SelectedField } from './selected-fields.js';

/** The fields of a metrics report that hold one row of sums. */
export const TOTALS = 'totals';
export const OTHER = 'other';

/** One row for all that the report's rows are of. Throws where a filter would then mean something else. */
export function totalsQuery(query: ReportQuery, fields: readonly SelectedField[]): ReportQuery {
  return sumQuery(query, fields, TOTALS);
}

/** What a report says of `other` where it has no meaning; null where it has one. */
export function otherNote({ group, offset }: ReportQuery, isWhole: boolean): string | null {
  if (group.length !== 1) return `${OTHER} is null: group by exactly one dimension.`;
  if (offset > 0) return `${OTHER} is null: leave out offset.`;
  return isWhole ? `${OTHER} is null: with fillGaps, or compare by days or months, rows hold every group.` : null;
}

/** The query that also asks what `other` has to know: the values of the grouped dimension, and whether groups follow. */
export function withGroupColumn(query: ReportQuery): ReportQuery {
  const { limit, report, group, projection } = query;
  const lookAhead = limit !== null && limit < report.maxRows;
  return new ReportQuery({ ...query, lookAhead, projection: union(projection, columns(group)) });
}

/** One row for all groups whose value of the one grouped dimension is none of these. Throws where that cannot be said in filters. */
export function otherQuery(query: ReportQuery, fields: readonly SelectedField[], values: readonly unknown[]): ReportQuery {
  const { report, group } = query;
  const dimension = report.fields.get(group[0] ?? '');
  if (!dimension?.filterable)
    throw badInput(`${OTHER} requires a dimension that can be filtered`, group.map(enumName), `${report.name}.group`);
  const sums = sumQuery(query, fields, OTHER);
  const leftOut = values.map((value) => filterAgainst(report, dimension, value));
  return new ReportQuery({ ...sums, filters: canonicalFilters([...sums.filters, ...leftOut]) });
}

/** The queries for the rows of these groups of one dimension, without a limit of their own: two where one group has no value. */
export function groupQueries(query: ReportQuery, values: readonly unknown[]): readonly ReportQuery[] {
  const { report, group, filters } = query;
  const dimension = report.fields.get(group[0] ?? '');
  if (!dimension) throw new Error(`${report.name} is not grouped by a dimension of the catalogue.`);
  const texts = values.filter((value) => !isBlank(value)).map((value) => comparableText(report.name, dimension, value));
  const severed = texts.find((text) => text.includes(','));
  if (severed !== undefined)
    throw badInput(
      `a value of ${enumName(dimension.name)} must not contain a comma, or rows beside ${OTHER} cannot be compared`,
      severed,
      `${report.name}.${OTHER}`,
    );
  const among: readonly Filter[] = [
    ...(texts.length > 0 ? [{ field: dimension.name, operand: OPERATORS.in.operand, value: texts.join(',') }] : []),
    ...(texts.length < values.length ? [{ field: dimension.name, operand: OPERATORS.isSet.operand, value: 'false' }] : []),
  ];
  return among.map(
    (filter) =>
      new ReportQuery({
        ...query,
        sort: Object.freeze([]),
        limit: values.length,
        lookAhead: true,
        filters: canonicalFilters([...filters, Object.freeze(filter)]),
      }),
  );
}

function sumQuery(query: ReportQuery, fields: readonly SelectedField[], place: string): ReportQuery {
  const { report, filters, customMetrics, limit } = query;
  const other = filters.find(({ field }) => !isDimension(report, field));
  if (other)
    throw badInput(
      `filter must be on dimensions of the catalogue beside ${place}: elsewhere it would mean the sum`,
      other.field,
      `${report.name}.filter`,
    );
  const references = new Set(customMetrics.map(({ reference }) => reference));
  return new ReportQuery({
    ...query,
    group: Object.freeze([]),
    sort: Object.freeze([]),
    offset: 0,
    limit: limit === null ? null : 1,
    lookAhead: false,
    projection: projectionOf({ report, rows: fields, group: [], references, endRowId: false, place }),
  });
}

function isDimension({ fields }: Report, name: string): boolean {
  const kind = fields.get(name)?.kind;
  return kind === 'dimension' || kind === 'label';
}

/** Types whose values, as rows show them, are what a filter compares with. */
const COMPARABLE: ReadonlySet<FieldType> = new Set<FieldType>(['id', 'int', 'string', 'date', 'datetime']);

function filterAgainst({ name: report }: Report, dimension: Field, value: unknown): Filter {
  const { name } = dimension;
  if (isBlank(value)) return Object.freeze({ field: name, operand: OPERATORS.isSet.operand, value: 'true' });
  return Object.freeze({ field: name, operand: OPERATORS.ne.operand, value: comparableText(report, dimension, value) });
}

const isBlank = (value: unknown): boolean => value === null || value === '';

/** The value as a filter compares with it. Throws where it cannot be said. */
function comparableText(report: string, { name, type }: Field, value: unknown): string {
  const text = COMPARABLE.has(type) && (typeof value === 'string' || typeof value === 'number') ? String(value) : null;
  const rule = text === null ? `must not be of type ${type}` : brokenTextRule(text);
  if (text === null || rule !== null)
    throw badInput(`a value of ${enumName(name)} ${rule}, or ${OTHER} cannot leave it out`, value, `${report}.${OTHER}`);
  return type === 'datetime' ? text.replace('T', ' ') : text;
}
