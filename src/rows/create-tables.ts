/** The tables of a question as they are before any reply was read: how the rows of each plan are written, and the keys that are wanted. */
import { ROOM, ROOM_BYTES, TABLES } from './kernel.js';
import type { CellType, RowPlan } from './plan.js';
import { createRowShape } from './row-shape.js';
import { HEAD, KEY, PLAN, STEP } from './table-layout.js';
import type { PlanRoom, StepCell, Tables } from './tables.js';

const TYPES: Readonly<Record<CellType, number>> = {
  ...{ id: 0, int: 1, safeInt: 2, decimal: 3, float: 3, string: 4, date: 5, datetime: 6, json: 7 },
};
const REQUIRED_TYPE = 8;

/** No limit. */
const ALL_ROWS = 0x7fff_ffff;
/** What no text is long, not even the empty one. */
const NO_LENGTH = -1;

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
  const shape = createRowShape(plans);
  if (shape.fatal !== null) names.add(shape.fatal);

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
  put(TABLES + HEAD.fatal, addressOf(shape.fatal));
  for (const [name, address] of wanted) put(address + KEY.isColumn, shape.isColumn(name) ? 1 : 0);
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
    for (const { lead, responseKey, key, type, required } of steps) {
      const step = stepsStart + cells.length * STEP.size;
      putText(step + STEP.lead, step + STEP.leadLength, lead);
      put(step + STEP.key, addressOf(key));
      put(step + STEP.type, required ? REQUIRED_TYPE : TYPES[type]);
      cells.push({ address: step, plan: index, responseKey, key, type, required });
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
  return { image, unlearnt: image, end: TABLES + image.length, plans: rooms, steps: cells, byName: new Map(wanted), wanted, shape };
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
    if (source.kind === 'raw') steps.push({ lead, responseKey, key: null, type: 'json', required: false });
    else steps.push({ lead, responseKey, key: source.key, type: source.type, required: source.required === true });
    lead = '';
  });
  return { steps, tail: `${lead}}` };
}
