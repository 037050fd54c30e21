/**
 * The short ways to write a cell: from the bytes of its token straight to the bytes of the answer, for the forms that upstream mostly
 * sends. What has another form is left to the host's `decodeCell`, which defines what every form becomes.
 */
import { TYPE_DATE, TYPE_DATETIME, TYPE_DECIMAL, TYPE_ID, TYPE_INT, TYPE_JSON, TYPE_SAFE_INT, TYPE_STRING } from './offsets';
import {
  byteAt,
  COLON,
  digitsEnd,
  exponentDigits,
  fractionEnd,
  isDigit,
  isExponent,
  LETTER_T,
  MINUS,
  NOT_JSON,
  QUOTE,
  ZERO,
} from './tokens';

/** The token has no short way: what was written does not count. */
export const ODD: usize = 0;

/** The largest whole numbers of 32 and 53 bits; the smallest of 32 bits is left to the host. */
const MOST_INT: u64 = 2147483647;
const MOST_SAFE_INT: u64 = 9007199254740991;
const WHOLE_DIGITS: usize = 16;

/** A number of so many characters and an exponent of so many digits is finite. */
const FINITE_LENGTH: usize = 64;
const EXPONENT_DIGITS: usize = 2;

/**
 * Writes the cell of the token `[start, end)`, which is not `null`, and gives the address behind it, or `ODD`. It has one caller, so
 * the compiler puts it there; a call for each cell would cost four per cent of all.
 */
export function writeCell(type: i32, start: usize, end: usize, at: usize): usize {
  switch (type) {
    case TYPE_ID:
      return writeId(start, end, at);
    case TYPE_INT:
      return writeWhole(start, end, at, MOST_INT);
    case TYPE_SAFE_INT:
      return writeWhole(start, end, at, MOST_SAFE_INT);
    case TYPE_DECIMAL:
      return writeDecimal(start, end, at);
    case TYPE_STRING:
      return writeText(start, end, at);
    case TYPE_DATE:
      return writeDate(start, end, at);
    case TYPE_DATETIME:
      return writeDateTime(start, end, at);
    case TYPE_JSON:
      return copySpan(start, end, at);
    default:
      return ODD;
  }
}

/** Copies `[start, end)`, sixteen bytes at a time, and gives the address behind the copy. */
export function copySpan(start: usize, end: usize, at: usize): usize {
  const behind = at + (end - start);
  do {
    v128.store(at, v128.load(start));
    at += 16;
    start += 16;
  } while (start < end);
  return behind;
}

/** Writes `null` and gives the address behind it. */
export function writeNull(at: usize): usize {
  store<u32>(at, 0x6c6c756e);
  return at + 4;
}

function isQuoted(start: usize): bool {
  return byteAt(start) == QUOTE;
}

/** A string as it is, a number in quotes. */
function writeText(start: usize, end: usize, at: usize): usize {
  const first = byteAt(start);
  if (first == QUOTE) return copySpan(start, end, at);
  return isDigit(first) || first == MINUS ? quoteSpan(start, end, at) : ODD;
}

/** A string as it is, a whole number in quotes. */
function writeId(start: usize, end: usize, at: usize): usize {
  if (isQuoted(start)) return end - start == 2 ? writeNull(at) : copySpan(start, end, at);
  for (let i = byteAt(start) == MINUS ? start + 1 : start; i < end; i++) if (!isDigit(byteAt(i))) return ODD;
  return quoteSpan(start, end, at);
}

function quoteSpan(start: usize, end: usize, at: usize): usize {
  store<u8>(at, <u8>QUOTE);
  const behind = copySpan(start, end, at + 1);
  store<u8>(behind, <u8>QUOTE);
  return behind + 1;
}

/** Digits without a leading zero, quoted or not, up to `most`. A minus stands before a number that is not zero. */
function writeWhole(start: usize, end: usize, at: usize, most: u64): usize {
  if (isQuoted(start)) {
    start++;
    end--;
    if (start == end) return writeNull(at);
  }
  const first = byteAt(start) == MINUS ? start + 1 : start;
  if (end - first - 1 >= WHOLE_DIGITS || (byteAt(first) == ZERO && end - start > 1)) return ODD;
  let value: u64 = 0;
  for (let i = first; i < end; i++) {
    const digit = byteAt(i) - ZERO;
    if (digit > 9) return ODD;
    value = value * 10 + digit;
  }
  return value > most ? ODD : copySpan(start, end, at);
}

/** A number of JSON, quoted or not, as it is, if it is finite for sure. */
function writeDecimal(start: usize, end: usize, at: usize): usize {
  if (isQuoted(start)) {
    start++;
    end--;
    if (start == end) return writeNull(at);
  }
  if (end - start > FINITE_LENGTH) return ODD;
  const behind = fractionEnd(start);
  if (behind == end) return copySpan(start, end, at);
  if (behind == NOT_JSON || !isExponent(behind)) return ODD;
  const digits = exponentDigits(behind);
  return end - digits <= EXPONENT_DIGITS && digitsEnd(digits) == end ? copySpan(start, end, at) : ODD;
}

/** `"YYYY-MM-DD"`. */
function writeDate(start: usize, end: usize, at: usize): usize {
  const length = end - start;
  if (length == 2 && isQuoted(start)) return writeNull(at);
  if (length != 12) return ODD;
  if (!isDay(start + 1)) return isZeroDay(start + 1) ? writeNull(at) : ODD;
  return copySpan(start, end, at);
}

/** `"YYYY-MM-DD HH:MM:SS"`, with a blank or a T in the middle; written with a T. */
function writeDateTime(start: usize, end: usize, at: usize): usize {
  const length = end - start;
  if (length == 2 && isQuoted(start)) return writeNull(at);
  if (length != 21 || !isTime(start + 11)) return ODD;
  if (!isDay(start + 1)) return isZeroDay(start + 1) && isMidnight(start + 12) ? writeNull(at) : ODD;
  copySpan(start, end, at);
  store<u8>(at + 11, <u8>LETTER_T);
  return at + 21;
}

/** `0000-00-00` */
function isZeroDay(at: usize): bool {
  return load<u64>(at) == 0x2d30302d30303030 && load<u16>(at + 8) == 0x3030;
}

/** `00:00:00` */
function isMidnight(at: usize): bool {
  return load<u64>(at) == 0x30303a30303a3030;
}

/** `YYYY-MM-DD`, a day that the calendar has. */
function isDay(at: usize): bool {
  const century = twoDigits(at);
  const year = twoDigits(at + 2);
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  if (byteAt(at + 4) != MINUS || byteAt(at + 7) != MINUS) return false;
  if (century < 0 || year < 0 || century + year == 0 || month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= daysOf(century * 100 + year, month);
}

function daysOf(year: i32, month: i32): i32 {
  if (month != 2) return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
}

/** ` HH:MM:SS` or `THH:MM:SS`. */
function isTime(at: usize): bool {
  const hour = twoDigits(at + 1);
  const minute = twoDigits(at + 4);
  const second = twoDigits(at + 7);
  if ((byteAt(at) != 0x20 && byteAt(at) != LETTER_T) || byteAt(at + 3) != COLON || byteAt(at + 6) != COLON) return false;
  return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}

/** A number of two digits, or -1. */
function twoDigits(at: usize): i32 {
  const tens = byteAt(at) - ZERO;
  const ones = byteAt(at + 1) - ZERO;
  return tens < 10 && ones < 10 ? tens * 10 + ones : -1;
}
