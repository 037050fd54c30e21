/** A question without the names that its report lacks: what a world does that passes over unknown names instead of refusing them. */
import type { Report } from '../schema/report.js';
import type { ParsedQuery } from './parse-query.js';

/** The query with every filter, sort key, group, column and custom metric dropped that the report cannot have. */
export function ignoreUnknown(report: Report, query: ParsedQuery): ParsedQuery {
  const { fields, customMetrics: custom, dynamicFields } = report;
  const customMetrics = query.customMetrics.filter(
    ({ metric, conditions }) =>
      custom?.metricFields.includes(metric) && conditions.every(({ field }) => custom.conditionFields.includes(field)),
  );
  const references = new Set(customMetrics.map(({ reference }) => reference));
  return {
    ...query,
    customMetrics,
    filters: query.filters.filter(({ field }) => fields.get(field)?.filterable),
    sort: query.sort.filter(({ field }) => references.has(field) || fields.get(field)?.sortable),
    group: query.group.filter((field) => fields.get(field)?.groupable),
    display:
      query.display &&
      query.display.filter(({ field }) => references.has(field) || fields.has(field) || (dynamicFields && /^(c|pt)_./.test(field))),
  };
}
