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
import { bytes, reserveMemory, ROOM, ROOM_BYTES, TABLES, words } from './kernel.js';
import type { CellType, RowPlan } from './plan.js';

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
}

const HEAD = { plans: 0, plansEnd: 4, root: 8, igrp: 12, igrpDigits: 16, igrpLength: 20, size: 24 } as const;
const KEY = { stamp: 0, spelling: 8, length: 12, next: 16, start: 20, end: 24, size: 32 } as const;
const STEP = { lead: 0, leadLength: 4, key: 8, type: 12, size: 16 } as const;
const PLAN = {
  ...{ steps: 0, stepsEnd: 4, tail: 8, tailLength: 12, limit: 16, tracked: 20, trackedStart: 24, trackedEnd: 28 },
  ...{ room: 32, roomEnd: 36, at: 40, size: 44 },
} as const;

const TYPES: Readonly<Record<CellType, number>> = {
  ...{ id: 0, int: 1, safeInt: 2, decimal: 3, float: 3, string: 4, date: 5, datetime: 6, json: 7 },
};

/** No limit. */
const ALL_ROWS = 0x7fff_ffff;
/** What no text is long, not even the empty one. */
const NO_LENGTH = -1;

/**
 * What learnt keys may take, some six hundred of them; more are forgotten between two calls, so that odd replies do not fill the memory:
 * tables live as long as the question they are for.
 */
const MOST_LEARNT = 32 * 1024;
/** Longer spellings are looked up each time. */
const LONGEST_SPELLING = 256;

/** The tables of the last reply that was read for a plan, by the first plan of those that it was read for. */
const lastTables = new WeakMap<RowPlan, { readonly plans: readonly RowPlan[]; readonly tables: Tables }>();

/** The tables for these plans. A question that is asked again has the same plans. */
export function tablesOf(plans: readonly RowPlan[]): Tables {
  const [first] = plans;
  const last = first && lastTables.get(first);
  if (last?.plans.length === plans.length && plans.every((plan, index) => plan === last.plans[index])) return last.tables;
  const tables = createTables(plans);
  if (first) lastTables.set(first, { plans, tables });
  return tables;
}

/** Tables that know no key yet. */
export function createTables(plans: readonly RowPlan[]): Tables {
  const texts = plans.map(constantTexts);
  const stepCount = texts.reduce((sum, { steps }) => sum + steps.length, 0);
  const igrps = [...new Set(plans.flatMap(({ igrp }) => (igrp === null ? [] : [String(igrp)])))];
  const names = new Set(texts.flatMap(({ steps }) => steps.flatMap(({ key }) => (key === null ? [] : [key]))));
  for (const { track } of plans) if (track !== null) names.add(track);
  if (igrps.length > 0) names.add('igrp');

  const root = TABLES + HEAD.size;
  const plansStart = root + KEY.size;
  const stepsStart = plansStart + plans.length * PLAN.size;
  const keysStart = stepsStart + stepCount * STEP.size;
  const textStart = keysStart + names.size * KEY.size;
  // Where two plans want different installations, no digits are right, and each row is asked about.
  const [digits = ''] = igrps.length === 1 ? igrps : [];
  const text = Buffer.from(digits + texts.map(({ steps, tail }) => steps.map(({ lead }) => lead).join('') + tail).join(''));

  const image = Buffer.alloc(textStart - TABLES + text.length);
  image.set(text, textStart - TABLES);
  const put = (address: number, value: number) => image.writeInt32LE(value, address - TABLES);
  const wanted = new Map([...names].map((name, i) => [name, keysStart + i * KEY.size]));
  const addressOf = (name: string | null) => (name === null ? 0 : (wanted.get(name) ?? 0));

  put(TABLES + HEAD.plans, plansStart);
  put(TABLES + HEAD.plansEnd, stepsStart);
  put(TABLES + HEAD.root, root);
  put(TABLES + HEAD.igrp, igrps.length > 0 ? addressOf('igrp') : 0);
  put(TABLES + HEAD.igrpDigits, textStart);
  put(TABLES + HEAD.igrpLength, digits === '' ? NO_LENGTH : digits.length);

  const share = Math.floor(ROOM_BYTES / Math.max(1, plans.length));
  const rooms: PlanRoom[] = [];
  const cells: StepCell[] = [];
  let textAt = textStart + digits.length;
  const putText = (address: number, lengthAddress: number, part: string) => {
    put(address, textAt);
    put(lengthAddress, Buffer.byteLength(part));
    textAt += Buffer.byteLength(part);
  };
  plans.forEach(({ limit, track }, index) => {
    const { steps, tail } = texts[index] ?? { steps: [], tail: '' };
    const address = plansStart + index * PLAN.size;
    const room = ROOM + index * share;
    put(address + PLAN.steps, stepsStart + cells.length * STEP.size);
    for (const { lead, responseKey, key, type } of steps) {
      const step = stepsStart + cells.length * STEP.size;
      putText(step + STEP.lead, step + STEP.leadLength, lead);
      put(step + STEP.key, addressOf(key));
      put(step + STEP.type, TYPES[type]);
      cells.push({ address: step, plan: index, responseKey, key, type });
    }
    put(address + PLAN.stepsEnd, stepsStart + cells.length * STEP.size);
    putText(address + PLAN.tail, address + PLAN.tailLength, tail);
    put(address + PLAN.limit, limit ?? ALL_ROWS);
    put(address + PLAN.tracked, addressOf(track));
    put(address + PLAN.room, room);
    put(address + PLAN.roomEnd, room + share);
    put(address + PLAN.at, room);
    rooms.push({ address, room });
  });
  return { image, unlearnt: image, end: TABLES + image.length, plans: rooms, steps: cells, byName: new Map(wanted), wanted };
}

/** What stands before each value, with the constants among them, and what ends a row. */
function constantTexts({ columns }: RowPlan): {
  readonly steps: readonly (Omit<StepCell, 'address' | 'plan'> & { lead: string })[];
  readonly tail: string;
} {
  const steps: (Omit<StepCell, 'address' | 'plan'> & { lead: string })[] = [];
  let lead = '{';
  columns.forEach(({ responseKey, source }, index) => {
    lead += `${index === 0 ? '' : ','}${JSON.stringify(responseKey)}:`;
    if (source.kind === 'constant') {
      lead += source.json;
      return;
    }
    const [key, type] = source.kind === 'raw' ? ([null, 'json'] as const) : ([source.key, source.type] as const);
    steps.push({ lead, responseKey, key, type });
    lead = '';
  });
  return { steps, tail: `${lead}}` };
}

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
