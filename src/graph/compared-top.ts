/**
 * The first rows of a compared report whose limit cuts it, where `other` is asked beside them: those of the period itself, each with its own
 * group of the period compared with. What both periods have besides is in `other`, so nothing is missing from the two together.
 */
import { inPeriod } from '../comparison/derivation.js';
import type { Period } from '../comparison/period.js';
import type { Cells } from '../comparison/period-rows.js';
import { BESIDE_ROWS_LIMITS } from '../limits.js';
import type { ReportQuery } from '../query/report-query.js';
import { groupQueries } from '../query/sums-query.js';
import type { ReportAnswer } from '../reports/fetch-rows.js';
import { createReportAsk } from '../reports/report-loader.js';
import type { RowPlan } from '../rows/row-plan-types.js';
import type { GatewayContext } from './context.js';
import { groupValues } from './report-sums.js';

/** Whether a limit may cut the rows: groups can be said in filters, and mean the same in both periods. */
export function mayBeCut({ report, group, limit }: ReportQuery): boolean {
  const dimension = report.fields.get(group[0] ?? '');
  const isOfBoth = dimension?.filterable === true && dimension.bucket === null;
  return isOfBoth && group.length === 1 && limit !== null && limit <= BESIDE_ROWS_LIMITS.rowsBesideOther;
}

export interface TopSource {
  readonly query: ReportQuery;
  readonly comparedWith: Period;
  readonly plan: RowPlan;
  /** The answer about the period itself, and the one about the other period. */
  readonly answer: ReportAnswer;
  readonly before: ReportAnswer;
  readonly isBeforeCut: boolean;
  /** The rows of an answer up to the limit. */
  readonly cellsOf: (from: ReportAnswer) => Promise<readonly Cells[]>;
}

export interface Top {
  readonly current: readonly Cells[];
  readonly previous: readonly Cells[];
  /** The group of each row. */
  readonly values: readonly unknown[];
  /** The answers that `previous` is made of. */
  readonly asked: readonly ReportAnswer[];
}

/** The first rows. The other period is asked once more where its own first rows are cut off, for these groups alone. */
export async function loadTop(
  { query, comparedWith, plan, answer, before, isBeforeCut, cellsOf }: TopSource,
  context: GatewayContext,
): Promise<Top> {
  const current = await cellsOf(answer);
  const valuesOf = (from: ReportAnswer, rows: readonly Cells[]) =>
    groupValues(
      query,
      from,
      rows.map((cells) => ({ cells })),
    );
  const values = valuesOf(answer, current);
  const asked = isBeforeCut
    ? await Promise.all(
        groupQueries(inPeriod(query, comparedWith), values).map((one) => context.loaders.report.load(createReportAsk(one, [plan]))),
      )
    : [before];
  const known = new Set(values);
  const previous = await Promise.all(
    asked.map(async (from) => {
      const rows = await cellsOf(from);
      const groups = valuesOf(from, rows);
      return rows.filter((_, place) => known.has(groups[place]));
    }),
  );
  return { current, previous: previous.flat(), values, asked };
}
