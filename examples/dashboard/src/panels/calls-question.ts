/** What the table of calls asks: a page of it, or the whole of it as a file. */
import { CALLS, type FieldInfo, type ReportInfo } from '../documents.js';
import { columnNode, withRowColumns } from '../gateway/row-columns.js';
import type { CallsQueryVariables } from '../gql/graphql.js';
import type { Sort, View } from '../view.js';
import { filterOf, periodOf } from './arguments.js';
import { takenBy } from './report-filters.js';

/** Where a page begins: by key in the order in which calls came, by offset in any other order. */
export type Begin = { readonly afterRowId: string } | { readonly offset: number };

/** The most rows of a file: walked by key, or in one call where it is sorted. */
export const FILE_ROWS = 1_000_000;
export const SORTED_FILE_ROWS = 50_000;

export const firstPage = (sort: Sort | null): Begin => (sort ? { offset: 0 } : { afterRowId: '0' });

/** Where the page after one with this `pageInfo` begins; null where there is none. */
export function nextPage(
  pageInfo: { readonly endRowId: string | null; readonly nextOffset: number | null; readonly hasNextPage: boolean } | undefined,
): Begin | null {
  if (typeof pageInfo?.nextOffset === 'number') return { offset: pageInfo.nextOffset };
  return pageInfo?.hasNextPage && pageInfo.endRowId !== null ? { afterRowId: pageInfo.endRowId } : null;
}

/** Which calls, in which order: what all pages have in common. */
export type CallsFound = Omit<CallsQueryVariables, 'limit' | 'asPage' | 'afterRowId' | 'offset'>;

export function callsFound(report: ReportInfo, view: View, sort: Sort | null, isRedacted: boolean): CallsFound {
  const by = sort && report.fields.find(({ name }) => name === sort.field);
  // Names, operators and enum values are the catalogue's, which the schema was made from.
  return {
    ...periodOf(view),
    filter: filterOf(report, takenBy(report, [...view.filter, ...view.callFilter])),
    sort: sort && by ? [{ field: by.enumValue, order: sort.order }] : null,
    excludePiiData: isRedacted ? true : null,
  } as CallsFound;
}

/** The order that the view names, where the report can be sorted by that field. */
export function callSortOf({ fields }: ReportInfo, { callSort }: View): Sort | null {
  return fields.some(({ name, sortable }) => sortable && name === callSort?.field) ? callSort : null;
}

/** The order that a click on a head asks for: descending first, then ascending, then that in which calls came. */
export function turnedSort(sort: Sort | null, field: string): Sort | null {
  if (sort?.field !== field) return { field, order: 'DESC' };
  return sort.order === 'DESC' ? { field, order: 'ASC' } : null;
}

export function callsPage(found: CallsFound, columns: readonly FieldInfo[], begin: Begin, limit: number) {
  return { columns, document: callsDocument(columns), variables: { ...found, ...begin, limit, asPage: true } };
}

export function callsFile(found: CallsFound, columns: readonly FieldInfo[]) {
  const limit = found.sort ? SORTED_FILE_ROWS : FILE_ROWS;
  return { document: callsDocument(columns), variables: { ...found, limit, asPage: false } };
}

const callsDocument = (columns: readonly FieldInfo[]) =>
  withRowColumns(
    CALLS,
    columns.map(({ name }) => columnNode(name)),
  );
