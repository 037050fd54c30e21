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
import type { FetchRows, ReportAnswer } from './fetch-rows.js';
import { nameInstallation } from './name-installation.js';
import { CELLS_A_TURN, createPace, PLAIN_CELL, type Pace } from './pace.js';
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

/** Many rows of one report and installation. */
export interface EntityListAsk extends Omit<EntityAsk, 'key'> {
  readonly keys: readonly string[];
}

export interface EntityLoader {
  /** The row, or null where upstream has none with that key. Rejects with a `GatewayError`. */
  readonly load: (ask: EntityAsk) => Promise<Row | null>;
  /** Every row with that key. Rejects where there may be more of them than one call returns. */
  readonly loadMany: (ask: EntityAsk) => Promise<readonly Row[]>;
  /** Every row with one of these keys; resolves when the replies for all of them are there. */
  readonly loadAll: (ask: EntityListAsk) => Promise<FoundRows>;
}

export interface FoundRows {
  /** The rows with one of the keys that were asked for, or why they could not be looked up. */
  readonly get: (key: string) => readonly Row[] | Error;
}

/** What is selected of rows, in one operation. Resolvers that select the same hand over one list. */
interface AskedSelection {
  /** By which asks for it are known to be equal. */
  readonly number: number;
  readonly cells: number;
}

interface NamedAsk extends EntityListAsk {
  /** Asks of one name share one answer. */
  readonly name: string;
}

/** A loader for one operation. Very many keys are sent, and their rows read, over several turns of the event loop. */
export function createEntityLoader(fetchRows: FetchRows, pace: Pace = createPace()): EntityLoader {
  const asked = new Map<readonly SelectedField[], AskedSelection>();
  const selectionOf = (fields: readonly SelectedField[]): AskedSelection => {
    const known = asked.get(fields) ?? { number: asked.size, cells: countFields(fields) };
    asked.set(fields, known);
    return known;
  };
  let lists = 0;
  const find = createBatchLoader<NamedAsk, FoundRows>({
    start: (asks) => lookUp(asks, fetchRows, pace),
    keyOf: ({ name }) => name,
    pace,
  });
  /** All that asked for one reply are answered over as many turns of the event loop as their rows need. */
  const loadMany = async ({ key, ...table }: EntityAsk): Promise<readonly Row[]> => {
    const { number, cells } = selectionOf(table.fields);
    const rows = (await find({ ...table, keys: [key], name: `${tableOf(table)} ${number} ${key}` })).get(key);
    if (rows instanceof Error) throw rows;
    const turn = pace.turnFor(rows.length * cells);
    if (turn) await turn;
    return rows;
  };
  return {
    load: async (ask) => (await loadMany(ask))[0] ?? null,
    loadMany,
    loadAll: (ask) => find({ ...ask, name: `list ${++lists}` }),
  };
}

/** What the keys of one request lead to, or why it failed. */
type Outcome = ReadonlyMap<string, readonly Row[]> | Error;

/** The request that each key of a table was sent in. */
type SentKeys = ReadonlyMap<string, Promise<Outcome>>;

/** One answer an ask, in order. Each settles when the requests for its own keys are answered. */
function lookUp(asks: readonly EntityListAsk[], fetchRows: FetchRows, pace: Pace): readonly Promise<FoundRows>[] {
  const tables = new Map<string, EntityListAsk[]>();
  for (const ask of asks) {
    const name = tableOf(ask);
    const members = tables.get(name);
    if (members) members.push(ask);
    else tables.set(name, [ask]);
  }
  const sent = new Map([...tables].map(([name, members]) => [name, sendKeys(members, fetchRows, pace)]));
  return asks.map(async (ask) => foundRows(ask.keys, (await sent.get(tableOf(ask))) ?? new Map()));
}

const tableOf = ({ report, igrp, keyField }: Omit<EntityListAsk, 'keys'>) => `${report.name} ${igrp} ${keyField}`;

/** Waits for the requests that these keys were sent in. */
async function foundRows(keys: readonly string[], sent: SentKeys): Promise<FoundRows> {
  const outcomes = new Map<Promise<Outcome>, Outcome>();
  for (const key of keys) {
    const request = sent.get(key);
    if (request && !outcomes.has(request)) outcomes.set(request, await request);
  }
  return {
    get: (key) => {
      const request = sent.get(key);
      const outcome = request && outcomes.get(request);
      if (outcome === undefined) throw new Error('A key was left without an answer.');
      return outcome instanceof Error ? outcome : (outcome.get(key) ?? NO_ROWS);
    },
  };
}

const NO_ROWS: readonly Row[] = Object.freeze([]);

/** The key's own column, apart from what is selected: a name that no field can have. */
const KEY = ' key';

/** Requests of a table that are sent at once; further ones take turns of the event loop. */
const FEW_REQUESTS = 4;
const CELLS_A_REQUEST = CELLS_A_TURN / 10;

/** Keys of a table that are sorted and measured at once. */
const MANY_KEYS = 2_000;

/** Sends the keys of one table. A key that cannot be sent, or a request that fails, is an error for its own keys alone. */
async function sendKeys(asks: readonly EntityListAsk[], fetchRows: FetchRows, pace: Pace): Promise<SentKeys> {
  const sent = new Map<string, Promise<Outcome>>();
  const [first] = asks;
  if (!first) return sent;
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
  const send = async (keys: readonly string[]): Promise<Outcome> => {
    try {
      const query = entityQuery({ keys, ...table });
      const fetched = await nameInstallation(query, fetchRows(query, [plan], 0));
      const turn = pace.turnFor((fetched.results[0]?.rowCount ?? 0) * columns.length * PLAIN_CELL);
      if (turn) await turn;
      return sortByKey(origin, fetched, columns);
    } catch (reason) {
      return reason instanceof Error ? reason : new Error('The request failed.', { cause: reason });
    }
  };
  const sendable: string[] = [];
  for (const key of new Set(asks.flatMap(({ keys }) => keys))) {
    const rule = brokenKeyRule(key);
    if (rule === null) sendable.push(key);
    else sent.set(key, Promise.resolve(badInput(`${keyField} ${rule}`, key, `${report.name}.${keyField}`)));
  }
  // To sort and measure very many takes a turn of its own.
  const own = sendable.length > MANY_KEYS ? pace.turnFor(sendable.length * PLAIN_CELL) : undefined;
  if (own) await own;
  for (const [i, keys] of sliceKeys({ keys: sendable, ...table }).entries()) {
    const turn = i < FEW_REQUESTS ? undefined : pace.turnFor(CELLS_A_REQUEST);
    if (turn) await turn;
    const request = send(keys);
    for (const key of keys) sent.set(key, request);
  }
  return sent;
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
function unite(origin: RowOrigin, asks: readonly EntityListAsk[]): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const fields of new Set(asks.map((ask) => ask.fields)))
    for (const column of objectColumns(origin, fields)) columns.set(column.responseKey, column);
  return [...columns.values()];
}
