/** The columns of the performance table: the groups, then every metric with its change. */
import { formatDay, formatNumber, formatShare, labelOf } from '../labels.js';
import { Change } from '../parts/change.js';
import type { DataColumn } from '../parts/data-table.js';
import type { Columns } from './performance-question.js';
import { cellOf, type Figure, type PerformanceRow } from './performance-row.js';

/** What a row is called: the names of its groups, ids where there is no name. */
export function nameOfRow({ dimensions, names }: Columns, row: PerformanceRow): string {
  return names.map((name, place) => nameAt(row, name.name, dimensions[place]?.name ?? name.name)).join(' · ');
}

/** What shows the calls behind a row; null where no condition says which they are. */
export type ShowCalls = (row: PerformanceRow) => (() => void) | null;

interface ColumnsOptions {
  readonly columns: Columns;
  readonly isCompared: boolean;
  /** The figures of all rows, of which each row has its share; left out where they are not asked for. */
  readonly totals?: Parameters<Figure['of']>[0];
  /** What shows the calls behind a row, by a button in its first cell; null where they cannot be said. */
  readonly showCalls: ShowCalls;
}

export function performanceColumns({ columns, isCompared, totals, showCalls }: ColumnsOptions): readonly DataColumn<PerformanceRow>[] {
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
        const show = place === 0 ? showCalls(row) : null;
        if (!show) return text;
        return (
          <button type="button" className="quiet name" title="Show the calls behind this row" onClick={show}>
            {text}
          </button>
        );
      },
    };
  });
  const ungrouped = names.length === 0 ? [ALL] : [];
  return [
    ...ungrouped,
    ...groups,
    ...figures.flatMap(({ id, title, type, about, of }, place): readonly DataColumn<PerformanceRow>[] => {
      const figure: DataColumn<PerformanceRow> = {
        id,
        title,
        about,
        isNumeric: true,
        value: of,
        cell: (row) => formatNumber(of(row), type),
      };
      const whole = place === 0 ? of(totals) : null;
      const shared = whole !== null && whole > 0 ? [figure, shareOf({ id, title, of }, whole)] : [figure];
      if (!isCompared) return shared;
      return [
        ...shared,
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

/** How much of the whole a row has. */
function shareOf({ id, title, of }: Pick<Figure, 'id' | 'title' | 'of'>, whole: number): DataColumn<PerformanceRow> {
  const share = (row: PerformanceRow) => {
    const part = of(row);
    return part === null ? null : part / whole;
  };
  return {
    id: `${id} share`,
    title: '%',
    longTitle: `${title}, share of total`,
    about: `${title}: share of the total`,
    isNumeric: true,
    value: share,
    cell: (row) => <span className="muted">{formatShare(share(row))}</span>,
  };
}

const ALL: DataColumn<PerformanceRow> = { id: 'all', title: 'Group', value: () => 'All', cell: () => 'All' };

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
