/** What the two kinds of reports have in common: rows to choose from, for a caller, by the scalar parameters. */
import { startOfDay, type Column } from './columns.js';
import type { ParsedQuery } from './parse-query.js';
import { literal } from './sql.js';

/** Who asks, as far as rows depend on it. */
export interface Caller {
  /** The installations the caller may see. */
  readonly igrps: readonly number[];
  readonly redacted: boolean;
}

/** What a family of reports makes of a question: rows to choose from, and their columns. */
export interface Rows {
  /** SQL of a table that holds the rows, filtered by all but the filters on `columns`. */
  readonly from: string;
  /** Filters that are left to apply to `from`. */
  readonly filters: ParsedQuery['filters'];
  readonly order: string | null;
  readonly column: (name: string) => Column;
  /** The keys of a row where no `display[]` says otherwise. */
  readonly everything: readonly string[];
  /** Whether rows of this question can have that column at all; others are left out. */
  readonly has: (name: string) => boolean;
}

/** Conditions that triggers have to meet for the scalar parameters; `chType` is SQL for the channel's type. */
export function scalarConditions({ scalars }: ParsedQuery, chType: string): readonly string[] {
  const { startDate, endDate, tz = 'UTC', rootOrgId } = scalars;
  const conditions = {
    from: startDate === undefined ? null : `"triggerDatetime" >= ${startOfDay(startDate, tz)}`,
    to: endDate === undefined ? null : `"triggerDatetime" < ${startOfDay(dayAfter(endDate), tz)}`,
    channelType: scalars.chType === undefined ? null : `${chType} = ${literal(scalars.chType)}`,
    organisation:
      rootOrgId === undefined
        ? null
        : `"orgId" IN (WITH RECURSIVE below(id) AS (SELECT CAST(${Number(rootOrgId)} AS INTEGER)
            UNION SELECT "orgId" FROM organisations JOIN below ON "parentOrgId" = below.id) SELECT id FROM below)`,
  };
  return Object.values(conditions).filter((condition) => condition !== null);
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
