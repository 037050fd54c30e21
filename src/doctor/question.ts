/** A request that doctor makes, as the path and query string below the base. */
import type { Field, Report } from '../../schema/report.js';
import type { ArgumentName, SortKey } from '../../schema/report-definition.js';

export interface Question {
  readonly display?: readonly string[];
  /** Whole filters, `field-operand-value-comparison`. */
  readonly filter?: readonly string[];
  readonly sort?: readonly SortKey[];
  readonly group?: readonly string[];
  /** Whole definitions, each under a reference of its own. */
  readonly customMetrics?: readonly string[];
  readonly limit: number;
  readonly offset?: number;
}

export interface Period {
  readonly startDate: string;
  readonly endDate: string;
}

/** Only parameters that the report takes are sent. */
export function targetOf(report: Report, igrp: number, period: Period, question: Question): string {
  const { display = [], filter = [], sort = [], group = [], customMetrics = [], limit, offset = 0 } = question;
  const takes = (argument: ArgumentName) => report.arguments.has(argument);
  const required = report.requiredFilter === null ? [] : [requiredFilter(report.requiredFilter, report.fields.get(report.requiredFilter))];
  const pairs: readonly (readonly [string, string])[] = [
    ...(report.igrpInQuery ? [['igrp', String(igrp)] as const] : []),
    ...(takes('startDate') ? Object.entries(period) : []),
    ...[...required, ...filter].map((each) => ['filter[]', each] as const),
    ...sort.map(({ field, order }) => ['sort[]', `${field}-${order}`] as const),
    ...group.map((field) => ['group[]', field] as const),
    ...customMetrics.map((each, at) => [`customMetrics[doctor${at}]`, each] as const),
    ...(takes('limit') ? [['limit', String(limit)] as const] : []),
    ...(takes('offset') && offset > 0 ? [['offset', String(offset)] as const] : []),
    ...display.map((field) => ['display[]', field] as const),
  ];
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${report.path.replace('{igrp}', String(igrp))}${query === '' ? '' : `?${query}`}`;
}

/** A filter that suits the field's type; whether it finds a row does not matter. */
export function harmlessFilter({ name, type }: Pick<Field, 'name' | 'type'>): string {
  if (type === 'date') return `${name}-ge-value-2000-01-01`;
  if (type === 'datetime') return `${name}-ge-value-2000-01-01 00:00:00`;
  return `${name}-eq-value-${type === 'string' || type === 'json' ? 'doctor' : '0'}`;
}

/** A filter that has to be there, and lets every row through. */
function requiredFilter(name: string, field: Field | undefined): string {
  return field?.type === 'string' ? `${name}-ne-value-doctor` : `${name}-gt-value-0`;
}
