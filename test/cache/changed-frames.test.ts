/** A kept reply of which some bytes were changed is asked for again: its rows are all upstream's, and none comes twice. */
import { expect, test } from '@jest/globals';
import { PLAIN } from '../../src/cache/reply-codec.js';
import { createMemoryStore, newPatience, type ReplyStore } from '../../src/cache/reply-store.js';
import type { Upstream } from '../../src/upstream/call.js';
import { questionOf, sourceOf } from '../support/cached-source.js';
import { createLineSink } from '../support/line-sink.js';
import { until } from '../support/until.js';

const ROWS = 40;
const LINES = Array.from({ length: ROWS }, (_, i) => JSON.stringify({ rowId: String(i) }));
/** Several rows to a frame, and several frames to a reply. */
const codec = { ...PLAIN, frameBytes: 100 };
const bounds = { keptReplyBytes: 10_000, copiedBytes: 10_000 };

/** An upstream that answers with all rows, and counts how often. */
function countingUpstream(): Pick<Upstream, 'fetch'> & { readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    fetch: async (call, open) => {
      asked += 1;
      const sink = open();
      for (const line of LINES) await sink.write(Buffer.from(`${line}\n`));
      return { result: sink.end(true), status: 200, durationMs: 1, bytes: 1, sharedBy: call.fields };
    },
  };
}

/** A store whose replies are changed on their way out, once it is told how. */
function changingStore(): ReplyStore & { change: (value: Buffer) => Buffer } {
  const memory = createMemoryStore(1_000_000);
  const store = {
    ...memory,
    change: (value: Buffer): Buffer => value,
    read: async (names: readonly string[]) => {
      const values = await memory.read(names, newPatience());
      return (
        values &&
        names.map((name, i) => (name.startsWith('reply:') && values[i] ? store.change(Buffer.from(values[i])) : (values[i] ?? null)))
      );
    },
  };
  return store;
}

test.each([
  ['shared', {}],
  ['streamed', { shareable: false }],
])('in any byte of a reply that is %s', async (_, terms) => {
  const upstream = countingUpstream();
  const store = changingStore();
  const { fetch } = sourceOf({ upstream, store, codec, bounds });
  const ask = () => fetch({ ...questionOf(ROWS), ...terms }, createLineSink);
  await ask();
  await until(async () => (await ask()).cache === 'HIT');

  let bytes = 0;
  store.change = (value) => {
    bytes = value.length;
    return value;
  };
  await ask();
  expect(bytes).toBeGreaterThan(5 * codec.frameBytes);
  for (let at = 0; at < bytes; at += 1) {
    store.change = (value) => {
      const place = at % value.length;
      value.writeUInt8(value.readUInt8(place) ^ 1, place);
      return value;
    };
    const before = upstream.asked();
    const { cache, result } = await ask();
    expect([at, cache, upstream.asked() - before]).toEqual([at, 'MISS', 1]);
    expect(result.lines).toEqual(LINES);
  }
});

test('rows leave through a stream only where every frame of the reply opens', async () => {
  const upstream = countingUpstream();
  const store = changingStore();
  const { fetch } = sourceOf({ upstream, store, codec, bounds });
  const opened: string[][] = [];
  const openStream = () => {
    const sink = createLineSink();
    const chunks: string[] = [];
    opened.push(chunks);
    return {
      handedOut: true,
      write: (chunk: Uint8Array) => {
        chunks.push(Buffer.from(chunk).toString());
        return sink.write(chunk);
      },
      end: (proven: boolean) => sink.end(proven),
    };
  };
  const ask = () => fetch({ ...questionOf(ROWS), shareable: false }, openStream);
  await ask();
  await until(async () => (await ask()).cache === 'HIT');

  opened.length = 0;
  store.change = (value) => {
    value.writeUInt8(value.readUInt8(value.length - 1) ^ 1, value.length - 1);
    return value;
  };
  expect((await ask()).cache).toBe('MISS');
  expect(opened.map((chunks) => chunks.join(''))).toEqual([LINES.map((line) => `${line}\n`).join('')]);
});
