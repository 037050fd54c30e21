/**
 * The ceilings that four gateways share through one Redis, `MAX_SOCKETS_ALL` and `MAX_PER_CALLER_ALL`, under more load than they let through:
 * how many requests upstream has under way at most, and on average. Neither may lie more than 5 % above a ceiling.
 */
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { startProcess, until } from '../../measure/server-process.mjs';
import { startRedis } from './redis-server.mjs';

const REPLICAS = 4;
const ALL = 40;
const PER_CALLER = 20;
const CALLERS = 3;
/** Requests that each caller has under way at each replica: more than twice what it may have in all. */
const AT_ONCE = 12;
/** Long, so that the ceilings are reached on a busy machine too. */
const UPSTREAM_MS = 1_500;
const WARMING_MS = 8_000;
const MEASURED_MS = 15_000;
const TOLERANCE = 1.05;
const QUERY = 'query ($offset: Int!) { installation(igrp: 1) { goals(offset: $offset) { rows { goalTitle } } } }';

/** Prints what upstream saw. True where the ceilings were kept. */
export async function runCeilings() {
  const redis = await startRedis();
  const upstream = await startCountingUpstream();
  const gateways = await Promise.all(Array.from({ length: REPLICAS }, () => startGateway(upstream.url, redis.url)));
  const agent = new Agent({ connections: CALLERS * AT_ONCE });
  let asking = true;
  let asked = 0;
  const failures = new Map();
  const call = async (url, caller) => {
    const headers = { 'content-type': 'application/json', authorization: `Basic ${btoa(`caller${caller}:secret`)}` };
    while (asking) {
      const body = JSON.stringify({ query: QUERY, variables: { offset: (asked += 1) } });
      const answer = await request(url, { dispatcher: agent, method: 'POST', headers, body }).then(({ body: text }) => text.json());
      const code = answer.errors?.[0].extensions.code;
      if (code) failures.set(code, (failures.get(code) ?? 0) + 1);
    }
  };
  const calls = gateways.flatMap(({ url }) => Array.from({ length: CALLERS * AT_ONCE }, (_, i) => call(url, i % CALLERS)));
  await wait(WARMING_MS);
  upstream.clear();
  const before = asked;
  await wait(MEASURED_MS);
  const counts = upstream.counts();
  const perSecond = (asked - before) / (MEASURED_MS / 1_000);
  asking = false;
  await Promise.all(calls);
  await Promise.all([...gateways.map(({ process }) => process.end()), agent.close(), redis.close()]);
  upstream.close();

  const all = counts.get('all');
  const callers = [...counts].filter(([name]) => name !== 'all').map(([, count]) => count);
  const most = Math.max(...callers.map((count) => count.most));
  console.log(
    `${REPLICAS} replicas, ${CALLERS} callers with ${AT_ONCE} requests each at each of them, ${perSecond.toFixed(0)} operations a second`,
  );
  console.log(`in all: ceiling ${ALL}, at most ${all.most} under way, ${all.mean.toFixed(1)} on average`);
  console.log(
    `of a caller: ceiling ${PER_CALLER}, at most ${most} under way, ${callers.map(({ mean }) => mean.toFixed(1)).join(', ')} on average`,
  );
  console.log(failures.size === 0 ? 'Nothing failed.' : `Failed: ${JSON.stringify([...failures])}`);
  return all.most <= TOLERANCE * ALL && most <= TOLERANCE * PER_CALLER && failures.size === 0;
}

/** Answers late, and counts what is under way: in all, and of each caller. */
async function startCountingUpstream() {
  const levels = new Map();
  let since = performance.now();
  const levelOf = (name) => {
    const level = levels.get(name) ?? { now: 0, most: 0, area: 0, at: since };
    levels.set(name, level);
    return level;
  };
  const settle = (level) => {
    const at = performance.now();
    level.area += level.now * (at - level.at);
    level.at = at;
  };
  const change = (names, by) => {
    for (const level of names.map(levelOf)) {
      settle(level);
      level.now += by;
      level.most = Math.max(level.most, level.now);
    }
  };
  const server = createServer((asked, reply) => {
    const names = ['all', asked.headers.authorization];
    change(names, 1);
    setTimeout(() => {
      change(names, -1);
      reply.writeHead(200, { 'content-type': 'application/json' }).end('{"goalTitle":"a"}\n');
    }, UPSTREAM_MS);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/reports/v2`,
    clear: () => {
      since = performance.now();
      for (const level of levels.values()) Object.assign(level, { most: level.now, area: 0, at: since });
    },
    counts: () => {
      for (const level of levels.values()) settle(level);
      const seconds = performance.now() - since;
      return new Map([...levels].map(([name, { most, area }]) => [name, { most, mean: area / seconds }]));
    },
    close: () => server.close(),
  };
}

async function startGateway(reportsUrl, redisUrl) {
  const process = startProcess(['--import', 'tsx', 'src/main.ts'], {
    env: {
      REPORTS_URL: reportsUrl,
      PORT: '0',
      LOG_LEVEL: 'error',
      CACHE: redisUrl,
      CACHE_SECRET: 'a secret of the bench that is long enough',
      MAX_SOCKETS_ALL: String(ALL),
      MAX_PER_CALLER_ALL: String(PER_CALLER),
    },
  });
  const url = await until(process, () => /The gateway listens at (\S+) /.exec(process.output())?.[1], 60_000);
  return { process, url };
}
