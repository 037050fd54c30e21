/**
 * The machine code that reads and writes rows (`assembly/`), its memory, and what it asks back.
 *
 * One instance serves all readers, each for the length of one call: what is in memory between two calls belongs to nobody. The memory
 * is three areas: room for the text that is written, the text that is read, and the tables of whoever reads.
 */
import { KERNEL_CODE } from './kernel-code.js';

/** What is rare and so is left to the reader at work. Addresses are offsets in the memory. */
export interface KernelHost {
  /** The key that the JSON string `[start, end)` spells, met after `previous`. */
  lookUpKey(start: number, end: number, previous: number): number;
  /** Whether the token `[start, end)` is the installation asked for, spelled in another way than by its plain digits. */
  isOwnIgrp(start: number, end: number): boolean;
  /** Whether the object `[start, end)`, none of whose keys is a column for sure, is a row. */
  isRow(start: number, end: number): boolean;
  /** Writes the cell of a step that has no short way, and gives the address behind it. */
  writeDecoded(step: number, row: number, start: number, end: number, at: number): number;
  /** Takes what the plan's room holds up to `at`. */
  takeRoom(plan: number, at: number): void;
  /** Takes a step whose text is larger than the plan's room. Nothing else is in the room. */
  takeLarge(step: number, row: number, start: number, end: number): void;
  /** Takes the end of a row that is larger than the plan's room. Nothing else is in the room. */
  takeTail(plan: number): void;
}

interface KernelExports {
  /** Reads the lines of `[at, end)`, which ends with a line break. Gives an `Outcome`. */
  readLines(tables: number, at: number, end: number): number;
  /** The address behind the JSON string at `at`, if nothing but blanks follows it in its line; else 0. */
  messageEnd(at: number): number;
  /** The address behind the JSON value at `at`, which a line break must follow somewhere; 0 if it is none. */
  endOfValue(at: number): number;
  /** How many lines and rows the reply at hand had so far, and where the line is that ended the last call. */
  readonly line: { value: number };
  readonly row: { value: number };
  readonly position: { value: number };
}

/** How `readLines` ended. */
export const OUTCOME = { read: 0, message: 1, notRow: 2, notJson: 3, keyTwice: 4, foreign: 5, noColumn: 6 } as const;

const PAGE = 64 * 1024;
/** Bytes behind the end of a span that the kernel may touch. */
const SLACK = 64;

/** Text that was written. The first page is the kernel's own. */
export const ROOM = PAGE;
export const ROOM_BYTES = 4 * PAGE;
/** Text to be read: the longest line, and the slice of a chunk that it ends in. */
export const TEXT = ROOM + ROOM_BYTES;
export const TEXT_BYTES = 17 * PAGE;
/** The tables of the reader at work, up to the end of the memory. */
export const TABLES = TEXT + TEXT_BYTES + SLACK;

const memory = new WebAssembly.Memory({ initial: Math.ceil(TABLES / PAGE) + 1 });

/** The memory as bytes and as words. Both are new after `reserveMemory`. */
export let bytes = Buffer.from(memory.buffer);
export let words = new DataView(memory.buffer);

/** Makes sure that the memory reaches `end`. */
export function reserveMemory(end: number): void {
  const missing = end + SLACK - memory.buffer.byteLength;
  if (missing <= 0) return;
  memory.grow(Math.ceil(missing / PAGE));
  bytes = Buffer.from(memory.buffer);
  words = new DataView(memory.buffer);
}

let host: KernelHost | null = null;

/** Who is asked back. Called before every `readLines`. */
export function setHost(reader: KernelHost): void {
  host = reader;
}

function asked(): KernelHost {
  if (host === null) throw new Error('The kernel runs for nobody.');
  return host;
}

const imports = {
  env: { memory },
  host: {
    lookUpKey: (start: number, end: number, previous: number) => asked().lookUpKey(start, end, previous),
    isOwnIgrp: (start: number, end: number) => asked().isOwnIgrp(start, end),
    isRow: (start: number, end: number) => asked().isRow(start, end),
    writeDecoded: (step: number, row: number, start: number, end: number, at: number) => asked().writeDecoded(step, row, start, end, at),
    takeRoom: (plan: number, at: number) => asked().takeRoom(plan, at),
    takeLarge: (step: number, row: number, start: number, end: number) => asked().takeLarge(step, row, start, end),
    takeTail: (plan: number) => asked().takeTail(plan),
  },
};

const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(KERNEL_CODE, 'base64')), imports);

// The compiler of assembly/ says nothing to that of TypeScript: these are the exports of read-lines.ts.
export const kernel = exports as unknown as KernelExports;
