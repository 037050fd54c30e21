/**
 * What the kernel has to know to read the replies to one question: how the rows of each plan are written, and the keys of the rows, learnt as
 * they come.
 *
 * The rows of a reply have the same keys in nearly the same order. So every key knows the one that followed it, and a row's next key is
 * found by comparing its bytes with those of the key expected. Only a key that is new, far from its place or oddly spelled (escapes, a
 * blank before the colon) is looked up here. One entry stands for a key however it is spelled, so a key that comes twice is seen.
 *
 * Nothing of a reply is in the tables but the spelling of keys, so all replies to the same question share them, and what one taught
 * the next one need not learn. They lie in the kernel's memory while a reply is read and are kept as an image in between. All offsets are
 * those of `assembly/layout.ts`.
 */
import { bytes, reserveMemory, TABLES, words } from './kernel.js';
import type { CellType } from './plan.js';
import type { RowShape } from './row-shape.js';
import { KEY, PLAN, STEP } from './table-layout.js';

export interface Tables {
  /** From `TABLES` on, as it was when it was last kept. */
  image: Uint8Array;
  /** The same before any key was met. */
  readonly unlearnt: Uint8Array;
  /** Where the next key goes. */
  end: number;
  readonly plans: readonly PlanRoom[];
  readonly steps: readonly StepCell[];
  /** The addresses of keys. */
  readonly byName: Map<string, number>;
  readonly wanted: ReadonlyMap<string, number>;
  readonly shape: RowShape;
}

/** Where the text of a plan goes. */
export interface PlanRoom {
  readonly address: number;
  readonly room: number;
}

/** A column that is not the same in every row. */
export interface StepCell {
  readonly address: number;
  readonly plan: number;
  readonly responseKey: string;
  /** The upstream key; null: the whole row. */
  readonly key: string | null;
  readonly type: CellType;
  /** A row without a value of it refuses the reply. */
  readonly required: boolean;
}

/**
 * What learnt keys may take, some six hundred of them; more are forgotten between two calls, so that odd replies do not fill the memory:
 * tables live as long as the question they are for.
 */
const MOST_LEARNT = 32 * 1024;
/** Longer spellings are looked up each time. */
const LONGEST_SPELLING = 256;

/** Whose tables are in memory. */
let present: Tables | null = null;

/** Brings the tables into the kernel's memory. */
export function loadTables(tables: Tables): void {
  if (present === tables) return;
  reserveMemory(TABLES + tables.image.length);
  bytes.set(tables.image, TABLES);
  present = tables;
}

/** Keeps what was learnt since they were loaded, but not too much of it. To be called after the kernel has run, however it ended. */
export function keepTables(tables: Tables): void {
  const length = tables.end - TABLES;
  if (length === tables.image.length) return;
  if (length - tables.unlearnt.length > MOST_LEARNT) {
    tables.image = tables.unlearnt;
    tables.end = TABLES + tables.unlearnt.length;
    tables.byName.clear();
    for (const [name, address] of tables.wanted) tables.byName.set(name, address);
    present = null;
    return;
  }
  tables.image = Uint8Array.prototype.slice.call(bytes, TABLES, tables.end);
}

/** The address of the key that this JSON string spells; one that is met for the first time is expected after `previous` from now on. */
export function learnKey(tables: Tables, token: string, previous: number): number {
  // A JSON string gives a string.
  const name = JSON.parse(token) as string;
  const known = tables.byName.get(name);
  const address = known ?? tables.end;
  const spelling = Buffer.from(`${token}:`);
  const isLong = spelling.length > LONGEST_SPELLING;
  if (known === undefined) {
    tables.byName.set(name, address);
    // The map holds the name, which counts where it is long: as many bytes are left free.
    tables.end += KEY.size + (isLong ? name.length : 0);
    reserveMemory(tables.end);
    bytes.fill(0, address, tables.end);
    words.setInt32(address + KEY.isColumn, tables.shape.isColumn(name) ? 1 : 0, true);
  }
  if (isLong || words.getInt32(address + KEY.length, true) > 0) return address;
  const start = tables.end;
  tables.end += Math.ceil(spelling.length / 8) * 8;
  reserveMemory(tables.end);
  bytes.fill(0, start, tables.end);
  bytes.set(spelling, start);
  words.setInt32(address + KEY.spelling, start, true);
  words.setInt32(address + KEY.length, spelling.length, true);
  words.setInt32(address + KEY.next, words.getInt32(previous + KEY.next, true), true);
  words.setInt32(previous + KEY.next, address, true);
  return address;
}

/** The index of the plan at that address. */
export const planAt = ({ plans }: Tables, address: number): number => (address - (plans[0]?.address ?? 0)) / PLAN.size;

/** The step at that address. */
export function stepAt({ steps }: Tables, address: number): StepCell {
  const step = steps[(address - (steps[0]?.address ?? 0)) / STEP.size];
  if (step === undefined) throw new Error('The kernel knows of a step that there is not.');
  return step;
}

/** Where the next byte of the plan goes. */
export const roomAt = ({ address }: PlanRoom): number => words.getInt32(address + PLAN.at, true);

/** Sets where the next byte of the plan goes. */
export function setRoomAt({ address }: PlanRoom, at: number): void {
  words.setInt32(address + PLAN.at, at, true);
}

/** The text before the step's value. */
export const leadOf = ({ address }: StepCell): Buffer => copyText(address + STEP.lead, address + STEP.leadLength);

/** The text that ends a row of the plan. */
export const tailOf = ({ address }: PlanRoom): Buffer => copyText(address + PLAN.tail, address + PLAN.tailLength);

/** A copy of a text of which address and length are kept at these addresses. */
function copyText(address: number, lengthAddress: number): Buffer {
  const start = words.getInt32(address, true);
  return Buffer.from(bytes.subarray(start, start + words.getInt32(lengthAddress, true)));
}

/** The token of the plan's tracked key in the last row that was written. */
export function trackedToken({ address }: PlanRoom): string {
  return bytes.toString('utf8', words.getInt32(address + PLAN.trackedStart, true), words.getInt32(address + PLAN.trackedEnd, true));
}
