/**
 * The size of one answer while the executor makes it. Text that is read once may stand in an answer many times: under many aliases, or in
 * every row that links to it. So what the executor is given is counted where it is given, before it is written.
 */
import { GatewayError } from '../errors.js';
import { columnKey } from './row-plan.js';
import type { Row } from './row.js';
import type { SelectedField } from '../query/selected-fields.js';
import { CUSTOM_METRICS } from '../query/row-columns.js';
import { RowText } from '../rows/row-text.js';

export interface AnswerSize {
  /** Counts bytes of the answer. False: it is too large and will be refused, so nothing more needs to be made. */
  readonly add: (bytes: number) => boolean;
  /** Why the answer is refused; null where it is not too large. */
  readonly refusal: () => GatewayError | null;
}

/** Counts up to a bound. `inParts`: parts that are out cannot be refused, so the field that exceeds the bound fails. */
export function createAnswerSize(maxBytes: number, inParts: boolean): AnswerSize {
  let bytes = 0;
  const refusal = (): GatewayError | null => (bytes > maxBytes ? tooLarge(bytes, maxBytes) : null);
  return {
    add: (more) => {
      bytes += more;
      if (bytes <= maxBytes) return true;
      if (inParts) throw tooLarge(bytes, maxBytes);
      return false;
    },
    refusal,
  };
}

/** Bytes of a row's own cells as they are selected, about: characters, and what JSON puts around them. */
export function rowSize({ cells, references }: Row, fields: readonly SelectedField[]): number {
  let bytes = AROUND_ROW;
  for (const field of fields)
    bytes += field.responseKey.length + AROUND_CELL + (field.selections === null ? sizeOf(cells[columnKey(field)]) : 0);
  for (const { name, selections } of fields) if (name === CUSTOM_METRICS && selections !== null) bytes += listSize(references, selections);
  return bytes;
}

/** Bytes of the list of all custom metrics, about. */
function listSize(references: readonly string[], selections: readonly SelectedField[]): number {
  const keys = selections.reduce((sum, { responseKey }) => sum + responseKey.length + AROUND_CELL, AROUND_ROW);
  return references.reduce((sum, reference) => sum + keys + reference.length + NUMBER, 0);
}

/** The fields that a row has in the answer, those of every custom metric in a list of all included. */
export function countCells(fields: readonly SelectedField[], references: number): number {
  return fields.reduce((sum, { name, selections }) => {
    if (selections === null) return sum + 1;
    return sum + 1 + (name === CUSTOM_METRICS ? references * (1 + selections.length) : countCells(selections, references));
  }, 0);
}

const AROUND_ROW = 3;
const AROUND_CELL = 4;
const NUMBER = 8;

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  return value instanceof RowText ? value.pieces.reduce((sum, piece) => sum + piece.length, 0) : NUMBER;
}

function tooLarge(cost: number, maxCost: number): GatewayError {
  return new GatewayError(
    'COST_ESTIMATED_TOO_EXPENSIVE',
    `This answer may hold at most ${maxCost} bytes of text. Select less, or split it into several requests.`,
    { extensions: { cost, maxCost } },
  );
}
