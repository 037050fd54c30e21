/** When spans are sent. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createSpanBatches } from '../../src/observe/span-batches.js';
import { newSpanId, newTraceId } from '../../src/observe/span-id.js';
import { requestHead, spanForm } from '../../src/observe/span-writer.js';
import { readSpans } from './otlp-receiver.js';

const FORM = spanForm('span', 0);

let sent: { readonly names: readonly string[]; readonly count: number }[] = [];
const batches = () => {
  const made = createSpanBatches({
    head: requestHead({}, { name: 'test', version: '1' }),
    size: 3,
    waitMs: 5_000,
    send: (request, count) => void sent.push({ names: readSpans(Buffer.from(request)).map(({ name }) => name), count }),
  });
  const write = () => {
    const id = newSpanId();
    made.writer.begin({ traceId: newTraceId().bytes, id, parent: null, isParentRemote: false, startedAt: 0, endedAt: 1 }, FORM);
    made.writer.end(false);
    made.written();
  };
  return { ...made, write };
};

beforeEach(() => {
  sent = [];
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('spans are sent together once there are enough', () => {
  const { write } = batches();
  write();
  write();
  expect(sent).toEqual([]);
  for (let more = 0; more < 4; more += 1) write();
  expect(sent).toEqual([
    { names: ['span', 'span', 'span'], count: 3 },
    { names: ['span', 'span', 'span'], count: 3 },
  ]);
});

test('a single span waits for others, counted from when it came', () => {
  const { write } = batches();
  write();
  jest.advanceTimersByTime(4_000);
  write();
  jest.advanceTimersByTime(999);
  expect(sent).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(sent).toEqual([{ names: ['span', 'span'], count: 2 }]);
  jest.advanceTimersByTime(60_000);
  expect(sent).toHaveLength(1);
});

test('what waits is sent at once when asked for, and nothing is sent where nothing waits', () => {
  const { write, flush } = batches();
  flush();
  write();
  flush();
  flush();
  jest.advanceTimersByTime(60_000);
  expect(sent).toEqual([{ names: ['span'], count: 1 }]);
});
