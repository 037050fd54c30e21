/**
 * A row as an object, for selections that need an executor: links to entities, look-ups by key, incremental delivery. Its cells are the
 * finished values of the row text, so both ways of handing out rows agree by construction.
 */
import type { Report } from '../../schema/report.js';
import { GatewayError } from '../errors.js';
import { memberTokens } from '../rows/json-members.js';
import type { CellError, RowsResult } from '../rows/row-plan-types.js';
import { RowText } from '../rows/row-text.js';
import { PLAIN_CELL, type Pace } from './pace.js';
import { NO_REFERENCES, type RowOrigin } from './row-origin.js';
import { isJsonColumn } from './row-plan.js';

export interface Row extends RowOrigin {
  /** Finished values by column key. A cell that broke its type holds its error. */
  readonly cells: Readonly<Record<string, unknown>>;
}

/** The row that a key alone makes: cells it lacks are looked up when they are asked for. */
export function rowOfKey(report: Report, igrp: number | null, key: string, value: unknown): Row {
  return { report, igrp, references: NO_REFERENCES, cells: igrp === null ? { [key]: value } : { [key]: value, igrp } };
}

/** The rows of a finished list. */
export function decodeRows(origin: RowOrigin, { json, errors }: RowsResult): Row[] {
  return toRows(origin, Buffer.concat(json).toString(), errors, 0);
}

/** Rows that follow each other in a list. */
export interface RowSlice {
  /** The number of the first one in the list. */
  readonly first: number;
  readonly rows: readonly Row[];
}

/** The rows of a finished list, some 32 KiB of text at a time. */
export function* decodeSlices(origin: RowOrigin, { json, errors, cuts = [] }: RowsResult): Generator<RowSlice, void> {
  const text = Buffer.concat(json);
  let first = 0;
  let from = 1;
  for (const to of [...cuts, text.length - 1]) {
    // Every row but the first of the list has a comma before it.
    const rows = toRows(origin, `[${text.toString('utf8', first > 0 ? from + 1 : from, to)}]`, errors, first);
    if (rows.length > 0) yield { first, rows };
    first += rows.length;
    from = to;
  }
}

/** The rows of a finished list of so many columns, read in turns of the event loop. */
export async function decodeRowsInTurns(
  origin: RowOrigin,
  result: RowsResult,
  columns: number,
  { turnFor }: Pick<Pace, 'turnFor'>,
): Promise<Row[]> {
  const all: Row[] = [];
  for (const { rows } of decodeSlices(origin, result)) {
    for (const row of rows) all.push(row);
    const turn = turnFor(rows.length * columns * PLAIN_CELL);
    if (turn) await turn;
  }
  return all;
}

/** Row objects from the text of an array. `first` is the number of its first row in the report, by which errors are told. */
export function toRows({ report, igrp, references, asked }: RowOrigin, text: string, errors: readonly CellError[], first: number): Row[] {
  // The text was written by the row reader: an array of flat objects.
  const list = JSON.parse(text) as Record<string, unknown>[];
  for (const { row, responseKey, message } of errors) {
    const cells = row < first ? undefined : list[row - first];
    if (cells) cells[responseKey] = new GatewayError('UPSTREAM_MALFORMED_RESPONSE', message);
  }
  keepJson(report, text, list);
  return list.map((cells) => ({ report, igrp, references, asked, cells }));
}

/** Replaces cells of JSON by their text, whose numbers may have more digits than a JavaScript number. */
function keepJson(report: Report, text: string, list: Record<string, unknown>[]): void {
  const isJson = (key: string) => isJsonColumn(report, key);
  if (!list[0] || !Object.keys(list[0]).some(isJson)) return;
  memberTokens(text, isJson).forEach((tokens, i) => {
    const cells = list[i];
    for (const [key, token] of tokens)
      if (cells && cells[key] !== null && !(cells[key] instanceof Error)) cells[key] = new RowText([token]);
  });
}

/** The memory of row objects that are read from a text, about. */
export function decodedBytes(json: readonly Uint8Array[], cells: number): number {
  return lengthOf(json) + DECODED_CELL * cells;
}

/** The memory of row objects that are read from a text, and of what the executor makes of them, about. */
export function objectBytes(json: readonly Uint8Array[], cells: number): number {
  return 2 * lengthOf(json) + (DECODED_CELL + WALKED_CELL) * cells;
}

const lengthOf = (json: readonly Uint8Array[]): number => json.reduce((sum, { length }) => sum + length, 0);

/** A cell of a row beside its text: measured 8 to 30 bytes. */
const DECODED_CELL = 24;
/** A cell of an object that the executor makes: measured 43 to 70 bytes. */
const WALKED_CELL = 72;

/** The installation that the row is, or belongs to; null where it has none. */
export function igrpOf({ igrp, cells }: Row): number | null {
  return igrp ?? (typeof cells['igrp'] === 'number' ? cells['igrp'] : null);
}
