/** Whether a report can be asked that: its fields, its rules, and values that have a form of their own. Refuses with one sentence. */
import type { Field, Report } from '../schema/report.js';
import { FORMATS } from './formats.js';
import type { ParsedQuery } from './parse-query.js';
import { QueryError, quoted } from './query-error.js';

const CHANNEL_TYPES: ReadonlySet<string> = new Set(
  'display ppc affiliate social video email sms offline seo ref direct pbxCallTrack pbxDdi pbxInternal pbxOutbound cust'.split(' '),
);

/** Characters of a key, which stands in every row. */
const MAX_KEY_LENGTH = 128;

/** Throws a `QueryError` for the first rule that the query breaks. `zones` are the time zones that are known. */
export function checkQuery(report: Report, query: ParsedQuery, zones: ReadonlySet<string>): void {
  checkScalars(query, zones);
  checkFilters(report, query);
  checkGroup(report, query);
  checkSort(report, query);
  checkCustomMetrics(report, query);
  checkDisplay(report, query);
}

function known(report: Report, name: string, use: string): Field {
  const field = report.fields.get(name);
  if (field === undefined) throw new QueryError(`The report ${report.name} has no field ${quoted(name)} to ${use}.`);
  return field;
}

function isReference({ customMetrics }: ParsedQuery, name: string): boolean {
  return customMetrics.some(({ reference }) => reference === name);
}

function checkFilters(report: Report, { filters, scalars }: ParsedQuery): void {
  for (const { field } of filters)
    if (!known(report, field, 'filter on').filterable) throw new QueryError(`The field ${quoted(field)} cannot be filtered on.`);
  if (report.requiredFilter !== null && !filters.some(({ field }) => field === report.requiredFilter))
    throw new QueryError(`A filter on ${report.requiredFilter} is required.`);
  const alternatives: readonly string[] = report.requireOneOf;
  if (alternatives.length > 0 && !Object.keys(scalars).some((name) => alternatives.includes(name)))
    throw new QueryError(`One of ${alternatives.join(' and ')} is required.`);
}

function checkGroup(report: Report, { group }: ParsedQuery): void {
  for (const field of group)
    if (!known(report, field, 'group by').groupable) throw new QueryError(`The field ${quoted(field)} cannot be grouped by.`);
  if (new Set(group).size < group.length) throw new QueryError('A field was grouped by twice.');
}

function checkSort(report: Report, query: ParsedQuery): void {
  for (const { field: name } of query.sort) {
    if (isReference(query, name)) continue;
    const { kind, of, sortable } = known(report, name, 'sort by');
    if (!sortable) throw new QueryError(`The field ${quoted(name)} cannot be sorted by.`);
    if ((kind === 'dimension' || kind === 'label') && !query.group.includes(of ?? name))
      throw new QueryError(`The field ${quoted(name)} can be sorted by only if it is grouped by.`);
  }
}

function checkCustomMetrics(report: Report, { customMetrics }: ParsedQuery): void {
  for (const { reference, metric, conditions } of customMetrics) {
    if (report.fields.has(reference)) throw new QueryError(`The custom metric ${quoted(reference)} has the name of a field.`);
    if (!report.customMetrics?.metricFields.includes(metric))
      throw new QueryError(`The custom metric ${reference} cannot be made from ${quoted(metric)}.`);
    for (const { field } of conditions)
      if (!report.customMetrics.conditionFields.includes(field))
        throw new QueryError(`The custom metric ${reference} cannot have a condition on ${quoted(field)}.`);
  }
}

function checkDisplay(report: Report, query: ParsedQuery): void {
  const { display, format } = query;
  if (display === null) {
    if (FORMATS[format].needsDisplay) throw new QueryError(`The format ${format} needs display[].`);
    return;
  }
  for (const { field } of display)
    if (!isReference(query, field) && !(report.dynamicFields && /^(c|pt)_./.test(field))) known(report, field, 'display');
  const keys = display.map(({ field, alias }) => alias ?? field);
  const long = keys.find((key) => key.length > MAX_KEY_LENGTH);
  if (long !== undefined) throw new QueryError(`A key of display[] has at most ${MAX_KEY_LENGTH} characters, but is ${quoted(long)}.`);
  if (new Set(keys).size < keys.length) throw new QueryError('A key of display[] was given twice.');
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
