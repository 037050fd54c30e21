/** What is kept of replies at most, in what form, and how much is copied at once. */
import { expect, test } from '@jest/globals';
import { copyReply, createCopyRoom } from '../../src/cache/copy-reply.js';
import { createReplyWriter, DEFLATED, PLAIN } from '../../src/cache/reply-codec.js';
import { createMemoryStore, newPatience } from '../../src/cache/reply-store.js';
import type { Upstream } from '../../src/upstream/call.js';
import { answering, questionOf, ROW, sourceOf } from '../support/cached-source.js';
import { createLineSink } from '../support/line-sink.js';
import { codeOf, createGate } from '../support/upstream-with-server.js';

test.each([
  [100, true],
  [101, false],
])('a reply of %i bytes, of 100 that may be kept, is copied whole: %s', async (bytes, isKept) => {
  const copy = copyReply(createLineSink, { codec: PLAIN, mostBytes: 100, room: createCopyRoom(1_000) });
  const sink = copy.open();
  await sink.write(Buffer.from(ROW.padStart(bytes)));
  sink.end(true);
  expect(copy.whole() !== null).toBe(isKept);
});

test('copies give their room back: when they are released, begin again, or are dropped', async () => {
  const room = createCopyRoom(30);
  const copyOf = () => copyReply(createLineSink, { codec: PLAIN, mostBytes: 20, room });
  const isFree = (): boolean => {
    const taken = room.take(30);
    if (taken) room.release(30);
    return taken;
  };
  const [first, second] = [copyOf(), copyOf()];
  await first.open().write(Buffer.from(ROW));
  expect(isFree()).toBe(false);
  const again = first.open();
  await again.write(Buffer.from(ROW));
  again.end(true);
  expect(Buffer.concat((await first.whole()?.finish()) ?? []).toString()).toBe(ROW);
  const other = second.open();
  await other.write(Buffer.from(ROW));
  // 14 bytes more are beyond what one reply may have.
  await other.write(Buffer.from(ROW));
  other.end(true);
  expect(second.whole()).toBeNull();
  first.release();
  first.release();
  expect(isFree()).toBe(true);
});

test.each([
  ['as it is', PLAIN],
  ['deflated', DEFLATED],
])('text that is kept %s is read as it was written, whatever its size and its chunks, in frames of one size', async (_, codec) => {
  const { frameBytes } = codec;
  for (const size of [0, 1, frameBytes / 4, frameBytes / 4 + 1, frameBytes - 1, frameBytes, frameBytes + 1, 3 * frameBytes]) {
    const text = Buffer.from(ROW.repeat(Math.ceil(size / ROW.length)).slice(0, size));
    for (const chunkBytes of [1_000, frameBytes, frameBytes + 7]) {
      const writer = createReplyWriter(codec);
      for (let at = 0; at < size; at += chunkBytes) writer.add(text.subarray(at, at + chunkBytes));
      const read = (await writer.finish()).map((frame) => codec.decode(frame));
      expect(read.map(({ length }) => length).slice(0, -1)).toEqual(Array(Math.max(0, Math.ceil(size / frameBytes) - 1)).fill(frameBytes));
      expect(Buffer.concat(read).equals(text)).toBe(true);
    }
  }
});

test('a reply that cannot be kept is answered, and asked for again', async () => {
  const codec = { ...PLAIN, encode: () => Promise.reject(new RangeError('no memory')) };
  const bounds = { keptReplyBytes: 1_000, copiedBytes: 1_000 };
  const { fetch } = sourceOf({ upstream: answering, store: createMemoryStore(1_000_000), bounds, codec });
  for (const ask of [1, 2, 3]) expect([ask, (await fetch(questionOf(1), createLineSink)).cache]).toEqual([ask, 'MISS']);
});

test('a reply that is larger than memory may hold leaves what is kept there', async () => {
  const store = createMemoryStore(1_000);
  store.write('small', Buffer.alloc(100), 60_000);
  store.write('large', Buffer.alloc(1_001), 60_000);
  expect(await store.read(['small', 'large'], newPatience())).toEqual([Buffer.alloc(100), null]);
});

test('a question does not wait for a reply that its store never finishes keeping', async () => {
  const store = { ...createMemoryStore(1_000_000), claim: () => new Promise<null>(() => undefined) };
  const { fetch } = sourceOf({ upstream: answering, store, bounds: { keptReplyBytes: 1_000, copiedBytes: 1_000 } });
  for (const ask of [1, 2, 3]) expect([ask, (await fetch(questionOf(1), createLineSink)).cache]).toEqual([ask, 'MISS']);
});

test('replies are copied at once as far as there is room; one more is answered, and not kept', async () => {
  const gate = createGate();
  const upstream: Pick<Upstream, 'fetch'> = {
    fetch: async (call, open) => {
      const sink = open();
      await sink.write(Buffer.from(ROW));
      await gate.opened;
      return { result: sink.end(true), status: 200, durationMs: 1, bytes: 14, sharedBy: call.fields };
    },
  };
  const bounds = { keptReplyBytes: 1_000, copiedBytes: 2 * ROW.length };
  const { fetch } = sourceOf({ upstream, store: createMemoryStore(1_000_000), bounds });
  const limits = [1, 2, 3];
  const answers = limits.map((limit) => fetch(questionOf(limit), createLineSink));
  await new Promise(setImmediate);
  gate.open();
  for (const { result } of await Promise.all(answers)) expect(result.lines).toHaveLength(1);
  const kept = await Promise.all(limits.map((limit) => codeOf(fetch(questionOf(limit, { onlyIfCached: true }), createLineSink))));
  expect(kept).toEqual(['none', 'none', 'CACHE_MISS']);
});
