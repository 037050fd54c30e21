/**
 * Rows by key. Whatever the number of rows that link to them, the keys asked in one tick are one upstream request for each report and
 * installation: `filter[]={key}-in-value-{keys}`, in slices only where the URL bound asks for it.
 */
import DataLoader from 'dataloader';
import type { Report } from '../../schema/report.js';
import { GatewayError } from '../errors.js';
import { entityQueries } from '../query/entity-query.js';
import type { SelectedField } from '../query/selected-fields.js';
import type { Column, RowPlan } from '../rows/plan.js';
import type { FetchRows } from './fetch-rows.js';
import { objectColumns, upstreamKeys } from './row-plan.js';
import { decodeRows, type Row } from './row.js';

export interface EntityAsk {
  readonly report: Report;
  readonly igrp: number | null;
  readonly keyField: string;
  readonly key: string;
  /** What is selected of the row. */
  readonly fields: readonly SelectedField[];
}

export interface EntityLoader {
  /** The row, or null where upstream has none with that key. Rejects with a `GatewayError`. */
  readonly load: (ask: EntityAsk) => Promise<Row | null>;
  /** Every row with that key. Rejects where there may be more of them than one call returns. */
  readonly loadMany: (ask: EntityAsk) => Promise<readonly Row[]>;
}

/** A loader for one operation. */
export function createEntityLoader(fetchRows: FetchRows): EntityLoader {
  const shapes = new WeakMap<readonly SelectedField[], number>();
  let count = 0;
  const shapeOf = (fields: readonly SelectedField[]) => {
    const known = shapes.get(fields);
    if (known !== undefined) return known;
    shapes.set(fields, ++count);
    return count;
  };
  const loader = new DataLoader<EntityAsk, readonly Row[], string>((asks) => lookUp(asks, fetchRows), {
    maxBatchSize: Infinity,
    cacheKeyFn: (ask) => `${ask.report.name} ${ask.igrp} ${ask.keyField} ${shapeOf(ask.fields)} ${ask.key}`,
  });
  return {
    load: async (ask) => (await loader.load(ask))[0] ?? null,
    loadMany: (ask) => loader.load(ask),
  };
}

async function lookUp(asks: readonly EntityAsk[], fetchRows: FetchRows): Promise<(readonly Row[] | Error)[]> {
  const tables = new Map<string, EntityAsk[]>();
  for (const ask of asks) {
    const name = tableOf(ask);
    const members = tables.get(name);
    if (members) members.push(ask);
    else tables.set(name, [ask]);
  }
  const found = new Map<string, ReadonlyMap<string, readonly Row[]> | Error>();
  await Promise.all(
    [...tables].map(async ([name, members]) => {
      found.set(name, await rowsByKey(members, fetchRows).catch(asError));
    }),
  );
  return asks.map((ask) => {
    const rows = found.get(tableOf(ask));
    return rows instanceof Error ? rows : (rows?.get(ask.key) ?? []);
  });
}

const tableOf = ({ report, igrp, keyField }: EntityAsk) => `${report.name} ${igrp} ${keyField}`;
const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error('The look-up failed.', { cause: reason }));

/** The key's own column, apart from what is selected: a name that no field can have. */
const KEY = ' key';

async function rowsByKey(asks: readonly EntityAsk[], fetchRows: FetchRows): Promise<ReadonlyMap<string, readonly Row[]>> {
  const [first] = asks;
  if (!first) return new Map();
  const { report, igrp, keyField } = first;
  const columns = unite(asks);
  const plan: RowPlan = {
    columns: [...columns, { responseKey: KEY, source: { kind: 'cell', key: keyField, type: 'id' } }],
    limit: report.maxRows,
    igrp,
    track: null,
  };
  const keys = [...new Set(asks.map(({ key }) => key))];
  const rows = new Map<string, Row[]>();
  await Promise.all(
    entityQueries({ report, igrp, key: keyField, keys, columns: upstreamKeys(columns) }).map(async (query) => {
      const { results } = await fetchRows(query, [plan], 0);
      for (const result of results) {
        if (result.received >= report.maxRows)
          throw new GatewayError(
            'UPSTREAM_RESPONSE_TOO_LARGE',
            `${report.name} holds ${report.maxRows} rows or more for these keys; ask for fewer rows, or for the report itself.`,
          );
        for (const row of decodeRows(report, igrp, result)) {
          const key = row.cells[KEY];
          if (typeof key !== 'string') continue;
          const same = rows.get(key);
          if (same) same.push(row);
          else rows.set(key, [row]);
        }
      }
    }),
  );
  return rows;
}

/** The union of the asked columns; asks made for one selection share their list, so each distinct list is walked once. */
function unite(asks: readonly EntityAsk[]): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const fields of new Set(asks.map((ask) => ask.fields)))
    for (const column of objectColumns(asks[0]?.report as Report, asks[0]?.igrp ?? null, fields)) columns.set(column.responseKey, column); // asks is not empty
  return [...columns.values()];
}
