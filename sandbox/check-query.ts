/** Whether a report can be asked that: its fields, its rules, and values that have a form of their own. Refuses with one sentence. */
import type { Field, Report } from '../schema/report.js';
import { FORMATS } from './formats.js';
import type { ParsedQuery } from './parse-query.js';
import { QueryError, quoted } from './query-error.js';

const CHANNEL_TYPES: ReadonlySet<string> = new Set(
  'display ppc affiliate social video email sms offline seo ref direct pbxCallTrack pbxDdi pbxInternal pbxOutbound cust'.split(' '),
);

/** Throws a `QueryError` for the first rule that the query breaks. `zones` are the time zones that are known. */
export function checkQuery(report: Report, query: ParsedQuery, zones: ReadonlySet<string>): void {
  checkScalars(query, zones);
  const { scalars, filters, sort, group, display, customMetrics, format } = query;
  const references = new Set(customMetrics.map(({ reference }) => reference));
  const grouped = new Set(group);
  const known = (name: string, use: string): Field => {
    const field = report.fields.get(name);
    if (field === undefined) throw new QueryError(`The report ${report.name} has no field ${quoted(name)} to ${use}.`);
    return field;
  };

  for (const { field } of filters)
    if (!known(field, 'filter on').filterable) throw new QueryError(`The field ${quoted(field)} cannot be filtered on.`);
  for (const field of group)
    if (!known(field, 'group by').groupable) throw new QueryError(`The field ${quoted(field)} cannot be grouped by.`);
  if (grouped.size < group.length) throw new QueryError('A field was grouped by twice.');
  for (const { field: name } of sort) {
    if (references.has(name)) continue;
    const field = known(name, 'sort by');
    const dimension = field.kind === 'label' ? field.of : name;
    if (!field.sortable) throw new QueryError(`The field ${quoted(name)} cannot be sorted by.`);
    if ((field.kind === 'dimension' || field.kind === 'label') && !grouped.has(dimension ?? ''))
      throw new QueryError(`The field ${quoted(name)} can be sorted by only if it is grouped by.`);
  }
  for (const { reference, metric, conditions } of customMetrics) {
    if (report.fields.has(reference)) throw new QueryError(`The custom metric ${quoted(reference)} has the name of a field.`);
    if (!report.customMetrics?.metricFields.includes(metric))
      throw new QueryError(`The custom metric ${reference} cannot be made from ${quoted(metric)}.`);
    for (const { field } of conditions)
      if (!report.customMetrics.conditionFields.includes(field))
        throw new QueryError(`The custom metric ${reference} cannot have a condition on ${quoted(field)}.`);
  }
  for (const { field } of display ?? [])
    if (!references.has(field) && !(report.dynamicFields && /^(c|pt)_./.test(field))) known(field, 'display');
  const keys = (display ?? []).map(({ field, alias }) => alias ?? field);
  if (new Set(keys).size < keys.length) throw new QueryError('A key of display[] was given twice.');
  if (FORMATS[format].needsDisplay && display === null) throw new QueryError(`The format ${format} needs display[].`);

  if (report.requiredFilter !== null && !filters.some(({ field }) => field === report.requiredFilter))
    throw new QueryError(`A filter on ${report.requiredFilter} is required.`);
  const alternatives: readonly string[] = report.requireOneOf;
  if (alternatives.length > 0 && !Object.keys(scalars).some((name) => alternatives.includes(name)))
    throw new QueryError(`One of ${alternatives.join(' and ')} is required.`);
}

function checkScalars({ scalars }: ParsedQuery, zones: ReadonlySet<string>): void {
  const { startDate, endDate, tz, chType, rootOrgId, attributionModelId, excludePiiData } = scalars;
  for (const [name, day] of Object.entries({ startDate, endDate }))
    if (day !== undefined && !isDay(day)) throw new QueryError(`The parameter ${name} must be a day as YYYY-MM-DD, but is ${quoted(day)}.`);
  if (startDate !== undefined && endDate !== undefined && startDate > endDate)
    throw new QueryError(`The startDate ${startDate} must not be after the endDate ${endDate}.`);
  if (tz !== undefined && !zones.has(tz)) throw new QueryError(`The time zone ${quoted(tz)} is not known.`);
  if (chType !== undefined && !CHANNEL_TYPES.has(chType)) throw new QueryError(`The channel type ${quoted(chType)} is not known.`);
  for (const [name, id] of Object.entries({ rootOrgId, attributionModelId }))
    if (id !== undefined && !/^\d{1,9}$/.test(id))
      throw new QueryError(`The parameter ${name} must be a whole number, but is ${quoted(id)}.`);
  if (excludePiiData !== undefined && !/^[01]$/.test(excludePiiData))
    throw new QueryError(`The parameter excludePiiData must be 0 or 1, but is ${quoted(excludePiiData)}.`);
}

function isDay(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && text >= '0001' && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
  );
}
