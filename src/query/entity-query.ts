/**
 * Rows by their keys: the list route, filtered by `{key}-in-value-{keys}`.
 *
 * One key or many, the question has one form, so that look-ups of an operation can be batched; keys are ascending, so that equal batches are
 * equal questions.
 */
import type { Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { brokenTextRule } from './coerced.js';
import { OPERATORS } from './operands.js';
import { columns, union } from './projection.js';
import type { Filter, Projection, ReportQuery } from './report-query.js';
import { MAX_URL_BYTES, percentEncode, toV2Url } from './to-v2-params.js';

export interface EntityLookUp {
  readonly report: Report;
  /** The installation; null on root reports. */
  readonly igrp: number | null;
  /** The field the keys are compared with; the report's entity key where left out. */
  readonly key?: string;
  readonly keys: readonly (string | number)[];
  readonly projection: Projection;
}

/** The query for the rows that have one of these keys, key column included. The limit is the most that a call returns. */
export function entityQuery({ report, igrp, key, keys, projection }: EntityLookUp): ReportQuery {
  const field = key ?? report.entity?.key;
  if (field === undefined) throw new TypeError(`${report.name} has no entity key`);
  const texts = keyTexts(report, field, keys);
  if (texts.length === 0) throw new TypeError(`${report.name} is looked up by no key`);
  return Object.freeze<ReportQuery>({
    report,
    igrp: report.scope === 'root' ? null : igrp,
    scalars: Object.freeze([]),
    filters: Object.freeze([Object.freeze<Filter>({ field, operand: OPERATORS.in.operand, value: texts.join(',') })]),
    sort: report.defaultSort,
    group: Object.freeze([]),
    customMetrics: Object.freeze([]),
    limit: report.arguments.has('limit') ? report.maxRows : null,
    lookAhead: false,
    offset: 0,
    projection: union(projection, columns([field])),
  });
}

/** The keys as they are sent. Refuses what the grammar cannot carry, since keys of represented entities come from callers. */
function keyTexts(report: Report, field: string, keys: readonly (string | number)[]): readonly string[] {
  const texts = ascending(keys);
  for (const text of texts) {
    const rule = text === '' || text.includes(',') ? 'must be neither empty nor hold a comma' : brokenTextRule(text);
    if (rule !== null) throw badInput(`${field} ${rule}`, text, `${report.name}.${field}`);
  }
  return texts;
}

/** Unique keys as text: whole numbers by value, whatever their size, and before other texts. */
function ascending(keys: readonly (string | number)[]): readonly string[] {
  return [...new Set(keys.map(String))].sort((a, b) => {
    const [wholeA, wholeB] = [WHOLE.test(a), WHOLE.test(b)];
    if (wholeA !== wholeB) return wholeA ? -1 : 1;
    return (wholeA ? a.length - b.length : 0) || (a < b ? -1 : 1);
  });
}

const WHOLE = /^(0|[1-9]\d*)$/;

export interface SliceBounds {
  readonly base: string;
  /** Bytes of one URL at most. */
  readonly limit?: number;
}

/** The look-up as several, each of whose URLs fits the bound; one where all keys fit. In ascending order of keys. */
export function sliceKeys(lookUp: EntityLookUp, { base, limit = MAX_URL_BYTES }: SliceBounds): readonly EntityLookUp[] {
  const keys = ascending(lookUp.keys);
  const [first] = keys;
  if (first === undefined) return [];
  const fixed = toV2Url(base, entityQuery({ ...lookUp, keys: [first] }), Infinity).length - encodedLength(first);
  const slices: string[][] = [];
  let current: string[] = [];
  let length = fixed;
  for (const key of keys) {
    const added = encodedLength(key) + (current.length === 0 ? 0 : COMMA);
    if (current.length > 0 && length + added > limit) {
      slices.push(current);
      current = [];
      length = fixed;
    }
    length += encodedLength(key) + (current.length === 0 ? 0 : COMMA);
    current.push(key);
  }
  slices.push(current);
  return slices.map((slice) => ({ ...lookUp, keys: slice }));
}

/** `%2C` */
const COMMA = 3;

function encodedLength(text: string): number {
  return percentEncode(text).length;
}
