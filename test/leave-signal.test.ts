import { describe, expect, test } from '@jest/globals';
import { LeaveController, type LeaveSignal } from '../src/leave-signal.js';

/** What a reader sees of a signal that aborts, each as a line. */
function witnessed(signal: LeaveSignal, abort: () => void): readonly string[] {
  const lines: string[] = [];
  const thrown = (): string => {
    try {
      signal.throwIfAborted();
      return 'nothing thrown';
    } catch (error) {
      return error === signal.reason ? String(error) : 'something else';
    }
  };
  const removed = (): void => void lines.push('removed');
  signal.addEventListener('abort', () => lines.push(`first, aborted: ${signal.aborted}`));
  signal.addEventListener('abort', removed);
  signal.addEventListener('abort', () => lines.push('second'));
  signal.removeEventListener('abort', removed);
  lines.push(`aborted: ${signal.aborted}`, thrown());
  abort();
  abort();
  signal.addEventListener('abort', () => lines.push('too late'));
  lines.push(`aborted: ${signal.aborted}`, thrown());
  return lines;
}

describe("the signal of a caller's leaving", () => {
  test('is to those who read it what an AbortSignal is', () => {
    const own = new LeaveController();
    const platform = new AbortController();
    const lines = witnessed(own, () => own.abort());
    expect(lines).toEqual(witnessed(platform.signal, () => platform.abort()));
    expect(lines).toEqual([
      'aborted: false',
      'nothing thrown',
      'first, aborted: true',
      'second',
      'aborted: true',
      'AbortError: This operation was aborted',
    ]);
  });
});
