/** The loaders of one operation. */
import type { EntityLoader } from './entity-loader.js';
import type { ReportLoader } from './report-loader.js';
import type { RowStream, StreamAsk } from './row-stream.js';

export interface Loaders {
  /** Reports: equal questions once, questions of one grain together. */
  readonly report: ReportLoader;
  /** Rows by key, batched. */
  readonly entity: EntityLoader;
  /** Rows as they arrive; null where the caller does not take an answer in parts. */
  readonly stream: ((ask: StreamAsk) => Promise<RowStream>) | null;
}
