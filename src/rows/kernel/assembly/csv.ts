/**
 * Cells of CSV (RFC 4180), made in place of the JSON that was written for them. The host's `csvCell` defines what every cell becomes.
 *
 * A text in quotes takes no more room in CSV than in JSON: a quote in it is two bytes in both (`\"` and `""`), every other escape becomes
 * shorter. The apostrophe before a formula is the one byte more.
 */
import { ODD } from './cells';
import { FORM_ESCAPES, FORM_LONE } from './offsets';
import {
  BACKSLASH,
  byteAt,
  COMMA,
  digitsEnd,
  exponentDigits,
  hexValue,
  isExponent,
  LETTER_N,
  LINE_BREAK,
  MINUS,
  NOT_JSON,
  OPEN_LIST,
  OPEN_OBJECT,
  POINT,
  QUOTE,
} from './tokens';

const APOSTROPHE: u32 = 0x27;
const RETURN: u32 = 0x0d;
const TAB: u32 = 0x09;

/** Makes the cell `[start, end)` of its JSON and gives the address behind it, or `ODD`: lists and objects are left to the host. */
export function toCsvCell(form: i32, start: usize, end: usize): usize {
  const first = byteAt(start);
  if (first == QUOTE) return toCsvText(form, start, end - 1);
  if (first == LETTER_N) return writeCsvNull(form, start);
  return first == OPEN_OBJECT || first == OPEN_LIST ? ODD : end;
}

/** Writes a value that is not there: nothing, or an empty text where the line would be blank otherwise. */
export function writeCsvNull(form: i32, at: usize): usize {
  if ((form & FORM_LONE) == 0) return at;
  store<u16>(at, 0x2222);
  return at + 2;
}

/** The text between the quotes at `start` and `end`. An empty one keeps them, which tells it from a value that is not there. */
function toCsvText(form: i32, start: usize, end: usize): usize {
  const from = start + 1;
  if (from == end) return end + 1;
  const special = specialAt(from, end);
  let behind = end;
  let quoted = special < end;
  if (quoted && hasBackslash(special, end)) {
    behind = unescape(from, end);
    if (behind == ODD) return ODD;
    quoted = needsQuotes(from, behind);
  }
  const escaped = (form & FORM_ESCAPES) != 0 && isFormula(from, behind);
  if (!quoted) {
    if (escaped) {
      store<u8>(start, <u8>APOSTROPHE);
      return behind;
    }
    memory.copy(start, from, behind - from);
    return behind - 1;
  }
  if (escaped) {
    memory.copy(from + 1, from, behind - from);
    store<u8>(from, <u8>APOSTROPHE);
    behind++;
  }
  store<u8>(behind, <u8>QUOTE);
  return behind + 1;
}

/** The first comma or backslash of `[at, end)`; `end` where there is none. Other bytes that CSV puts in quotes are escaped in JSON. */
function specialAt(at: usize, end: usize): usize {
  while (at < end) {
    const bytes = v128.load(at);
    const found = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(0x2c)), i8x16.eq(bytes, i8x16.splat(0x5c))));
    if (found != 0) return min(at + ctz(found), end);
    at += 16;
  }
  return end;
}

function hasBackslash(at: usize, end: usize): bool {
  while (at < end) {
    const bytes = v128.load(at);
    const found = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0x5c)));
    if (found != 0) return at + ctz(found) < end;
    at += 16;
  }
  return false;
}

/** Whether the text `[at, end)` holds a byte that CSV puts in quotes. */
function needsQuotes(at: usize, end: usize): bool {
  for (; at < end; at++) {
    const byte = byteAt(at);
    if (byte == COMMA || byte == QUOTE || byte == LINE_BREAK || byte == RETURN) return true;
  }
  return false;
}

/** Puts the characters of `[from, end)` in the place of their escapes, quotes doubled, and gives the address behind them, or `ODD`. */
function unescape(from: usize, end: usize): usize {
  let to = from;
  while (from < end) {
    const byte = byteAt(from);
    if (byte != BACKSLASH) {
      store<u8>(to++, <u8>byte);
      from++;
      continue;
    }
    const letter = byteAt(from + 1);
    if (letter == 0x75) {
      const unit =
        (hexValue(byteAt(from + 2)) << 12) |
        (hexValue(byteAt(from + 3)) << 8) |
        (hexValue(byteAt(from + 4)) << 4) |
        hexValue(byteAt(from + 5));
      // Characters in two units are left to the host.
      if ((unit & 0xf800) == 0xd800) return ODD;
      to = writeCharacter(unit, to);
      from += 6;
      continue;
    }
    to = writeCharacter(characterOf(letter), to);
    from += 2;
  }
  return to;
}

/** What the letter behind a backslash stands for. */
function characterOf(letter: u32): u32 {
  switch (letter) {
    case 0x62: // b
      return 0x08;
    case 0x66: // f
      return 0x0c;
    case 0x6e: // n
      return LINE_BREAK;
    case 0x72: // r
      return RETURN;
    case 0x74: // t
      return TAB;
    default:
      return letter; // a quote, a backslash, a solidus
  }
}

/** Writes a character in UTF-8, a quote twice. */
function writeCharacter(unit: u32, to: usize): usize {
  if (unit < 0x80) {
    store<u8>(to, <u8>unit);
    if (unit == QUOTE) store<u8>(++to, <u8>unit);
    return to + 1;
  }
  if (unit < 0x800) {
    store<u8>(to, <u8>(0xc0 | (unit >> 6)));
    store<u8>(to + 1, <u8>(0x80 | (unit & 0x3f)));
    return to + 2;
  }
  store<u8>(to, <u8>(0xe0 | (unit >> 12)));
  store<u8>(to + 1, <u8>(0x80 | ((unit >> 6) & 0x3f)));
  store<u8>(to + 2, <u8>(0x80 | (unit & 0x3f)));
  return to + 3;
}

/** Whether a spreadsheet would read the text as a formula: by its first character, numbers apart. */
function isFormula(start: usize, end: usize): bool {
  const first = byteAt(start);
  if (first == 0x3d || first == 0x2b || first == 0x40 || first == TAB || first == RETURN) return true;
  return first == MINUS && numberEnd(start + 1, end) != end;
}

/** Behind the number without a sign at `at`, which may begin with zeros; `NOT_JSON` where there is none. */
function numberEnd(at: usize, end: usize): usize {
  let behind = digitsWithin(at, end);
  if (behind == NOT_JSON || behind == end) return behind;
  if (byteAt(behind) == POINT) behind = digitsWithin(behind + 1, end);
  if (behind == NOT_JSON || behind == end || !isExponent(behind)) return behind;
  return digitsWithin(exponentDigits(behind), end);
}

function digitsWithin(at: usize, end: usize): usize {
  return at < end ? min(digitsEnd(at), end) : NOT_JSON;
}
