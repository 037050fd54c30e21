/** A response in parts as multipart/mixed: the form of 2022 (v0.1), whose parts name paths, and v0.2, whose parts name ids. */
import type { ExecutionResult } from 'graphql';
import type { GatewayContext } from '../graph/context.js';
import type { ErrorCode } from '../errors.js';
import type { IncrementalSpec } from '../http/graphql-request.js';
import type { Flow } from '../reports/flow.js';
import { takeOwnTurn } from './long-work.js';
import { formatErrors } from './write-result.js';
import { writeInTurns } from './write-in-turns.js';

/** One part as the executor yields it. */
interface Part extends ExecutionResult {
  readonly hasNext?: boolean;
  readonly incremental?: readonly (ExecutionResult & {
    readonly items?: readonly unknown[] | null;
    readonly path?: readonly (string | number)[];
    readonly label?: string;
  })[];
  /** Of v0.2 alone: what is delivered, with the errors that ended it. */
  readonly completed?: readonly { readonly id: string; readonly errors?: readonly unknown[] }[];
}

/** The Content-Type of each form. */
export const MULTIPART = {
  'v0.1': 'multipart/mixed; boundary="-"; deferSpec=20220824',
  'v0.2': 'multipart/mixed; boundary="-"; incrementalSpec=v0.2',
} as const satisfies Readonly<Record<IncrementalSpec, string>>;

/** Pieces of a part that are worked on in a turn of the event loop of their own. */
const MANY_PIECES = 1_000;
/** Bytes of a part behind which the next one is asked for in a turn of its own. */
const LONG_TEXT = 1_048_576;

export interface PartsOptions {
  readonly requestId: string;
  readonly context: Pick<GatewayContext, 'cellErrors' | 'pace'>;
  /** Told how many streamed rows the caller has taken. */
  readonly flow: Flow;
  /** Called with the bytes of a part before it is handed out, and with the negative when the caller has taken it. */
  readonly hold: (bytes: number) => void;
  readonly onErrors: (codes: readonly ErrorCode[], faults: readonly unknown[]) => void;
}

/** The body of the answer. A part is made when the one before it is on its way, so a slow caller slows the rows down, not the memory up. */
export async function* writeParts(
  parts: AsyncIterable<Part>,
  { requestId, context, flow, hold, onErrors }: PartsOptions,
): AsyncGenerator<string | Uint8Array, void> {
  yield '\r\n---';
  for await (const part of parts) {
    // Collecting so many pieces took the executor its time.
    if ((part.incremental?.length ?? 0) >= MANY_PIECES) await takeOwnTurn();
    const text = await writeInTurns(finishPart(part, requestId, context, onErrors), context.pace);
    yield `\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${text.length}\r\n\r\n`;
    hold(text.length);
    yield text;
    yield '\r\n---';
    hold(-text.length);
    flow.give(part.incremental?.reduce((sum, { items }) => sum + (items?.length ?? 0), 0) ?? 0);
    // As did handing them on.
    if (text.length >= LONG_TEXT) await takeOwnTurn();
  }
  yield '--\r\n';
}

function finishPart(part: Part, requestId: string, context: PartsOptions['context'], onErrors: PartsOptions['onErrors']): unknown {
  const formatted = (thrown: readonly unknown[]) => {
    const { errors, codes, faults } = formatErrors(thrown, context.cellErrors.splice(0), requestId);
    if (codes.length > 0) onErrors(codes, faults);
    return errors.length > 0 ? { errors } : {};
  };
  const withErrors = <T extends { readonly errors?: readonly unknown[] }>(pieces: readonly T[]) =>
    pieces.map((piece) => ({ ...piece, ...(piece.errors ? formatted(piece.errors) : {}) }));
  return {
    ...part,
    ...formatted(part.errors ?? []),
    ...(part.incremental ? { incremental: withErrors(part.incremental) } : {}),
    ...(part.completed ? { completed: withErrors(part.completed) } : {}),
  };
}
