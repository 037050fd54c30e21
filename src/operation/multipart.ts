/** An answer in parts as multipart/mixed, in the form that Yoga and its clients speak. */
import type { ExecutionResult } from 'graphql';
import type { GatewayContext } from '../graph/context.js';
import type { ErrorCode } from '../errors.js';
import type { Flow } from '../reports/flow.js';
import { formatErrors } from './write-result.js';
import { writeJson } from '../rows/row-text.js';

/** One part as the executor gives it. */
interface Part extends ExecutionResult {
  readonly hasNext?: boolean;
  readonly incremental?: readonly (ExecutionResult & {
    readonly items?: readonly unknown[] | null;
    readonly path?: readonly (string | number)[];
    readonly label?: string;
  })[];
}

export const MULTIPART = 'multipart/mixed; boundary="-"';

export interface PartsOptions {
  readonly requestId: string;
  readonly context: Pick<GatewayContext, 'cellErrors'>;
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
    const text = Buffer.concat(
      writeJson(finishPart(part, requestId, context, onErrors)).map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)),
    );
    yield `\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${text.length}\r\n\r\n`;
    hold(text.length);
    yield text;
    yield '\r\n---';
    hold(-text.length);
    flow.give(part.incremental?.reduce((sum, { items }) => sum + (items?.length ?? 0), 0) ?? 0);
  }
  yield '--\r\n';
}

function finishPart(part: Part, requestId: string, context: PartsOptions['context'], onErrors: PartsOptions['onErrors']): unknown {
  const formatted = (thrown: readonly unknown[]) => {
    const { errors, codes, faults } = formatErrors(thrown, context.cellErrors.splice(0), requestId);
    if (codes.length > 0) onErrors(codes, faults);
    return errors.length > 0 ? { errors } : {};
  };
  return {
    ...part,
    ...formatted(part.errors ?? []),
    ...(part.incremental
      ? { incremental: part.incremental.map((piece) => ({ ...piece, ...(piece.errors ? formatted(piece.errors) : {}) })) }
      : {}),
  };
}
