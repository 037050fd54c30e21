/**
 * Reads an NDJSON reply as its chunks arrive and writes the rows of each plan: bytes in, the text of a JSON array out.
 *
 * The kernel does the work, slice by slice; what it finds rare comes back here. Several plans share one scan of the bytes.
 */
import { isUtf8 } from 'node:buffer';
import { tablesOf } from './create-tables.js';
import { decodeCell } from './decode-cell.js';
import { bytes, kernel, OUTCOME, setHost, TABLES, TEXT, TEXT_BYTES, type KernelHost } from './kernel.js';
import { createLineSlices } from './line-slices.js';
import type { CellError, RowPlan, RowsResult } from './plan.js';
import { beginsLine, behindMark, contentStart, isPartOfMark, parseWhole } from './line-begin.js';
import { incompleteReply, lineTooLong, malformedLine, missingValue, reportedError } from './reply-faults.js';
import {
  keepTables,
  leadOf,
  learnKey,
  loadTables,
  planAt,
  roomAt,
  setRoomAt,
  stepAt,
  tailOf,
  trackedToken,
  type PlanRoom,
  type StepCell,
} from './tables.js';
import type { Members, RowKind } from './row-shape.js';
import { createTextPieces } from './text-pieces.js';
import { createUnusualCells } from './unusual-cells.js';

export interface RowReaderOptions {
  /** The longest line taken, without its line break, up to 1 MiB, which is the default. */
  readonly maxLineBytes?: number;
}

export interface RowReader {
  /** Reads a chunk, cut anywhere. Throws a `GatewayError`, then and ever after, at the first line that is no row. */
  readonly write: (chunk: Uint8Array) => void;
  /** The text of the array of the plan with this index, as far as it was written since the last call. What `end` gives comes behind it. */
  readonly take: (plan: number) => readonly Uint8Array[];
  /** The errors of the plan's cells so far, at most MAX_CELL_ERRORS. */
  readonly errors: (plan: number) => readonly CellError[];
  /** Ends the reply. `proven`: its frame says that all of it came. Throws a `GatewayError` if it ends inside a line. */
  readonly end: (proven: boolean) => ReadRows;
}

export interface ReadRows {
  /** One a plan, in the same order. */
  readonly results: readonly RowsResult[];
  /** Whether the reply's frame proves that all of it came. */
  readonly complete: boolean;
}

const MAX_LINE_BYTES = 1024 * 1024;

const LINE_BREAK = 0x0a;
const OPEN_LIST = 0x5b;

// Of their own memory: a Buffer this small would keep a pool alive.
const CLOSE_LIST = new TextEncoder().encode(']');
const EMPTY_LIST = new TextEncoder().encode('[]');

/** A reader of one reply for all plans that asked for it. */
export function createRowReader(plans: readonly RowPlan[], { maxLineBytes = MAX_LINE_BYTES }: RowReaderOptions = {}): RowReader {
  if (maxLineBytes > MAX_LINE_BYTES) throw new RangeError(`maxLineBytes must be at most ${MAX_LINE_BYTES}, but got: ${maxLineBytes}`);
  const tables = tablesOf(plans);
  const slices = createLineSlices(readSlice);
  const cells = plans.map(createUnusualCells);
  const last = plans.map((): string | null => null);
  const texts = plans.map(createTextPieces);
  let line = 0;
  let row = 0;
  let failure: Error | null = null;
  /** Of the last object that was no row for sure. */
  let kind: RowKind = { kind: 'row' };

  function write(chunk: Uint8Array): void {
    orFail(() => {
      slices.push(chunk);
      if (slices.rest().length > maxLineBytes) checkLine(slices.rest(), line + 1);
    });
  }

  function end(proven: boolean): ReadRows {
    orFail(() => readEnd(slices.rest(), proven));
    return { results: plans.map(resultOf), complete: proven };
  }

  /** A reader that failed stays failed: what it read so far is no report. */
  function orFail(act: () => void): void {
    if (failure !== null) throw failure;
    try {
      act();
    } catch (error) {
      if (error instanceof Error) failure = error;
      throw error;
    }
  }

  function readSlice(kept: Uint8Array, rest: Uint8Array): void {
    const length = kept.length + rest.length;
    // A slice is that long for the sake of its first line.
    if (length > TEXT_BYTES) checkLine(Buffer.concat([kept, rest.subarray(0, rest.indexOf(LINE_BREAK))]), line + 1);
    bytes.set(kept, TEXT);
    bytes.set(rest, TEXT + kept.length);
    const behind = TEXT + length;
    // Only a slice that may hold such a line is looked at line by line, so that the first fault in the reply's order is the one told.
    const suspect = length > maxLineBytes || !isUtf8(bytes.subarray(TEXT, behind));
    for (let at = TEXT; at < behind;) {
      // Taken anew for each line: the memory may have grown while the one before was read.
      const text = bytes.subarray(at, behind);
      const to = suspect ? at + text.indexOf(LINE_BREAK) + 1 : behind;
      if (suspect) checkLine(text.subarray(0, to - 1 - at), line + 1);
      readLines(line === 0 ? at + behindMark(text) : at, to);
      at = to;
    }
  }

  function readLines(at: number, to: number): void {
    loadTables(tables);
    setHost(host);
    const before = row;
    for (const plan of tables.plans) openRoom(plan, before === 0);
    kernel.line.value = line;
    kernel.row.value = row;
    try {
      const outcome = kernel.readLines(TABLES, at, to);
      line = kernel.line.value;
      row = kernel.row.value;
      if (outcome !== OUTCOME.read) throw faultOf(outcome);
      if (row > 0) tables.plans.forEach((plan, index) => takeRoom(index, roomAt(plan)));
      tables.plans.forEach((plan, index) => {
        if (rowsOf(index, row) > rowsOf(index, before)) last[index] = asText(trackedToken(plan));
      });
    } finally {
      keepTables(tables);
    }
  }

  /** How many of so many rows the plan hands out. */
  const rowsOf = (plan: number, rows: number): number => Math.min(rows, plans[plan]?.limit ?? Infinity);

  function takeRoom(index: number, at: number): void {
    const start = tables.plans[index]?.room ?? at;
    texts[index]?.append(bytes.subarray(start, at));
  }

  /** The text of the value `[start, to)`, which is empty where the row has no such key. */
  function cellText(step: StepCell, rowNumber: number, start: number, to: number): string {
    const token = start === to ? 'null' : bytes.toString('utf8', start, to);
    if (step.required && (decodeCell(step.type, token) ?? 'null') === 'null')
      throw missingValue(kernel.line.value, step.key ?? step.responseKey);
    return step.key === null ? token : (cells[step.plan]?.textOf(step, rowNumber - 1, token) ?? 'null');
  }

  const host: KernelHost = {
    lookUpKey: (start, to, previous) => learnKey(tables, bytes.toString('utf8', start, to), previous),
    isOwnIgrp: (start, to) => {
      const digits = decodeCell('int', bytes.toString('utf8', start, to));
      return plans.every(({ igrp }) => igrp === null || String(igrp) === digits);
    },
    isRow: (start, to) => {
      kind = tables.shape.kindOf(parseWhole(bytes.subarray(start, to)) as Members); // the kernel found it to be an object
      return kind.kind === 'row';
    },
    // What is decoded is a number, a date or null: ASCII. Strings are copied.
    writeDecoded: (address, rowNumber, start, to, at) =>
      at + bytes.write(cellText(stepAt(tables, address), rowNumber, start, to), at, 'latin1'),
    takeRoom: (address, at) => takeRoom(planAt(tables, address), at),
    takeLarge: (address, rowNumber, start, to) => {
      const step = stepAt(tables, address);
      texts[step.plan]?.push(leadOf(step));
      texts[step.plan]?.push(Buffer.from(cellText(step, rowNumber, start, to)));
    },
    takeTail: (address) => {
      const index = planAt(tables, address);
      const plan = tables.plans[index];
      if (plan !== undefined) texts[index]?.push(tailOf(plan));
    },
  };

  function faultOf(outcome: number): Error {
    if (outcome === OUTCOME.notRow) return malformedLine(line, 'notRow');
    if (outcome === OUTCOME.keyTwice) return malformedLine(line, 'keyTwice');
    if (outcome === OUTCOME.foreign) return malformedLine(line, 'foreign');
    if (outcome === OUTCOME.noColumn) return kind.kind === 'error' ? reportedError(kind.sentence) : malformedLine(line, 'noColumn');
    const start = kernel.position.value;
    const behind = outcome === OUTCOME.message ? kernel.messageEnd(start) : 0;
    return behind === 0 ? malformedLine(line, 'notJson') : reportedError(JSON.parse(bytes.toString('utf8', start, behind)) as string); // a JSON string
  }

  /** What can be told of a line before its JSON is read, and of the begin of one before its end has come. */
  function checkLine(text: Uint8Array, number: number): void {
    const first = text[contentStart(text, number)];
    if (first !== undefined && !beginsLine(first)) throw malformedLine(number, 'notRow');
    if (text.length > maxLineBytes) throw lineTooLong(number, maxLineBytes);
    if (!isUtf8(text)) throw malformedLine(number, 'notText');
  }

  /** Reads the bytes that no line break follows: the last row, where the frame proves that it is whole. */
  function readEnd(rest: Uint8Array, proven: boolean): void {
    const start = contentStart(rest, line + 1);
    const first = rest[start];
    if (!proven && line === 0 && isPartOfMark(rest)) throw incompleteReply(1);
    if (first === undefined) {
      if (!proven && (rest.length > 0 || line === 0)) throw incompleteReply(line + 1);
      return;
    }
    if (!beginsLine(first)) throw malformedLine(line + 1, 'notRow');
    const value = parseWhole(rest.subarray(start));
    if (value === undefined) throw incompleteReply(line + 1);
    if (proven) return slices.push(Uint8Array.of(LINE_BREAK));
    // A message is told even if its line break is missing: its closing quote or brace says that it is whole.
    const last: RowKind = typeof value === 'string' ? { kind: 'error', sentence: value } : tables.shape.kindOf(value as Members);
    throw last.kind === 'error' ? reportedError(last.sentence) : incompleteReply(line + 1);
  }

  function resultOf(_plan: RowPlan, index: number): RowsResult {
    const rowCount = rowsOf(index, row);
    const { errors, errorCount } = cells[index] ?? createUnusualCells();
    const json = row === 0 ? [EMPTY_LIST] : [...take(index), CLOSE_LIST];
    return { rowCount, received: row, last: last[index] ?? null, errors, errorCount: errorCount(), json };
  }

  const take = (index: number): readonly Uint8Array[] => texts[index]?.take() ?? [];

  return { write, take, errors: (plan) => cells[plan]?.errors ?? [], end };
}

/** Empties the plan's room, but for the bracket that the list begins with. */
function openRoom(plan: PlanRoom, isFirst: boolean): void {
  if (isFirst) bytes[plan.room] = OPEN_LIST;
  setRoomAt(plan, isFirst ? plan.room + 1 : plan.room);
}

/** The text of a token that is a text or a whole number; null for a blank and everything else. */
function asText(token: string): string | null {
  const json = token === '' ? 'null' : (decodeCell('id', token) ?? 'null');
  // The JSON of an ID is a string or null.
  return JSON.parse(json) as string | null;
}
