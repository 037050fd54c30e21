/**
 * The JSON grammar over bytes, as strict as JSON.parse: where does the token that begins here end?
 *
 * Every function takes the offset of a token's first byte and gives the offset behind its last, or `NOT_JSON`. The text must be valid
 * UTF-8 and end in a line break. No token can hold one, so the line break stops every loop and no loop asks for the end of the text.
 */

/** There is no such token. */
export const NOT_JSON = -1;

/** How deeply a row's value may nest lists and objects. */
export const MAX_NESTING = 64;

export const LINE_BREAK = 0x0a;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const MINUS = 0x2d;
export const POINT = 0x2e;
export const ZERO = 0x30;
const NINE = 0x39;
export const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
/** The first letter of `null`, and of no other token. */
export const LETTER_N = 0x6e;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;

/** The first offset that holds no blank. A line break is none: it ends the row. */
export function skipBlanks(text: DataView, at: number): number {
  // One comparison where there is no blank, which is nearly everywhere.
  let byte = text.getUint8(at);
  if (byte > SPACE) return at;
  while (byte === SPACE || byte === 0x09 || byte === 0x0d) byte = text.getUint8(++at);
  return at;
}

/**
 * A string, four bytes at a time. In each byte of a word, `byte - 0x20` borrows for a control character, and after an exclusive or with
 * the character sought `byte - 1` borrows for that character alone; so the lowest high bit set marks the first quote, backslash or
 * control character. Bytes beyond ASCII have their high bit masked out.
 */
export function stringEnd(text: DataView, at: number): number {
  at++;
  for (;;) {
    const word = text.getInt32(at, true);
    const found = ((word - 0x20202020) | ((word ^ 0x22222222) - 0x01010101) | ((word ^ 0x5c5c5c5c) - 0x01010101)) & ~word & 0x80808080;
    if (found === 0) {
      at += 4;
      continue;
    }
    at += (31 - Math.clz32(found & -found)) >> 3;
    const byte = text.getUint8(at);
    if (byte === QUOTE) return at + 1;
    if (byte !== BACKSLASH) return NOT_JSON;
    at = escapeEnd(text, at + 1);
    if (at === NOT_JSON) return NOT_JSON;
  }
}

function escapeEnd(text: DataView, at: number): number {
  switch (text.getUint8(at)) {
    case QUOTE:
    case BACKSLASH:
    case 0x2f: // solidus
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return at + 1;
    case 0x75: // u
      for (let i = 1; i <= 4; i++) if (!isHexDigit(text.getUint8(at + i))) return NOT_JSON;
      return at + 5;
    default:
      return NOT_JSON;
  }
}

const isHexDigit = (byte: number): boolean => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

export const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;

/** Any value but a string. `depth`: how many lists and objects are open around it. */
export function valueEnd(text: DataView, at: number, depth = 0): number {
  const byte = text.getUint8(at);
  if (isDigit(byte) || byte === MINUS) return numberEnd(text, at);
  switch (byte) {
    case QUOTE:
      return stringEnd(text, at);
    case OPEN_OBJECT:
      return depth === MAX_NESTING ? NOT_JSON : objectEnd(text, at, depth + 1);
    case OPEN_LIST:
      return depth === MAX_NESTING ? NOT_JSON : listEnd(text, at, depth + 1);
    case 0x74:
      return wordEnd(text, at, 'true');
    case 0x66:
      return wordEnd(text, at, 'false');
    case LETTER_N:
      return wordEnd(text, at, 'null');
    default:
      return NOT_JSON;
  }
}

/** A number: no leading zero, a digit at least on both sides of the point and in the exponent. */
export function numberEnd(text: DataView, at: number): number {
  if (text.getUint8(at) === MINUS) at++;
  if (text.getUint8(at) === ZERO) at++;
  else if ((at = digitsEnd(text, at)) === NOT_JSON) return NOT_JSON;
  if (text.getUint8(at) === POINT && (at = digitsEnd(text, at + 1)) === NOT_JSON) return NOT_JSON;
  if ((text.getUint8(at) | 0x20) !== 0x65) return at;
  const sign = text.getUint8(at + 1);
  return digitsEnd(text, sign === MINUS || sign === 0x2b ? at + 2 : at + 1);
}

/** One digit or more. */
function digitsEnd(text: DataView, at: number): number {
  const start = at;
  while (isDigit(text.getUint8(at))) at++;
  return at === start ? NOT_JSON : at;
}

function wordEnd(text: DataView, at: number, word: string): number {
  for (let i = 0; i < word.length; i++) if (text.getUint8(at + i) !== word.charCodeAt(i)) return NOT_JSON;
  return at + word.length;
}

function objectEnd(text: DataView, at: number, depth: number): number {
  at = skipBlanks(text, at + 1);
  if (text.getUint8(at) === CLOSE_OBJECT) return at + 1;
  for (;;) {
    if (text.getUint8(at) !== QUOTE || (at = stringEnd(text, at)) === NOT_JSON) return NOT_JSON;
    at = skipBlanks(text, at);
    if (text.getUint8(at) !== COLON) return NOT_JSON;
    at = valueEnd(text, skipBlanks(text, at + 1), depth);
    if (at === NOT_JSON) return NOT_JSON;
    at = skipBlanks(text, at);
    if (text.getUint8(at) === CLOSE_OBJECT) return at + 1;
    if (text.getUint8(at) !== COMMA) return NOT_JSON;
    at = skipBlanks(text, at + 1);
  }
}

function listEnd(text: DataView, at: number, depth: number): number {
  at = skipBlanks(text, at + 1);
  if (text.getUint8(at) === CLOSE_LIST) return at + 1;
  for (;;) {
    at = valueEnd(text, at, depth);
    if (at === NOT_JSON) return NOT_JSON;
    at = skipBlanks(text, at);
    if (text.getUint8(at) === CLOSE_LIST) return at + 1;
    if (text.getUint8(at) !== COMMA) return NOT_JSON;
    at = skipBlanks(text, at + 1);
  }
}
