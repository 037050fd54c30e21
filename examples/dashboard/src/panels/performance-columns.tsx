/** The columns of the performance table: the groups, then every metric with its change. */
import { formatDay, formatNumber, labelOf } from '../labels.js';
import { Change } from '../parts/change.js';
import type { DataColumn } from '../parts/data-table.js';
import { ownKey, type Columns, type PerformanceRow } from './performance-document.js';

/** What a row is called: the names of its groups, ids where there is no name. */
export function nameOfRow({ dimensions, names }: Columns, row: PerformanceRow): string {
  return names.map((name, place) => nameAt(row, name.name, dimensions[place]?.name ?? name.name)).join(' · ');
}

export function performanceColumns(columns: Columns, isCompared: boolean): readonly DataColumn<PerformanceRow>[] {
  const { dimensions, names, metrics, own } = columns;
  const groups = names.map((name, place): DataColumn<PerformanceRow> => {
    const dimension = dimensions[place] ?? name;
    return {
      id: name.name,
      title: labelOf(name.name),
      about: dimension.description,
      value: (row) => row[dimension.bucket === null ? name.name : dimension.name] ?? null,
      cell: (row) => (dimension.bucket === 'day' ? dayAt(row, dimension.name) : nameAt(row, name.name, dimension.name)),
    };
  });
  const figures = [
    ...metrics.map(({ name, type, description }) => ({ key: name, title: labelOf(name), type, about: description })),
    ...own.map(({ reference, metric, field, values }, place) => ({
      key: ownKey(place),
      title: reference,
      type: 'SafeInt',
      about: `${labelOf(metric)} where ${labelOf(field).toLowerCase()} is ${values.join(' or ')}`,
    })),
  ];
  const totals = names.length === 0 ? [TOTAL] : [];
  return [
    ...totals,
    ...groups,
    ...figures.flatMap(({ key, title, type, about }): readonly DataColumn<PerformanceRow>[] => {
      const figure: DataColumn<PerformanceRow> = {
        id: key,
        title,
        about,
        isNumeric: true,
        value: (row) => figureOf(row[key]),
        cell: (row) => formatNumber(figureOf(row[key]), type),
      };
      if (!isCompared) return [figure];
      return [
        figure,
        {
          id: `${key} change`,
          title: '±',
          longTitle: `${title}, change`,
          about: `${title}: change from the period compared with`,
          isNumeric: true,
          value: (row) => row.deltaRatio?.[key] ?? null,
          cell: (row) => (
            <span title={`from ${formatNumber(row.previous?.[key], type)}`}>
              <Change ratio={row.deltaRatio?.[key]} />
            </span>
          ),
        },
      ];
    }),
  ];
}

const TOTAL: DataColumn<PerformanceRow> = { id: 'all', title: 'Group', value: () => 'All', cell: () => 'All' };

const nameAt = (row: PerformanceRow, label: string, dimension: string): string => {
  const name = row[label] ?? row[dimension];
  return name === null || name === undefined || name === '' ? '(none)' : String(name);
};

/** A row that only the period compared with has is of no day of this one. */
const dayAt = (row: PerformanceRow, dimension: string): string => {
  const day = row[dimension];
  return typeof day === 'string' ? formatDay(day) : '–';
};

const figureOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
