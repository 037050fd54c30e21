/**
 * How the rows of one question are read: what the kernel and the slow way have to know of its plans, and the keys of the rows, learnt as
 * they come.
 *
 * The kernel finds a key by comparing its bytes with the spelling expected next, so it reads only rows whose keys it has been taught. A
 * row with another key is read the slow way, which teaches it. Nothing of a reply is in a program but the spelling of keys, so all
 * replies to the same question share one.
 */
import { CSV_LINE_END, csvCell, csvStyleOf, type CsvStyle } from './csv-cell.js';
import { kernel, PROGRAM, type ProgramImage } from './kernel/kernel.js';
import type { CellPath, CellType, Column, ColumnSource, RowPlan } from './row-plan-types.js';
import { createRowShape, type RowShape } from './row-shape.js';

const { layout } = kernel;

export interface RowProgram {
  readonly plans: readonly PlanProgram[];
  readonly shape: RowShape;
  readonly image: ProgramImage;
  /** Teaches the kernel the keys of a row, in their order. */
  readonly learn: (spellings: ReadonlyMap<string, string>) => void;
  /** Where the kernel keeps each key: those that the plans want, and those that it was taught. What is handed out is never changed. */
  readonly keys: () => ReadonlyMap<string, number>;
}

/** How the rows of one plan are written. */
export interface PlanProgram {
  /** Where the kernel keeps what it knows of the plan. */
  readonly address: number;
  readonly steps: readonly CellStep[];
  /** The text that ends a row. */
  readonly tail: string;
  /** Rows beyond this many are not written. */
  readonly limit: number;
  readonly igrp: number | null;
  readonly track: string | null;
  /** Whether rows are items of a JSON array, with commas between them. */
  readonly isList: boolean;
  /** How cells are written where rows are CSV; null where they are JSON. */
  readonly csv: CsvStyle | null;
  /** Whether tracked values must ascend, and the one that they begin above: null where they begin at 0. */
  readonly ascends: boolean;
  readonly ascendsFrom: string | null;
}

/** A column that is not the same in every row, and the text before its value. */
export interface CellStep {
  readonly lead: string;
  readonly responseKey: string;
  /** Where in the column's value the cell stands; empty where it is the value. */
  readonly below: CellPath;
  /** The upstream key; null: the whole row. */
  readonly key: string | null;
  readonly type: CellType;
  /** A row without a value of it refuses the reply. */
  readonly required: boolean;
}

const TYPES: Readonly<Record<CellType, number>> = {
  id: layout.TYPE_ID,
  int: layout.TYPE_INT,
  safeInt: layout.TYPE_SAFE_INT,
  decimal: layout.TYPE_DECIMAL,
  float: layout.TYPE_DECIMAL,
  string: layout.TYPE_STRING,
  date: layout.TYPE_DATE,
  datetime: layout.TYPE_DATETIME,
  json: layout.TYPE_JSON,
};

/** No limit. */
const ALL_ROWS = 0x7fff_ffff;
/** What no text is long, not even the empty one. */
const NO_LENGTH = -1;
/** What names a row's installation. */
const IGRP = 'igrp';

/**
 * What learnt keys may take, some six hundred of them. Where they are more, all are forgotten and learnt anew, so that odd replies do not fill the
 * memory: a program lives as long as the question it is for.
 */
const MOST_LEARNT = 32 * 1024;
/** Rows with a longer spelling are read the slow way each time. */
const LONGEST_SPELLING = 256;

/**
 * The program of the last reply that was read for a plan, by the first plan of those that it was read for. Plans are plain data, compared and
 * written as text elsewhere, so what was compiled from them is kept beside them.
 */
const lastPrograms = new WeakMap<RowPlan, { readonly plans: readonly RowPlan[]; readonly program: RowProgram }>();

/** The program for these plans. A question that is asked again has the same plans. */
export function programOf(plans: readonly RowPlan[]): RowProgram {
  const [first] = plans;
  const last = first && lastPrograms.get(first);
  if (last?.plans.length === plans.length && plans.every((plan, index) => plan === last.plans[index])) return last.program;
  const program = compileRowProgram(plans);
  if (first) lastPrograms.set(first, { plans, program });
  return program;
}

/** A program that knows the spelling of no key yet. */
export function compileRowProgram(plans: readonly RowPlan[]): RowProgram {
  const shape = createRowShape(plans);
  const igrps = [...new Set(plans.flatMap(({ igrp }) => (igrp === null ? [] : [String(igrp)])))];
  // Where two plans want different installations no digits are right, and each row is read the slow way.
  const [digits = ''] = igrps.length === 1 ? igrps : [];
  const written = plans.map(stepsOf);
  const names = new Set(written.flatMap(({ steps }) => steps.flatMap(({ key }) => (key === null ? [] : [key]))));
  for (const { track } of plans) if (track !== null) names.add(track);
  if (igrps.length > 0) names.add(IGRP);
  if (shape.fatal !== null) names.add(shape.fatal);

  const root = PROGRAM + layout.HEAD_SIZE;
  const plansStart = root + layout.KEY_SIZE;
  const stepsStart = plansStart + plans.length * layout.PLAN_SIZE;
  const stepsEnd = stepsStart + written.reduce((sum, { steps }) => sum + steps.length, 0) * layout.STEP_SIZE;
  const keysStart = Math.ceil(stepsEnd / 8) * 8; // a key begins with eight bytes in one
  const textStart = keysStart + names.size * layout.KEY_SIZE;
  const text = Buffer.from(digits + written.map(({ steps, tail }) => steps.map(({ lead }) => lead).join('') + tail).join(''));

  const image = Buffer.alloc(Math.ceil((textStart - PROGRAM + text.length) / 8) * 8);
  image.set(text, textStart - PROGRAM);
  const put = (address: number, value: number) => image.writeInt32LE(value, address - PROGRAM);
  const addresses = new Map([...names].map((name, index) => [name, keysStart + index * layout.KEY_SIZE]));
  const addressOf = (name: string | null) => (name === null ? 0 : (addresses.get(name) ?? 0));
  let textAt = textStart + digits.length;
  const putText = (address: number, lengthAddress: number, part: string) => {
    const length = Buffer.byteLength(part);
    put(address, textAt);
    put(lengthAddress, length);
    textAt += length;
  };

  put(PROGRAM + layout.HEAD_PLANS, plansStart);
  put(PROGRAM + layout.HEAD_PLANS_END, stepsStart);
  put(PROGRAM + layout.HEAD_ROOT, root);
  put(PROGRAM + layout.HEAD_IGRP, igrps.length > 0 ? addressOf(IGRP) : 0);
  put(PROGRAM + layout.HEAD_IGRP_DIGITS, textStart);
  put(PROGRAM + layout.HEAD_IGRP_LENGTH, digits === '' ? NO_LENGTH : digits.length);
  put(PROGRAM + layout.HEAD_FATAL, addressOf(shape.fatal));
  for (const [name, address] of addresses) put(address + layout.KEY_IS_COLUMN, shape.isColumn(name) ? 1 : 0);

  let step = stepsStart;
  const programs = plans.map(({ limit, igrp, track, form = 'array', ascendsFrom }, index): PlanProgram => {
    const { steps, tail, csv } = written[index] ?? { steps: [], tail: '', csv: null };
    const isList = form === 'array';
    const ascends = ascendsFrom !== undefined;
    const address = plansStart + index * layout.PLAN_SIZE;
    put(address + layout.PLAN_STEPS, step);
    for (const { lead, key, type, required } of steps) {
      putText(step + layout.STEP_LEAD, step + layout.STEP_LEAD_LENGTH, lead);
      put(step + layout.STEP_KEY, addressOf(key));
      put(step + layout.STEP_TYPE, TYPES[type]);
      put(step + layout.STEP_REQUIRED, required ? 1 : 0);
      step += layout.STEP_SIZE;
    }
    put(address + layout.PLAN_STEPS_END, step);
    putText(address + layout.PLAN_TAIL, address + layout.PLAN_TAIL_LENGTH, tail);
    put(address + layout.PLAN_LIMIT, limit ?? ALL_ROWS);
    put(address + layout.PLAN_TRACKED, addressOf(track));
    put(address + layout.PLAN_FORM, isList ? 0 : formBits(csv));
    put(address + layout.PLAN_ASCENDS, ascends ? 1 : 0);
    return { address, steps, tail, limit: limit ?? ALL_ROWS, igrp, track, isList, csv, ascends, ascendsFrom: ascendsFrom ?? null };
  });
  return { plans: programs, shape, ...createKeyIndex(image, { root, addresses, isColumn: shape.isColumn }) };
}

/** What the kernel is told of the form of rows that each have a line. */
function formBits(csv: CsvStyle | null): number {
  if (csv === null) return layout.FORM_LINES;
  return layout.FORM_LINES | layout.FORM_CSV | (csv.escapesFormulas ? layout.FORM_ESCAPES : 0) | (csv.isAlone ? layout.FORM_LONE : 0);
}

/** What stands before each value, with the constants among them, and what ends a row. */
function stepsOf({ columns, form }: RowPlan): Pick<PlanProgram, 'steps' | 'tail' | 'csv'> {
  const csv = csvStyleOf(form, columns.length);
  const steps: CellStep[] = [];
  let lead = '';
  const addObject = (members: readonly Column[], outside: CellPath): void => {
    lead += '{';
    members.forEach(({ responseKey: key, source }, index) => {
      lead += `${index === 0 ? '' : ','}${JSON.stringify(key)}:`;
      addValue(source, [...outside, key]);
    });
    lead += '}';
  };
  const addValue = (source: ColumnSource, path: CellPath): void => {
    if (source.kind === 'constant') {
      lead += csv ? csvCell(source.json, csv) : source.json;
      return;
    }
    if (source.kind === 'list') {
      lead += '[';
      source.items.forEach((item, index) => {
        lead += index === 0 ? '' : ',';
        addObject(item, [...path, index]);
      });
      lead += ']';
      return;
    }
    const [responseKey, ...below] = path;
    const place = { lead, responseKey: String(responseKey), below };
    if (source.kind === 'raw') steps.push({ ...place, key: null, type: 'json', required: false });
    else steps.push({ ...place, key: source.key, type: source.type, required: source.required === true });
    lead = '';
  };
  if (!csv) {
    addObject(columns, []);
    return { steps, tail: form === 'ndjson' ? `${lead}\n` : lead, csv };
  }
  columns.forEach(({ responseKey, source }, index) => {
    lead += index === 0 ? '' : ',';
    addValue(source, [responseKey]);
  });
  return { steps, tail: lead + CSV_LINE_END, csv };
}

interface KeyIndexOptions {
  /** The addresses of no key, and of those that the plans want. */
  readonly root: number;
  readonly addresses: ReadonlyMap<string, number>;
  readonly isColumn: (name: string) => boolean;
}

/** The program as it lies in memory, growing by the keys that it is taught. */
function createKeyIndex(unlearnt: Buffer, { root, addresses, isColumn }: KeyIndexOptions): Pick<RowProgram, 'image' | 'learn' | 'keys'> {
  let byName = new Map(addresses);
  let known: ReadonlyMap<string, number> | null = null;
  const image = { bytes: unlearnt, length: unlearnt.length, version: 0 };
  const wordAt = (address: number) => image.bytes.readInt32LE(address - PROGRAM);
  const setWord = (address: number, value: number) => image.bytes.writeInt32LE(value, address - PROGRAM);

  /** Claims memory of whole words, all of them 0. */
  function claim(size: number): number {
    const start = image.length;
    image.length += Math.ceil(size / 8) * 8;
    if (image.bytes.length < image.length || image.bytes === unlearnt) {
      const grown = Buffer.alloc(Math.max(image.length, 2 * image.bytes.length));
      grown.set(image.bytes.subarray(0, start));
      image.bytes = grown;
    }
    return PROGRAM + start;
  }

  function forget(): void {
    image.bytes = unlearnt;
    image.length = unlearnt.length;
    byName = new Map(addresses);
    known = null;
  }

  function learn(spellings: ReadonlyMap<string, string>): void {
    if (image.length - unlearnt.length > MOST_LEARNT) forget();
    let previous = root;
    for (const [name, spelling] of spellings) {
      let key = byName.get(name);
      if (key === undefined || wordAt(key + layout.KEY_LENGTH) === 0) {
        const text = Buffer.from(spelling);
        if (text.length > LONGEST_SPELLING || image.length - unlearnt.length > MOST_LEARNT) return;
        key ??= learnName(name);
        const start = claim(text.length);
        image.bytes.set(text, start - PROGRAM);
        setWord(key + layout.KEY_SPELLING, start);
        setWord(key + layout.KEY_LENGTH, text.length);
        setWord(key + layout.KEY_NEXT, wordAt(previous + layout.KEY_NEXT));
        setWord(previous + layout.KEY_NEXT, key);
        image.version++;
      }
      previous = key;
    }
  }

  function learnName(name: string): number {
    const key = claim(layout.KEY_SIZE);
    byName.set(name, key);
    known = null;
    setWord(key + layout.KEY_IS_COLUMN, isColumn(name) ? 1 : 0);
    return key;
  }

  return { image, learn, keys: () => (known ??= new Map(byName)) };
}
