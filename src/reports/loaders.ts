/** The loaders of one operation. */
import type { EntityLoader } from './entity-loader.js';
import type { ReportQuery } from '../query/report-query.js';
import type { RowPlan } from '../rows/row-plan-types.js';
import type { ReportLoader } from './report-loader.js';
import type { RowStream } from './row-stream.js';

export interface Loaders {
  /** Reports: equal questions once, questions of one grain together. */
  readonly report: ReportLoader;
  /** Rows by key, batched. */
  readonly entity: EntityLoader;
  /** Rows as they arrive; null where the caller does not take an answer in parts. */
  readonly stream: ((query: ReportQuery, plan: RowPlan) => Promise<RowStream>) | null;
}
