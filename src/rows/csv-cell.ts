/**
 * Cells of CSV (RFC 4180): what the JSON of a cell becomes. `kernel/assembly/csv.ts` knows a shorter way for most texts; it must give what
 * this gives.
 *
 * A value that is not there is an empty cell, an empty text is `""`, so that the two can be told apart.
 */
import type { RowForm } from './row-plan-types.js';

/** What ends a line. */
export const CSV_LINE_END = '\r\n';

/** How the cells of a file are written. */
export interface CsvStyle {
  /** Whether an apostrophe is put before texts that a spreadsheet would run as formulas. */
  readonly escapesFormulas: boolean;
  /** Whether the cell is the only one of its line: an empty line would be no row for most readers, so what is not there is `""`. */
  readonly isAlone: boolean;
}

/** The style of a plan's form and number of columns; null where its rows are not CSV. */
export function csvStyleOf(form: RowForm | undefined, columns: number): CsvStyle | null {
  if (form !== 'csv' && form !== 'verbatimCsv') return null;
  return { escapesFormulas: form === 'csv', isAlone: columns === 1 };
}

const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** The cell for a JSON text: a string as its text, everything else as JSON writes it. */
export function csvCell(json: string, { escapesFormulas, isAlone }: CsvStyle): string {
  if (json === 'null') return isAlone ? EMPTY : '';
  if (json === EMPTY) return EMPTY;
  // A JSON text that begins with a quote is a string.
  const text = json.startsWith('"') ? (JSON.parse(json) as string) : json;
  const shown = escapesFormulas && FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}

const EMPTY = '""';

/** The header: the response keys, which are names and need no quotes. */
export function csvHeader(responseKeys: readonly string[]): string {
  return responseKeys.join(',') + CSV_LINE_END;
}
