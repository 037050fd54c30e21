/**
 * The keys of a reply's rows, learnt as they come, and where the current row holds the value of each.
 *
 * The rows of one reply have the same keys in nearly the same order. So every key knows the one that followed it, and a row's next key
 * is found by comparing its bytes with those of the key expected: a few words, no text made, no look-up. Keys that a row leaves out are
 * stepped over. Only a key that is new, far from its place or oddly spelled (escapes, a blank before the colon) is decoded and looked up.
 *
 * One `RowKey` stands for a key however it is spelled, so a key that comes twice in a row is seen by its row number.
 */
import { createLiteral, isAt } from './bytes.js';

/** A key, and where its value is: `start` and `end` hold for the row whose number is `row`, as long as that row's text is kept. */
export interface RowKey {
  readonly name: string;
  /** `"name":`, spelled as it was first met, and its length: 0 until then. */
  spelling: DataView;
  length: number;
  /** The key expected after this one; null at the end. */
  next: RowKey | null;
  row: number;
  start: number;
  end: number;
}

/** All keys of one reply. */
export interface RowKeys {
  readonly byName: Map<string, RowKey>;
  /** No key, but what comes before the first one. */
  readonly root: RowKey;
  readonly wanted: Set<RowKey>;
}

/** What no key is spelled like. */
const NO_SPELLING = createLiteral('\n\n\n\n');

/** How many keys left out in a row are stepped over before the key is looked up. */
const STEPS = 24;

/** Keys learnt beyond those that are wanted; more are forgotten between two rows, so that odd replies do not fill the memory. */
const MOST_LEARNT = 1024;

/** No keys yet. */
export function createRowKeys(): RowKeys {
  return { byName: new Map(), root: createKey(''), wanted: new Set() };
}

/** The key of that name, kept for the whole reply. */
export function wantKey(keys: RowKeys, name: string): RowKey {
  const key = keyOfName(keys, name);
  keys.wanted.add(key);
  return key;
}

/** To be called between two rows. */
export function forgetSurplus({ byName, root, wanted }: RowKeys): void {
  if (byName.size <= MOST_LEARNT + wanted.size) return;
  byName.clear();
  root.next = null;
  for (const key of wanted) {
    key.length = 0;
    byName.set(key.name, key);
  }
}

/** The key spelled at `text[at]`, if it is one of those expected after `previous`. Behind the last key the first is expected. */
export function expectKey({ root }: RowKeys, text: DataView, at: number, previous: RowKey): RowKey | null {
  let key = previous.next ?? root.next;
  for (let step = 0; step < STEPS && key !== null; step++) {
    if (isAt(text, at, key.spelling)) return key;
    key = key.next ?? root.next;
  }
  return null;
}

/** The key that this JSON string spells; one that is met for the first time is expected after `previous` from now on. */
export function lookUpKey(keys: RowKeys, token: string, previous: RowKey): RowKey {
  // A JSON string gives a string.
  const key = keyOfName(keys, JSON.parse(token) as string);
  if (key.length === 0) {
    key.next = previous.next;
    previous.next = key;
    // The empty name is too short to be compared by words: it is looked up each time.
    key.spelling = key.name === '' ? NO_SPELLING : createLiteral(`${token}:`);
    key.length = key.spelling.byteLength;
  }
  return key;
}

function keyOfName({ byName }: RowKeys, name: string): RowKey {
  const known = byName.get(name);
  if (known !== undefined) return known;
  const key = createKey(name);
  byName.set(name, key);
  return key;
}

function createKey(name: string): RowKey {
  return { name, spelling: NO_SPELLING, length: 0, next: null, row: 0, start: 0, end: 0 };
}
