/** How many rows, and from where: limit, offset and afterRowId. */
import type { Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import type { Input } from './argument-values.js';
import { OPERATORS } from './operands.js';
import type { Filter } from './report-query.js';

/** Rows asked for where the caller does not say; fewer where the report returns fewer at most. */
export const DEFAULT_LIMIT = 1000;

export interface Paging {
  /** Null where the report takes no limit. */
  readonly limit: number | null;
  readonly offset: number;
  /** The filter that `afterRowId` stands for. */
  readonly after: Filter | null;
}

const ROW_ID = /^\d{1,20}$/;

/** Limit, offset and the keyset filter. A limit is always sent where the report takes one; it is `maxLimit` at most. */
export function pagingOf(report: Report, given: Input, maxLimit: number): Paging {
  const offset = offsetOf(report, given['offset']);
  return { limit: limitOf(report, given['limit'], maxLimit), offset, after: afterOf(report, given['afterRowId'], offset) };
}

function limitOf(report: Report, given: unknown, maxLimit: number): number | null {
  if (!report.arguments.has('limit')) return null;
  if (given === undefined || given === null) return Math.min(DEFAULT_LIMIT, report.maxRows);
  if (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= maxLimit) return given;
  throw badInput(`limit must be between 1 and ${maxLimit}`, given, `${report.name}.limit`);
}

function offsetOf(report: Report, given: unknown): number {
  if (given === undefined || given === null) return 0;
  if (typeof given === 'number' && Number.isSafeInteger(given) && given >= 0) return given === 0 ? 0 : given;
  throw badInput('offset must be 0 or more', given, `${report.name}.offset`);
}

function afterOf(report: Report, given: unknown, offset: number): Filter | null {
  if (given === undefined || given === null) return null;
  const place = `${report.name}.afterRowId`;
  if (report.keyset === null || typeof given !== 'string' || !ROW_ID.test(given))
    throw badInput('afterRowId must be a row id: 1 to 20 digits', given, place);
  if (offset > 0) throw badInput('afterRowId cannot be combined with offset', offset, `${report.name}.offset`);
  return Object.freeze({ field: report.keyset, operand: OPERATORS.gt.operand, value: given });
}
