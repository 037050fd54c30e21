/** Row plans from selections: keyed by response key for rows that leave as text, by column for rows that become objects. */
import type { Field, Report } from '../../schema/report.js';
import type { FieldType } from '../../schema/report-definition.js';
import type { ReportQuery } from '../query/report-query.js';
import { columnOf, CUSTOM_METRIC, REFERENCE } from '../query/row-columns.js';
import type { SelectedField } from '../query/selected-fields.js';
import type { RowOrigin } from './row-origin.js';
import type { CellType, Column, ColumnSource, RowPlan } from '../rows/row-plan-types.js';

/** The key of a selected field's cell in a row object: its name, and its argument where it names its column itself. */
export function columnKey({ name, arguments: given }: Pick<SelectedField, 'name' | 'arguments'>): string {
  for (const argument in given) return `${name}:${String(given[argument])}`;
  return name;
}

/** The key of a custom metric's cell in a row object, whether it was selected by its reference or in the list of all. */
export const customMetricKey = (reference: string): string => columnKey({ name: CUSTOM_METRIC, arguments: { [REFERENCE]: reference } });

/** Whether the selection holds what only an executor can answer: links, reports, calls and look-ups below a row, and ids of nodes. */
export function needsObjects(report: Report, rows: readonly SelectedField[]): boolean {
  return rows.some((field) => {
    const { kind } = columnOf(report, field);
    return kind === 'nodeId' || kind === 'calls' || (field.selections !== null && kind === 'link');
  });
}

/** Whether the column of that key, as `columnKey` makes it, holds JSON as upstream sent it. */
export function isJsonColumn(report: Report, key: string): boolean {
  return key === 'raw' || key.startsWith('field:') || report.fields.get(key)?.type === 'json';
}

/** What is asked of the rows of one list. */
export interface RowsAsk extends Pick<RowOrigin, 'references'> {
  readonly query: ReportQuery;
  readonly rows: readonly SelectedField[];
  /** The upstream key whose last value is remembered; null for none. */
  readonly track: string | null;
}

/** The plan of rows that leave as finished text. */
export function textPlan(ask: RowsAsk): RowPlan {
  return {
    columns: ask.rows.map((field) => ({ responseKey: field.responseKey, source: sourceOf(originOf(ask), field) })),
    ...bounds(ask),
  };
}

/** Whether the field is a column: its value is in the row itself. */
export function isColumn({ selections }: SelectedField): boolean {
  return selections === null;
}

/** The plan of rows that become objects: every column once, and the keys of the links. */
export function objectPlan(ask: RowsAsk): RowPlan {
  return { columns: objectColumns(originOf(ask), ask.rows, ask.query.group), ...bounds(ask) };
}

const originOf = ({ query: { report, igrp }, references }: RowsAsk): RowOrigin => ({ report, igrp, references });

/** The columns of row objects, by column key. */
export function objectColumns(origin: RowOrigin, rows: readonly SelectedField[], group: readonly string[] = []): readonly Column[] {
  const { report, references } = origin;
  const columns = new Map<string, Column>();
  for (const field of rows) {
    if (field.name === '__typename') continue;
    if (columnOf(report, field).kind === 'calls') {
      for (const name of group) {
        const dimension = report.fields.get(name);
        if (dimension) columns.set(name, { responseKey: name, source: fieldSource(report, dimension) });
      }
      continue;
    }
    if (columnOf(report, field).kind === 'customMetrics') {
      for (const reference of references) {
        const responseKey = customMetricKey(reference);
        columns.set(responseKey, { responseKey, source: customMetricSource(reference) });
      }
      continue;
    }
    if (field.selections !== null || columnOf(report, field).kind === 'nodeId') {
      // A link hangs on the field that holds its key, anything else (a report of an installation, an id) on the row's own key.
      const from = report.fields.get(report.links.get(field.name)?.from ?? report.entity?.key ?? '');
      if (from) columns.set(from.name, { responseKey: from.name, source: fieldSource(report, from) });
      continue;
    }
    const key = columnKey(field);
    columns.set(key, { responseKey: key, source: sourceOf(origin, field) });
  }
  return [...columns.values()];
}

/** The upstream keys that the columns read; null where they read whole rows. */
export function upstreamKeys(columns: readonly Column[]): readonly string[] | null {
  if (columns.some(({ source }) => source.kind === 'raw')) return null;
  return columns.flatMap(({ source }) => (source.kind === 'cell' ? [source.key] : []));
}

function bounds({ query: { report, igrp, limit, projection }, track }: RowsAsk): Omit<RowPlan, 'columns'> {
  return { known: report.fields, isOpen: projection.kind === 'everything', limit: limit ?? report.maxRows, igrp, track };
}

/** The cell of a field. The key of an entity that stands for itself is in every row: the schema promises it. */
function fieldSource({ entity }: Report, field: Field): ColumnSource {
  const required = entity?.standsForItself === true && entity.key === field.name;
  return { kind: 'cell', key: field.name, type: cellType(field.type, field), ...(required ? { required } : {}) };
}

function sourceOf(origin: RowOrigin, field: SelectedField): ColumnSource {
  const { report, igrp } = origin;
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
    case 'customMetrics':
      return customMetricsSource(origin, field.selections ?? []);
    case 'raw':
      return { kind: 'raw' };
    case 'calls':
    case 'nodeId':
    case 'link':
      throw new TypeError(`${field.name} is made of other columns and is none.`);
  }
}

/** The list of all custom metrics: as many objects in every row, of which the value alone comes from upstream. */
function customMetricsSource({ references }: RowOrigin, selections: readonly SelectedField[]): ColumnSource {
  const sourceIn = (reference: string, { name, typeName }: SelectedField): ColumnSource => {
    if (name === '__typename') return { kind: 'constant', json: JSON.stringify(typeName) };
    return name === REFERENCE ? { kind: 'constant', json: JSON.stringify(reference) } : customMetricSource(reference);
  };
  const items = references.map((reference) =>
    selections.map((selected) => ({ responseKey: selected.responseKey, source: sourceIn(reference, selected) })),
  );
  return { kind: 'list', items };
}

const customMetricSource = (reference: string): ColumnSource => ({ kind: 'cell', key: reference, type: 'float' });

const cellType = (type: FieldType, field: Field | null): CellType => (type === 'int' && field?.kind === 'metric' ? 'safeInt' : type);
