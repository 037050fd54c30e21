/** A table whose heads sort it and whose pages are turned here, over rows that have all arrived. */
import {
  createPaginatedRowModel,
  createSortedRowModel,
  rowPaginationFeature,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table';
import { useMemo, type ReactNode } from 'react';
import { Pager } from './pager.js';

/** A column: what it sorts by, and what it shows. */
export interface DataColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** Read out instead of the title, where that is too short to be understood alone. */
  readonly longTitle?: string;
  readonly about?: string;
  readonly isNumeric?: boolean;
  readonly value: (row: Row) => string | number | null;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly pageSize?: number;
  /** Rows below all pages, each under a name of its own in place of its first cell. */
  readonly footer?: readonly { readonly name: string; readonly about: string; readonly row: Row }[];
  /** False: the rows stay in the order in which they came. */
  readonly isSortable?: boolean;
}

const features = tableFeatures({
  rowSortingFeature,
  rowPaginationFeature,
  sortedRowModel: createSortedRowModel(),
  paginatedRowModel: createPaginatedRowModel(),
  sortFns: { basic: sortFn_basic, alphanumeric: sortFn_alphanumeric },
});

export function DataTable<Row extends object>({
  caption,
  columns,
  rows,
  pageSize = 10,
  footer = [],
  isSortable = true,
}: DataTableProps<Row>) {
  const data = useMemo(() => [...rows], [rows]);
  const definitions = useMemo(
    () =>
      columns.map(({ id, title, isNumeric, value }): ColumnDef<typeof features, Row> => ({
        id,
        header: title,
        // What has no value comes last, whichever way is sorted.
        accessorFn: (row) => value(row) ?? undefined,
        sortUndefined: 'last',
        sortFn: isNumeric === true ? 'basic' : 'alphanumeric',
        sortDescFirst: isNumeric === true,
        enableSorting: isSortable,
      })),
    [columns, isSortable],
  );
  const table = useTable({
    features,
    columns: definitions,
    data,
    initialState: { pagination: { pageIndex: 0, pageSize } },
  });
  const shown = new Map(columns.map((column) => [column.id, column]));
  const { pageIndex } = table.state.pagination;
  const pages = table.getPageCount();

  return (
    <>
      <div className="table-scroll" role="region" aria-label={`${caption}: table`} tabIndex={0}>
        <table>
          <caption className="hidden">{caption}</caption>
          <thead>
            <tr>
              {table.getFlatHeaders().map(({ id, column }) => {
                const one = shown.get(id);
                const sorted = column.getIsSorted();
                return (
                  <th
                    key={id}
                    scope="col"
                    className={one?.isNumeric === true ? 'number' : undefined}
                    aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
                  >
                    {isSortable ? (
                      <button type="button" title={one?.about} onClick={column.getToggleSortingHandler()}>
                        <Title column={one} />
                        <span className="sort-mark" aria-hidden="true">
                          {sorted === 'asc' ? '↑' : sorted === 'desc' ? '↓' : '↕'}
                        </span>
                      </button>
                    ) : (
                      <span title={one?.about}>
                        <Title column={one} />
                      </span>
                    )}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {table.getRowModel().rows.map((row) => (
              <tr key={row.id}>
                {columns.map(({ id, isNumeric, cell }, place) =>
                  place === 0 ? (
                    <th key={id} scope="row">
                      {cell(row.original)}
                    </th>
                  ) : (
                    <td key={id} className={isNumeric === true ? 'number' : undefined}>
                      {cell(row.original)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
          {footer.length > 0 && (
            <tfoot>
              {footer.map(({ name, about, row }) => (
                <tr key={name}>
                  {columns.map(({ id, isNumeric, cell }, place) =>
                    place === 0 ? (
                      <th key={id} scope="row" title={about}>
                        {name}
                      </th>
                    ) : (
                      <td key={id} className={isNumeric === true ? 'number' : undefined}>
                        {isNumeric === true ? cell(row) : ''}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tfoot>
          )}
        </table>
      </div>
      {pages > 1 && (
        <Pager
          label={`Pages of ${caption}`}
          text={`Page ${pageIndex + 1} of ${pages} · ${rows.length} rows`}
          onPrevious={table.getCanPreviousPage() ? () => table.previousPage() : null}
          onNext={table.getCanNextPage() ? () => table.nextPage() : null}
        />
      )}
    </>
  );
}

function Title<Row>({ column }: { readonly column: DataColumn<Row> | undefined }) {
  if (!column) return null;
  if (column.longTitle === undefined) return <>{column.title}</>;
  return (
    <>
      <span aria-hidden="true">{column.title}</span>
      <span className="hidden">{column.longTitle}</span>
    </>
  );
}
