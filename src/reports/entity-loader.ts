/**
 * Rows by key. Whatever the number of rows that link to them, the keys asked in one tick are one upstream request for each report and
 * installation: `filter[]={key}-in-value-{keys}`, in slices only where the URL bound asks for it.
 */
import type { Report } from '../../schema/report.js';
import { badInput, GatewayError } from '../errors.js';
import { brokenKeyRule, entityQuery, sliceKeys } from '../query/entity-query.js';
import { countFields, type SelectedField } from '../query/selected-fields.js';
import type { Column, RowPlan } from '../rows/row-plan-types.js';
import { createBatchLoader } from './batch-loader.js';
import { unknownField, type LeftOutColumn } from './column-fallback.js';
import type { ReportAnswer, FetchRows } from './fetch-rows.js';
import { nameInstallation } from './name-installation.js';
import { createPace, type Pace } from './pace.js';
import { objectColumns, upstreamKeys } from './row-plan.js';
import { NO_REFERENCES, type RowOrigin } from './row-origin.js';
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

/** What is selected of rows, in one operation. Resolvers that select the same hand over one list. */
interface AskedSelection {
  /** By which asks for it are known to be equal. */
  readonly number: number;
  readonly cells: number;
}

/** A loader for one operation. */
export function createEntityLoader(fetchRows: FetchRows, pace: Pace = createPace()): EntityLoader {
  const asked = new Map<readonly SelectedField[], AskedSelection>();
  const selectionOf = (fields: readonly SelectedField[]): AskedSelection => {
    const known = asked.get(fields) ?? { number: asked.size, cells: countFields(fields) };
    asked.set(fields, known);
    return known;
  };
  const load = createBatchLoader<EntityAsk, readonly Row[]>({
    start: (asks) => lookUp(asks, fetchRows),
    keyOf: (ask) => `${ask.report.name} ${ask.igrp} ${ask.keyField} ${selectionOf(ask.fields).number} ${ask.key}`,
    pace,
  });
  /** All that asked for one reply are answered over as many turns of the event loop as their rows need. */
  const loadMany = async (ask: EntityAsk): Promise<readonly Row[]> => {
    const rows = await load(ask);
    const turn = pace.turnFor(rows.length * selectionOf(ask.fields).cells);
    if (turn) await turn;
    return rows;
  };
  return {
    load: async (ask) => (await loadMany(ask))[0] ?? null,
    loadMany,
  };
}

/** What each key of a table leads to. */
type Found = ReadonlyMap<string, Promise<readonly Row[]>>;

/** One answer an ask, in order. Each slice of keys settles its own asks when its own reply is there. */
function lookUp(asks: readonly EntityAsk[], fetchRows: FetchRows): readonly Promise<readonly Row[]>[] {
  const tables = new Map<string, EntityAsk[]>();
  for (const ask of asks) {
    const name = tableOf(ask);
    const members = tables.get(name);
    if (members) members.push(ask);
    else tables.set(name, [ask]);
  }
  const found = new Map<string, Found>([...tables].map(([name, members]) => [name, rowsByKey(members, fetchRows)]));
  return asks.map((ask) => found.get(tableOf(ask))?.get(ask.key) ?? Promise.reject(new Error('A key was left without an answer.')));
}

const tableOf = ({ report, igrp, keyField }: EntityAsk) => `${report.name} ${igrp} ${keyField}`;

/** The key's own column, apart from what is selected: a name that no field can have. */
const KEY = ' key';

/** The rows of each key of one table. A key that cannot be sent, or a slice that fails, is an error for its own keys alone. */
function rowsByKey(asks: readonly EntityAsk[], fetchRows: FetchRows): Found {
  const found = new Map<string, Promise<readonly Row[]>>();
  const [first] = asks;
  if (!first) return found;
  const { report, igrp, keyField } = first;
  const origin: RowOrigin = { report, igrp, references: NO_REFERENCES };
  const columns = unite(origin, asks);
  const table = { report, igrp, key: keyField, columns: upstreamKeys(columns) };
  const plan: RowPlan = {
    columns: [...columns, { responseKey: KEY, source: { kind: 'cell', key: keyField, type: 'id' } }],
    known: report.fields,
    isOpen: table.columns === null,
    limit: report.maxRows,
    igrp,
    track: null,
  };
  const sendable: string[] = [];
  for (const key of new Set(asks.map((ask) => ask.key))) {
    const rule = brokenKeyRule(key);
    if (rule === null) sendable.push(key);
    else found.set(key, Promise.reject(badInput(`${keyField} ${rule}`, key, `${report.name}.${keyField}`)));
  }
  for (const keys of sliceKeys({ keys: sendable, ...table })) {
    const query = entityQuery({ keys, ...table });
    const slice = nameInstallation(query, fetchRows(query, [plan], 0)).then((fetched) => sortByKey(origin, fetched, columns));
    for (const key of keys)
      found.set(
        key,
        slice.then((rows) => rows.get(key) ?? []),
      );
  }
  return found;
}

/**
 * The rows of one reply by their keys. A cell of a column that the reply was asked without holds its error. Throws where there may be more
 * rows than the reply holds.
 */
function sortByKey(
  origin: RowOrigin,
  { results: [result], leftOut }: ReportAnswer,
  columns: readonly Column[],
): ReadonlyMap<string, readonly Row[]> {
  const { report } = origin;
  if (!result) throw new Error(`${report.name} came without its rows.`);
  if (result.received >= report.maxRows)
    throw new GatewayError(
      'UPSTREAM_RESPONSE_TOO_LARGE',
      `${report.name} holds ${report.maxRows} rows or more for these keys. Request fewer rows, or the report itself.`,
    );
  const rows = new Map<string, Row[]>();
  const missing = errorsOf(report, leftOut, columns);
  for (const found of decodeRows(origin, result)) {
    const row = missing === null ? found : { ...found, cells: { ...found.cells, ...missing } };
    const key = row.cells[KEY];
    if (typeof key !== 'string') continue;
    const same = rows.get(key);
    if (same) same.push(row);
    else rows.set(key, [row]);
  }
  return rows;
}

/** The errors of the columns that were left out, by the keys of their cells; null where nothing was. */
function errorsOf(report: Report, leftOut: readonly LeftOutColumn[], columns: readonly Column[]): Readonly<Record<string, Error>> | null {
  if (leftOut.length === 0) return null;
  const errors = new Map(leftOut.map((column) => [column.name, unknownField(report, column)]));
  return Object.fromEntries(
    columns.flatMap(({ responseKey, source }) => {
      const error = source.kind === 'cell' ? errors.get(source.key) : undefined;
      return error === undefined ? [] : [[responseKey, error] as const];
    }),
  );
}

/** The union of the asked columns; asks made for one selection share their list, so each distinct list is walked once. */
function unite(origin: RowOrigin, asks: readonly EntityAsk[]): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const fields of new Set(asks.map((ask) => ask.fields)))
    for (const column of objectColumns(origin, fields)) columns.set(column.responseKey, column);
  return [...columns.values()];
}
