/**
 * Reads an NDJSON reply as its chunks arrive and writes the rows of each plan: bytes in, the text of a JSON array (or of the plan's own form) out.
 *
 * The kernel does the work, slice by slice; a line that it leaves is read the slow way. Several plans share one reading of the bytes.
 */
import { isUtf8 } from 'node:buffer';
import { kernel as processKernel, PROGRAM, TEXT, TEXT_BYTES, type Kernel } from './kernel/kernel.js';
import { createKeysSeen, type KeyNames, type KeysSeen } from './keys-seen.js';
import { beginsLine, behindMark, contentStart, isPartOfMark } from './line-begin.js';
import { createLineSlices, type Slice } from './line-slices.js';
import { incompleteReply, lineTooLong, malformedLine } from './reply-faults.js';
import { createRowOutput, type RowOutput } from './row-output.js';
import type { CellError, RowPlan, RowsResult } from './row-plan-types.js';
import { ROW_LIMITS } from './row-limits.js';
import { programOf, type PlanProgram, type RowProgram } from './row-program.js';
import { setLeast, trackedToken } from './tracked-key.js';
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
const SLOW_LINE = 32_768;
const SLOW_BYTE = 16;
const SLOW_CELL = 256;

const LINE_BREAK = 0x0a;

/** A reader of one reply for all plans that asked for it. */
export function createRowReader(plans: readonly RowPlan[], options: RowReaderOptions = {}): RowReader {
  return new Reading(plans, options);
}

/** What is read for one plan. */
interface PlanReading {
  readonly plan: PlanProgram;
  readonly output: RowOutput;
  readonly errors: ReturnType<typeof createCellErrors>;
  /** The tracked value of the last row. */
  last: string | null;
}

/**
 * A class, since it has generators: one that is a closure has a map of its own for its iterators, which the engine keeps, with all that
 * the closure sees, until it collects its whole heap.
 */
class Reading implements RowReader {
  readonly #kernel: Kernel;
  readonly #maxLineBytes: number;
  readonly #workPerTurn: number;
  readonly #program: RowProgram;
  readonly #slices = createLineSlices();
  readonly #seen: KeysSeen;
  readonly #readings: readonly PlanReading[];
  #line = 0;
  #row = 0;
  #work = 0;
  #failure: Error | null = null;

  constructor(
    plans: readonly RowPlan[],
    { maxLineBytes = MAX_LINE_BYTES, workPerTurn = WORK_PER_TURN, kernel = processKernel }: RowReaderOptions,
  ) {
    if (maxLineBytes > MAX_LINE_BYTES) throw new RangeError(`maxLineBytes must be at most ${MAX_LINE_BYTES}, but got: ${maxLineBytes}`);
    this.#kernel = kernel;
    this.#maxLineBytes = maxLineBytes;
    this.#workPerTurn = workPerTurn;
    this.#program = programOf(plans);
    this.#seen = createKeysSeen(kernel, this.#program);
    this.#readings = this.#program.plans.map((plan) => ({
      plan,
      output: createRowOutput(plan.isList),
      errors: createCellErrors(),
      last: plan.ascendsFrom,
    }));
  }

  write(chunk: Uint8Array): void | Promise<void> {
    const reading = this.#readChunk(chunk);
    if (!this.#readOn(reading)) return this.#finishLater(reading);
  }

  take(plan: number): readonly Uint8Array[] {
    return this.#readings[plan]?.output.take() ?? [];
  }

  held(): number {
    let bytes = this.#slices.rest().length;
    for (const { output } of this.#readings) bytes += output.written();
    return bytes;
  }

  errors(plan: number): readonly CellError[] {
    return this.#readings[plan]?.errors.kept ?? [];
  }

  end(proven: boolean): ReadRows {
    this.#orFail(() => this.#readEnd(this.#slices.rest(), proven));
    return { results: this.#readings.map((reading) => this.#resultOf(reading)), complete: proven, keys: this.#seen.names() };
  }

  /** A reader that failed stays failed: what it read so far is no report. */
  #orFail<T>(act: () => T): T {
    if (this.#failure !== null) throw this.#failure;
    try {
      return act();
    } catch (error) {
      if (error instanceof Error) this.#failure = error;
      throw error;
    }
  }

  /** Reads on to the next turn of the event loop. True: all of it is read. */
  #readOn(reading: Generator<undefined, void>): boolean {
    return this.#orFail(() => reading.next().done === true);
  }

  /** Reads on, turn by turn. */
  async #finishLater(reading: Generator<undefined, void>): Promise<void> {
    do {
      await new Promise<void>((resolve) => setImmediate(resolve));
    } while (!this.#readOn(reading));
  }

  /** Yields where others should have their turn. */
  *#readChunk(chunk: Uint8Array): Generator<undefined, void> {
    this.#slices.add(chunk);
    for (let slice = this.#slices.next(); slice !== null; slice = this.#slices.next()) {
      const { text, start, isSuspect } = this.#placeSlice(slice);
      if (isSuspect) yield* this.#readSuspect(Buffer.from(text), start);
      else yield* this.#readLines(TEXT + start, TEXT + text.length);
    }
    if (this.#slices.rest().length > this.#maxLineBytes) this.#checkLine(this.#slices.rest(), this.#line + 1);
  }

  /** Puts a slice where the kernel reads, and says from where on it holds lines. A suspect one is to be checked line by line. */
  #placeSlice({ kept, rest }: Slice): { readonly text: Uint8Array; readonly start: number; readonly isSuspect: boolean } {
    const length = kept.length + rest.length;
    // A slice is that long for the sake of its first line.
    if (length > TEXT_BYTES) this.#checkLine(Buffer.concat([kept, rest.subarray(0, rest.indexOf(LINE_BREAK))]), this.#line + 1);
    const bytes = this.#kernel.bytes();
    bytes.set(kept, TEXT);
    bytes.set(rest, TEXT + kept.length);
    const text = bytes.subarray(TEXT, TEXT + length);
    // Only a slice that may hold such a line is looked at line by line, so that the first fault in the reply's order is the one told.
    return { text, start: this.#line === 0 ? behindMark(text) : 0, isSuspect: length > this.#maxLineBytes || !isUtf8(text) };
  }

  /** Reads a slice line by line, and checks each before. */
  *#readSuspect(text: Buffer, start: number): Generator<undefined, void> {
    for (let from = start; from < text.length;) {
      const to = text.indexOf(LINE_BREAK, from) + 1;
      this.#checkLine(text.subarray(from, to - 1), this.#line + 1);
      this.#kernel.bytes().set(text.subarray(from, to), TEXT);
      yield* this.#readLines(TEXT, TEXT + to - from);
      from = to;
    }
  }

  /** Reads the lines of `[from, to)` in the kernel's memory. */
  *#readLines(from: number, to: number): Generator<undefined, void> {
    for (let at = from; at < to;) {
      if (this.#work > this.#workPerTurn) yield* this.#giveTurn(at, to);
      this.#kernel.load(this.#program.image);
      this.#kernel.setWord(PROGRAM + this.#kernel.layout.HEAD_LINE, this.#line);
      this.#kernel.setWord(PROGRAM + this.#kernel.layout.HEAD_ROW, this.#row);
      for (const { plan, last } of this.#readings) if (plan.ascends) setLeast(this.#kernel, plan.address, last);
      this.#seen.mark();
      const outcome = this.#kernel.readRows(at, to);
      this.#seen.read();
      const position = this.#kernel.wordAt(PROGRAM + this.#kernel.layout.HEAD_POSITION);
      this.#work += position - at;
      this.#line = this.#kernel.wordAt(PROGRAM + this.#kernel.layout.HEAD_LINE);
      this.#takeRows(this.#kernel.wordAt(PROGRAM + this.#kernel.layout.HEAD_ROW));
      at = outcome === 'YOURS' ? yield* this.#readSlowly(position, to) : position;
    }
  }

  /** Lets others have their turn. They may use the kernel's memory, so what is left to read is kept. */
  *#giveTurn(from: number, to: number): Generator<undefined, void> {
    this.#work = 0;
    const left = Buffer.from(this.#kernel.bytes().subarray(from, to));
    yield;
    this.#kernel.bytes().set(left, from);
  }

  /** Takes what the kernel has written up to this row. */
  #takeRows(lastRow: number): void {
    if (lastRow === this.#row) return;
    const bytes = this.#kernel.bytes();
    for (const reading of this.#readings) {
      const { plan, output } = reading;
      const start = this.#kernel.wordAt(plan.address + this.#kernel.layout.PLAN_OUT);
      const behind = this.#kernel.wordAt(plan.address + this.#kernel.layout.PLAN_OUT_END);
      output.append(bytes.subarray(start, behind));
      this.#work += behind - start;
      if (plan.track !== null && this.#row < plan.limit) reading.last = trackedText(trackedToken(this.#kernel, plan.address));
    }
    this.#row = lastRow;
  }

  /** Reads the line at `from` the slow way and gives the address behind it. */
  *#readSlowly(from: number, to: number): Generator<undefined, number> {
    const bytes = this.#kernel.bytes();
    const lineEnd = from + bytes.subarray(from, to).indexOf(LINE_BREAK);
    const slow = readSlowLine(this.#program, bytes.toString('utf8', from, lineEnd), this.#line + 1);
    this.#line++;
    this.#row++;
    this.#work += SLOW_LINE + (lineEnd - from) * SLOW_BYTE;
    this.#seen.add(slow.tokens.keys());
    for (const reading of this.#readings) {
      const { plan, output, errors } = reading;
      if (this.#row > plan.limit) continue;
      if (this.#work > this.#workPerTurn) yield* this.#giveTurn(lineEnd + 1, to);
      const text = writeSlowRow(plan, slow, errors, { row: this.#row - 1, line: this.#line });
      const next = plan.track === null ? null : trackedText(slow.tokens.get(plan.track));
      checkAscent(plan, reading.last, next, this.#line);
      output.append(Buffer.from(plan.isList && this.#row > 1 ? `,${text}` : text));
      this.#work += plan.steps.length * SLOW_CELL + text.length;
      if (plan.track !== null) reading.last = next;
    }
    this.#program.learn(slow.spellings);
    return lineEnd + 1;
  }

  /** Checks that need no JSON parse; also of an unfinished line. */
  #checkLine(text: Uint8Array, number: number): void {
    const first = text[contentStart(text, number)];
    if (first !== undefined && !beginsLine(first)) throw malformedLine(number, 'notRow');
    if (text.length > this.#maxLineBytes) throw lineTooLong(number, this.#maxLineBytes);
    if (!isUtf8(text)) throw malformedLine(number, 'notText');
  }

  /** Reads the bytes that no line break follows: the last row, where the frame proves that it is whole. */
  #readEnd(rest: Uint8Array, proven: boolean): void {
    if (!proven && this.#line === 0 && isPartOfMark(rest)) throw incompleteReply(1);
    const start = contentStart(rest, this.#line + 1);
    const first = rest[start];
    if (first === undefined) {
      if (!proven && (rest.length > 0 || this.#line === 0)) throw incompleteReply(this.#line + 1);
      return;
    }
    if (!beginsLine(first)) throw malformedLine(this.#line + 1, 'notRow');
    const text = Buffer.from(rest.subarray(start)).toString();
    if (!proven || !isWhole(text)) throw messageOf(this.#program, text) ?? incompleteReply(this.#line + 1);
    // One line is less than a turn's work.
    Array.from(this.#readChunk(Uint8Array.of(LINE_BREAK)));
  }

  #resultOf({ plan, output, errors, last }: PlanReading): RowsResult {
    return {
      rowCount: Math.min(this.#row, plan.limit),
      received: this.#row,
      last,
      errors: errors.kept,
      errorCount: errors.count(),
      json: output.end(),
      cuts: output.cuts(),
    };
  }
}
