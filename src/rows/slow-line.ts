/**
 * The slow way to read a line, for all that the kernel leaves: keys that are new or oddly spelled, values in odd forms, rows larger than
 * its memory, messages, and whatever is no row. It defines what a line is; the kernel must agree where it reads one itself.
 */
import type { GatewayError } from '../errors.js';
import { csvCell } from './csv-cell.js';
import { cellFault, decodeCell } from './decode-cell.js';
import { hasMoreMembers, membersOf, type Members } from './json-members.js';
import { malformedLine, missingValue, notAscending, reportedError } from './reply-faults.js';
import { ROW_LIMITS } from './row-limits.js';
import type { CellStep, PlanProgram, RowProgram } from './row-program.js';
import { MAX_CELL_ERRORS, type CellError } from './row-plan-types.js';

/** A line that is a row. */
export interface SlowRow extends Members {
  /** The object without blanks around it. */
  readonly text: string;
}

/** Reads a line by its text, which is not blank. Throws a `GatewayError` where it is no row. `line` counts from 1. */
export function readSlowLine({ plans, shape }: RowProgram, content: string, line: number): SlowRow {
  const text = trimBlanks(content);
  // Parsing them takes long, and whoever reads them keeps each.
  if (hasMoreMembers(text, ROW_LIMITS.rowMembers)) throw malformedLine(line, 'tooManyMembers');
  const value = parsed(text);
  if (typeof value === 'string') throw reportedError(value);
  if (!text.startsWith('{')) throw malformedLine(line, text.startsWith('"') ? 'notJson' : 'notRow');
  const members = value === undefined ? 'nestedTooDeeply' : membersOf(text);
  if (members === 'keyTwice') throw malformedLine(line, 'keyTwice');
  if (members === 'nestedTooDeeply') throw malformedLine(line, 'notJson');
  const kind = shape.kindOf(value as Readonly<Record<string, unknown>>); // JSON that begins with a brace
  if (kind.kind === 'error') throw reportedError(kind.sentence);
  if (kind.kind === 'neither') throw malformedLine(line, 'noColumn');
  const igrp = members.tokens.get('igrp');
  if (igrp !== undefined && plans.some((plan) => isOfWrongInstallation(plan, igrp))) throw malformedLine(line, 'wrongInstallation');
  return { text, ...members };
}

/** The error that an unfinished line is although its line break is missing: a message says by its last character that it is whole. */
export function messageOf({ shape }: RowProgram, text: string): GatewayError | null {
  const value = parsed(trimBlanks(text));
  if (typeof value === 'string') return reportedError(value);
  if (typeof value !== 'object' || value === null) return null;
  const kind = shape.kindOf(value as Readonly<Record<string, unknown>>); // it begins with a brace
  return kind.kind === 'error' ? reportedError(kind.sentence) : null;
}

/** Whether the text is JSON. */
export const isWhole = (text: string): boolean => parsed(text) !== undefined;

/** The text of the row for a plan. Cells that break their type are null, and an error each. `row` counts from 0. */
export function writeSlowRow(
  { steps, tail, csv }: PlanProgram,
  row: SlowRow,
  errors: CellErrors,
  place: { row: number; line: number },
): string {
  let text = '';
  for (const step of steps) {
    const json = cellOf(step, row, errors, place);
    text += step.lead + (csv ? csvCell(json, csv) : json);
  }
  return text + tail;
}

/** Throws where the tracked value is no whole number above the one before it: rows would be lost or doubled behind it. */
export function checkAscent({ track, ascends }: PlanProgram, last: string | null, next: string | null, line: number): void {
  if (!ascends || track === null) return;
  if (next === null || !/^\d{1,20}$/.test(next) || (last !== null && BigInt(next) <= BigInt(last))) throw notAscending(line, track);
}

/** The tracked key's value as text: a string or a whole number; null for a blank and everything else. */
export function trackedText(token: string | undefined): string | null {
  // The JSON of an ID is a string or null.
  return JSON.parse(token === undefined ? 'null' : (decodeCell('id', token) ?? 'null')) as string | null;
}

/** The errors of the cells of one plan. */
export interface CellErrors {
  /** Notes one; `row` counts from 0. */
  readonly add: (row: number, step: CellStep, token: string) => void;
  /** At most MAX_CELL_ERRORS. */
  readonly kept: readonly CellError[];
  readonly count: () => number;
}

/** No errors yet. */
export function createCellErrors(): CellErrors {
  const kept: CellError[] = [];
  let count = 0;
  return {
    kept,
    count: () => count,
    add(row, { key, type, responseKey, below }, token) {
      if (count++ >= MAX_CELL_ERRORS) return;
      kept.push({ row, responseKey, ...(below.length > 0 ? { below } : {}), message: cellFault(key ?? '', type, token) });
    },
  };
}

function cellOf(step: CellStep, { text, tokens }: SlowRow, errors: CellErrors, { row, line }: { row: number; line: number }): string {
  const { key, type, required } = step;
  if (key === null) return text;
  const token = tokens.get(key) ?? 'null';
  const json = decodeCell(type, token);
  if (required && (json ?? 'null') === 'null') throw missingValue(line, key);
  if (json === undefined) errors.add(row, step, token);
  return json ?? 'null';
}

const isOfWrongInstallation = ({ igrp }: PlanProgram, token: string): boolean => igrp !== null && decodeCell('int', token) !== String(igrp);

/** The value of a JSON text; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Without the blanks of JSON around it; a regular expression would look for those at the end from every blank. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0d;
