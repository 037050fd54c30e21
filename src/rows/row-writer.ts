/**
 * Writes the rows of one plan as the text of a JSON array, from where the scanner found their values.
 *
 * The text between two values is the same in every row (`,"callDuration":`, with the constants that stand there), so it is made once.
 * A row is then a sequence of steps: copy the text before the value, write the value.
 */
import { copySpan, createBytes, writeAscii, type Bytes } from './bytes.js';
import { cellFault, decodeCell } from './decode-cell.js';
import { COMMA, LETTER_N } from './json-tokens.js';
import { createPieces, reserve, takePieces } from './pieces.js';
import { MAX_CELL_ERRORS, type CellError, type CellType, type RowPlan, type RowsResult } from './plan.js';
import { wantKey, type RowKey, type RowKeys } from './row-keys.js';
import { CELL_WRITERS, UNUSUAL, writeNull, type CellWriter } from './write-cell.js';

export interface RowWriter {
  /** Writes the row `text[start, end)`, whose keys are stamped with `row`. Rows beyond the plan's limit are counted alone. */
  readonly write: (text: Bytes, start: number, end: number, row: number) => void;
  /** To be called before the text of the rows written so far is given up. */
  readonly settle: (text: Bytes) => void;
  /** What was written since the last call. */
  readonly take: () => Uint8Array[];
  /** The errors of cells so far; grows as rows are written. */
  readonly errors: readonly CellError[];
  /** Ends the array. */
  readonly finish: () => RowsResult;
}

/** What comes before a value, and how the value is written. */
interface Step {
  readonly leadStart: number;
  readonly leadEnd: number;
  readonly cell: Cell | null;
}
interface Cell {
  readonly responseKey: string;
  readonly key: RowKey;
  readonly type: CellType;
  readonly write: CellWriter;
  /** Cells of this column by their tokens, of those that had no short way. */
  readonly decoded: Map<string, string>;
}

/** A cell is less than this much longer than its token: 1e20 becomes 21 digits, a key that is not there `null`. */
const GROWTH = 32;

/** What has no short way in a column is mostly one of a few values (-1, a coordinate of 17 digits), so that many short ones are remembered. */
const MOST_DECODED = 256;
const LONGEST_DECODED = 32;

/** From this size on, the room that a row needs is counted and no longer estimated. */
const LARGE_ROW = 16 * 1024;

/** A writer for the plan. Its keys are wanted of `keys`; the scanner must stamp them before each row. */
export function createRowWriter(plan: RowPlan, keys: RowKeys): RowWriter {
  const { steps, literals, tailStart, tailEnd } = compile(plan, keys);
  const fixed = tailEnd + GROWTH * steps.length + 1;
  const copies = mostCopies(steps);
  const limit = plan.limit ?? Infinity;
  const tracked = plan.track === null ? null : wantKey(keys, plan.track);
  const pieces = createPieces();
  const errors: CellError[] = [];
  let errorCount = 0;
  let received = 0;
  let rowCount = 0;
  let last: string | null = null;
  let unsettled = false;
  let trackedStart = 0;
  let trackedEnd = 0;
  pieces.at = writeAscii('[', pieces.piece, 0);

  function write(text: Bytes, start: number, end: number, row: number): void {
    received++;
    if (rowCount >= limit) return;
    const estimate = fixed + copies * (end - start);
    const to = reserve(pieces, estimate < LARGE_ROW ? estimate : fixed + valueBytes(end - start, row));
    let at = pieces.at;
    if (rowCount > 0) to.view.setUint8(at++, COMMA);
    for (const { leadStart, leadEnd, cell } of steps) {
      at = copySpan(literals, leadStart, leadEnd, to, at);
      at = cell === null ? copySpan(text, start, end, to, at) : writeCell(cell, text, row, to, at);
    }
    pieces.at = copySpan(literals, tailStart, tailEnd, to, at);
    rowCount++;
    if (tracked === null) return;
    unsettled = true;
    trackedStart = tracked.row === row ? tracked.start : 0;
    trackedEnd = tracked.row === row ? tracked.end : 0;
  }

  /** How long the values of the row are together. */
  function valueBytes(rowLength: number, row: number): number {
    const lengths = steps.map(({ cell }) => (cell === null ? rowLength : cell.key.row === row ? cell.key.end - cell.key.start : 0));
    return lengths.reduce((sum, length) => sum + length, 0);
  }

  function writeCell(cell: Cell, text: Bytes, row: number, to: Bytes, at: number): number {
    const { key } = cell;
    if (key.row !== row || text.view.getUint8(key.start) === LETTER_N) return writeNull(to, at);
    const next = cell.write(text, key.start, key.end, to, at);
    return next === UNUSUAL ? writeDecoded(cell, text, to, at) : next;
  }

  function writeDecoded({ key, type, responseKey, decoded }: Cell, text: Bytes, to: Bytes, at: number): number {
    const token = tokenOf(text, key.start, key.end);
    const known = decoded.get(token);
    const json = known ?? decodeCell(type, token);
    if (json === undefined) {
      if (errorCount++ < MAX_CELL_ERRORS) errors.push({ row: rowCount, responseKey, message: cellFault(key.name, type, token) });
      return writeNull(to, at);
    }
    if (known === undefined && decoded.size < MOST_DECODED && token.length <= LONGEST_DECODED) decoded.set(token, json);
    // What is decoded is a number, a date or null: ASCII. Strings are copied.
    return writeAscii(json, to, at);
  }

  function settle(text: Bytes): void {
    if (unsettled) last = asText(tokenOf(text, trackedStart, trackedEnd));
    unsettled = false;
  }

  function finish(): RowsResult {
    reserve(pieces, 1);
    pieces.at = writeAscii(']', pieces.piece, pieces.at);
    return { rowCount, received, last, errors, errorCount, json: takePieces(pieces) };
  }

  return { write, settle, take: () => takePieces(pieces), errors, finish };
}

const tokenOf = (text: Bytes, start: number, end: number): string => text.buffer.toString('utf8', start, end);

/** The text of a token that is a text or a whole number; null for a blank and everything else. */
function asText(token: string): string | null {
  const json = token === '' ? 'null' : (decodeCell('id', token) ?? 'null');
  // The JSON of an ID is a string or null.
  return JSON.parse(json) as string | null;
}

interface CompiledPlan {
  readonly steps: readonly Step[];
  /** What comes before each value, one after the other, and behind `tailStart` what ends the row. */
  readonly literals: Bytes;
  readonly tailStart: number;
  readonly tailEnd: number;
}

function compile({ columns }: RowPlan, keys: RowKeys): CompiledPlan {
  const steps: Step[] = [];
  const leads: string[] = [];
  let lead = '{';
  let leadStart = 0;
  columns.forEach(({ responseKey, source }, index) => {
    lead += `${index === 0 ? '' : ','}${JSON.stringify(responseKey)}:`;
    if (source.kind === 'constant') {
      lead += source.json;
      return;
    }
    const leadEnd = leadStart + Buffer.byteLength(lead);
    steps.push({ leadStart, leadEnd, cell: source.kind === 'raw' ? null : createCell(responseKey, source, keys) });
    leads.push(lead);
    lead = '';
    leadStart = leadEnd;
  });
  const tail = `${lead}}`;
  const tailEnd = leadStart + Buffer.byteLength(tail);
  const literals = createBytes(tailEnd);
  literals.buffer.write(leads.join('') + tail);
  return { steps, literals, tailStart: leadStart, tailEnd };
}

function createCell(responseKey: string, { key, type }: { readonly key: string; readonly type: CellType }, keys: RowKeys): Cell {
  return { responseKey, key: wantKey(keys, key), type, write: CELL_WRITERS[type], decoded: new Map() };
}

/** How often a byte of the row may be copied at most: for each column that shows the same key, and for each that shows the whole row. */
function mostCopies(steps: readonly Step[]): number {
  const counts = new Map<RowKey, number>();
  let raws = 0;
  for (const { cell } of steps) {
    if (cell === null) raws++;
    else counts.set(cell.key, (counts.get(cell.key) ?? 0) + 1);
  }
  return raws + Math.max(0, ...counts.values());
}
