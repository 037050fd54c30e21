/** The group argument as `group[]` parameters, and the rule that what belongs to a grouping is asked for with it. */
import { enumName } from '../../schema/enum-name.js';
import type { Field, Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { listOf } from './argument-values.js';
import { freeName } from './free-names.js';

const NO_GROUP: readonly string[] = Object.freeze([]);

/**
 * The grouped dimensions in the order of the catalogue, then those that it lacks by name: their own order has no meaning. `givenNames` is
 * the `groupNames` argument. Refuses a dimension that one argument names twice; one that both name is grouped once.
 */
export function groupOf(report: Report, given: unknown, givenNames?: unknown): readonly string[] {
  const asked = listOf(given);
  const names = listOf(givenNames);
  if (asked.length === 0 && names.length === 0) return NO_GROUP;
  const seen = new Set<unknown>();
  asked.forEach((name, i) => {
    const place = `${report.name}.group[${i}]`;
    if (typeof name !== 'string' || report.fields.get(name)?.groupable !== true) throw badInput('group must name a dimension', name, place);
    if (seen.has(name)) throw badInput('group must not repeat a dimension', enumName(name), place);
    seen.add(name);
  });
  const named = namesOf(report, names);
  const others = named.filter((name) => !report.fields.has(name)).sort();
  return Object.freeze([...[...report.fields.keys()].filter((name) => seen.has(name) || named.includes(name)), ...others]);
}

function namesOf(report: Report, given: readonly unknown[]): readonly string[] {
  const names = new Set<string>();
  given.forEach((each, i) => {
    const place = `${report.name}.groupNames[${i}]`;
    const name = freeName(each, 'a name', place);
    if (report.fields.get(name)?.groupable === false) throw badInput('groupNames must name dimensions', name, place);
    if (names.has(name)) throw badInput('groupNames must not repeat a dimension', name, place);
    names.add(name);
  });
  return [...names];
}

/** The dimension that a dimension or a label of one needs in `group`, without which upstream has no such column; null where none is missing. */
export function missingGroup(field: Field, group: readonly string[]): string | null {
  const dimension = field.kind === 'dimension' ? field.name : field.of;
  return dimension === null || group.includes(dimension) ? null : dimension;
}

/** Refuses a dimension, or a label of one, that is not grouped. `asked` is what the caller wrote. */
export function requireGrouped(field: Field, group: readonly string[], asked: string, place: string): void {
  const dimension = missingGroup(field, group);
  if (dimension === null) return;
  throw badInput(`${asked} requires ${enumName(dimension)} in group`, group.map(enumName), place);
}
