/** A part of an answer as JSON. The items of its lists are written some at a time, so that a large part leaves time for others. */
import { CELLS_A_TURN, type Pace } from '../reports/pace.js';
import { RowText, writeJson } from '../rows/row-text.js';
import { takeOwnTurn } from './long-work.js';

/** Text that is written in one turn of the event loop. */
const CHARACTERS_A_TURN = 131_072;
/** What each item of a list costs beside its characters, in characters. */
const CHARACTERS_AN_ITEM = 64;

/** Lists of fewer items are written with what they stand in, unless an item holds a longer one. */
const LONG_LIST = 100;

/** The value as JSON. */
export async function writeInTurns(value: unknown, pace: Pick<Pace, 'turnFor'>): Promise<Buffer> {
  return toBuffer(writeJson(await withTexts(value, pace)));
}

/** The value with the text of its long lists in their places. */
async function withTexts(value: unknown, pace: Pick<Pace, 'turnFor'>): Promise<unknown> {
  if (Array.isArray(value)) {
    if (value.length >= LONG_LIST) return new RowText(await writeList(value, pace));
    const items: unknown[] = [];
    for (const item of value) items.push(await withTexts(item, pace));
    return items;
  }
  if (!isPlainObject(value)) return value;
  const members: Record<string, unknown> = {};
  for (const key in value) members[key] = isContainer(value[key]) ? await withTexts(value[key], pace) : value[key];
  return members;
}

async function writeList(items: readonly unknown[], pace: Pick<Pace, 'turnFor'>): Promise<readonly Buffer[]> {
  const written: Buffer[] = [];
  let pieces: (Uint8Array | string)[] = ['['];
  let length = 0;
  // What the executor did to have so many items at once took its time too.
  await takeOwnTurn();
  for (const [i, item] of items.entries()) {
    if (i > 0) pieces.push(',');
    length += CHARACTERS_AN_ITEM;
    for (const piece of writeJson(item)) {
      pieces.push(piece);
      length += piece.length;
    }
    if (length < CHARACTERS_A_TURN) continue;
    written.push(toBuffer(pieces));
    [pieces, length] = [[], 0];
    await pace.turnFor(CELLS_A_TURN);
  }
  return [...written, toBuffer([...pieces, ']'])];
}

const toBuffer = (pieces: readonly (Uint8Array | string)[]): Buffer =>
  Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Objects of the executor's own have no prototype, or the plain one. Everything else writes itself. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isContainer(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
