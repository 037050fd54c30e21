/**
 * Reads an NDJSON reply as its chunks arrive and writes the rows of each plan: bytes in, the text of a JSON array (or of the plan's own form) out.
 *
 * The kernel does the work, slice by slice; a line that it leaves is read the slow way. Several plans share one reading of the bytes.
 */
import { isUtf8 } from 'node:buffer';
import { kernel as processKernel, PROGRAM, TEXT, TEXT_BYTES, type Kernel } from './kernel/kernel.js';
import { createKeysSeen, type KeyNames } from './keys-seen.js';
import { beginsLine, behindMark, contentStart, isPartOfMark } from './line-begin.js';
import { createLineSlices, type Slice } from './line-slices.js';
import { incompleteReply, lineTooLong, malformedLine } from './reply-faults.js';
import { createRowOutput } from './row-output.js';
import type { CellError, RowPlan, RowsResult } from './row-plan-types.js';
import { ROW_LIMITS } from './row-limits.js';
import { programOf } from './row-program.js';
import { checkAscent, createCellErrors, isWhole, messageOf, readSlowLine, trackedText, writeSlowRow } from './slow-line.js';

export interface RowReaderOptions {
  /** The longest line taken, without its line break, up to 1 MiB, which is the default. */
  readonly maxLineBytes?: number;
  /** Work between two turns of the event loop, in bytes that the kernel reads and writes. Infinity: `write` never gives a promise. */
  readonly workPerTurn?: number;
  /** Where the work is done. Default: the kernel that all readers of the process share. */
  readonly kernel?: Kernel;
}

export interface RowReader {
  /**
   * Reads a chunk, cut anywhere. Throws a `GatewayError`, then and ever after, at the first line that is no row. Where the chunk is much work,
   * the rest of it is read in later turns of the event loop: the promise settles when it is, and nothing may be asked before.
   */
  readonly write: (chunk: Uint8Array) => void | Promise<void>;
  /** The text of the array of the plan with this index, as far as it was written since the last call. What `end` gives comes behind it. */
  readonly take: (plan: number) => readonly Uint8Array[];
  /** Bytes that are held by now: the text of all plans, and the begin of a line. */
  readonly held: () => number;
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
  /** The keys that any row has. */
  readonly keys: KeyNames;
}

const MAX_LINE_BYTES = ROW_LIMITS.lineBytes;
/** Some 20 ms. */
const WORK_PER_TURN = 8 * 1024 * 1024;
/** A line read the slow way, a byte of it, and a cell written so, are as much work as that many bytes. */
const SLOW_LINE = 8192;
const SLOW_BYTE = 16;
const SLOW_CELL = 256;

/** What no value that the kernel reads reaches: longer numbers are read the slow way. */
const MOST_TRACKED = 2n ** 64n - 1n;

const LINE_BREAK = 0x0a;

/** A reader of one reply for all plans that asked for it. */
export function createRowReader(plans: readonly RowPlan[], options: RowReaderOptions = {}): RowReader {
  const { maxLineBytes = MAX_LINE_BYTES, workPerTurn = WORK_PER_TURN, kernel = processKernel } = options;
  if (maxLineBytes > MAX_LINE_BYTES) throw new RangeError(`maxLineBytes must be at most ${MAX_LINE_BYTES}, but got: ${maxLineBytes}`);
  const { layout } = kernel;
  const program = programOf(plans);
  const slices = createLineSlices();
  const seen = createKeysSeen(kernel, program);
  const readings = program.plans.map((plan) => ({
    plan,
    output: createRowOutput(plan.isList),
    errors: createCellErrors(),
    last: plan.ascendsFrom,
  }));
  let line = 0;
  let row = 0;
  let work = 0;
  let failure: Error | null = null;

  function write(chunk: Uint8Array): void | Promise<void> {
    const reading = readChunk(chunk);
    if (orFail(() => reading.next().done === true)) return;
    return finishLater(reading);
  }

  function end(proven: boolean): ReadRows {
    orFail(() => readEnd(slices.rest(), proven));
    return { results: readings.map((_, index) => resultOf(index)), complete: proven, keys: seen.names() };
  }

  /** A reader that failed stays failed: what it read so far is no report. */
  function orFail<T>(act: () => T): T {
    if (failure !== null) throw failure;
    try {
      return act();
    } catch (error) {
      if (error instanceof Error) failure = error;
      throw error;
    }
  }

  /** Reads on, turn by turn. */
  async function finishLater(reading: Generator<undefined, void>): Promise<void> {
    do {
      await new Promise<void>((resolve) => setImmediate(resolve));
    } while (!orFail(() => reading.next().done === true));
  }

  /** Yields where others should have their turn. */
  function* readChunk(chunk: Uint8Array): Generator<undefined, void> {
    slices.add(chunk);
    for (let slice = slices.next(); slice !== null; slice = slices.next()) {
      const { text, start, isSuspect } = placeSlice(slice);
      if (isSuspect) yield* readSuspect(Buffer.from(text), start);
      else yield* readLines(TEXT + start, TEXT + text.length);
    }
    if (slices.rest().length > maxLineBytes) checkLine(slices.rest(), line + 1);
  }

  /** Puts a slice where the kernel reads, and says from where on it holds lines. A suspect one is to be checked line by line. */
  function placeSlice({ kept, rest }: Slice): { readonly text: Uint8Array; readonly start: number; readonly isSuspect: boolean } {
    const length = kept.length + rest.length;
    // A slice is that long for the sake of its first line.
    if (length > TEXT_BYTES) checkLine(Buffer.concat([kept, rest.subarray(0, rest.indexOf(LINE_BREAK))]), line + 1);
    const bytes = kernel.bytes();
    bytes.set(kept, TEXT);
    bytes.set(rest, TEXT + kept.length);
    const text = bytes.subarray(TEXT, TEXT + length);
    // Only a slice that may hold such a line is looked at line by line, so that the first fault in the reply's order is the one told.
    return { text, start: line === 0 ? behindMark(text) : 0, isSuspect: length > maxLineBytes || !isUtf8(text) };
  }

  /** Reads a slice line by line, and checks each before. */
  function* readSuspect(text: Buffer, start: number): Generator<undefined, void> {
    for (let from = start; from < text.length;) {
      const to = text.indexOf(LINE_BREAK, from) + 1;
      checkLine(text.subarray(from, to - 1), line + 1);
      kernel.bytes().set(text.subarray(from, to), TEXT);
      yield* readLines(TEXT, TEXT + to - from);
      from = to;
    }
  }

  /** Reads the lines of `[from, to)` in the kernel's memory. */
  function* readLines(from: number, to: number): Generator<undefined, void> {
    for (let at = from; at < to;) {
      if (work > workPerTurn) yield* giveTurn(at, to);
      kernel.load(program.image);
      kernel.setWord(PROGRAM + layout.HEAD_LINE, line);
      kernel.setWord(PROGRAM + layout.HEAD_ROW, row);
      for (const { plan, last } of readings) if (plan.ascends) setLeast(plan.address, last);
      seen.mark();
      const outcome = kernel.readRows(at, to);
      seen.read();
      const position = kernel.wordAt(PROGRAM + layout.HEAD_POSITION);
      work += position - at;
      line = kernel.wordAt(PROGRAM + layout.HEAD_LINE);
      takeRows(kernel.wordAt(PROGRAM + layout.HEAD_ROW));
      at = outcome === 'YOURS' ? yield* readSlowly(position, to) : position;
    }
  }

  /** Lets others have their turn. They may use the kernel's memory, so what is left to read is kept. */
  function* giveTurn(from: number, to: number): Generator<undefined, void> {
    work = 0;
    const left = Buffer.from(kernel.bytes().subarray(from, to));
    yield;
    kernel.bytes().set(left, from);
  }

  /** Takes what the kernel has written up to this row. */
  function takeRows(lastRow: number): void {
    if (lastRow === row) return;
    const bytes = kernel.bytes();
    for (const reading of readings) {
      const { plan, output } = reading;
      const start = kernel.wordAt(plan.address + layout.PLAN_OUT);
      const behind = kernel.wordAt(plan.address + layout.PLAN_OUT_END);
      output.append(bytes.subarray(start, behind));
      work += behind - start;
      if (plan.track !== null && row < plan.limit) reading.last = trackedText(trackedToken(plan.address));
    }
    row = lastRow;
  }

  /** The least that the next tracked value may be, as the kernel's two words. */
  function setLeast(address: number, last: string | null): void {
    const least = last === null ? 0n : BigInt(last) + 1n;
    const told = least > MOST_TRACKED ? MOST_TRACKED : least;
    kernel.setWord(address + layout.PLAN_LEAST, Number(BigInt.asIntN(32, told)));
    kernel.setWord(address + layout.PLAN_LEAST + 4, Number(BigInt.asIntN(32, told >> 32n)));
  }

  function trackedToken(address: number): string | undefined {
    const start = kernel.wordAt(address + layout.PLAN_TRACKED_START);
    const behind = kernel.wordAt(address + layout.PLAN_TRACKED_END);
    return start === behind ? undefined : kernel.bytes().toString('utf8', start, behind);
  }

  /** Reads the line at `from` the slow way and gives the address behind it. */
  function* readSlowly(from: number, to: number): Generator<undefined, number> {
    const bytes = kernel.bytes();
    const lineEnd = from + bytes.subarray(from, to).indexOf(LINE_BREAK);
    const slow = readSlowLine(program, bytes.toString('utf8', from, lineEnd), line + 1);
    line++;
    row++;
    work += SLOW_LINE + (lineEnd - from) * SLOW_BYTE;
    seen.add(slow.tokens.keys());
    for (const reading of readings) {
      const { plan, output, errors } = reading;
      if (row > plan.limit) continue;
      if (work > workPerTurn) yield* giveTurn(lineEnd + 1, to);
      const text = writeSlowRow(plan, slow, errors, { row: row - 1, line });
      const next = plan.track === null ? null : trackedText(slow.tokens.get(plan.track));
      checkAscent(plan, reading.last, next, line);
      output.append(Buffer.from(plan.isList && row > 1 ? `,${text}` : text));
      work += plan.steps.length * SLOW_CELL + text.length;
      if (plan.track !== null) reading.last = next;
    }
    program.learn(slow.spellings);
    return lineEnd + 1;
  }

  /** Checks that need no JSON parse; also of an unfinished line. */
  function checkLine(text: Uint8Array, number: number): void {
    const first = text[contentStart(text, number)];
    if (first !== undefined && !beginsLine(first)) throw malformedLine(number, 'notRow');
    if (text.length > maxLineBytes) throw lineTooLong(number, maxLineBytes);
    if (!isUtf8(text)) throw malformedLine(number, 'notText');
  }

  /** Reads the bytes that no line break follows: the last row, where the frame proves that it is whole. */
  function readEnd(rest: Uint8Array, proven: boolean): void {
    if (!proven && line === 0 && isPartOfMark(rest)) throw incompleteReply(1);
    const start = contentStart(rest, line + 1);
    const first = rest[start];
    if (first === undefined) {
      if (!proven && (rest.length > 0 || line === 0)) throw incompleteReply(line + 1);
      return;
    }
    if (!beginsLine(first)) throw malformedLine(line + 1, 'notRow');
    const text = Buffer.from(rest.subarray(start)).toString();
    if (!proven || !isWhole(text)) throw messageOf(program, text) ?? incompleteReply(line + 1);
    // One line is less than a turn's work.
    Array.from(readChunk(Uint8Array.of(LINE_BREAK)));
  }

  function resultOf(index: number): RowsResult {
    const reading = readings[index];
    if (reading === undefined) throw new RangeError(`There is no plan ${index}.`);
    const { plan, output, errors, last } = reading;
    const { kept, count } = errors;
    return {
      rowCount: Math.min(row, plan.limit),
      received: row,
      last,
      errors: kept,
      errorCount: count(),
      json: output.end(),
      cuts: output.cuts(),
    };
  }

  const held = (): number => readings.reduce((sum, { output }) => sum + output.written(), slices.rest().length);

  return {
    write,
    take: (index) => readings[index]?.output.take() ?? [],
    held,
    errors: (index) => readings[index]?.errors.kept ?? [],
    end,
  };
}
