import type { Socket } from 'node:net';
import { describe, expect, jest, test } from '@jest/globals';
import { isStalled } from '../../src/http/stalled.js';

interface Figures {
  /** Bytes that were handed to the socket. */
  readonly written: number;
  /** Bytes of them that the system has not taken. */
  readonly queued: number;
}

/** A connection whose socket shows these figures, one pair a look. */
function connection(...looks: readonly Figures[]) {
  let at = 0;
  const figures = (): Figures => looks[at] ?? { written: 0, queued: 0 };
  const socket = {
    get writableLength() {
      return figures().queued;
    },
    get bytesWritten() {
      return figures().written;
    },
    get _handle() {
      return { writeQueueSize: figures().queued };
    },
  } as unknown as Socket; // what is looked at of a socket
  const state = { socket, taken: 0, stalledSince: null };
  return (timeoutMs: number, owesAnswers = true): boolean => {
    const stalled = isStalled(state, owesAnswers, timeoutMs);
    at += 1;
    return stalled;
  };
}

describe('a connection', () => {
  test.each<[claim: string, looks: readonly Figures[], timeoutMs: number, stalled: boolean]>([
    ['that took nothing for the time allowed is stalled', [100, 100].map((queued) => ({ written: 200, queued })), 0, true],
    ['that took nothing for less than that is not', [100, 100].map((queued) => ({ written: 200, queued })), Infinity, false],
    ['that took a byte is not', [100, 99].map((queued) => ({ written: 200, queued })), 0, false],
    [
      'that took as many bytes as were added is not',
      [
        { written: 200, queued: 100 },
        { written: 250, queued: 100 },
      ],
      0,
      false,
    ],
    [
      'that took none, though bytes were added, is stalled',
      [
        { written: 200, queued: 100 },
        { written: 250, queued: 150 },
      ],
      0,
      true,
    ],
    [
      'for which nothing waits is not',
      [
        { written: 200, queued: 100 },
        { written: 200, queued: 0 },
      ],
      0,
      false,
    ],
  ])('%s', (_, looks, timeoutMs, stalled) => {
    const look = connection(...looks);
    expect(look(timeoutMs)).toBe(false);
    expect(look(timeoutMs)).toBe(stalled);
  });

  test('that owes no answer is never stalled', () => {
    const look = connection({ written: 200, queued: 100 }, { written: 200, queued: 100 });
    expect([look(0, false), look(0, false)]).toEqual([false, false]);
  });

  test('is stalled from the time allowed on, and no millisecond before', () => {
    jest.useFakeTimers();
    try {
      const look = connection(...[100, 100, 100].map((queued) => ({ written: 200, queued })));
      look(30_000);
      jest.advanceTimersByTime(29_999);
      expect(look(30_000)).toBe(false);
      jest.advanceTimersByTime(1);
      expect(look(30_000)).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });
});
