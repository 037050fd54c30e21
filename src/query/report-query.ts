/**
 * The one type between the schema and the wire: a question to one report, canonical and frozen.
 *
 * `grain(query)` is the query without its projection and without what a single asker adds (one row more to look ahead). Grouping is
 * explicit in the Reports API, so a projection never changes the rows: queries of one grain may share one request.
 */
import type { Report } from '../../schema/report.js';

/** One `filter[]`: `{field}-{operand}-value-{value}`. The operand is the v2 code (`eq`, `inci` …), the value the text after `-value-`. */
export interface Filter {
  readonly field: string;
  readonly operand: string;
  readonly value: string;
}

/** One `sort[]`. `field` is a field's name or a custom metric's reference. */
export interface Sort {
  readonly field: string;
  readonly order: 'asc' | 'desc';
}

export interface CustomMetric {
  readonly reference: string;
  readonly metric: string;
  readonly conditions: readonly { readonly field: string; readonly values: readonly string[] }[];
}

/** The columns asked for: v2 names, sorted, unique, at least one; or every field that upstream has (no `display[]`). */
export type Projection = { readonly kind: 'columns'; readonly names: readonly string[] } | { readonly kind: 'everything' };

/** The scalar parameters, in the order in which they are sent. */
export const SCALAR_PARAMETERS = [
  'startDate',
  'endDate',
  'tz',
  'chType',
  'rootOrgId',
  'attributionModelId',
  'excludePiiData',
  'callRef',
  'srcPhoneNumber',
] as const;
export type ScalarParameter = (typeof SCALAR_PARAMETERS)[number];

/** What a query says. */
export interface QueryParts {
  readonly report: Report;
  /** The installation; null on root reports. */
  readonly igrp: number | null;
  /** As sent: text, only those that are set, in the order of SCALAR_PARAMETERS; then the report's own parameters. */
  readonly scalars: readonly (readonly [string, string])[];
  /** ANDed; sorted and unique, since their order has no meaning. `afterRowId` is one of them. */
  readonly filters: readonly Filter[];
  /** In order of importance. */
  readonly sort: readonly Sort[];
  /** Unique: in catalogue order, then names that the catalogue lacks. */
  readonly group: readonly string[];
  /** Sorted by reference. */
  readonly customMetrics: readonly CustomMetric[];
  /** Rows the caller wants at most; null where the report takes no limit. */
  readonly limit: number | null;
  /** Whether one row more than `limit` is asked upstream, to learn whether rows follow. */
  readonly lookAhead: boolean;
  readonly offset: number;
  readonly projection: Projection;
}

/** What was worked out of a query when it was first needed. A query is asked again with every operation of the document that it was made for. */
export interface QueryMemo {
  grain: string | null;
  key: string | null;
  target: string | null;
  /** What this query and others, asked together, last became. */
  widened: { readonly queries: readonly ReportQuery[]; readonly query: ReportQuery } | null;
}

/** A query, frozen. To change one is to make another of its parts: `new ReportQuery({ ...query, limit: 1 })`. */
export class ReportQuery implements QueryParts {
  readonly report: Report;
  readonly igrp: number | null;
  readonly scalars: readonly (readonly [string, string])[];
  readonly filters: readonly Filter[];
  readonly sort: readonly Sort[];
  readonly group: readonly string[];
  readonly customMetrics: readonly CustomMetric[];
  readonly limit: number | null;
  readonly lookAhead: boolean;
  readonly offset: number;
  readonly projection: Projection;
  readonly #memo: QueryMemo = { grain: null, key: null, target: null, widened: null };

  constructor(parts: QueryParts) {
    this.report = parts.report;
    this.igrp = parts.igrp;
    this.scalars = parts.scalars;
    this.filters = parts.filters;
    this.sort = parts.sort;
    this.group = parts.group;
    this.customMetrics = parts.customMetrics;
    this.limit = parts.limit;
    this.lookAhead = parts.lookAhead;
    this.offset = parts.offset;
    this.projection = parts.projection;
    Object.freeze(this);
  }

  /** Of this query alone: the parts that another is made of do not bring it along. */
  get memo(): QueryMemo {
    return this.#memo;
  }
}
