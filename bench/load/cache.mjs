/**
 * What a kept reply costs. `npm run bench:cache`: a dashboard of 12 fields over 4 grains, cold and warm, beside `{ __typename }`; and the hit of a large
 * report beside reading its rows alone. Times are noise on a busy machine; the ratios, of interleaved rounds, are what to look at.
 */
import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import { catalogue } from '../../schema/reports/index.ts';
import { readConfig } from '../../src/config.ts';
import { createCachedSource } from '../../src/cache/cached-source.ts';
import { createMemoryStore } from '../../src/cache/reply-store.ts';
import { createSeals } from '../../src/cache/sealing.ts';
import { createGateway } from '../../src/gateway.ts';
import { CACHE_LIMITS } from '../../src/limits.ts';
import { createRowReader } from '../../src/rows/row-reader.ts';

const UPSTREAM_MS = 200;
const ROUNDS = 60;
const BIG_ROUNDS = 20;
const BIG_ROWS = 10_000;
const COLUMNS = [
  'vid',
  'rowId',
  'triggerDatetime',
  'callDuration',
  'dialledPhoneNumber',
  'href',
  'landingPageUrl',
  'bandName',
  'chName',
  'goalTitle',
];

let requests = 0;
const upstream = createServer((asked, reply) => {
  requests += 1;
  const { searchParams } = new URL(asked.url ?? '', 'http://upstream');
  const columns = searchParams.getAll('display[]');
  const rows = Number(searchParams.get('limit') ?? 100);
  let body = '';
  for (let i = 0; i < rows; i++) body += `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, valueOf(column, i)])))}\n`;
  setTimeout(
    () => reply.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body),
    UPSTREAM_MS,
  );
});
const valueOf = (column, i) =>
  /Datetime$/.test(column) ? '2026-01-01 10:11:12' : /(Id|Duration)$/.test(column) ? i + 1 : `${column} ${(i * 7919) % 1009}`;

await new Promise((resolve) => upstream.listen(0, '127.0.0.1', resolve));
const gateway = createGateway({
  config: readConfig({
    REPORTS_URL: `http://127.0.0.1:${upstream.address().port}/reports/v2`,
    PORT: '0',
    CACHE: 'memory',
    LOG_LEVEL: 'silent',
    COMPRESSION: 'off',
  }),
  catalogue,
});
const url = await gateway.listen();
const ask = async (query, caller = 'one') => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${caller}:x`)}` },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  if (text.includes('"errors"')) throw new Error(text.slice(0, 500));
  return text;
};
const month = (n) => `startDate: "2026-0${n}-01", endDate: "2026-0${n}-28"`;
const dashboard = `{ installation(igrp: 1) { ${[1, 2, 3, 4]
  .flatMap((n) => COLUMNS.slice(0, 3).map((column, i) => `f${n}${i}: callTriggers(${month(n)}, limit: 100) { rows { ${column} } }`))
  .join('\n')} } }`;
const timed = async (act) => {
  const from = performance.now();
  const cpu = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - from, cpu: (user + system) / 1000 };
};
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const cold = [];
for (let i = 0; i < 5; i++) cold.push((await timed(() => ask(dashboard, `cold-${i}`))).ms);
await ask(dashboard);
await new Promise((resolve) => setTimeout(resolve, 200));
const before = requests;
const warm = [];
const nothing = [];
for (let i = 0; i < ROUNDS; i++) {
  nothing.push((await timed(() => ask('{ __typename }'))).ms);
  warm.push((await timed(() => ask(dashboard))).ms);
}
console.log(`dashboard, cold: p50 ${median(cold).toFixed(1)} ms with upstream at ${UPSTREAM_MS} ms`);
console.log(
  `dashboard, warm: p50 ${median(warm).toFixed(2)} ms; { __typename }: ${median(nothing).toFixed(2)} ms; ${requests - before} requests upstream`,
);

const text = Buffer.from(
  Array.from(
    { length: BIG_ROWS },
    (_, i) => `${JSON.stringify(Object.fromEntries(COLUMNS.slice(0, 8).map((column) => [column, valueOf(column, i)])))}\n`,
  ).join(''),
);
const report = catalogue.get('callTriggers');
const plan = {
  columns: COLUMNS.slice(0, 8).map((key) => ({
    responseKey: key,
    source: { kind: 'cell', key, type: report.fields.get(key)?.type ?? 'string' },
  })),
  known: report.fields,
  isOpen: false,
  limit: BIG_ROWS,
  igrp: 1,
  track: null,
};
const readAll = async (sink) => {
  for (let at = 0; at < text.length; at += 65_536) await sink.write(text.subarray(at, at + 65_536));
  return sink.end(true);
};
const source = createCachedSource({
  upstream: {
    fetch: async (_, open) => ({ result: await readAll(open()), status: 200, durationMs: 1, sharedBy: 1, bytes: text.length }),
  },
  store: createMemoryStore(64 * 1024 * 1024),
  seals: [createSeals('a secret of the bench that is long enough')],
  terms: { closedSeconds: 3_600, openSeconds: 3_600, listsSeconds: 60, staleSeconds: 0 },
  bases: { reportsUrl: 'http://a', reportsUrlApiKey: 'http://a' },
  bounds: CACHE_LIMITS,
  observe: () => undefined,
});
const names = COLUMNS.slice(0, 8);
const query = {
  report,
  igrp: 1,
  scalars: [],
  filters: [],
  sort: [],
  group: [],
  customMetrics: [],
  limit: BIG_ROWS,
  lookAhead: false,
  offset: 0,
  projection: { kind: 'columns', names },
};
const authorization = `Basic ${btoa('one:x')}`;
const call = {
  report: report.name,
  target: '/',
  authorization,
  caller: { kind: 'basic', key: 'one', spelling: 'one', label: 'one' },
  fields: 1,
  signal: new AbortController().signal,
  deadlineAt: Infinity,
  query,
  directives: null,
  sending: () => undefined,
};
const openReader = () => createRowReader([plan]);
await source.fetch(call, openReader);
const reading = [];
const hits = [];
for (let i = 0; i < BIG_ROUNDS; i++) {
  reading.push((await timed(() => readAll(openReader()))).cpu);
  let how = '';
  hits.push((await timed(async () => (how = (await source.fetch(call, openReader)).cache))).cpu);
  if (how !== 'HIT') throw new Error(`It was no hit: ${how}`);
}
const ratio = median(hits) / median(reading);
console.log(
  `${BIG_ROWS} rows × 8, ${(text.length / 1e6).toFixed(2)} MB: rows alone ${median(reading).toFixed(1)} ms of CPU, a hit ${median(hits).toFixed(1)} ms: ${ratio.toFixed(2)} times`,
);
await gateway.close();
upstream.close();
process.exit(0);
