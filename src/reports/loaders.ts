/** The loaders of one operation. */
import type { EntityAsk, EntityLoader } from './entity-loader.js';
import type { ReportLoader } from './report-loader.js';
import type { Row } from './row.js';
import type { RowStream, StreamAsk } from './row-stream.js';

/** Rows by key: at once where they are known, else a promise of them. */
export interface Entities {
  readonly load: (ask: EntityAsk) => Row | null | Promise<Row | null>;
  readonly loadMany: (ask: EntityAsk) => readonly Row[] | Promise<readonly Row[]>;
  readonly loadAll: EntityLoader['loadAll'];
}

export interface Loaders {
  /** Reports: equal questions once, questions of one grain together. */
  readonly report: ReportLoader;
  /** Rows by key, batched. */
  readonly entity: Entities;
  /** Rows as they arrive; null where the answer is not delivered in parts. */
  readonly stream: ((ask: StreamAsk) => Promise<RowStream>) | null;
}
