/**
 * Redis stopped, restarted, emptied, hung, full and slow while callers ask, beside two gateways without a cache that are asked the same at the
 * same time. How much those two differ is what the machine's other work makes of a figure. No operation may fail, and the 99th percentile may lie at most 50 ms above that of the gateways without.
 */
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { startProcess, until } from '../../measure/server-process.mjs';
import { quantile } from '../offer.mjs';
import { startRedis } from './redis-server.mjs';

const UPSTREAM_MS = 20;
const CALLERS = 2;
const QUESTIONS = 10;
const PAUSE_MS = 40;
const STATE_MS = 10_000;
/** So that some questions are hits, and some are asked anew. */
const KEPT_SECONDS = 3;
/** Before and after what happens to Redis, so that it happens in the midst of requests. */
const CALM_MS = 1_000;
const MOST_MS = 50;
const QUERY =
  'query ($offset: Int!) { installation(igrp: 1) { callTriggers(startDate: "2026-01-01", endDate: "2026-01-31", offset: $offset, limit: 100) { rows { rowId vid } request { cache } } } }';

/** What happens to Redis, and how it ends. */
const STATES = [
  { name: 'runs' },
  { name: 'is stopped', begin: (redis) => redis.stop(), end: (redis) => redis.start() },
  { name: 'is restarted', begin: (redis) => redis.stop().then(redis.start) },
  { name: 'is emptied every 0.2 s', again: (redis) => redis.empty() },
  { name: 'hangs', begin: (redis) => redis.hang(), end: (redis) => redis.resume() },
  { name: 'is full', begin: (redis) => redis.fill(), end: (redis) => redis.unfill() },
  { name: 'answers 30 ms late', begin: (redis) => redis.slow(30), end: (redis) => redis.slow(0) },
  { name: 'answers 45 ms late', begin: (redis) => redis.slow(45), end: (redis) => redis.slow(0) },
  { name: 'answers 200 ms late', begin: (redis) => redis.slow(200), end: (redis) => redis.slow(0) },
];

/** Prints a line a state. True where every state kept to the bounds. */
export async function runRedisStates() {
  const redis = await startRedis();
  const upstream = await startUpstream();
  const gateways = await Promise.all([
    startGateway(upstream.url, { CACHE: 'off' }),
    startGateway(upstream.url, { CACHE: 'off' }),
    startGateway(upstream.url, {
      CACHE: redis.url,
      CACHE_SECRET: 'a secret of the bench that is long enough',
      // Every look-up goes to Redis: the worst that it can cost.
      CACHE_BYTES: '0',
      CACHE_CLOSED_SECONDS: String(KEPT_SECONDS),
    }),
  ]);
  const agent = new Agent({ connections: gateways.length * CALLERS });
  const loads = gateways.map(({ url }) => startLoad(url, agent));
  await wait(STATE_MS);

  let holds = true;
  console.log(
    '| while Redis | uncached p50 / p99 ms | cached p50 / p99 ms | p99, more | p99, the uncached apart | operations | failed | hits |',
  );
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const { name, begin, again, end } of STATES) {
    for (const load of loads) load.clear();
    await wait(CALM_MS);
    await begin?.(redis);
    const repeating = again && setInterval(() => again(redis), 200);
    await wait(STATE_MS);
    clearInterval(repeating);
    await end?.(redis);
    await wait(CALM_MS);
    const [one, other, cached] = loads.map((load) => figuresOf(load.answers()));
    const plain = figuresOf(loads.slice(0, 2).flatMap((load) => load.answers()));
    const more = cached.p99 - plain.p99;
    holds &&= more <= MOST_MS && cached.failed.length === 0;
    const times = ({ p50, p99 }) => `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
    const share = `${((100 * cached.hits) / cached.count).toFixed(0)} %`;
    console.log(
      `| ${name} | ${times(plain)} | ${times(cached)} | ${more.toFixed(1)} | ${Math.abs(one.p99 - other.p99).toFixed(1)} | ${cached.count} | ${cached.failed.length} | ${share} |`,
    );
    for (const failure of cached.failed.slice(0, 2)) console.log(failure);
    // The breaker of the connection closes again.
    await wait(2 * CALM_MS);
  }
  await Promise.all(loads.map((load) => load.end()));
  await Promise.all([...gateways.map(({ process }) => process.end()), agent.close(), redis.close()]);
  upstream.close();
  console.log(holds ? `Within ${MOST_MS} ms, and nothing failed.` : `Not within ${MOST_MS} ms, or something failed.`);
  return holds;
}

/** Callers who ask, and ask again a little later. */
function startLoad(url, agent) {
  let asking = true;
  let answers = [];
  const call = async (caller) => {
    const headers = { 'content-type': 'application/json', authorization: `Basic ${btoa(`caller${caller}:secret`)}` };
    for (let i = 0; asking; i++) {
      const startedAt = performance.now();
      const body = JSON.stringify({ query: QUERY, variables: { offset: i % QUESTIONS } });
      const answer = await request(url, { dispatcher: agent, method: 'POST', headers, body })
        .then(async (response) => response.body.json())
        .catch((error) => ({ errors: [error.message] }));
      answers.push({
        ms: performance.now() - startedAt,
        errors: answer.errors,
        cache: answer.data?.installation.callTriggers?.request.cache,
      });
      await wait(PAUSE_MS * (0.5 + Math.random()));
    }
  };
  const calls = Array.from({ length: CALLERS }, (_, caller) => call(caller));
  return {
    clear: () => void (answers = []),
    answers: () => answers,
    end: async () => {
      asking = false;
      await Promise.all(calls);
    },
  };
}

function figuresOf(answers) {
  const times = answers.map(({ ms }) => ms);
  return {
    count: answers.length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    failed: answers.flatMap(({ errors }) => (errors ? [JSON.stringify(errors).slice(0, 300)] : [])),
    hits: answers.filter(({ cache }) => cache === 'HIT').length,
  };
}

/** Answers any question with 20 rows. */
async function startUpstream() {
  const body = Array.from({ length: 20 }, (_, i) => `${JSON.stringify({ rowId: String(i), vid: `visitor ${i}` })}\n`).join('');
  const server = createServer((_, reply) => {
    setTimeout(() => reply.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body), UPSTREAM_MS);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/reports/v2`, close: () => server.close() };
}

async function startGateway(reportsUrl, env) {
  const process = startProcess(['--import', 'tsx', 'src/main.ts'], {
    env: { REPORTS_URL: reportsUrl, PORT: '0', LOG_LEVEL: 'error', ...env },
  });
  const url = await until(process, () => /The gateway listens at (\S+) /.exec(process.output())?.[1], 60_000);
  return { process, url };
}
