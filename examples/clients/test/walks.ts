/** What the walks through a long report look at, whichever client takes them. */
import { EveryCall, LatestCalls } from '../src/documents.ts';
import type { GatewayOptions } from '../src/gateway-options.ts';
import type { PageInfo } from '../src/pages.ts';
import { createAsk } from '../src/tanstack.ts';

/** How many rows are walked, and how many of them a page holds. */
export const ROWS = 3_000;
export const PAGE = 500;

/** The first pages of the two ways through the calls. */
export const BY_OFFSET = { igrp: 1, limit: PAGE, offset: 0 };
export const BY_KEY = { igrp: 1, limit: PAGE, afterRowId: '0' };

/** An answer with a report of calls. */
export interface CallsAnswer {
  readonly installation: {
    readonly callTriggers: {
      readonly rows: readonly { readonly rowId: string | null }[];
      readonly pageInfo: PageInfo;
    } | null;
  } | null;
}

export const pageInfoOf = (data: CallsAnswer | null | undefined): PageInfo | null => data?.installation?.callTriggers?.pageInfo ?? null;

export const rowIds = (data: CallsAnswer | null | undefined): readonly (string | null)[] =>
  (data?.installation?.callTriggers?.rows ?? []).map(({ rowId }) => rowId);

/** The rows of one large page: what the pages must join to. */
export async function rowsOfOnePage(gateway: GatewayOptions, way: 'offset' | 'key'): Promise<readonly (string | null)[]> {
  const ask = createAsk(gateway);
  const limit = ROWS;
  const ids = rowIds(way === 'offset' ? await ask(LatestCalls, { ...BY_OFFSET, limit }) : await ask(EveryCall, { ...BY_KEY, limit }));
  if (new Set(ids).size !== ROWS) throw new Error(`The sandbox must have ${ROWS} calls to walk, but got: ${ids.length}.`);
  return ids;
}
