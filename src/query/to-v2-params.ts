/**
 * A query as the Reports API reads it: its parameters, and the request target they make.
 *
 * The order of parameters is fixed, so that equal queries are equal texts: igrp, scalars, filter, sort, group, customMetrics, limit,
 * offset, display.
 */
import { GatewayError } from '../errors.js';
import type { CustomMetric, ReportQuery } from './report-query.js';

/** Bytes that an upstream URL may have, its base included. */
export const MAX_URL_BYTES = 8000;

/** The parameters as decoded pairs of name and value. */
export function toV2Params(query: ReportQuery): readonly (readonly [string, string])[] {
  const params: (readonly [string, string])[] = [];
  if (query.report.igrpInQuery) params.push(['igrp', String(query.igrp)]);
  for (const scalar of query.scalars) params.push(scalar);
  for (const { field, operand, value } of query.filters) params.push(['filter[]', `${field}-${operand}-value-${value}`]);
  for (const { field, order } of query.sort) params.push(['sort[]', `${field}-${order}`]);
  for (const field of query.group) params.push(['group[]', field]);
  for (const metric of query.customMetrics) params.push([`customMetrics[${metric.reference}]`, metricText(metric)]);
  if (query.limit !== null) params.push(['limit', String(query.limit + (query.lookAhead ? 1 : 0))]);
  if (query.offset > 0) params.push(['offset', String(query.offset)]);
  if (query.projection.kind === 'columns') for (const name of query.projection.names) params.push(['display[]', name]);
  return params;
}

/** Path and query string below the base URL. ASCII alone, so its length is its size in bytes. */
export function toV2Target(query: ReportQuery): string {
  return (query.memo.target ??= writeTarget(query));
}

function writeTarget(query: ReportQuery): string {
  let target = query.report.path.replace('{igrp}', String(query.igrp));
  let separator = '?';
  for (const [name, value] of toV2Params(query)) {
    target += `${separator}${name}=${percentEncode(value)}`;
    separator = '&';
  }
  return target;
}

/** The absolute URL. Throws QUERY_TOO_LARGE where it has more than `limit` bytes. */
export function toV2Url(base: string, query: ReportQuery, limit: number = MAX_URL_BYTES): string {
  const url = (base.endsWith('/') ? base.slice(0, -1) : base) + toV2Target(query);
  const bytes = Buffer.byteLength(url);
  if (bytes <= limit) return url;
  throw new GatewayError(
    'QUERY_TOO_LARGE',
    `the upstream URL may be at most ${limit} bytes long, but got: ${bytes} (${query.report.name})`,
  );
}

/** `{metric}_{field}_{value},{value}_{field}_…` */
function metricText({ metric, conditions }: CustomMetric): string {
  return metric + conditions.map(({ field, values }) => `_${field}_${values.map(escapeValue).join(',')}`).join('');
}

/** As documented: one backslash before an underscore or a comma, and four for a backslash. */
function escapeValue(value: string): string {
  return value.replace(/[\\_,]/g, (character) => (character === '\\' ? '\\\\\\\\' : `\\${character}`));
}

/** Percent-encoding of every character but the unreserved ones of RFC 3986: a plus is %2B, a blank %20, an apostrophe %27. */
export function percentEncode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
