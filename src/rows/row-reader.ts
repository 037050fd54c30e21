/**
 * Reads an NDJSON reply as its chunks arrive and writes the rows of each plan: bytes in, the text of a JSON array out. No row becomes an
 * object, no cell a string; several plans share one scan of the bytes.
 *
 * No code is made for a plan or a reply. Both are data that the same few functions walk over, so the engine compiles those once, and ten
 * rows of a selection never seen before are read as fast as ten of 50,000.
 */
import { isUtf8 } from 'node:buffer';
import { createBytes, type Bytes } from './bytes.js';
import { createIgrpGuard } from './igrp-guard.js';
import { LINE_BREAK, NOT_JSON, OPEN_OBJECT, QUOTE, skipBlanks, stringEnd } from './json-tokens.js';
import { createLineSlices } from './line-slices.js';
import type { CellError, RowPlan, RowsResult } from './plan.js';
import { incompleteReply, lineTooLong, malformedLine, reportedError } from './reply-faults.js';
import { createRowKeys, forgetSurplus } from './row-keys.js';
import { createRowWriter } from './row-writer.js';
import { KEY_TWICE, scanRow } from './scan-row.js';

export interface RowReaderOptions {
  /** The longest line taken, without its line break. Default 1 MiB. */
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

const DEFAULT_MAX_LINE_BYTES = 1024 * 1024;

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** A reader of one reply for all plans that asked for it. */
export function createRowReader(plans: readonly RowPlan[], { maxLineBytes = DEFAULT_MAX_LINE_BYTES }: RowReaderOptions = {}): RowReader {
  const keys = createRowKeys();
  const guard = createIgrpGuard(plans, keys);
  const writers = plans.map((plan) => createRowWriter(plan, keys));
  const slices = createLineSlices(readSlice);
  let line = 0;
  let row = 0;
  let failure: Error | null = null;

  function write(chunk: Uint8Array): void {
    orFail(() => {
      slices.push(chunk);
      if (slices.rest().length > maxLineBytes) checkLine(slices.rest(), line + 1);
    });
  }

  function end(proven: boolean): ReadRows {
    orFail(() => checkEnd(slices.rest(), proven));
    return { results: writers.map((writer) => writer.finish()), complete: proven };
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

  function readSlice(text: Bytes, length: number): void {
    // Only a slice that may hold such a line is looked at line by line, so that the first fault in the reply's order is the one told.
    const suspect = length > maxLineBytes || !isUtf8(text.buffer.subarray(0, length));
    let at = 0;
    while (at < length) {
      line++;
      if (suspect) checkLine(text.buffer.subarray(at, text.buffer.indexOf(LINE_BREAK, at)), line);
      at = readLine(text, at);
    }
    for (const writer of writers) writer.settle(text);
  }

  /** What can be told of a line before its JSON is read, and of the begin of one before its end has come. */
  function checkLine(bytes: Uint8Array, number: number): void {
    const first = bytes[contentStart(bytes, 0, number)];
    if (first !== undefined && !beginsLine(first)) throw malformedLine(number, 'notRow');
    if (bytes.length > maxLineBytes) throw lineTooLong(number, maxLineBytes);
    if (!isUtf8(bytes)) throw malformedLine(number, 'notText');
  }

  /** Reads the line at `text[at]` and gives the offset of the next one. */
  function readLine(text: Bytes, at: number): number {
    const { view } = text;
    const start = contentStart(text.buffer, at, line);
    const first = view.getUint8(start);
    if (first === LINE_BREAK) return start + 1;
    if (!beginsLine(first)) throw malformedLine(line, 'notRow');
    const close = first === QUOTE ? stringEnd(view, start) : scanRow(text, start, keys, ++row);
    if (close === KEY_TWICE) throw malformedLine(line, 'keyTwice');
    const next = close === NOT_JSON ? start : skipBlanks(view, close);
    if (view.getUint8(next) !== LINE_BREAK) throw malformedLine(line, 'notJson');
    if (first === QUOTE) throw reportedError(text.buffer.toString('utf8', start, close));
    if (guard !== null && !guard(text, row)) throw malformedLine(line, 'foreign');
    for (const writer of writers) writer.write(text, start, close, row);
    forgetSurplus(keys);
    return next + 1;
  }

  /** Whether the reply may end with these bytes, which no line break follows. */
  function checkEnd(rest: Uint8Array, proven: boolean): void {
    const start = contentStart(rest, 0, line + 1);
    const first = rest[start];
    if (first === undefined) {
      if (!proven && (rest.length > 0 || line === 0)) throw incompleteReply(line + 1);
      return;
    }
    if (!beginsLine(first)) throw malformedLine(line + 1, 'notRow');
    // A message is told even if its line break is missing: its closing quote says that it is whole.
    const text = createBytes(rest.length + 1);
    text.buffer.set(rest);
    text.view.setUint8(rest.length, LINE_BREAK);
    const close = first === QUOTE ? stringEnd(text.view, start) : NOT_JSON;
    if (close !== NOT_JSON && skipBlanks(text.view, close) === rest.length) throw reportedError(text.buffer.toString('utf8', start, close));
    throw incompleteReply(line + 1);
  }

  return { write, take: (plan) => writers[plan]?.take() ?? [], errors: (plan) => writers[plan]?.errors ?? [], end };
}

/** A row, or the API's form of a message. */
const beginsLine = (byte: number): boolean => byte === OPEN_OBJECT || byte === QUOTE;

/** The first byte of a line that is no blank; before the first line, the byte order mark or its begin is stepped over too. */
function contentStart(bytes: Uint8Array, at: number, line: number): number {
  if (line === 1) {
    const start = at;
    while (at - start < BYTE_ORDER_MARK.length && bytes[at] === BYTE_ORDER_MARK[at - start]) at++;
  }
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d) at++;
  return at;
}
