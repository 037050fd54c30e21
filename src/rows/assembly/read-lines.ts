/**
 * Rows in, rows out: reads lines of NDJSON and writes the rows of each plan as the text of a JSON array.
 *
 * A row is scanned once, which notes where the value of each key is; then each plan writes it. The text between two values is the same in
 * every row (`,"callDuration":`, with the constants that stand there), so the host makes it once, and a row is a sequence of steps: copy
 * the text before the value, write the value. No row becomes an object, no cell a string.
 *
 * What is rare (a key not met before, a value in an odd form, more text than there is room for) is asked of the host in the middle of it.
 */
import { copySpan, Type, UNUSUAL, writeCell, writeNull } from './cells';
import { remember, writeKnown } from './decoded';
import { isOwnIgrp, isRow, takeLarge, takeRoom, takeTail, writeDecoded } from './host';
import { Key, Plan, Step, Tables } from './layout';
import { KEY_TWICE, scanRow, stamp } from './scan-row';
import { byteAt, COMMA, LETTER_N, LINE_BREAK, NOT_JSON, OPEN_OBJECT, QUOTE, skipBlanks, stringEnd, valueEnd } from './tokens';

/** How many lines and rows the reply had so far, set by the host before a call, and where the line begins that ended the call. */
export let line: i32 = 0;
export let row: i32 = 0;
export let position: usize = 0;

/** How a call ended. */
namespace Outcome {
  export const read = 0;
  /** The line is a JSON string. */
  export const message = 1;
  export const notRow = 2;
  export const notJson = 3;
  export const keyTwice = 4;
  /** The row is of another installation. */
  export const foreign = 5;
  /** None of its keys is a column. */
  export const noColumn = 6;
}

/** A cell is less than this much longer than its token, and a copy touches no more than this behind its end. */
const MARGIN: usize = 64;

/** Reads the lines of `[at, end)`. */
export function readLines(address: usize, at: usize, end: usize): i32 {
  const tables = changetype<Tables>(address);
  while (at < end) {
    line++;
    at = skipBlanks(at);
    const first = byteAt(at);
    if (first == LINE_BREAK) {
      at++;
      continue;
    }
    position = at;
    if (first != OPEN_OBJECT) return first == QUOTE ? Outcome.message : Outcome.notRow;
    row++;
    const close = scanRow(at, tables.root);
    if (close == KEY_TWICE) return Outcome.keyTwice;
    if (close == NOT_JSON) return Outcome.notJson;
    const next = skipBlanks(close);
    if (byteAt(next) != LINE_BREAK) return Outcome.notJson;
    if ((isMet(tables.fatal) || !hasColumn(tables.root)) && !isRow(at, close)) return Outcome.noColumn;
    if (tables.igrp != 0 && !isOwn(tables)) return Outcome.foreign;
    for (let plan = tables.plans; plan < tables.plansEnd; plan += offsetof<Plan>()) {
      if (row <= changetype<Plan>(plan).limit) writeRow(plan, at, close);
    }
    at = next + 1;
  }
  return Outcome.read;
}

/** The address behind the JSON string at `at`, if nothing but blanks follows it in its line; else `NOT_JSON`. */
export function messageEnd(at: usize): usize {
  const end = stringEnd(at);
  return end != NOT_JSON && byteAt(skipBlanks(end)) == LINE_BREAK ? end : NOT_JSON;
}

/** The address behind the value at `at`, or `NOT_JSON`. */
export function endOfValue(at: usize): usize {
  return valueEnd(at, 0);
}

function isMet(key: usize): bool {
  return key != 0 && changetype<Key>(key).stamp == stamp;
}

/** Whether one of the row's keys is a column for sure. The first one mostly is. */
function hasColumn(root: usize): bool {
  for (let key = changetype<Key>(root).next; key != 0; key = changetype<Key>(key).next) {
    const known = changetype<Key>(key);
    if (known.isColumn != 0 && known.stamp == stamp) return true;
  }
  return false;
}

/** A row without the key `igrp` may be handed out. */
function isOwn(tables: Tables): bool {
  const key = changetype<Key>(tables.igrp);
  if (key.stamp != stamp) return true;
  const quotes: usize = byteAt(key.start) == QUOTE ? 1 : 0;
  const start = key.start + quotes;
  const length = key.end - quotes - start;
  return (length == tables.igrpLength && memory.compare(start, tables.igrpDigits, length) == 0) || isOwnIgrp(key.start, key.end);
}

/** Writes a cell that has no short way, and gives the address behind it. */
function writeUnusual(stepAddress: usize, start: usize, end: usize, at: usize): usize {
  const type = changetype<Step>(stepAddress).type;
  const known = writeKnown(type, start, end, at);
  if (known != 0) return known;
  const behind = writeDecoded(stepAddress, row, start, end, at);
  // A cell that breaks its type is null too, and each of them is told.
  if (byteAt(at) != LETTER_N) remember(type, start, end, at, behind);
  return behind;
}

/** Writes the row `[start, end)`, which was scanned. */
function writeRow(address: usize, start: usize, end: usize): void {
  const plan = changetype<Plan>(address);
  const roomEnd = plan.roomEnd;
  const stepsEnd = plan.stepsEnd;
  let at = plan.at;
  if (row > 1) {
    store<u8>(at, <u8>COMMA);
    at++;
  }
  for (let stepAddress = plan.steps; stepAddress < stepsEnd; stepAddress += offsetof<Step>()) {
    const step = changetype<Step>(stepAddress);
    const key = changetype<Key>(step.key);
    let from = start;
    let to = end;
    if (step.key != 0) {
      from = key.start;
      to = key.stamp == stamp ? key.end : from; // an empty value is one that is not there
    }
    const size = step.leadLength + (to - from) + MARGIN;
    if (at + size > roomEnd) {
      takeRoom(address, at);
      at = plan.room;
      if (at + size > roomEnd) {
        takeLarge(stepAddress, row, from, to);
        continue;
      }
    }
    at = copySpan(step.lead, step.lead + step.leadLength, at);
    if (step.type != Type.required && (to == from || byteAt(from) == LETTER_N)) {
      at = writeNull(at);
      continue;
    }
    const behind = writeCell(step.type, from, to, at);
    at = behind == UNUSUAL ? writeUnusual(stepAddress, from, to, at) : behind;
  }
  if (at + plan.tailLength + MARGIN > roomEnd) {
    takeRoom(address, at);
    at = plan.room;
  }
  if (at + plan.tailLength + MARGIN > roomEnd) takeTail(address);
  else at = copySpan(plan.tail, plan.tail + plan.tailLength, at);
  plan.at = at;
  if (plan.tracked != 0) {
    const tracked = changetype<Key>(plan.tracked);
    plan.trackedStart = tracked.start;
    plan.trackedEnd = tracked.stamp == stamp ? tracked.end : tracked.start;
  }
}
