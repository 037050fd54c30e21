/**
 * The JSON grammar over bytes, as strict as JSON.parse: where does the token that begins here end?
 *
 * Every function takes the address of a token's first byte and gives the address behind its last, or `NOT_JSON`. The text must be valid
 * UTF-8 and end in a line break. No token can hold one, so the line break stops every loop and no loop asks for the end of the text.
 */

/** There is no such token. */
export const NOT_JSON: usize = 0;

/** How deeply a row's value may nest lists and objects. */
const MAX_NESTING: i32 = 64;

export const LINE_BREAK: u32 = 0x0a;
export const SPACE: u32 = 0x20;
export const QUOTE: u32 = 0x22;
export const COMMA: u32 = 0x2c;
export const MINUS: u32 = 0x2d;
export const POINT: u32 = 0x2e;
export const ZERO: u32 = 0x30;
export const COLON: u32 = 0x3a;
export const OPEN_LIST: u32 = 0x5b;
export const BACKSLASH: u32 = 0x5c;
const CLOSE_LIST: u32 = 0x5d;
export const LETTER_T: u32 = 0x54;
/** The first letter of `null`, and of no other token. */
export const LETTER_N: u32 = 0x6e;
export const OPEN_OBJECT: u32 = 0x7b;
export const CLOSE_OBJECT: u32 = 0x7d;

export function byteAt(at: usize): u32 {
  return load<u8>(at);
}

export function isDigit(byte: u32): bool {
  return byte - ZERO < 10;
}

/** The first address that holds no blank. A line break is none: it ends the row. */
export function skipBlanks(at: usize): usize {
  while (true) {
    const byte = byteAt(at);
    if (byte != SPACE && byte != 0x09 && byte != 0x0d) return at;
    at++;
  }
}

/** A string, sixteen bytes at a time: the first quote, backslash or control character among them decides. */
export function stringEnd(at: usize): usize {
  at++;
  while (true) {
    const bytes = v128.load(at);
    const found = i8x16.bitmask(
      v128.or(v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c))), i8x16.lt_u(bytes, i8x16.splat(0x20))),
    );
    if (found == 0) {
      at += 16;
      continue;
    }
    at += ctz(found);
    const byte = byteAt(at);
    if (byte == QUOTE) return at + 1;
    if (byte != BACKSLASH) return NOT_JSON;
    at = escapeEnd(at + 1);
    if (at == NOT_JSON) return NOT_JSON;
  }
}

function escapeEnd(at: usize): usize {
  switch (byteAt(at)) {
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
      for (let i: usize = 1; i <= 4; i++) if (!isHexDigit(byteAt(at + i))) return NOT_JSON;
      return at + 5;
    default:
      return NOT_JSON;
  }
}

function isHexDigit(byte: u32): bool {
  return isDigit(byte) || (byte | 0x20) - 0x61 < 6;
}

/** What a hexadecimal digit stands for. */
export function hexValue(byte: u32): u32 {
  return isDigit(byte) ? byte - ZERO : (byte | 0x20) - 0x57;
}

/** Any value. `depth`: how many lists and objects are open around it. */
export function valueEnd(at: usize, depth: i32): usize {
  const byte = byteAt(at);
  if (isDigit(byte) || byte == MINUS) return numberEnd(at);
  switch (byte) {
    case QUOTE:
      return stringEnd(at);
    case OPEN_OBJECT:
      return depth == MAX_NESTING ? NOT_JSON : objectEnd(at, depth + 1);
    case OPEN_LIST:
      return depth == MAX_NESTING ? NOT_JSON : listEnd(at, depth + 1);
    case 0x74: // true
      return load<u32>(at) == 0x65757274 ? at + 4 : NOT_JSON;
    case 0x66: // false
      return load<u32>(at + 1) == 0x65736c61 ? at + 5 : NOT_JSON;
    case LETTER_N: // null
      return load<u32>(at) == 0x6c6c756e ? at + 4 : NOT_JSON;
    default:
      return NOT_JSON;
  }
}

/** A number: no leading zero, a digit at least on both sides of the point and in the exponent. */
function numberEnd(at: usize): usize {
  at = fractionEnd(at);
  return at == NOT_JSON || !isExponent(at) ? at : digitsEnd(exponentDigits(at));
}

/** A number without its exponent. */
export function fractionEnd(at: usize): usize {
  if (byteAt(at) == MINUS) at++;
  if (byteAt(at) == ZERO) at++;
  else if ((at = digitsEnd(at)) == NOT_JSON) return NOT_JSON;
  return byteAt(at) == POINT ? digitsEnd(at + 1) : at;
}

export function isExponent(at: usize): bool {
  return (byteAt(at) | 0x20) == 0x65;
}

/** Where the digits begin of the exponent at `at`. */
export function exponentDigits(at: usize): usize {
  const sign = byteAt(at + 1);
  return sign == MINUS || sign == 0x2b ? at + 2 : at + 1;
}

/** One digit or more. */
export function digitsEnd(at: usize): usize {
  const start = at;
  while (isDigit(byteAt(at))) at++;
  return at == start ? NOT_JSON : at;
}

function objectEnd(at: usize, depth: i32): usize {
  at = skipBlanks(at + 1);
  if (byteAt(at) == CLOSE_OBJECT) return at + 1;
  while (true) {
    if (byteAt(at) != QUOTE || (at = stringEnd(at)) == NOT_JSON) return NOT_JSON;
    at = skipBlanks(at);
    if (byteAt(at) != COLON) return NOT_JSON;
    at = valueEnd(skipBlanks(at + 1), depth);
    if (at == NOT_JSON) return NOT_JSON;
    at = skipBlanks(at);
    if (byteAt(at) == CLOSE_OBJECT) return at + 1;
    if (byteAt(at) != COMMA) return NOT_JSON;
    at = skipBlanks(at + 1);
  }
}

function listEnd(at: usize, depth: i32): usize {
  at = skipBlanks(at + 1);
  if (byteAt(at) == CLOSE_LIST) return at + 1;
  while (true) {
    at = valueEnd(at, depth);
    if (at == NOT_JSON) return NOT_JSON;
    at = skipBlanks(at);
    if (byteAt(at) == CLOSE_LIST) return at + 1;
    if (byteAt(at) != COMMA) return NOT_JSON;
    at = skipBlanks(at + 1);
  }
}
