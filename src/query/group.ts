/** The group argument as `group[]` parameters, and the rule that what belongs to a grouping is asked for with it. */
import { enumName } from '../../schema/enum-name.js';
import type { Field, Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { listOf } from './coerced.js';

const NO_GROUP: readonly string[] = Object.freeze([]);

/** The grouped dimensions in the order of the catalogue: their own order has no meaning. Refuses one that is named twice. */
export function groupOf(report: Report, given: unknown): readonly string[] {
  const asked = listOf(given);
  if (asked.length === 0) return NO_GROUP;
  const seen = new Set<unknown>();
  asked.forEach((name, i) => {
    const place = `${report.name}.group[${i}]`;
    if (typeof name !== 'string' || report.fields.get(name)?.groupable !== true) throw badInput('group must name a dimension', name, place);
    if (seen.has(name)) throw badInput('group must name a dimension once', enumName(name), place);
    seen.add(name);
  });
  return Object.freeze([...report.fields.keys()].filter((name) => seen.has(name)));
}

/** Refuses a dimension, or a label of one, that is not grouped: upstream has no such column then. `asked` is what the caller wrote. */
export function requireGrouped(field: Field, group: readonly string[], asked: string, place: string): void {
  const dimension = field.kind === 'dimension' ? field.name : field.of;
  if (dimension === null || group.includes(dimension)) return;
  throw badInput(`${asked} must go with ${enumName(dimension)} in group`, group.map(enumName), place);
}
