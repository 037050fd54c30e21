/** A report field as its resolver is handed it. */
import type { GraphQLSchema } from 'graphql';
import type { Report } from '../../schema/report.js';

/** How rows leave: as finished text, or as objects for the executor to walk. */
export type RowsAs = 'text' | 'objects';

/** A report as it is asked for. */
export interface AskedReport {
  readonly report: Report;
  readonly igrp: number | null;
  readonly given: Readonly<Record<string, unknown>>;
  readonly rowsAs: RowsAs;
  /** The public schema, where the executed one has text for rows. */
  readonly selectionSchema: GraphQLSchema;
}
