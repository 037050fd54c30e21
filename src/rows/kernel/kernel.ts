/**
 * The machine code that reads and writes rows (`assembly/`), and its memory: a pure function over bytes, which calls nothing.
 *
 * One kernel serves all readers, each for the length of one call: what is in memory between two calls belongs to nobody.
 * `assembly/layout.ts` draws the memory and says what lies where.
 */
import { KERNEL_CODE } from './kernel-code.js';

/** The offsets, sizes and numbers that `assembly/offsets.ts` exports. */
const LAYOUT_NAMES = [
  ...(['HEAD_STAMP', 'HEAD_PLANS', 'HEAD_PLANS_END', 'HEAD_ROOT', 'HEAD_IGRP', 'HEAD_IGRP_DIGITS', 'HEAD_IGRP_LENGTH'] as const),
  ...(['HEAD_FATAL', 'HEAD_LINE', 'HEAD_ROW', 'HEAD_POSITION', 'HEAD_SIZE'] as const),
  ...(['KEY_STAMP', 'KEY_SPELLING', 'KEY_LENGTH', 'KEY_NEXT', 'KEY_IS_COLUMN', 'KEY_SIZE'] as const),
  ...(['STEP_LEAD', 'STEP_LEAD_LENGTH', 'STEP_KEY', 'STEP_TYPE', 'STEP_REQUIRED', 'STEP_SIZE'] as const),
  ...(['PLAN_STEPS', 'PLAN_STEPS_END', 'PLAN_TAIL', 'PLAN_TAIL_LENGTH', 'PLAN_LIMIT', 'PLAN_TRACKED'] as const),
  ...(['PLAN_TRACKED_START', 'PLAN_TRACKED_END', 'PLAN_OUT', 'PLAN_OUT_END'] as const),
  ...(['PLAN_FORM', 'PLAN_ASCENDS', 'PLAN_LEAST', 'PLAN_SIZE', 'FORM_LINES', 'FORM_CSV', 'FORM_ESCAPES', 'FORM_LONE'] as const),
  ...(['TYPE_ID', 'TYPE_INT', 'TYPE_SAFE_INT', 'TYPE_DECIMAL', 'TYPE_STRING', 'TYPE_DATE', 'TYPE_DATETIME', 'TYPE_JSON'] as const),
  ...(['DONE', 'FULL', 'YOURS'] as const),
] as const;

export type KernelLayout = Readonly<Record<(typeof LAYOUT_NAMES)[number], number>>;

/** How a call ended: all was read; the text written has to be taken before more is read; the next line is left to the caller. */
export type KernelOutcome = 'DONE' | 'FULL' | 'YOURS';

/** What a program lies in memory as, from `PROGRAM` on. */
export interface ProgramImage {
  readonly bytes: Uint8Array;
  /** How many of them count. */
  readonly length: number;
  /** Grows with every change. */
  readonly version: number;
}

export interface Kernel {
  readonly layout: KernelLayout;
  /** The memory. To be asked for anew after `load`, which may make it grow. */
  readonly bytes: () => Buffer;
  /** Brings the program into memory, unless it is there. */
  readonly load: (program: ProgramImage) => void;
  /** Reads the lines of `[from, to)` by the program in memory; the text ends with a line break. The texts written before are lost. */
  readonly readRows: (from: number, to: number) => KernelOutcome;
  /** The word of the program in memory at an address, and its setter. */
  readonly wordAt: (address: number) => number;
  readonly setWord: (address: number, value: number) => void;
}

interface KernelExports {
  readonly readRows: (program: number, from: number, to: number, out: number, outEnd: number) => number;
}

const PAGE = 64 * 1024;
/** Bytes behind the end of a span that the kernel may touch. */
const SLACK = 64;

/** Text that was written. The first page is the compiler's own. */
const OUT = PAGE;
export const OUT_BYTES = 4 * PAGE;
/** Text to be read: the longest line, and the slice of a chunk that it ends in. */
export const TEXT = OUT + OUT_BYTES;
export const TEXT_BYTES = 17 * PAGE;
/** The program of the reader at work, up to the end of the memory. */
export const PROGRAM = TEXT + TEXT_BYTES + SLACK;

/** A kernel with a memory of its own. */
export function createKernel(): Kernel {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(PROGRAM / PAGE) + 1 });
  const module = new WebAssembly.Module(Buffer.from(KERNEL_CODE, 'base64'));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  // The compiler of assembly/ says nothing to that of TypeScript: these are the exports of read-rows.ts.
  const { readRows } = exports as unknown as KernelExports;
  const layout = layoutOf(exports);
  const outcomes: Readonly<Record<number, KernelOutcome>> = { [layout.DONE]: 'DONE', [layout.FULL]: 'FULL', [layout.YOURS]: 'YOURS' };
  // Growth detaches the buffer of both views.
  let bytes = Buffer.from(memory.buffer);
  let words = new DataView(memory.buffer);
  let loaded: ProgramImage | null = null;
  let version = 0;

  function reserve(end: number): void {
    const missing = end + SLACK - memory.buffer.byteLength;
    if (missing <= 0) return;
    memory.grow(Math.ceil(missing / PAGE));
    bytes = Buffer.from(memory.buffer);
    words = new DataView(memory.buffer);
  }

  return {
    layout,
    bytes: () => bytes,
    load(program) {
      if (loaded === program && version === program.version) return;
      reserve(PROGRAM + program.length);
      bytes.set(program.bytes.subarray(0, program.length), PROGRAM);
      loaded = program;
      version = program.version;
    },
    readRows(from, to) {
      const outcome = outcomes[readRows(PROGRAM, from, to, OUT, OUT + OUT_BYTES)];
      if (outcome === undefined) throw new Error('The kernel ended in no way that is known.');
      return outcome;
    },
    wordAt: (address) => words.getInt32(address, true),
    setWord: (address, value) => words.setInt32(address, value, true),
  };
}

function layoutOf(exports: WebAssembly.Exports): KernelLayout {
  const entries = LAYOUT_NAMES.map((name) => {
    const constant = exports[name];
    if (!(constant instanceof WebAssembly.Global)) throw new Error(`The kernel does not export ${name}.`);
    return [name, constant.value as number] as const; // an immutable i32
  });
  return Object.fromEntries(entries) as KernelLayout; // each name has an entry
}

/** The kernel of the process. */
export const kernel: Kernel = createKernel();
