/**
 * Where the value of a selected row field comes from: a column of the report, the path, the whole row, or a link to another report.
 */
import { COMPARISON_FIELDS } from '../../schema/check-definition.js';
import { isComparable } from '../../schema/comparable.js';
import { isNode, NODE_ID } from '../../schema/node.js';
import type { Field, Report } from '../../schema/report.js';
import type { FieldType } from '../../schema/report-definition.js';
import type { SelectedField } from './selected-fields.js';

/**
 * - `cell`: the upstream key, read as `type`; `field` is null where the key is not (or need not be) of the catalogue.
 * - `igrp`: the installation, which the path says and the rows do not.
 * - `raw`: the whole row as upstream sends it.
 * - `typename`: the selected field's own `typeName`.
 * - `absent`: what only a comparison answers; null without one.
 * - `customMetrics`: every custom metric of the question, by its reference.
 * - `nodeId`: the row's id among all nodes, made of this row's field `from`.
 * - `calls`: the calls behind the row, found by all that it is grouped by.
 * - `link`: what lies beyond the row, by this row's field `from`: rows of another report, or a report of the entity that the row is.
 */
export type RowColumn =
  | { readonly kind: 'cell'; readonly key: string; readonly type: FieldType; readonly field: Field | null }
  | { readonly kind: 'igrp' }
  | { readonly kind: 'raw' }
  | { readonly kind: 'typename' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'customMetrics' }
  | { readonly kind: 'nodeId'; readonly from: string }
  | { readonly kind: 'calls' }
  | { readonly kind: 'link'; readonly link: string; readonly from: string };

/** A row field that names its column in an argument. */
export interface RowAccessor {
  readonly argument: string;
  /** What upstream puts before the name. */
  readonly prefix: string;
  readonly type: FieldType;
  /** Who gives the name its meaning: upstream, or the request by its custom metrics. */
  readonly definedBy: 'upstream' | 'request';
}

/** The row fields that name their column themselves. */
export const ROW_ACCESSORS: ReadonlyMap<string, RowAccessor> = new Map<string, RowAccessor>([
  ['variable', { argument: 'name', prefix: 'c_', type: 'string', definedBy: 'upstream' }],
  ['passThrough', { argument: 'name', prefix: 'pt_', type: 'string', definedBy: 'upstream' }],
  ['customMetric', { argument: 'reference', prefix: '', type: 'float', definedBy: 'request' }],
  ['field', { argument: 'name', prefix: '', type: 'json', definedBy: 'upstream' }],
]);

/** The row field that lists all custom metrics of the question, and the accessor of one of them. */
export const CUSTOM_METRICS = 'customMetrics';
export const CUSTOM_METRIC = 'customMetric';

/** What an entry of that list has. */
export const REFERENCE = 'reference';

/** Prefixes of columns that upstream computes per visitor: it can show them, but neither filter nor sort by them. */
export const DYNAMIC_PREFIXES: readonly string[] = [...ROW_ACCESSORS.values()]
  .map(({ prefix }) => prefix)
  .filter((prefix) => prefix !== '');

/** Whether the row field shows another period, which only a comparison has. */
export const isComparedField = (report: Report, name: string): boolean => COMPARISON_FIELDS.has(name) && isComparable(report);

/** The selected fields that are columns, those of the period compared with in the place of what holds them; left out where there is none. */
export function withComparedColumns(report: Report, fields: readonly SelectedField[], isCompared: boolean): readonly SelectedField[] {
  return fields.flatMap((field) => {
    if (!isComparedField(report, field.name)) return [field];
    return isCompared ? (field.selections ?? []) : [];
  });
}

/** The field of that name as if it were selected. */
export const ownColumn = (name: string): SelectedField => ({ responseKey: name, name, arguments: {}, selections: null, typeName: '' });

const IGRP: RowColumn = { kind: 'igrp' };
const RAW: RowColumn = { kind: 'raw' };
const TYPENAME: RowColumn = { kind: 'typename' };
const ABSENT: RowColumn = { kind: 'absent' };
const BEHIND: RowColumn = { kind: 'calls' };

/** The row field that lists the calls behind a row. */
export const CALLS = 'calls';
const ALL_CUSTOM: RowColumn = { kind: 'customMetrics' };

/** Where a selected row field's value comes from. Throws where the report has no such row field: the schema offers none. */
export function columnOf(report: Report, { name, arguments: given, selections }: SelectedField): RowColumn {
  const field = report.fields.get(name);
  if (field !== undefined) return { kind: 'cell', key: name, type: field.type, field };
  if (name === '__typename') return TYPENAME;
  if (name === NODE_ID && isNode(report) && report.entity !== null) return { kind: 'nodeId', from: report.entity.key };
  const accessor = ROW_ACCESSORS.get(name);
  if (accessor !== undefined) {
    return { kind: 'cell', key: `${accessor.prefix}${String(given[accessor.argument])}`, type: accessor.type, field: null };
  }
  if (name === 'raw') return RAW;
  if (isComparedField(report, name)) return ABSENT;
  if (name === CUSTOM_METRICS && report.customMetrics !== null) return ALL_CUSTOM;
  if (name === CALLS && report.calls !== null) return BEHIND;
  const link = report.links.get(name);
  if (link !== undefined) return { kind: 'link', link: name, from: link.from };
  if (selections !== null && report.entity !== null) return { kind: 'link', link: name, from: report.entity.key };
  if (name === 'igrp' && report.scope === 'installation') return IGRP;
  throw new TypeError(`${report.name} has no row field ${name}`);
}
