/** What is kept of replies at most, and how many are copied at once. */
import { performance } from 'node:perf_hooks';
import { expect, test } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { createCachedSource } from '../../src/cache/cached-source.js';
import { copyReply } from '../../src/cache/copy-reply.js';
import type { SourceCall } from '../../src/cache/reply-source.js';
import { createMemoryStore } from '../../src/cache/reply-store.js';
import { createSeals } from '../../src/cache/sealing.js';
import { normalise } from '../../src/query/normalise.js';
import { toV2Target } from '../../src/query/to-v2-params.js';
import type { Upstream } from '../../src/upstream/call.js';
import { selectReport } from '../query/select.js';
import { createLineSink } from '../support/line-sink.js';
import { codeOf, createGate, question } from '../support/upstream-pair.js';

test.each([
  [100, true],
  [101, false],
])('a reply of %i bytes, of 100 that may be kept, is copied whole: %s', async (bytes, isKept) => {
  const copy = copyReply(createLineSink, 100);
  const sink = copy.open();
  const row = '{"rowId":"1"}\n';
  await sink.write(Buffer.from(row.padStart(bytes)));
  sink.end(true);
  expect((await copy.whole()?.finish()) !== null).toBe(isKept);
});

/** A question to a period that is over, with this many rows at most. */
function questionOf(limit: number, onlyIfCached: boolean): SourceCall {
  const report = catalogue.get('callTriggers');
  if (!report) throw new Error('There is no such report.');
  const given = { limit, startDate: '2026-01-01', endDate: '2026-01-31' };
  const query = normalise(report, { igrp: 1, arguments: given, selection: selectReport('rows { rowId }'), today: '2026-11-23' });
  const directives = { noCache: false, noStore: false, onlyIfCached, maxAgeSeconds: null };
  const call = question({ target: toV2Target(query), deadlineAt: performance.now() + 60_000 });
  return { ...call, query, directives, sending: () => undefined };
}

test('as many replies as may be are copied at once; one more is answered, and not kept', async () => {
  const gate = createGate();
  const upstream: Pick<Upstream, 'fetch'> = {
    fetch: async (call, open) => {
      const sink = open();
      await gate.opened;
      await sink.write(Buffer.from('{"rowId":"1"}\n'));
      return { result: sink.end(true), status: 200, durationMs: 1, bytes: 14, sharedBy: call.fields };
    },
  };
  const { fetch } = createCachedSource({
    upstream,
    store: createMemoryStore(1_000_000),
    seals: [createSeals('secret')],
    terms: { closedSeconds: 60, openSeconds: 60, listsSeconds: 60, staleSeconds: 0 },
    bases: { reportsUrl: 'https://reports.test/v2', reportsUrlApiKey: 'https://reports.test/v2' },
    bounds: { keptReplyBytes: 1_000, copiedReplies: 2 },
    observe: () => undefined,
  });
  const limits = [1, 2, 3];
  const answers = limits.map((limit) => fetch(questionOf(limit, false), createLineSink));
  await new Promise(setImmediate);
  gate.open();
  for (const { result } of await Promise.all(answers)) expect(result.lines).toHaveLength(1);
  const kept = await Promise.all(limits.map((limit) => codeOf(fetch(questionOf(limit, true), createLineSink))));
  expect(kept).toEqual(['none', 'none', 'CACHE_MISS']);
});
