/** A table whose heads sort it: here, with pages, over rows that have all arrived; or where its rows come from. */
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
  /** Left out: true. */
  readonly isSortable?: boolean;
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
  /** The order that the rows came in, where another one has to be asked for. */
  readonly askedOrder?: AskedOrder;
}

/** An order that the table does not make itself. */
export interface AskedOrder {
  /** The column sorted by, and whether ascending; null where no column is. */
  readonly by: { readonly id: string; readonly isAscending: boolean } | null;
  /** Asks for another order: by the column of a head. */
  readonly onAsk: (id: string) => void;
}

const features = tableFeatures({
  rowSortingFeature,
  rowPaginationFeature,
  sortedRowModel: createSortedRowModel(),
  paginatedRowModel: createPaginatedRowModel(),
  sortFns: { basic: sortFn_basic, alphanumeric: sortFn_alphanumeric },
});

export function DataTable<Row extends object>({ caption, columns, rows, pageSize = 10, footer = [], askedOrder }: DataTableProps<Row>) {
  const data = useMemo(() => [...rows], [rows]);
  const definitions = useMemo(
    () =>
      columns.map(({ id, title, isNumeric, isSortable = true, value }): ColumnDef<typeof features, Row> => ({
        id,
        header: title,
        // What has no value comes last, whichever way is sorted.
        accessorFn: (row) => value(row) ?? undefined,
        sortUndefined: 'last',
        sortFn: isNumeric === true ? 'basic' : 'alphanumeric',
        sortDescFirst: isNumeric === true,
        enableSorting: isSortable && !askedOrder,
      })),
    [columns, !askedOrder],
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
                const sorted = askedOrder ? askedOrder.by?.id === id && (askedOrder.by.isAscending ? 'asc' : 'desc') : column.getIsSorted();
                return (
                  <th
                    key={id}
                    scope="col"
                    className={one?.isNumeric === true ? 'number' : undefined}
                    aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
                  >
                    {one?.isSortable !== false ? (
                      <button
                        type="button"
                        title={one?.about}
                        onClick={askedOrder ? () => askedOrder.onAsk(id) : column.getToggleSortingHandler()}
                      >
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
