/**
 * When two queries are one: the keys by which equal questions meet, and the one request that serves several.
 *
 * Keys are JSON arrays, so that no two questions share one. What is a set in its meaning (the items of a list operand, the values and the
 * conditions of a custom metric) is sorted in the key alone; what is sent keeps the caller's order.
 */
import { OPERATORS } from './operands.js';
import { union } from './projection.js';
import { ReportQuery, type CustomMetric, type Filter } from './report-query.js';

const LISTS: ReadonlySet<string> = new Set(
  Object.values(OPERATORS).flatMap(({ operand, ignoringCase, value }) => (value === 'list' ? [operand, ignoringCase] : [])),
);

/** The same for queries that ask the same of the same rows. */
export function queryKey(query: ReportQuery): string {
  const { memo, projection, lookAhead } = query;
  return (memo.key ??= `${grainKey(query)}${JSON.stringify([projection.kind === 'everything' ? null : projection.names, lookAhead])}`);
}

/** The same for queries that differ at most in what they ask of each row and in looking ahead: one request can serve them. */
export function grainKey(query: ReportQuery): string {
  return (query.memo.grain ??= JSON.stringify(grain(query)));
}

/** One query that answers all of these, which must be of one grain: every column of each, and a row more if one of them looks ahead. */
export function widen(queries: readonly ReportQuery[]): ReportQuery {
  const [first, ...others] = queries;
  if (first === undefined) throw new TypeError('widen needs at least one query');
  const last = first.memo.widened;
  if (last?.queries.length === queries.length && queries.every((query, i) => query === last.queries[i])) return last.query;
  const query = widenAll(first, others);
  first.memo.widened = { queries, query };
  return query;
}

function widenAll(first: ReportQuery, others: readonly ReportQuery[]): ReportQuery {
  let { projection, lookAhead } = first;
  for (const other of others) {
    projection = union(projection, other.projection);
    lookAhead ||= other.lookAhead;
  }
  if (projection === first.projection && lookAhead === first.lookAhead) return first;
  return new ReportQuery({ ...first, projection, lookAhead });
}

function grain({ report, igrp, scalars, filters, sort, group, customMetrics, limit, offset }: ReportQuery): readonly unknown[] {
  return [
    report.name,
    igrp,
    scalars,
    filtersGrain(filters),
    sort.map(({ field, order }) => [field, order]),
    group,
    customMetrics.map(metricGrain),
    limit,
    offset,
  ];
}

function filtersGrain(filters: readonly Filter[]): readonly unknown[] {
  const texts = filters.map(({ field, operand, value }) => [field, operand, value]);
  if (!filters.some(isList)) return texts;
  const canonical = filters.map((filter) =>
    JSON.stringify([filter.field, filter.operand, isList(filter) ? asSet(filter.value.split(',')) : filter.value]),
  );
  return asSet(canonical);
}

function isList({ operand }: Filter): boolean {
  return LISTS.has(operand);
}

function metricGrain({ reference, metric, conditions }: CustomMetric): readonly unknown[] {
  return [reference, metric, asSet(conditions.map(({ field, values }) => JSON.stringify([field, asSet(values)])))];
}

function asSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
