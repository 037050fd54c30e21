/** The sort argument as `sort[]` parameters, in order of importance. */
import { enumName } from '../../schema/enum-name.js';
import type { Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { isInput, listOf, type Input } from './argument-values.js';
import { freeName, isGiven } from './free-names.js';
import { requireGrouped } from './group.js';
import type { Sort } from './report-query.js';

export interface SortSource {
  readonly report: Report;
  /** The coerced `sort` argument: `[{ field, order }]`, `[{ customMetric, order }]` or `[{ name, order }]`. */
  readonly given: unknown;
  readonly group: readonly string[];
  readonly references: ReadonlySet<string>;
  /** Whether rows are walked by `afterRowId`, which has an order of its own. */
  readonly keysetPaging: boolean;
}

/** The sort keys; the report's own where none are given. */
export function sortOf({ report, given, group, references, keysetPaging }: SortSource): readonly Sort[] {
  const seen = new Set<string>();
  const keys = listOf(given).map((key, i) => {
    const place = `${report.name}.sort[${i}]`;
    if (!isInput(key)) throw badInput('a sort key must be an object', key, place);
    const field = sortedBy({ report, key, group, references, place });
    if (seen.has(field)) throw badInput('sort must not repeat a field', field, place);
    seen.add(field);
    return Object.freeze<Sort>({ field, order: key['order'] === 'desc' ? 'desc' : 'asc' });
  });
  if (keysetPaging && report.keyset !== null) return keysetSort(report, report.keyset, keys);
  return keys.length === 0 ? defaultSortOf(report) : Object.freeze(keys);
}

const NO_SORT: readonly Sort[] = Object.freeze([]);

/** The sort keys that a report is asked with where the caller gives none. */
export function defaultSortOf({ defaultSort }: Report): readonly Sort[] {
  return defaultSort.length === 0 ? NO_SORT : Object.freeze(defaultSort.map((key) => Object.freeze({ ...key })));
}

interface SortedBySource extends Pick<SortSource, 'report' | 'group' | 'references'> {
  readonly key: Input;
  readonly place: string;
}

function sortedBy({ report, key, group, references, place }: SortedBySource): string {
  const { field, customMetric, name } = key;
  if ([field, customMetric, name].filter(isGiven).length !== 1) {
    const members = report.customMetrics === null ? 'field and name' : 'field, customMetric and name';
    throw badInput(`a sort key must have exactly one of ${members}`, key, place);
  }
  if (isGiven(customMetric)) {
    if (typeof customMetric === 'string' && references.has(customMetric)) return customMetric;
    throw badInput('customMetric must name a custom metric of the request', customMetric, `${place}.customMetric`);
  }
  const member = isGiven(name) ? 'name' : 'field';
  const asked = isGiven(name) ? freeName(name, 'name', `${place}.name`) : field;
  const known = typeof asked === 'string' ? report.fields.get(asked) : undefined;
  // A name that the catalogue lacks is for the Reports API to know; one that it has is taken as that.
  if (known === undefined && isGiven(name) && typeof asked === 'string') return asked;
  if (known === undefined || !known.sortable) throw badInput(`${member} must be sortable`, asked, `${place}.${member}`);
  requireGrouped(known, group, enumName(known.name), `${place}.${member}`);
  return known.name;
}

function keysetSort(report: Report, keyset: string, keys: readonly Sort[]): readonly Sort[] {
  const [first, ...more] = keys;
  if (first === undefined) return Object.freeze([Object.freeze<Sort>({ field: keyset, order: 'asc' })]);
  if (first.field === keyset && first.order === 'asc' && more.length === 0) return Object.freeze(keys);
  throw badInput(
    `afterRowId requires sorting by ${enumName(keyset)} ascending, or no sort`,
    keys.map((key) => `${enumName(key.field)} ${key.order}`),
    `${report.name}.sort`,
  );
}
