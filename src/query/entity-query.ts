/**
 * Rows by their keys: the list route, filtered by `{key}-in-value-{keys}`.
 *
 * One key or many, the question has one form, so that look-ups of an operation can be batched; keys are ascending, so that equal batches are
 * equal questions.
 */
import type { Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { brokenTextRule } from './argument-values.js';
import { OPERATORS } from './operands.js';
import { columns, EVERYTHING } from './projection.js';
import { ReportQuery, type Filter } from './report-query.js';
import { defaultSortOf } from './sort.js';
import { MAX_URL_BYTES, percentEncode, toV2Target } from './to-v2-params.js';

export interface EntityLookUp {
  readonly report: Report;
  /** The installation; null on root reports. */
  readonly igrp: number | null;
  /** The field the keys are compared with; the report's entity key where left out. */
  readonly key?: string;
  readonly keys: readonly (string | number)[];
  /** The columns asked for, v2 names; the key's own joins them. Null: every column, without `display[]`. */
  readonly columns: readonly string[] | null;
}

/** Bytes that path and query string of one look-up may have: what a URL may have, less room for the base. */
export const MAX_TARGET_BYTES = MAX_URL_BYTES - 500;

/**
 * The query for the rows that have one of these keys. Its limit is the most that a call returns. Throws BAD_USER_INPUT where a key cannot be
 * sent: the keys of represented entities are the caller's.
 */
export function entityQuery(lookUp: EntityLookUp): ReportQuery {
  const field = keyFieldOf(lookUp);
  const texts = keyTexts(lookUp.report, field, lookUp.keys);
  if (texts.length === 0) throw new TypeError(`${lookUp.report.name} is looked up by no key`);
  return queryFor(lookUp, field, texts);
}

/** The look-up as one query or, for very many keys, as several of at most `bytes` of path and query string. None for no keys. */
export function entityQueries(lookUp: EntityLookUp, bytes: number = MAX_TARGET_BYTES): readonly ReportQuery[] {
  const field = keyFieldOf(lookUp);
  return sliceKeys(lookUp, bytes).map((keys) => queryFor(lookUp, field, keys));
}

/** The unique keys in ascending order, cut so that the target of each slice's query has at most `bytes` where one key alone has. */
export function sliceKeys(lookUp: EntityLookUp, bytes: number = MAX_TARGET_BYTES): readonly (readonly string[])[] {
  const field = keyFieldOf(lookUp);
  const keys = keyTexts(lookUp.report, field, lookUp.keys);
  if (keys.length === 0) return [];
  const room = bytes - toV2Target(queryFor(lookUp, field, [])).length;
  const slices: string[][] = [];
  let slice: string[] = [];
  let used = 0;
  for (const key of keys) {
    // Most keys are numbers, and encoding tens of thousands of them takes long.
    const needed = WHOLE.test(key) ? key.length : percentEncode(key).length;
    if (slice.length === 0 || used + ENCODED_COMMA + needed > room) {
      slices.push((slice = [key]));
      used = needed;
    } else {
      slice.push(key);
      used += ENCODED_COMMA + needed;
    }
  }
  return slices;
}

const ENCODED_COMMA = '%2C'.length;

function keyFieldOf({ report, key }: EntityLookUp): string {
  const field = key ?? report.entity?.key;
  if (field === undefined) throw new TypeError(`${report.name} has no entity key`);
  return field;
}

function queryFor({ report, igrp, columns: names }: EntityLookUp, field: string, keys: readonly string[]): ReportQuery {
  return new ReportQuery({
    report,
    igrp: report.scope === 'root' ? null : igrp,
    scalars: Object.freeze([]),
    filters: Object.freeze([Object.freeze<Filter>({ field, operand: OPERATORS.in.operand, value: keys.join(',') })]),
    sort: defaultSortOf(report),
    group: Object.freeze([]),
    customMetrics: Object.freeze([]),
    limit: report.arguments.has('limit') ? report.maxRows : null,
    lookAhead: false,
    offset: 0,
    projection: names === null || report.openRows ? EVERYTHING : columns([field, ...names]),
  });
}

function keyTexts(report: Report, field: string, keys: readonly (string | number)[]): readonly string[] {
  const texts = ascending(keys);
  for (const text of texts) {
    const rule = brokenKeyRule(text);
    if (rule !== null) throw badInput(`${field} ${rule}`, text, `${report.name}.${field}`);
  }
  return texts;
}

/** The rule that a key breaks, or null where it can be sent exactly as it stands: the grammar's lists have no escape for a comma. */
export function brokenKeyRule(key: string): string | null {
  return key === '' || key.includes(',') ? 'must not be empty or contain a comma' : brokenTextRule(key);
}

const WHOLE = /^(0|[1-9]\d*)$/;

/** Unique keys as text: whole numbers by value, whatever their size, and before other texts. */
function ascending(keys: readonly (string | number)[]): readonly string[] {
  const whole: string[] = [];
  const others: string[] = [];
  for (const key of new Set(keys.map(String))) (WHOLE.test(key) ? whole : others).push(key);
  return [...whole.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)), ...others.sort()];
}
