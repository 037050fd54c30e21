/**
 * The short ways to write a cell: from the bytes of its token straight to the bytes of the answer, for the forms that upstream mostly
 * sends. What has another form is left to the host's `decodeCell`, which defines what every form becomes.
 */
import { byteAt, COLON, isDigit, LETTER_T, MINUS, POINT, QUOTE, ZERO } from './tokens';

/** The token has no short way: what was written does not count. */
export const UNUSUAL: usize = 0;

/** So many digits are a whole number of 32 bits for sure. */
const INT_DIGITS: usize = 9;
/** So many digits are a whole number of 53 bits, and a decimal that JavaScript prints as it is written. */
const SAFE_DIGITS: usize = 15;
/** Below 1, JavaScript prints so many places of a decimal without an exponent. */
const PLAIN_PLACES: usize = 6;

/** How a cell is written. The host sends these numbers. */
export namespace Type {
  export const id = 0;
  export const int = 1;
  export const safeInt = 2;
  export const decimal = 3;
  export const string = 4;
  export const date = 5;
  export const datetime = 6;
  export const json = 7;
  /** A column without which no row is one: the host reads it. */
  export const required = 8;
}

/**
 * Writes the cell of the token `[start, end)`, which is not `null`, and gives the address behind it, or `UNUSUAL`. It has one caller, so
 * the compiler puts it there; a call for each cell would cost four per cent of all.
 */
export function writeCell(type: i32, start: usize, end: usize, at: usize): usize {
  switch (type) {
    case Type.id:
      return writeId(start, end, at);
    case Type.int:
      return writeWhole(start, end, at, INT_DIGITS);
    case Type.safeInt:
      return writeWhole(start, end, at, SAFE_DIGITS);
    case Type.decimal:
      return writeDecimal(start, end, at);
    case Type.string:
      return writeText(start, end, at);
    case Type.date:
      return writeDate(start, end, at);
    case Type.datetime:
      return writeDateTime(start, end, at);
    case Type.json:
      return copySpan(start, end, at);
    default:
      return UNUSUAL;
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
  return isDigit(first) ? quoteSpan(start, end, at) : UNUSUAL;
}

/** A string as it is, digits in quotes. */
function writeId(start: usize, end: usize, at: usize): usize {
  if (isQuoted(start)) return end - start == 2 ? writeNull(at) : copySpan(start, end, at);
  for (let i = start; i < end; i++) if (!isDigit(byteAt(i))) return UNUSUAL;
  return quoteSpan(start, end, at);
}

function quoteSpan(start: usize, end: usize, at: usize): usize {
  store<u8>(at, <u8>QUOTE);
  const behind = copySpan(start, end, at + 1);
  store<u8>(behind, <u8>QUOTE);
  return behind + 1;
}

/** Digits without a leading zero, quoted or not. A minus stands before a number that is not zero. */
function writeWhole(start: usize, end: usize, at: usize, mostDigits: usize): usize {
  if (isQuoted(start)) {
    start++;
    end--;
    if (start == end) return writeNull(at);
  }
  const first = byteAt(start) == MINUS ? start + 1 : start;
  const length = end - first;
  if (length - 1 >= mostDigits || (byteAt(first) == ZERO && end - start > 1)) return UNUSUAL;
  for (let i = first; i < end; i++) if (!isDigit(byteAt(i))) return UNUSUAL;
  v128.store(at, v128.load(start));
  return at + (end - start);
}

/** A decimal without an exponent, quoted or not, that JavaScript prints as it is written but for zeros that end its fraction. */
function writeDecimal(start: usize, end: usize, at: usize): usize {
  if (isQuoted(start)) {
    start++;
    end--;
    if (start == end) return writeNull(at);
  }
  const first = byteAt(start) == MINUS ? start + 1 : start;
  let point = end;
  for (let i = first; i < end; i++) {
    const byte = byteAt(i);
    if (isDigit(byte)) continue;
    if (byte != POINT || point != end) return UNUSUAL;
    point = i;
  }
  if (point == first || point == end - 1) return UNUSUAL;
  let last = end;
  if (point != end) {
    while (byteAt(last - 1) == ZERO) last--;
    if (last == point + 1) last = point;
  }
  const isPrintedSo =
    byteAt(first) == ZERO
      ? point == first + 1 && (last == point ? first == start : last - point <= PLAIN_PLACES + 1)
      : last - first <= SAFE_DIGITS;
  return isPrintedSo ? copySpan(start, last, at) : UNUSUAL;
}

/** `"YYYY-MM-DD"`. */
function writeDate(start: usize, end: usize, at: usize): usize {
  const length = end - start;
  if (length == 2 && isQuoted(start)) return writeNull(at);
  if (length != 12) return UNUSUAL;
  if (!isDay(start + 1)) return isZeroDay(start + 1) ? writeNull(at) : UNUSUAL;
  return copySpan(start, end, at);
}

/** `"YYYY-MM-DD HH:MM:SS"`, with a blank or a T in the middle; written with a T. */
function writeDateTime(start: usize, end: usize, at: usize): usize {
  const length = end - start;
  if (length == 2 && isQuoted(start)) return writeNull(at);
  if (length != 21 || !isTime(start + 11)) return UNUSUAL;
  if (!isDay(start + 1)) return isZeroDay(start + 1) && isMidnight(start + 12) ? writeNull(at) : UNUSUAL;
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
