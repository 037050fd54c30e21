/** What a hit of `big` costs beside reading its rows alone, as replies are kept in memory and as they are kept for Redis. */
import { catalogue } from '../../../schema/reports/index.ts';
import { createCachedSource } from '../../../src/cache/cached-source.ts';
import { DEFLATED, PLAIN } from '../../../src/cache/reply-codec.ts';
import { createMemoryStore } from '../../../src/cache/reply-store.ts';
import { createSeals } from '../../../src/cache/sealing.ts';
import { CACHE_LIMITS } from '../../../src/limits.ts';
import { ReportQuery } from '../../../src/query/report-query.ts';
import { release } from '../../../src/rows/buffer-pool.ts';
import { createRowReader } from '../../../src/rows/row-reader.ts';
import { median } from '../../measure/figures.mjs';
import { OPERATIONS } from '../../operations.mjs';
import { rowsOf } from '../../upstream/rows.mjs';

const ROUNDS = 40;
const WARMING = 5;
const CHUNK = 64 * 1024;
const CODECS = { 'in memory': PLAIN, 'deflated, as in Redis': DEFLATED };
const MAX_BYTES = 64 * 1024 * 1024;

const [{ source: asked, names }] = OPERATIONS.big.fields;
const report = catalogue.get('callTriggers');
const plan = {
  columns: names.map((key) => ({ responseKey: key, source: { kind: 'cell', key, type: report.fields.get(key).type } })),
  known: report.fields,
  isOpen: false,
  limit: asked.limit,
  igrp: 1,
  track: null,
};
/** Reads rows, and gives the memory of their text back, as the gateway does once an answer is written. */
const openReader = () => {
  const reader = createRowReader([plan]);
  return {
    write: (chunk) => reader.write(chunk),
    end: (proven) => {
      const read = reader.end(proven);
      for (const { json } of read.results) release(json);
      return read;
    },
  };
};

/** The question, and its call. */
const query = new ReportQuery({
  report,
  igrp: 1,
  scalars: [],
  filters: [],
  sort: [],
  group: [],
  customMetrics: [],
  limit: asked.limit,
  lookAhead: false,
  offset: 0,
  projection: { kind: 'columns', names },
});
const call = {
  report: report.name,
  target: '/',
  authorization: `Basic ${btoa('one:x')}`,
  caller: { kind: 'basic', key: 'one', spelling: 'one', label: 'one' },
  fields: 1,
  signal: new AbortController().signal,
  deadlineAt: Infinity,
  query,
  directives: null,
  sending: () => undefined,
};

/** Measures in turns, and prints medians. */
export async function runHit() {
  const lines = Array.from(rowsOf(asked, names), (cells) => `{${cells.map(([name, json]) => `"${name}":${json}`).join(',')}}\n`);
  const text = Buffer.from(lines.join(''));
  const readAll = async (sink) => {
    for (let at = 0; at < text.length; at += CHUNK) await sink.write(text.subarray(at, at + CHUNK));
    return sink.end(true);
  };
  const upstream = {
    fetch: async (_, open) => ({ result: await readAll(open()), status: 200, durationMs: 1, sharedBy: 1, bytes: text.length }),
  };
  const kept = Object.entries(CODECS).map(([name, codec]) => {
    const store = createMemoryStore(MAX_BYTES);
    return { name, store, source: createCachedSource({ ...terms, upstream, store, codec }), times: [] };
  });
  for (const { source } of kept) await source.fetch(call, openReader);

  const reading = [];
  for (let round = 0; round < WARMING + ROUNDS; round++) {
    const measures = [
      async () => reading.push(await cpuOf(() => readAll(openReader()))),
      ...kept.map(
        ({ source, times }) =>
          async () =>
            times.push(await cpuOf(() => hit(source))),
      ),
    ];
    for (const measure of round % 2 === 0 ? measures : measures.reverse()) await measure();
  }
  const base = median(reading.slice(WARMING));
  console.log(
    `${asked.limit} rows × ${names.length}, ${(text.length / 1e6).toFixed(1)} MB: reading rows alone takes ${base.toFixed(1)} ms of CPU`,
  );
  for (const { name, store, times } of kept) {
    const cpu = median(times.slice(WARMING));
    console.log(`a hit, ${name}: ${cpu.toFixed(1)} ms, ${(cpu / base).toFixed(2)} ×; ${(store.bytes() / 1e6).toFixed(1)} MB kept`);
  }
}

const terms = {
  seals: [createSeals('a secret of the bench that is long enough')],
  terms: { closedSeconds: 3_600, openSeconds: 3_600, listsSeconds: 60, staleSeconds: 0 },
  bases: { reportsUrl: 'http://a', reportsUrlApiKey: 'http://a' },
  bounds: CACHE_LIMITS,
  observe: () => undefined,
};

async function hit(source) {
  const { cache } = await source.fetch(call, openReader);
  if (cache !== 'HIT') throw new Error(`It was no hit: ${cache}`);
}

async function cpuOf(act) {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
