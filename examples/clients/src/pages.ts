/** How the pages of a report follow one another: by `offset` or by key, one policy for every client. */

/** The reports of an installation that have pages by `offset` and, past every cap, by `afterRowId`. */
export const PAGED_REPORTS = [
  'allTriggers',
  'callTriggers',
  'callUserTriggers',
  'conversionTriggers',
  'goalTriggers',
  'touchPointTriggers',
  'transactionTriggers',
  'visitTriggers',
] as const;

type Arguments = Readonly<Record<string, unknown>> | null | undefined;

/** What a query may select of `pageInfo`. Select `nextOffset`, or `endRowId` together with `hasNextPage`. */
export interface PageInfo {
  readonly nextOffset?: number | null;
  readonly endRowId?: string | null;
  readonly hasNextPage?: boolean | null;
}

/** The variable that asks for the page after this one; null on the last page. */
export function nextPage(page: PageInfo | null | undefined): { readonly offset: number } | { readonly afterRowId: string } | null {
  if (typeof page?.nextOffset === 'number') return { offset: page.nextOffset };
  // Every page that has rows has an endRowId, so it says nothing about a next one.
  if (page?.hasNextPage === true && typeof page.endRowId === 'string') return { afterRowId: page.endRowId };
  return null;
}

/** Where a page begins: `start`, `offset 40`, or `after 1234`. An offset of 0 and the row "0" both stand before the first row. */
export function beginOf(args: Arguments): string {
  const { offset, afterRowId } = args ?? {};
  if (afterRowId !== undefined && afterRowId !== null && afterRowId !== '0') return `after ${String(afterRowId)}`;
  return typeof offset === 'number' && offset > 0 ? `offset ${offset}` : 'start';
}

/** Equal for questions that differ in nothing but the page. */
export const questionOf = (args: Arguments): string =>
  JSON.stringify(
    Object.entries(args ?? {})
      .filter(([name]) => !PAGING.includes(name))
      .sort(),
  );

const PAGING: readonly string[] = ['limit', 'offset', 'afterRowId'];

/**
 * The list with a page put where it belongs, so that a page that comes twice is there once. What stood behind it goes: it may have shifted
 * meanwhile. A page that does not follow the list, since a page between them is missing, begins the list anew.
 */
export function withPage<Row>(
  list: readonly Row[],
  page: readonly Row[],
  args: Arguments,
  rowIdOf: (row: Row) => string | undefined,
): { readonly rows: readonly Row[]; readonly follows: boolean } {
  const begin = beginOf(args);
  const at = begin.startsWith('after ')
    ? list.findLastIndex((row) => begin === `after ${rowIdOf(row) ?? ''}`) + 1
    : begin === 'start'
      ? 0
      : Number(args?.['offset']);
  const follows = at > 0 && at <= list.length;
  return { rows: follows ? [...list.slice(0, at), ...page] : page, follows };
}
