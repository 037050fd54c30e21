/** The loaders of one operation. */
import type { EntityLoader } from './entity-loader.js';
import type { ReportLoader } from './report-loader.js';

export interface Loaders {
  /** Reports: equal questions once, questions of one grain together. */
  readonly report: ReportLoader;
  /** Rows by key, batched. */
  readonly entity: EntityLoader;
}
