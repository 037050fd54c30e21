/** What is asked of each row: the `display[]` of a selection. */
import type { Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { brokenNameRule } from './field-name.js';
import { missingGroup } from './group.js';
import type { Projection } from './report-query.js';
import { columnOf, ROW_ACCESSORS } from './row-columns.js';
import type { SelectedField } from './selected-fields.js';

/** Every column that upstream has: no `display[]` is sent. */
export const EVERYTHING: Projection = Object.freeze({ kind: 'everything' });

export interface ProjectionSource {
  readonly report: Report;
  /** The selected row fields; null where rows are not selected. */
  readonly rows: readonly SelectedField[] | null;
  readonly group: readonly string[];
  readonly references: ReadonlySet<string>;
  /** Whether the last row's id is wanted. */
  readonly endRowId: boolean;
  /** The report's field that holds the rows; `rows` where left out. */
  readonly place?: string;
}

/** The columns of a selection, sorted and unique; at least those without which there would be no rows. */
export function projectionOf({ report, rows, group, references, endRowId, place = 'rows' }: ProjectionSource): Projection {
  const names = new Set<string>();
  let everything = report.openRows;
  for (const field of rows ?? []) {
    const column = columnOf(report, field);
    if (column.kind === 'raw') everything = true;
    else if (column.kind === 'customMetrics') for (const reference of references) names.add(reference);
    else if (column.kind === 'calls') addGroup(names, report, group);
    else if (column.kind === 'nodeId') names.add(column.from);
    else if (column.kind === 'link') addKnown(names, report, column.from, group, field);
    else if (column.kind === 'cell') {
      checkCell({ report, field, key: column.key, references, place });
      addKnown(names, report, column.key, group, field);
    }
  }
  if (everything) return EVERYTHING;
  if (endRowId && report.keyset !== null) names.add(report.keyset);
  if (names.size === 0) names.add(leastColumn(report, group));
  return columns(names);
}

/** A projection of these columns: sorted, unique, frozen. */
export function columns(names: Iterable<string>): Projection {
  return Object.freeze({ kind: 'columns', names: Object.freeze([...new Set(names)].sort()) });
}

/** Every column that either projection asks for. */
export function union(a: Projection, b: Projection): Projection {
  if (a.kind === 'everything' || b.kind === 'everything') return EVERYTHING;
  return b.names.every((name) => a.names.includes(name)) ? a : columns([...a.names, ...b.names]);
}

/**
 * A column that is sent under its own name. What the rows lack is no column: igrp, which the path says, and a dimension that is not grouped,
 * which is null in every row.
 */
function addKnown(names: Set<string>, report: Report, key: string, group: readonly string[], asked: SelectedField): void {
  const field = report.fields.get(key);
  if (field !== undefined && missingGroup(field, group) !== null) return;
  if (field === undefined && report.links.get(asked.name)?.from === key) return;
  names.add(key);
}

/** What the calls behind a row are found by. */
function addGroup(names: Set<string>, { fields }: Report, group: readonly string[]): void {
  for (const name of group) if (fields.has(name)) names.add(name);
}

interface CellSource {
  readonly report: Report;
  readonly field: SelectedField;
  readonly key: string;
  readonly references: ReadonlySet<string>;
  readonly place: string;
}

/** A name that the caller writes must be one that can be sent, or a custom metric of the request. */
function checkCell({ report, field, key, references, place: rows }: CellSource): void {
  const accessor = report.fields.has(field.name) ? undefined : ROW_ACCESSORS.get(field.name);
  if (accessor === undefined) return;
  const name = field.arguments[accessor.argument];
  const place = `${report.name}.${rows}.${field.responseKey}.${accessor.argument}`;
  if (accessor.definedBy === 'request' && !references.has(key))
    throw badInput(`${accessor.argument} must name a custom metric of the request`, name, place);
  const rule = report.openRows ? null : brokenNameRule(String(name));
  if (rule !== null) throw badInput(`${accessor.argument} ${rule}`, name, place);
}

/** The column that brings rows where none is selected. */
function leastColumn(report: Report, group: readonly string[]): string {
  const known = report.keyset ?? report.entity?.key ?? group[0];
  if (known !== undefined) return known;
  const fields = [...report.fields.values()];
  const least = fields.find(({ kind }) => kind === 'metric') ?? fields[0];
  if (least === undefined) throw new TypeError(`${report.name} has no field and no open rows`);
  return least.name;
}
