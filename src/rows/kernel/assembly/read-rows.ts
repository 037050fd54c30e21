/**
 * Rows in, rows out: reads lines of NDJSON and writes the rows of each plan as the text of a JSON array.
 *
 * A row is scanned once, which notes where the value of each key is; then each plan writes it. The text between two values is the same in
 * every row (`,"callDuration":`, with the constants that stand there), so the host makes it once, and a row is a sequence of steps: copy
 * the text before the value, write the value. No row becomes an object, no cell a string.
 *
 * Nothing is imported and nothing is kept but in the memory. A line in which anything is unusual is left to the host as a whole.
 */
import { copySpan, ODD, writeCell, writeNull } from './cells';
import { toCsvCell, writeCsvNull } from './csv';
import { Head, Key, Plan, Step } from './layout';
import { DONE, FORM_CSV, FULL, YOURS } from './offsets';
import { scanRow } from './scan-row';
import { byteAt, CLOSE_OBJECT, COMMA, isDigit, LETTER_N, LINE_BREAK, NOT_JSON, OPEN_OBJECT, QUOTE, skipBlanks, ZERO } from './tokens';

/** A cell is less than this much longer than its token, and a copy touches no more than this behind its end. */
const MARGIN: usize = 64;

/** The row needs more room than is left. Like `ODD` no address: the compiler's own page has these. */
const NO_ROOM: usize = 1;

/**
 * Reads the lines of `[from, to)`, which ends with a line break, by the program at `program`. The plans share `[out, outEnd)`; what each has
 * written is `[out, outEnd)` of its own, whole rows alone. `Head` says how far it came.
 */
export function readRows(program: usize, from: usize, to: usize, out: usize, outEnd: usize): i32 {
  const head = changetype<Head>(program);
  const plans = head.plans;
  const plansEnd = head.plansEnd;
  const share: usize = plans == plansEnd ? 0 : (outEnd - out) / ((plansEnd - plans) / offsetof<Plan>());
  for (let plan = plans, start = out; plan < plansEnd; plan += offsetof<Plan>(), start += share) {
    changetype<Plan>(plan).out = start;
    changetype<Plan>(plan).outEnd = start;
  }
  const firstRow = head.row + 1;
  for (let at = from; at < to;) {
    head.position = at;
    const start = skipBlanks(at);
    const first = byteAt(start);
    if (first == LINE_BREAK) {
      head.line++;
      at = start + 1;
      continue;
    }
    if (first != OPEN_OBJECT) return YOURS;
    const close = scanRow(start, head);
    if (close == NOT_JSON) return YOURS;
    const end = skipBlanks(close);
    if (byteAt(end) != LINE_BREAK || !isRow(head, start) || !isOwn(head)) return YOURS;
    const row = head.row + 1;
    for (let plan = plans; plan < plansEnd; plan += offsetof<Plan>()) {
      if (row > changetype<Plan>(plan).limit) continue;
      const pending = writeRow(plan, head.stamp, row, start, close, changetype<Plan>(plan).out + share);
      if (pending == ODD) return YOURS;
      // A row that an empty share cannot hold is left to the host.
      if (pending == NO_ROOM) return row == firstRow ? YOURS : FULL;
      changetype<Plan>(plan).pending = pending;
    }
    for (let plan = plans; plan < plansEnd; plan += offsetof<Plan>()) if (row <= changetype<Plan>(plan).limit) keepRow(plan, head.stamp);
    head.line++;
    head.row = row;
    at = end + 1;
  }
  head.position = to;
  return DONE;
}

/** Whether the object at `start` is a row for sure: it has a column, and the first key mostly is one, or no key at all. */
function isRow(head: Head, start: usize): bool {
  if (head.fatal != 0 && changetype<Key>(head.fatal).stamp == head.stamp) return false;
  for (let key = changetype<Key>(head.root).next; key != 0; key = changetype<Key>(key).next) {
    const known = changetype<Key>(key);
    if (known.isColumn != 0 && known.stamp == head.stamp) return true;
  }
  return byteAt(skipBlanks(start + 1)) == CLOSE_OBJECT;
}

/** Whether the row is of the installation asked for, in plain digits, or says nothing of it. */
function isOwn(head: Head): bool {
  if (head.igrp == 0) return true;
  const key = changetype<Key>(head.igrp);
  if (key.stamp != head.stamp) return true;
  const quotes: usize = byteAt(key.start) == QUOTE ? 1 : 0;
  const start = key.start + quotes;
  const length = key.end - quotes - start;
  return length == head.igrpLength && memory.compare(start, head.igrpDigits, length) == 0;
}

/** Writes the row `[start, end)`, which was scanned, behind those of the plan. Gives the address behind it, `ODD` or `NO_ROOM`. */
function writeRow(address: usize, stamp: u64, row: i32, start: usize, end: usize, roomEnd: usize): usize {
  const plan = changetype<Plan>(address);
  const stepsEnd = plan.stepsEnd;
  let at = plan.outEnd;
  const form = plan.form;
  const isCsv = (form & FORM_CSV) != 0;
  if (at + plan.tailLength + MARGIN > roomEnd) return NO_ROOM;
  if (plan.ascends != 0 && !ascends(plan, stamp)) return ODD;
  if (row > 1 && form == 0) {
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
    if (at + step.leadLength + (to - from) + MARGIN > roomEnd) return NO_ROOM;
    at = copySpan(step.lead, step.lead + step.leadLength, at);
    if (step.required != 0 && (to == from || !beginsNumber(from))) return ODD;
    if (to == from || byteAt(from) == LETTER_N) {
      at = isCsv ? writeCsvNull(form, at) : writeNull(at);
      continue;
    }
    const cell = at;
    at = writeCell(step.type, from, to, at);
    if (at == ODD) return ODD;
    if (isCsv) {
      at = toCsvCell(form, cell, at);
      if (at == ODD) return ODD;
    }
  }
  if (at + plan.tailLength + MARGIN > roomEnd) return NO_ROOM;
  return copySpan(plan.tail, plan.tail + plan.tailLength, at);
}

function beginsNumber(at: usize): bool {
  return isDigit(byteAt(byteAt(at) == QUOTE ? at + 1 : at));
}

/** The digits of which a whole number surely has 64 bits. */
const SURE_DIGITS: usize = 19;

/** Whether the tracked value of the row that was scanned is a whole number above that of the row before it. Longer ones are left to the host. */
function ascends(plan: Plan, stamp: u64): bool {
  const tracked = changetype<Key>(plan.tracked);
  if (tracked.stamp != stamp) return false;
  const quotes: usize = byteAt(tracked.start) == QUOTE ? 1 : 0;
  const end = tracked.end - quotes;
  const start = tracked.start + quotes;
  if (start >= end || end - start > SURE_DIGITS) return false;
  let value: u64 = 0;
  for (let i = start; i < end; i++) {
    const digit = byteAt(i) - ZERO;
    if (digit > 9) return false;
    value = value * 10 + digit;
  }
  plan.pendingLeast = value + 1;
  return value >= plan.least;
}

/** Counts the row that the plan has written. */
function keepRow(address: usize, stamp: u64): void {
  const plan = changetype<Plan>(address);
  plan.outEnd = plan.pending;
  plan.least = plan.pendingLeast;
  if (plan.tracked == 0) return;
  const tracked = changetype<Key>(plan.tracked);
  plan.trackedStart = tracked.start;
  plan.trackedEnd = tracked.stamp == stamp ? tracked.end : tracked.start;
}
