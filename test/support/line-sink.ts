/**
 * A plain taker of replies for tests of the upstream side: keeps the lines, and refuses what no reader of rows would take.
 */
import { GatewayError } from '../../src/errors.js';
import type { ReplySink } from '../../src/upstream/upstream.js';

export interface Lines {
  readonly lines: readonly string[];
  readonly proven: boolean;
}

const LINE_BYTES = 1024 * 1024;

/** Gives the lines as they came. Throws as a reader of rows does: malformed, incomplete, too large, or a sentence where rows were due. */
export function createLineSink(): ReplySink<Lines> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const lines: string[] = [];
  let rest = '';

  const takeLines = (text: string): void => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) takeLine(part);
    if (rest.length > LINE_BYTES) throw new GatewayError('UPSTREAM_RESPONSE_TOO_LARGE', 'A line is too long.');
  };

  const takeLine = (line: string): void => {
    if (line.trim() === '') return;
    const value = parse(line.trim());
    if (typeof value === 'string') throw new GatewayError('UPSTREAM_REPORTED_ERROR', 'A sentence came where rows were due.');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(lines.length + 1);
    lines.push(line.trim());
  };

  const parse = (line: string): unknown => {
    try {
      return JSON.parse(line);
    } catch {
      throw malformed(lines.length + 1);
    }
  };

  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw malformed(lines.length + 1);
    }
  };

  return {
    write: (chunk) => takeLines(decode(chunk)),
    end: (proven) => {
      const incomplete = new GatewayError('UPSTREAM_INCOMPLETE', 'The reply broke off.');
      if (rest !== '' || (lines.length === 0 && !proven)) throw incomplete;
      decode();
      return { lines, proven };
    },
  };
}

function malformed(line: number): GatewayError {
  return new GatewayError('UPSTREAM_MALFORMED_RESPONSE', `Line ${line} is no row.`);
}
