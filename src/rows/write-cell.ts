/**
 * The short ways to write a cell: from the bytes of its token straight to the bytes of the answer, for the forms that upstream mostly
 * sends. What has another form is left to `decodeCell`, which defines what every form becomes.
 */
import { copySpan, createLiteral, isAt, type Bytes } from './bytes.js';
import { COLON, isDigit, MINUS, POINT, QUOTE, ZERO } from './json-tokens.js';
import type { CellType } from './plan.js';

/** The token has no short way: what was written does not count. */
export const UNUSUAL = -1;

/** Writes the cell of the token `from[start, end)` to `to[at…)`. Gives the offset behind it, or `UNUSUAL`. The token is not `null`. */
export type CellWriter = (from: Bytes, start: number, end: number, to: Bytes, at: number) => number;

/** So many digits are a whole number of 32 bits for sure. */
const INT_DIGITS = 9;
/** So many digits are a whole number of 53 bits, and a decimal that JavaScript prints as it is written. */
const SAFE_DIGITS = 15;
/** Below 1, JavaScript prints so many places of a decimal without an exponent. */
const PLAIN_PLACES = 6;

export const CELL_WRITERS = {
  id: writeId,
  int: wholeWriter(INT_DIGITS),
  safeInt: wholeWriter(SAFE_DIGITS),
  decimal: writeDecimal,
  float: writeDecimal,
  string: writeText,
  date: writeDate,
  datetime: writeDateTime,
  json: copySpan,
} as const satisfies Record<CellType, CellWriter>;

const ZERO_DAY = createLiteral('"0000-00-00"');
const ZERO_TIME = createLiteral('"0000-00-00 00:00:00"');

/** `null` as a word, the low byte first. */
const NULL_WORD = 0x6c6c756e;

/** Writes `null` and gives the offset behind it. */
export function writeNull(to: Bytes, at: number): number {
  to.view.setInt32(at, NULL_WORD, true);
  return at + 4;
}

const isQuoted = (from: Bytes, start: number): boolean => from.view.getUint8(start) === QUOTE;

const isBlank = (from: Bytes, start: number, end: number): boolean => end - start === 2 && isQuoted(from, start);

/** A string as it is, a number in quotes. */
function writeText(from: Bytes, start: number, end: number, to: Bytes, at: number): number {
  const first = from.view.getUint8(start);
  if (first === QUOTE) return copySpan(from, start, end, to, at);
  return isDigit(first) ? quoteSpan(from, start, end, to, at) : UNUSUAL;
}

/** A string as it is, digits in quotes. */
function writeId(from: Bytes, start: number, end: number, to: Bytes, at: number): number {
  if (isQuoted(from, start)) return end - start === 2 ? writeNull(to, at) : copySpan(from, start, end, to, at);
  for (let i = start; i < end; i++) if (!isDigit(from.view.getUint8(i))) return UNUSUAL;
  return quoteSpan(from, start, end, to, at);
}

function quoteSpan(from: Bytes, start: number, end: number, to: Bytes, at: number): number {
  to.view.setUint8(at, QUOTE);
  const behind = copySpan(from, start, end, to, at + 1);
  to.view.setUint8(behind, QUOTE);
  return behind + 1;
}

/** Digits without a sign or a leading zero, quoted or not. */
function wholeWriter(mostDigits: number): CellWriter {
  return (from, start, end, to, at) => {
    if (isQuoted(from, start)) {
      start++;
      end--;
      if (start === end) return writeNull(to, at);
    }
    const length = end - start;
    if (length > mostDigits || (length > 1 && from.view.getUint8(start) === ZERO)) return UNUSUAL;
    for (let i = 0; i < length; i++) {
      const byte = from.view.getUint8(start + i);
      if (!isDigit(byte)) return UNUSUAL;
      to.view.setUint8(at + i, byte);
    }
    return at + length;
  };
}

/** A decimal without an exponent, quoted or not, that JavaScript prints as it is written but for zeros that end its fraction. */
function writeDecimal(from: Bytes, start: number, end: number, to: Bytes, at: number): number {
  const text = from.view;
  if (isQuoted(from, start)) {
    start++;
    end--;
    if (start === end) return writeNull(to, at);
  }
  const first = text.getUint8(start) === MINUS ? start + 1 : start;
  let point = end;
  for (let i = first; i < end; i++) {
    const byte = text.getUint8(i);
    if (isDigit(byte)) continue;
    if (byte !== POINT || point !== end) return UNUSUAL;
    point = i;
  }
  if (point === first || point === end - 1) return UNUSUAL;
  let last = end;
  if (point !== end) {
    while (text.getUint8(last - 1) === ZERO) last--;
    if (last === point + 1) last = point;
  }
  const startsWithZero = text.getUint8(first) === ZERO;
  const isPrintedSo = startsWithZero
    ? point === first + 1 && last - point <= PLAIN_PLACES + 1 && (last !== point || first === start)
    : last - first <= SAFE_DIGITS;
  return isPrintedSo ? copySpan(from, start, last, to, at) : UNUSUAL;
}

/** `"YYYY-MM-DD"`. */
function writeDate(from: Bytes, start: number, end: number, to: Bytes, at: number): number {
  if (isBlank(from, start, end)) return writeNull(to, at);
  if (end - start !== 12) return UNUSUAL;
  if (!isDay(from.view, start + 1)) return isAt(from.view, start, ZERO_DAY) ? writeNull(to, at) : UNUSUAL;
  return copySpan(from, start, end, to, at);
}

/** `"YYYY-MM-DD HH:MM:SS"`, written with a T. */
function writeDateTime(from: Bytes, start: number, end: number, to: Bytes, at: number): number {
  if (isBlank(from, start, end)) return writeNull(to, at);
  if (end - start !== 21 || !isTime(from.view, start + 11)) return UNUSUAL;
  if (!isDay(from.view, start + 1)) return isAt(from.view, start, ZERO_TIME) ? writeNull(to, at) : UNUSUAL;
  copySpan(from, start, end, to, at);
  to.view.setUint8(at + 11, 0x54);
  return at + 21;
}

/** `YYYY-MM-DD`, a day that the calendar has. */
function isDay(text: DataView, at: number): boolean {
  const century = twoDigits(text, at);
  const year = twoDigits(text, at + 2);
  const month = twoDigits(text, at + 5);
  const day = twoDigits(text, at + 8);
  if (text.getUint8(at + 4) !== MINUS || text.getUint8(at + 7) !== MINUS) return false;
  if (century < 0 || year < 0 || century + year === 0 || month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= daysOf(century * 100 + year, month);
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** ` HH:MM:SS`. */
function isTime(text: DataView, at: number): boolean {
  const hour = twoDigits(text, at + 1);
  const minute = twoDigits(text, at + 4);
  const second = twoDigits(text, at + 7);
  if (text.getUint8(at) !== 0x20 || text.getUint8(at + 3) !== COLON || text.getUint8(at + 6) !== COLON) return false;
  return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}

/** A number of two digits, or -1. */
function twoDigits(text: DataView, at: number): number {
  // The tens are the low byte. What is no digit gives a part that is negative or above 9.
  const word = text.getInt16(at, true) - 0x3030;
  const tens = word & 0xff;
  const ones = word >> 8;
  return tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
