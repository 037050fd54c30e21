/** Every fault of the table against the upstream side as a whole: over real sockets, with a plain reader of lines. */
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../src/errors.js';
import { safeCause } from '../../src/upstream/safe-cause.js';
import { FAULT_SCENARIOS, FAULT_TABLE } from './fault-table.js';
import { runFault } from './run-fault.js';
import { secretsOf } from './secrets.js';

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
beforeEach(() => void process.on('unhandledRejection', note));
afterEach(() => {
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

describe('the fault table', () => {
  const rows = FAULT_TABLE.filter(({ needs }) => needs !== 'value');

  it.each(rows.map((row) => [`${row.id}: ${row.fault} ends as ${row.expect.outcome}`, row] as const))('%s', async (_title, row) => {
    const { reply, error, attempts, server } = await runFault(row);
    const { outcome, upstreamStatus, retryAfterMs, proven = true } = row.expect;

    expect(error === undefined ? 'DATA' : codeOf(error)).toBe(outcome);
    expect(attempts.map(({ outcome: ended }) => ended)).toHaveLength(row.expect.attempts);
    expect(attempts.filter(({ counted }) => counted)).toHaveLength(row.expect.counted);
    if (reply !== undefined) expect(reply.result.proven).toBe(proven);
    if (error instanceof GatewayError) {
      expect({ upstreamStatus: error.upstreamStatus, retryAfterMs: error.retryAfterMs }).toEqual({
        upstreamStatus: upstreamStatus ?? error.upstreamStatus,
        retryAfterMs,
      });
    }
    const shown = [
      inspect(error, { depth: 10, showHidden: true }),
      error instanceof Error ? error.message : '',
      safeCause(error),
      JSON.stringify(attempts),
    ];
    for (const secret of [...secretsOf(server.port), '127.0.0.1']) expect(withoutPaths(shown.join('\n'))).not.toContain(secret);
  });

  it('has every number from 1 to 82 as a row or as a scenario', () => {
    const numbers = new Set([...FAULT_TABLE.map(({ id }) => id), ...Object.keys(FAULT_SCENARIOS).map(Number)]);
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 82 }, (_, index) => index + 1));
  });
});

function codeOf(error: unknown): string {
  return error instanceof GatewayError ? error.code : `not a GatewayError: ${String(error)}`;
}

/** An error's stack names our own files, among them the library's folder; nothing of that is of a caller. */
function withoutPaths(text: string): string {
  return text.replaceAll(/^\s+at .*$/gm, '');
}
