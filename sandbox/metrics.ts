/**
 * What each metric counts, one table, and what each dimension and label is.
 *
 * Metrics are counted from the triggers. Every call counts, so that the calls behind a figure are as many as the figure says. Other
 * triggers of internal visitors and spiders (visitorType I, S) and void ones (outcomeType V) do not count. The operational report counts
 * calls alone. Expressions are SQL over the table `triggers`.
 */
import { localTime } from './columns.js';

/** `of` says which triggers count. `sum` is added up over them; where it is null they are counted. */
export interface Metric {
  readonly of: string;
  readonly sum: string | null;
}

const METRICS_BY_NAME: Readonly<Record<string, Metric>> = {
  landCountTotal: { of: `"act" = 'land'`, sum: null },
  pageCountTotal: { of: `"act" = 'page'`, sum: null },
  callCount: { of: `"act" = 'call'`, sum: null },
  goalCount: { of: '"goal" > 0', sum: null },
  goalCountTotal: { of: '"goal" > 0', sum: null },
  goalCallCountTotal: { of: `"goal" > 0 AND "act" = 'call'`, sum: null },
  goalOnlineCountTotal: { of: `"goal" > 0 AND "act" <> 'call'`, sum: null },
  goalValueTotal: { of: '"goal" > 0', sum: '"goalValue"' },
  answeredCallCount: { of: `"act" = 'call' AND "callStage" = 'bridge'`, sum: null },
  callDurationTotal: { of: `"act" = 'call'`, sum: '"callDuration"' },
  bridgeDurationTotal: { of: `"act" = 'call'`, sum: '"bridgeDuration"' },
  ringTimeTotal: { of: `"act" = 'call'`, sum: '"ringTime"' },
  queueDurationTotal: { of: `"act" = 'call'`, sum: '"queueDuration"' },
};

export const METRICS: ReadonlyMap<string, Metric> = new Map(Object.entries(METRICS_BY_NAME));

/** Which triggers a metrics report is made from, by the report's name. */
export const COUNTED: ReadonlyMap<string, string> = new Map([
  ['channelMetrics', `("act" = 'call' OR ("visitorType" NOT IN ('I', 'S') AND "outcomeType" <> 'V'))`],
  ['operationalCallMetrics', `"act" = 'call'`],
]);

export interface DimensionOptions {
  readonly tz: string;
  /** Credit the visitor's first channel instead of the trigger's own. */
  readonly firstClick: boolean;
}

const channel =
  (own: string, first: string) =>
  ({ firstClick }: DimensionOptions) =>
    firstClick ? first : own;
const local = ({ tz }: DimensionOptions) => localTime('"triggerDatetime"', tz);
const plain = (sql: string) => () => sql;

/** The type of the channel that is credited. */
export const channelType = channel('"chType"', '"firstChType"');

/** Dimensions and labels, by name. */
const DIMENSIONS_BY_NAME: Readonly<Record<string, (options: DimensionOptions) => string>> = {
  ch: channel('"ch"', '"firstCh"'),
  chName: channel('"chName"', '"firstChName"'),
  chType: channelType,
  goal: plain('"goal"'),
  goalTitle: plain('"goalTitle"'),
  segment: plain('"segment"'),
  segmentName: plain('"segmentName"'),
  dgrp: plain('coalesce("dgrp", 0)'),
  dgrpName: plain(`coalesce("dgrpName", '')`),
  campaign: plain('"campaign"'),
  term: plain('"term"'),
  queueName: plain(`coalesce("queueName", '')`),
  operatorRef: plain(`coalesce("operatorRef", '')`),
  callStage: plain(`coalesce("callStage", '')`),
  metricDate: (options) => `CAST(${local(options)} AS DATE)`,
  metricMonth: (options) => `CAST(strftime(${local(options)}, '%Y%m') AS INTEGER)`,
  metricMonthName: (options) => `strftime(${local(options)}, '%B %Y')`,
};

export const DIMENSIONS: ReadonlyMap<string, (options: DimensionOptions) => string> = new Map(Object.entries(DIMENSIONS_BY_NAME));

/** SQL of a metric over a group, of the triggers that also meet `conditions`. */
export function metricSql({ of, sum }: Metric, conditions: readonly string[] = []): string {
  const filter = `FILTER (WHERE ${[of, ...conditions].join(' AND ')})`;
  return sum === null ? `count(*) ${filter}` : `coalesce(sum(${sum}) ${filter}, 0)`;
}
