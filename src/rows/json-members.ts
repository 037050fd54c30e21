/**
 * The members of JSON objects as their source text, digit for digit: JSON.parse would round their numbers. Reads text that is known to be
 * JSON, so it looks for ends and checks nothing but what JSON.parse lets through.
 */

import { stringOf } from './decode-cell.js';
import { ROW_LIMITS } from './row-limits.js';

/** An object's members in their order. */
export interface Members {
  /** The source text of each value, by key. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Each key as it is spelled, with its colon. */
  readonly spellings: ReadonlyMap<string, string>;
}

/** The members of an object that is the whole text, with blanks anywhere; what is wrong with them, if anything is. */
export function membersOf(text: string): Members | 'keyTwice' | 'nestedTooDeeply' {
  const tokens = new Map<string, string>();
  const spellings = new Map<string, string>();
  let at = skipBlanks(text, text.indexOf('{') + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = stringEnd(text, at);
    const key = stringOf(text.slice(at, keyEnd));
    const colonEnd = text.indexOf(':', keyEnd) + 1;
    if (tokens.has(key)) return 'keyTwice';
    spellings.set(key, text.slice(at, colonEnd));
    const start = skipBlanks(text, colonEnd);
    const end = valueEnd(text, start, ROW_LIMITS.valueNesting);
    if (end === TOO_DEEP) return 'nestedTooDeeply';
    tokens.set(key, text.slice(start, end));
    at = skipBlanks(text, skipBlanks(text, end) + 1); // behind the comma or the brace
  }
  return { tokens, spellings };
}

/** The shortest member, with its comma: `"":0,`. */
const SHORTEST_MEMBER = 5;

/** Whether an object that is the whole text has more members than that. Looks at commas alone, so the text need not be JSON. */
export function hasMoreMembers(text: string, most: number): boolean {
  if (text.length <= most * SHORTEST_MEMBER || text.charCodeAt(0) !== OPEN_OBJECT) return false;
  let members = 1;
  for (let at = valueEnd(text, 1); at < text.length; at = valueEnd(text, at + 1))
    if (text.charCodeAt(at) === COMMA && ++members > most) return true;
  return false;
}

/** For each row of an array as the row reader writes it, without blanks between members: the tokens of the members whose key is wanted. */
export function memberTokens(text: string, isWanted: (key: string) => boolean): ReadonlyMap<string, string>[] {
  const rows: ReadonlyMap<string, string>[] = [];
  const wanted = new Map<string, boolean>();
  let at = 1;
  while (text.charCodeAt(at) === OPEN_OBJECT) {
    const row = new Map<string, string>();
    at++;
    while (text.charCodeAt(at) === QUOTE) {
      const keyEnd = stringEnd(text, at);
      const token = text.slice(at, keyEnd);
      let wants = wanted.get(token);
      if (wants === undefined) wanted.set(token, (wants = isWanted(stringOf(token))));
      const start = keyEnd + 1;
      at = valueEnd(text, start);
      if (wants) row.set(stringOf(token), text.slice(start, at));
      if (text.charCodeAt(at) === COMMA) at++;
    }
    rows.push(row);
    at++; // the brace
    if (text.charCodeAt(at) === COMMA) at++;
  }
  return rows;
}

const TOO_DEEP = -1;

/** The offset behind the value at `at`; `TOO_DEEP` where it nests more lists and objects than that. */
function valueEnd(text: string, at: number, maxNesting = Infinity): number {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE:
        i = stringEnd(text, i) - 1;
        if (depth === 0) return i + 1;
        break;
      case OPEN_OBJECT:
      case OPEN_LIST:
        if (++depth > maxNesting) return TOO_DEEP;
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        if (depth === 0) return i;
        if (--depth === 0) return i + 1;
        break;
      case COMMA:
      case SPACE:
      case TAB:
      case RETURN:
        if (depth === 0) return i;
        break;
    }
  }
  return text.length;
}

/** The offset behind the quote that ends the string at `at`. */
function stringEnd(text: string, at: number): number {
  let i = at + 1;
  while (i < text.length && text.charCodeAt(i) !== QUOTE) i += text.charCodeAt(i) === BACKSLASH ? 2 : 1;
  return i + 1;
}

function skipBlanks(text: string, at: number): number {
  let i = at;
  for (let code = text.charCodeAt(i); code === SPACE || code === TAB || code === RETURN; code = text.charCodeAt(i)) i++;
  return i;
}

const TAB = 0x09;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
