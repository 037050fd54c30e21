/**
 * The rows of metrics reports: triggers counted by group.
 *
 * Filters on dimensions and labels choose the triggers that are counted; filters on metrics choose among the counted rows. Without a
 * group there is one row of totals.
 */
import { createColumn, retyped } from './columns.js';
import { attributionModels } from './data/installation-facts.js';
import { channelType, COUNTED, DIMENSIONS, METRICS, metricSql, type DimensionOptions } from './metrics.js';
import { filterSql } from './operands.js';
import type { ParsedQuery } from './parse-query.js';
import { QueryError } from './query-error.js';
import { literal } from './sql.js';
import { scalarConditions, type Caller, type Rows } from './rows.js';
import type { WorldReport } from './world.js';

/** What a question to a metrics report is answered from. */
export function metricsRows({ report, sourceOf, wire: as }: WorldReport, query: ParsedQuery, caller: Caller): Rows {
  const options: DimensionOptions = { tz: query.scalars.tz ?? 'UTC', firstClick: isFirstClick(query) };
  const dimension = (name: string): string => {
    const origin = sourceOf(name);
    const sql = DIMENSIONS.get(origin?.name ?? name);
    if (sql === undefined) throw new Error(`no dimension ${name}`);
    return origin === undefined ? sql(options) : retyped(sql(options), origin.type, report.fields.get(name)?.type ?? origin.type);
  };
  const metric = (name: string, conditions: readonly string[] = []): string => {
    const origin = sourceOf(name);
    const counted = METRICS.get(origin?.name ?? name);
    if (counted === undefined) throw new Error(`no metric ${name}`);
    const sql = metricSql(counted, conditions);
    return origin === undefined ? sql : retyped(sql, origin.type, report.fields.get(name)?.type ?? origin.type);
  };
  const column = (name: string, value: string) => {
    const field = report.fields.get(name);
    return createColumn({
      name,
      type: field?.type ?? 'decimal',
      value,
      wire: field?.wire ?? null,
      tz: null,
      redacted: caller.redacted,
      as,
    });
  };
  const isMetric = (name: string) => report.fields.get(name)?.kind === 'metric';
  const fields = [...report.fields.values()];
  const grouped = fields.filter(({ name, of }) => query.group.includes(of ?? name)).map(({ name }) => name);
  const metrics = fields.filter(({ kind }) => kind === 'metric').map(({ name }) => name);
  const references = query.customMetrics.map(({ reference }) => reference);
  const present = [...grouped, ...metrics, ...references];
  // The database folds the case of names, so that `sales` and `SALES` would be one: each column has a number instead.
  const place = (name: string) => `"m${present.indexOf(name)}"`;

  const where = [
    `"igrp" = ${query.igrp ?? 0}`,
    COUNTED.get(report.name) ?? 'true',
    ...scalarConditions(query, channelType(options)),
    ...query.filters
      .filter(({ field }) => !isMetric(field))
      .map(({ field, operand, value }) => filterSql(column(field, dimension(field)).subject, operand, value)),
  ];
  const custom = query.customMetrics.map(({ reference, metric: name, conditions }) => {
    const chosen = conditions.map(({ field, values }) => `CAST(${dimension(field)} AS VARCHAR) IN (${values.map(literal).join(', ')})`);
    return `${metric(name, chosen)} AS ${place(reference)}`;
  });
  const selected = [
    ...grouped.map((name) => `${dimension(name)} AS ${place(name)}`),
    ...metrics.map((name) => `${metric(name)} AS ${place(name)}`),
    ...custom,
  ];
  const groupBy = grouped.length === 0 ? '' : `GROUP BY ${grouped.map((_, at) => at + 1).join(', ')}`;
  return {
    from: `(SELECT ${selected.join(', ')} FROM triggers WHERE ${where.join(' AND ')} ${groupBy})`,
    filters: query.filters.filter(({ field }) => isMetric(field)),
    order: grouped.length === 0 ? null : grouped.map((name) => `${place(name)} ASC NULLS FIRST`).join(', '),
    column: (name) => column(name, present.includes(name) ? place(name) : 'NULL'),
    everything: present,
    has: (name) => present.includes(name),
  };
}

/** Model 0 is last click; the others are those of the installation. */
function isFirstClick({ igrp, scalars: { attributionModelId = '0' } }: ParsedQuery): boolean {
  if (Number(attributionModelId) === 0) return false;
  const model = attributionModels.rows.find(([owner, id]) => owner === igrp && id === Number(attributionModelId));
  if (model === undefined) throw new QueryError(`The attribution model ${attributionModelId} is not known.`);
  return /first/i.test(String(model[attributionModels.columns.indexOf('modelType')]));
}
