/** The columns of the performance table: the groups, then every metric with its change. */
import { formatDay, formatNumber, labelOf } from '../labels.js';
import { Change } from '../parts/change.js';
import type { DataColumn } from '../parts/data-table.js';
import type { Columns } from './performance-question.js';
import { cellOf, type PerformanceRow } from './performance-row.js';

/** What a row is called: the names of its groups, ids where there is no name. */
export function nameOfRow({ dimensions, names }: Columns, row: PerformanceRow): string {
  return names.map((name, place) => nameAt(row, name.name, dimensions[place]?.name ?? name.name)).join(' · ');
}

/** `onShowCalls`: shows the calls behind a row, by a button in its first cell; null where it cannot. */
export function performanceColumns(
  columns: Columns,
  isCompared: boolean,
  onShowCalls: ((row: PerformanceRow) => void) | null,
): readonly DataColumn<PerformanceRow>[] {
  const { dimensions, names, figures } = columns;
  const groups = names.map((name, place): DataColumn<PerformanceRow> => {
    const dimension = dimensions[place] ?? name;
    return {
      id: name.name,
      title: labelOf(name.name),
      about: dimension.description,
      value: (row) => sortable(cellOf(row, dimension.bucket === null ? name.name : dimension.name)),
      cell: (row) => {
        const text = dimension.bucket === 'day' ? dayAt(row, dimension.name) : nameAt(row, name.name, dimension.name);
        if (place > 0 || !onShowCalls) return text;
        return (
          <button type="button" className="quiet name" title="Show the calls behind this row" onClick={() => onShowCalls(row)}>
            {text}
          </button>
        );
      },
    };
  });
  const totals = names.length === 0 ? [TOTAL] : [];
  return [
    ...totals,
    ...groups,
    ...figures.flatMap(({ id, title, type, about, of }): readonly DataColumn<PerformanceRow>[] => {
      const figure: DataColumn<PerformanceRow> = {
        id,
        title,
        about,
        isNumeric: true,
        value: of,
        cell: (row) => formatNumber(of(row), type),
      };
      if (!isCompared) return [figure];
      return [
        figure,
        {
          id: `${id} change`,
          title: '±',
          longTitle: `${title}, change`,
          about: `${title}: change from the period compared with`,
          isNumeric: true,
          value: (row) => of(row.deltaRatio),
          cell: (row) => (
            <span title={`from ${formatNumber(of(row.previous), type)}`}>
              <Change ratio={of(row.deltaRatio)} />
            </span>
          ),
        },
      ];
    }),
  ];
}

const TOTAL: DataColumn<PerformanceRow> = { id: 'all', title: 'Group', value: () => 'All', cell: () => 'All' };

const nameAt = (row: PerformanceRow, label: string, dimension: string): string => {
  const name = cellOf(row, label) ?? cellOf(row, dimension);
  return name === null || name === undefined || name === '' ? '(none)' : String(name);
};

/** A row that only the period compared with has is of no day of this one. */
const dayAt = (row: PerformanceRow, dimension: string): string => {
  const day = cellOf(row, dimension);
  return typeof day === 'string' ? formatDay(day) : '–';
};

const sortable = (value: unknown): string | number | null => (typeof value === 'string' || typeof value === 'number' ? value : null);
