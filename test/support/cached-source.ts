/** A cache in front of an upstream, without a gateway around it. */
import { performance } from 'node:perf_hooks';
import { catalogue } from '../../schema/reports/index.js';
import { createCachedSource, type CachedSourceOptions } from '../../src/cache/cached-source.js';
import { PLAIN } from '../../src/cache/reply-codec.js';
import type { ReplySource, SourceCall } from '../../src/cache/reply-source.js';
import { createSeals } from '../../src/cache/sealing.js';
import { normalise } from '../../src/query/normalise.js';
import { toV2Target } from '../../src/query/to-v2-params.js';
import type { Upstream } from '../../src/upstream/call.js';
import { selectReport } from '../query/select.js';
import { question } from './upstream-with-server.js';

export const ROW = '{"rowId":"1"}\n';

export interface Asked {
  readonly columns?: string;
  readonly onlyIfCached?: boolean;
  readonly noCache?: boolean;
}

/** A question to a period that is over, with this many rows at most. */
export function questionOf(limit: number, { columns = 'rowId', onlyIfCached = false, noCache = false }: Asked = {}): SourceCall {
  const report = catalogue.get('callTriggers');
  if (!report) throw new Error('There is no such report.');
  const given = { limit, startDate: '2026-01-01', endDate: '2026-01-31' };
  const query = normalise(report, { igrp: 1, arguments: given, selection: selectReport(`rows { ${columns} }`), today: '2026-11-23' });
  const directives = { noCache, noStore: false, onlyIfCached, maxAgeSeconds: null };
  const call = question({ target: toV2Target(query), deadlineAt: performance.now() + 60_000 });
  return { ...call, query, directives, sending: () => undefined };
}

/** An upstream that answers anything with one row. */
export const answering: Pick<Upstream, 'fetch'> = {
  fetch: async (call, open) => {
    const sink = open();
    await sink.write(Buffer.from(ROW));
    return { result: sink.end(true), status: 200, durationMs: 1, bytes: ROW.length, sharedBy: call.fields };
  },
};

/** A cache in front of an upstream, with room for what the tests keep, and whatever else is given. */
export const sourceOf = (options: Pick<CachedSourceOptions, 'store'> & Partial<CachedSourceOptions>): ReplySource =>
  createCachedSource({
    upstream: answering,
    bounds: { keptReplyBytes: 1_000, copiedBytes: 1_000 },
    codec: PLAIN,
    seals: [createSeals('secret')],
    terms: { closedSeconds: 60, openSeconds: 60, listsSeconds: 60, staleSeconds: 0 },
    bases: { reportsUrl: 'https://reports.test/v2', reportsUrlApiKey: 'https://reports.test/v2' },
    observe: () => undefined,
    ...options,
  });
