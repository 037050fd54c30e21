/** An execution result as the caller gets it: every error with its code, bounded in number, and finished row text spliced into the data. */
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { CellErrors, GatewayContext, RowsText } from '../graph/context.js';
import { ERROR_CODES, type ErrorCode } from '../errors.js';
import { codeOf, formatError } from './format-error.js';
import { release } from '../rows/buffer-pool.js';
import { RowText, writeJson } from '../rows/row-text.js';

/** Errors that an executed operation shows at most; the last of them says how many more there were. */
export const MAX_EXECUTION_ERRORS = 200;

export interface FinishedResult {
  readonly body: readonly (Uint8Array | string)[];
  readonly errors: readonly GraphQLFormattedError[];
  /** Codes, each once. */
  readonly codes: readonly ErrorCode[];
  /** What was masked, for the log. */
  readonly faults: readonly unknown[];
}

/** Takes back the memory of a result that is on the wire. */
export function discardBody(body: FinishedResult['body']): void {
  release(body);
}

/** Writes the result of an operation that was executed, with the text of the rows and the errors of the cells that its context has noted. */
export function finishResult(
  result: ExecutionResult,
  { cellErrors, rowErrors, rowTexts }: Pick<GatewayContext, 'cellErrors' | 'rowErrors' | 'rowTexts'>,
  requestId: string,
): FinishedResult {
  for (const rows of rowTexts ?? []) placeRows(result.data, rows);
  const thrown = [...(result.errors ?? []), ...rowErrors.flatMap(({ errors }) => errors)];
  if (thrown.length === 0 && cellErrors.length === 0) return { body: writeJson({ data: result.data }), errors: [], codes: [], faults: [] };
  const unlisted = rowErrors.reduce((sum, { errors, count }) => sum + count - errors.length, 0);
  const { errors, codes, faults } = formatErrors(thrown, cellErrors, requestId, unlisted);
  return { body: writeJson({ errors, data: result.data ?? null }), errors, codes, faults };
}

/** Puts finished rows in the place of the empty list at their path; where a field above was nulled, there is none. */
function placeRows(data: unknown, { path, json }: RowsText): void {
  let at: unknown = data;
  for (const key of path.slice(0, -1)) at = isContainer(at) ? at[key] : null;
  const last = path.at(-1);
  if (isContainer(at) && last !== undefined) at[last] = new RowText(json);
}

const isContainer = (value: unknown): value is Record<string | number, unknown> => typeof value === 'object' && value !== null;

/** Formats the errors of an operation, or of one part of its incremental delivery. `unlisted`: how many more were thrown. */
export function formatErrors(
  thrown: readonly unknown[],
  cellErrors: readonly CellErrors[],
  requestId: string,
  unlisted = 0,
): Omit<FinishedResult, 'body'> {
  const total = thrown.length + unlisted + cellErrors.reduce((sum, { count }) => sum + count, 0);
  const room = total > MAX_EXECUTION_ERRORS ? MAX_EXECUTION_ERRORS - 1 : MAX_EXECUTION_ERRORS;
  const errors: GraphQLFormattedError[] = [];
  for (const error of thrown.slice(0, room)) errors.push(formatError(error, requestId));
  for (const { errors: cells } of cellErrors)
    for (const error of cells.slice(0, room - errors.length)) errors.push(formatError(error, requestId));
  const codes = new Set<ErrorCode>(thrown.map(codeOf));
  for (const { errors: cells, count } of cellErrors) {
    for (const error of cells) codes.add(codeOf(error));
    if (count > cells.length) codes.add(CELL);
  }
  if (total > errors.length) {
    const last = [...codes].at(-1) ?? CELL;
    errors.push({
      message: `There were ${total - errors.length} more errors.`,
      extensions: { code: last, requestId, retryable: ERROR_CODES[last].retryable },
    });
  }
  return { errors, codes: [...codes], faults: thrown.filter((error) => codeOf(error) === 'INTERNAL_SERVER_ERROR').map(originOf) };
}

const CELL = 'UPSTREAM_MALFORMED_RESPONSE' satisfies ErrorCode;

const originOf = (error: unknown): unknown => (error instanceof GraphQLError && error.originalError ? error.originalError : error);
