/** A table whose user chooses groups, a comparison and metrics, of one typed document: what is not chosen is null and is not asked upstream. */
import type { ChannelMetricsGroupField, ChannelTableQuery } from './gql/graphql.ts';

type Report = NonNullable<NonNullable<ChannelTableQuery['installation']>['channelMetrics']>;
type Row = Report['rows'][number];

/** The groups on offer, each by the columns that show it. */
export const GROUPS = {
  CH: ['ch', 'chName'],
  CAMPAIGN: ['campaign'],
  GOAL: ['goal', 'goalTitle'],
  METRIC_DATE: ['metricDate'],
} as const satisfies Partial<Record<ChannelMetricsGroupField, readonly (keyof Row)[]>>;
export type Group = keyof typeof GROUPS;

export interface ChosenTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Rows with a cell for each column of the chosen groups, for the calls, and for every custom metric, each beside its change where there is one. */
export function chosenTable({ rows }: Pick<Report, 'rows'>, groups: readonly Group[]): ChosenTable {
  const columns = groups.flatMap((group): readonly (keyof Row)[] => GROUPS[group]);
  const references = (rows[0]?.customMetrics ?? []).map(({ reference }) => reference);
  const isCompared = rows.some(({ deltaRatio }) => deltaRatio);
  const figure = (name: string) => (isCompared ? [name, `${name} ±`] : [name]);
  return {
    heads: [...columns, ...['callCount', ...references].flatMap(figure)],
    rows: rows.map((row) => {
      const moved = row.deltaRatio;
      const custom = row.customMetrics.flatMap(({ value }, place) => [
        value,
        ...(isCompared ? [moved?.customMetrics[place]?.value ?? null] : []),
      ]);
      return [...columns.map((name) => cellOf(row[name])), row.callCount, ...(isCompared ? [moved?.callCount ?? null] : []), ...custom];
    }),
  };
}

const cellOf = (value: Row[keyof Row]): string | number | null => (typeof value === 'string' || typeof value === 'number' ? value : null);
