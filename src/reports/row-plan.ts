/** Row plans from selections: keyed by response key for rows that leave as text, by column for rows that become objects. */
import type { Field, FieldType, Report } from '../../schema/report.js';
import type { ReportQuery } from '../query/report-query.js';
import { columnOf } from '../query/row-columns.js';
import type { SelectedField } from '../query/selected-fields.js';
import type { CellType, Column, ColumnSource, RowPlan } from '../rows/row-plan-types.js';

/** The key of a selected field's cell in a row object: its name, and its argument where it names its column itself. */
export function columnKey({ name, arguments: given }: Pick<SelectedField, 'name' | 'arguments'>): string {
  for (const argument in given) return `${name}:${String(given[argument])}`;
  return name;
}

/** Whether the selection holds what only an executor can answer: links, reports and look-ups below a row. */
export function needsObjects(report: Report, rows: readonly SelectedField[]): boolean {
  return rows.some((field) => field.selections !== null && columnOf(report, field).kind !== 'absent');
}

/** Whether the column of that key, as `columnKey` makes it, holds JSON as upstream sent it. */
export function isJsonColumn(report: Report, key: string): boolean {
  return key === 'raw' || key.startsWith('field:') || report.fields.get(key)?.type === 'json';
}

/** The plan of rows that leave as finished text. */
export function textPlan(query: ReportQuery, rows: readonly SelectedField[], track: string | null): RowPlan {
  return {
    columns: rows.map((field) => ({ responseKey: field.responseKey, source: sourceOf(query.report, query.igrp, field) })),
    ...bounds(query, track),
  };
}

/** The plan of rows that become objects: every column once, and the keys of the links. */
export function objectPlan(query: ReportQuery, rows: readonly SelectedField[], track: string | null): RowPlan {
  return { columns: objectColumns(query.report, query.igrp, rows), ...bounds(query, track) };
}

/** The columns of row objects, by column key. */
export function objectColumns(report: Report, igrp: number | null, rows: readonly SelectedField[]): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const field of rows) {
    if (field.name === '__typename') continue;
    if (field.selections !== null) {
      // A link hangs on the field that holds its key, anything else (a report of an installation) on the row's own key.
      const from = report.fields.get(report.links.get(field.name)?.from ?? report.entity?.key ?? '');
      if (from) columns.set(from.name, { responseKey: from.name, source: fieldSource(report, from) });
      continue;
    }
    const key = columnKey(field);
    columns.set(key, { responseKey: key, source: sourceOf(report, igrp, field) });
  }
  return [...columns.values()];
}

/** The upstream keys that the columns read; null where they read whole rows. */
export function upstreamKeys(columns: readonly Column[]): readonly string[] | null {
  if (columns.some(({ source }) => source.kind === 'raw')) return null;
  return columns.flatMap(({ source }) => (source.kind === 'cell' ? [source.key] : []));
}

function bounds({ report, igrp, limit, projection }: ReportQuery, track: string | null): Omit<RowPlan, 'columns'> {
  return { known: report.fields, isOpen: projection.kind === 'everything', limit: limit ?? report.maxRows, igrp, track };
}

/** The cell of a field. The key of an entity that stands for itself is in every row: the schema promises it. */
function fieldSource({ entity }: Report, field: Field): ColumnSource {
  const required = entity?.standsForItself === true && entity.key === field.name;
  return { kind: 'cell', key: field.name, type: cellType(field.type, field), ...(required ? { required } : {}) };
}

function sourceOf(report: Report, igrp: number | null, field: SelectedField): ColumnSource {
  const column = columnOf(report, field);
  switch (column.kind) {
    case 'cell':
      return column.field === null ? { kind: 'cell', key: column.key, type: column.type } : fieldSource(report, column.field);
    case 'igrp':
      return { kind: 'constant', json: String(igrp) };
    case 'typename':
      return { kind: 'constant', json: JSON.stringify(field.typeName) };
    case 'absent':
      return { kind: 'constant', json: 'null' };
    case 'raw':
      return { kind: 'raw' };
    case 'link':
      throw new TypeError(`${field.name} leads to other rows and is no column.`);
  }
}

const cellType = (type: FieldType, field: Field | null): CellType => (type === 'int' && field?.kind === 'metric' ? 'safeInt' : type);
