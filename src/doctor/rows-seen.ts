/**
 * What the rows of a reply show of their columns: which there are, and which types all of their values can be read as. The values
 * themselves are let go at once.
 */
import { FIELD_TYPES, type FieldType } from '../../schema/report-definition.js';
import { decodeCell } from '../rows/decode-cell.js';

/** A column of a reply, without any of its values. */
export interface ColumnSeen {
  /** Rows that hold a value: neither blank nor a zero date. */
  readonly filled: number;
  /** The types that every value can be read as. */
  readonly fits: ReadonlySet<FieldType>;
  /** Whether every value is a whole number without leading zeros, and whether every value is a plain number. */
  readonly whole: boolean;
  readonly plain: boolean;
}

export interface RowsSeen {
  readonly count: number;
  readonly columns: ReadonlyMap<string, ColumnSeen>;
}

export const NO_ROWS: RowsSeen = { count: 0, columns: new Map() };

const BLANK = /^(?:null|""|"0000-00-00(?: 00:00:00)?")$/;
/** A leading zero makes a text: it is a number's that is dialled. */
const WHOLE = /^"?-?(?:0|[1-9]\d*)"?$/;
const NUMBER = /^"?-?(?:0|[1-9]\d*)(?:\.\d+)?"?$/;

/** Reads a reply of one JSON object a line; null where it is none. */
export function readRows(body: string): RowsSeen | null {
  const columns = new Map<string, { filled: number; fits: Set<FieldType>; whole: boolean; plain: boolean }>();
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  for (const line of lines) {
    const row = parse(line);
    if (row === null) return null;
    for (const [name, value] of Object.entries(row)) {
      const seen = columns.get(name) ?? { filled: 0, fits: new Set(FIELD_TYPES), whole: true, plain: true };
      columns.set(name, seen);
      const token = JSON.stringify(value);
      if (BLANK.test(token)) continue;
      seen.filled += 1;
      for (const type of seen.fits) if (decodeCell(type, token) === undefined) seen.fits.delete(type);
      seen.whole &&= WHOLE.test(token);
      seen.plain &&= NUMBER.test(token);
    }
  }
  return { count: lines.length, columns };
}

/** Two replies to the same report, as one. */
export function together(one: RowsSeen, other: RowsSeen): RowsSeen {
  const columns = new Map(one.columns);
  for (const [name, seen] of other.columns) {
    const known = columns.get(name);
    columns.set(name, known ? both(known, seen) : seen);
  }
  return { count: one.count + other.count, columns };
}

/** The type of a column that nobody has defined: the narrowest that fits; a text where there was no value to tell. */
export function narrowestType({ filled, fits, whole, plain }: ColumnSeen): FieldType {
  if (filled === 0) return 'string';
  if (whole) return fits.has('int') ? 'int' : 'id';
  if (plain && fits.has('decimal')) return 'decimal';
  return (['date', 'datetime', 'string'] as const).find((type) => fits.has(type)) ?? 'json';
}

/** Whether the column's values can be read as the catalogue says. Without a value nothing speaks against it. */
export function readsAs(type: FieldType, isMetric: boolean, { filled, fits, whole }: ColumnSeen): boolean {
  // Metrics of type int may have 53 bits.
  return filled === 0 || fits.has(type) || (isMetric && type === 'int' && whole);
}

function both(one: ColumnSeen, other: ColumnSeen): ColumnSeen {
  return {
    filled: one.filled + other.filled,
    fits: new Set([...one.fits].filter((type) => other.fits.has(type))),
    whole: one.whole && other.whole,
    plain: one.plain && other.plain,
  };
}

function parse(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const row: unknown = JSON.parse(line);
    // JSON's objects have text keys.
    return typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
