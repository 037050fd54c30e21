/**
 * The filter argument as `filter[]` parameters: `[{ field: { operator: value } }]`, the list and the members of each object ANDed.
 *
 * `field: { name, … }` names its field itself, takes every operator, and its values go as the text they are.
 */
import type { Field, Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { brokenTextRule, isInput, listOf, nullError, type Input } from './argument-values.js';
import { contradiction, type Conditions } from './contradictions.js';
import { brokenNameRule } from './field-name.js';
import { mayBeCode } from './field-values.js';
import { OPERATORS, isOperatorName, type FilterType, type Operator, type OperatorName } from './operands.js';
import type { Filter } from './report-query.js';
import { DYNAMIC_PREFIXES } from './row-columns.js';
import type { UrlRoom } from './url-room.js';

/** Items that an `in` or `nin` list may hold. */
export const MAX_ITEMS = 1000;

/** The characters of a `filter[]` parameter besides its field, its operand and its values. */
const PARAMETER = '&filter[]=--value-'.length;

/** The key whose filter names its field itself, and the type of such a filter. */
const FREE = 'field';

export interface FilterSource {
  readonly report: Report;
  /** The coerced `filter` argument. */
  readonly given: unknown;
  /** The request's custom metrics, which cannot be filtered on. */
  readonly references: ReadonlySet<string>;
  /** A filter that another argument stands for. */
  readonly implied: Filter | null;
  readonly room: UrlRoom;
}

/** The filters, sorted and unique. Refuses what says nothing, what cannot hold, and what the grammar cannot carry. */
export function filtersOf({ report, given, references, implied, room }: FilterSource): readonly Filter[] {
  const filters: Filter[] = implied === null ? [] : [implied];
  listOf(given).forEach((object, i) => {
    const place = `${report.name}.filter[${i}]`;
    if (!isInput(object)) throw badInput('a filter must be an object that names a field', object, place);
    let named = false;
    for (const [key, operators] of Object.entries(object)) {
      if (operators === undefined) continue;
      named = true;
      if (operators === null) throw nullError(key, `${place}.${key}`);
      if (!isInput(operators)) throw badInput(`${key} must be an object of operators`, operators, `${place}.${key}`);
      const type = filterTypeOf(report, key, `${place}.${key}`);
      const at = `${place}.${key}`;
      const field = type === FREE ? freeFieldName(report, operators, references, at) : key;
      const known = report.fields.get(field);
      // By name, a field takes every text: what the catalogue knows of it may be out of date.
      addOperators(filters, {
        field,
        type,
        operators,
        place: at,
        comparedAs: known?.type ?? FREE,
        known: type === FREE ? undefined : known,
        room,
      });
    }
    if (!named) throw badInput('a filter must name a field', object, place);
  });
  requireFilter(report, filters);
  return canonicalFilters(filters);
}

function filterTypeOf(report: Report, key: string, place: string): FilterType {
  const field = report.fields.get(key);
  if (field?.filterable) return field.type;
  if (field === undefined && key === FREE) return FREE;
  throw badInput('a filter must name a field that can be filtered', key, place);
}

function freeFieldName(report: Report, { name }: Input, references: ReadonlySet<string>, place: string): string {
  const at = `${place}.name`;
  if (typeof name !== 'string') throw badInput('name must be a field name', name, at);
  const rule = brokenNameRule(name);
  if (rule !== null) throw badInput(`name ${rule}`, name, at);
  if (DYNAMIC_PREFIXES.some((prefix) => name.startsWith(prefix)))
    throw badInput(`name must not begin with ${DYNAMIC_PREFIXES.join(' or ')}: the Reports API cannot filter by such fields`, name, at);
  if (references.has(name)) throw badInput('name must not be a custom metric: the Reports API cannot filter by such fields', name, at);
  if (report.fields.get(name)?.filterable === false) throw badInput('name must be a field that can be filtered', name, at);
  return name;
}

interface OperatorSource {
  readonly field: string;
  readonly type: FilterType;
  readonly comparedAs: FilterType;
  /** The field whose values are compared with; undefined where it is named by the caller. */
  readonly known: Field | undefined;
  readonly operators: Input;
  readonly place: string;
  readonly room: UrlRoom;
}

function addOperators(filters: Filter[], { field, type, comparedAs, known, operators, place, room }: OperatorSource): void {
  const ignoreCase = operators['ignoreCase'] ?? false;
  if (operators['ignoreCase'] === null) throw nullError('ignoreCase', `${place}.ignoreCase`);
  if (typeof ignoreCase !== 'boolean') throw badInput('ignoreCase must be true or false', ignoreCase, `${place}.ignoreCase`);
  const conditions: Conditions = new Map();
  for (const [name, value] of Object.entries(operators)) {
    if (value === undefined || !isOperatorName(name)) continue;
    const operator: Operator = OPERATORS[name];
    const operand = ignoreCase ? operator.ignoringCase : operator.operand;
    if (operand === null) throw badInput(`ignoreCase cannot be combined with ${name}`, true, `${place}.ignoreCase`);
    if (value === null) throw nullError(name, `${place}.${name}`);
    const values = valuesOf({ name, value, type, place: `${place}.${name}`, room });
    if (known && operator.comparesWhole) checkValues({ field: known, name, values, ignoreCase, place: `${place}.${name}` });
    room.take(PARAMETER + field.length + operand.length);
    conditions.set(name, values);
    filters.push(Object.freeze({ field, operand, value: values.join(',') }));
  }
  if (conditions.size === 0) throw badInput('at least one operator is required', operators, place);
  if (conditions.size === 1) return;
  const clash = contradiction({ type: comparedAs, conditions, ignoreCase });
  if (clash !== null) throw badInput(`${clash} contradict each other`, operators, place);
}

interface ValueSource {
  readonly name: OperatorName;
  readonly value: unknown;
  readonly type: FilterType;
  readonly place: string;
  readonly room: UrlRoom;
}

/** The texts that an operator compares with: one, or those of a list. */
function valuesOf({ name, value, type, place, room }: ValueSource): readonly string[] {
  if (OPERATORS[name].value !== 'list') {
    const text = valueText(name, value, type, place);
    room.take(text.length);
    return [text];
  }
  const items = listOf(value);
  if (items.length === 0) throw badInput(`${name} must be a list of at least one value`, value, place);
  if (items.length > MAX_ITEMS) throw badInput(`${name} must hold at most ${MAX_ITEMS} values`, items.length, place);
  return items.map((item, i) => {
    const at = `${place}[${i}]`;
    const text = valueText(name, item, type, at);
    if (text.includes(','))
      throw badInput(`an item of ${name} must not contain a comma: the Reports API has no way to escape it`, item, at);
    room.take(text.length + 1);
    return text;
  });
}

interface CheckedValues {
  readonly field: Field;
  readonly name: OperatorName;
  readonly values: readonly string[];
  readonly ignoreCase: boolean;
  readonly place: string;
}

/** Refuses a value that is none of the field's codes: no row would be equal to it. */
function checkValues({ field, name, values, ignoreCase, place }: CheckedValues): void {
  const unknown = values.find((value) => !mayBeCode(field, value, ignoreCase));
  if (unknown === undefined) return;
  const codes = [...(field.codes ?? [])].join(', ');
  throw badInput(`${name} must be one of ${codes}; for a code that is not listed, use field: {name: "${field.name}"}`, unknown, place);
}

/** A value as it is sent: numbers in plain decimal notation, a date-time with a blank between day and time, text exactly. */
function valueText(name: OperatorName, value: unknown, type: FilterType, place: string): string {
  if (OPERATORS[name].value === 'boolean') {
    if (typeof value !== 'boolean') throw badInput(`${name} must be true or false`, value, place);
    return value ? 'true' : 'false';
  }
  if (typeof value === 'number' && Number.isFinite(value)) return numberText(value);
  if (typeof value !== 'string') throw badInput(`${name} must be a value`, value, place);
  const rule = brokenTextRule(value);
  if (rule !== null) throw badInput(`${name} ${rule}`, value, place);
  return type === 'datetime' ? value.replace('T', ' ') : value;
}

/** A number without an exponent: 1e21 is 1000000000000000000000, 1e-7 is 0.0000001. */
function numberText(value: number): string {
  const text = String(value === 0 ? 0 : value);
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (parts === null) return text;
  const [, sign = '', first = '', rest = '', exponent = '0'] = parts;
  const digits = first + rest;
  const point = 1 + Number(exponent);
  return point > 0 ? sign + digits.padEnd(point, '0') : `${sign}0.${'0'.repeat(-point)}${digits}`;
}

function requireFilter(report: Report, filters: readonly Filter[]): void {
  if (report.requiredFilter === null || filters.some(({ field }) => field === report.requiredFilter)) return;
  throw badInput(
    `this report requires a filter on ${report.requiredFilter}`,
    filters.map(({ field }) => field),
    `${report.name}.filter`,
  );
}

/** The filters in their order, each once. */
export function canonicalFilters(filters: readonly Filter[]): readonly Filter[] {
  const sorted = [...filters].sort(compareFilters);
  return Object.freeze(sorted.filter((filter, i) => i === 0 || compareFilters(filter, sorted[i - 1] ?? filter) !== 0));
}

function compareFilters(a: Filter, b: Filter): number {
  return compare(a.field, b.field) || compare(a.operand, b.operand) || compare(a.value, b.value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
