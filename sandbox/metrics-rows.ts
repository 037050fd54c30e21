/**
 * The rows of metrics reports: triggers counted by group.
 *
 * Filters on dimensions and labels choose the triggers that are counted; filters on metrics choose among the counted rows. Without a
 * group there is one row of totals.
 */
import type { Report } from '../schema/report.js';
import { createColumn } from './columns.js';
import { attributionModels } from './data/installation-facts.js';
import { COUNTED, DIMENSIONS, METRICS, metricSql, type DimensionOptions } from './metrics.js';
import { filterSql } from './operands.js';
import type { ParsedQuery } from './parse-query.js';
import { QueryError } from './query-error.js';
import { identifier, literal } from './sql.js';
import { scalarConditions, type Caller, type Rows } from './rows.js';

/** What a question to a metrics report is answered from. */
export function metricsRows(report: Report, query: ParsedQuery, caller: Caller): Rows {
  const options: DimensionOptions = { tz: query.scalars.tz ?? 'UTC', firstClick: isFirstClick(query) };
  const dimension = (name: string): string => {
    const sql = DIMENSIONS[name];
    if (sql === undefined) throw new Error(`no dimension ${name}`);
    return sql(options);
  };
  const column = (name: string, value: string) => {
    const field = report.fields.get(name);
    return createColumn({ name, type: field?.type ?? 'decimal', value, wire: field?.wire ?? null, tz: null, redacted: caller.redacted });
  };
  const isMetric = (name: string) => report.fields.get(name)?.kind === 'metric';
  const fields = [...report.fields.values()];
  const grouped = fields.filter(({ name, of }) => query.group.includes(of ?? name)).map(({ name }) => name);
  const metrics = fields.filter(({ kind }) => kind === 'metric').map(({ name }) => name);
  const references = query.customMetrics.map(({ reference }) => reference);
  const present = [...grouped, ...metrics, ...references];

  const where = [
    `"igrp" = ${query.igrp ?? 0}`,
    COUNTED[report.name] ?? 'true',
    ...scalarConditions(query, dimension('chType')),
    ...query.filters
      .filter(({ field }) => !isMetric(field))
      .map(({ field, operand, value }) => filterSql(column(field, dimension(field)).subject, operand, value)),
  ];
  const custom = query.customMetrics.map(({ reference, metric, conditions }) => {
    const chosen = conditions.map(({ field, values }) => `CAST(${dimension(field)} AS VARCHAR) IN (${values.map(literal).join(', ')})`);
    return `${metricSql(METRICS[metric] ?? unknownMetric(metric), chosen)} AS ${identifier(reference)}`;
  });
  const selected = [
    ...grouped.map((name) => `${dimension(name)} AS ${identifier(name)}`),
    ...metrics.map((name) => `${metricSql(METRICS[name] ?? unknownMetric(name))} AS ${identifier(name)}`),
    ...custom,
  ];
  const groupBy = grouped.length === 0 ? '' : `GROUP BY ${grouped.map((_, at) => at + 1).join(', ')}`;
  return {
    from: `(SELECT ${selected.join(', ')} FROM triggers WHERE ${where.join(' AND ')} ${groupBy})`,
    filters: query.filters.filter(({ field }) => isMetric(field)),
    order: grouped.length === 0 ? null : grouped.map((name) => `${identifier(name)} ASC NULLS FIRST`).join(', '),
    column: (name) => column(name, present.includes(name) ? identifier(name) : 'NULL'),
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

function unknownMetric(name: string): never {
  throw new Error(`no metric ${name}`);
}
