/** What the loaders need of the outside: one upstream request, its rows read by the given plans. Handed in, so that loaders know no HTTP. */
import type { ReportQuery } from '../query/report-query.js';
import type { RowPlan, RowsResult } from '../rows/row-plan-types.js';
import type { LeftOutColumn } from './column-fallback.js';

/**
 * How the cache took part. `HIT`: a kept reply, within its time. `MISS`: upstream was asked. `STALE`: a kept reply past its time, since
 * upstream failed. `OFF`: the cache was not asked.
 */
export type CacheResult = (typeof CACHE_RESULTS)[number];

export const CACHE_RESULTS = ['HIT', 'MISS', 'STALE', 'OFF'] as const;

/** What a question of a report got. */
export interface ReportAnswer {
  /** One a plan, in the same order. */
  readonly results: readonly RowsResult[];
  /** Whether the reply's framing proves that all of it came. */
  readonly complete: boolean;
  readonly status: number;
  readonly durationMs: number;
  /** Report fields, of this and other operations, that the request served. */
  readonly sharedBy: number;
  /** The query that was sent: the asker's, widened by those it shared the request with, without the columns that are left out. */
  readonly sent: ReportQuery;
  /** Columns that are null in every row, since the Reports API refuses them. */
  readonly leftOut: readonly LeftOutColumn[];
  /** When upstream answered, in milliseconds of the epoch. */
  readonly asOf: number;
  /** Whether a kept reply answered. */
  readonly cache: CacheResult;
}

/** Sends one query. `fields`: how many report fields it serves (0 for look-ups by key). Rejects with a `GatewayError`. */
export type FetchRows = (query: ReportQuery, plans: readonly RowPlan[], fields: number) => Promise<ReportAnswer>;
