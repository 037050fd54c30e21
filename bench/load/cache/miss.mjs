/** What a miss of `small` costs: every question is new, beside a gateway without a cache that is asked as many. */
import { createServer } from 'node:http';
import { Agent, request } from 'undici';
import { median } from '../../measure/figures.mjs';
import { startProcess, until } from '../../measure/server-process.mjs';
import { OPERATIONS } from '../../operations.mjs';
import { rowsOf } from '../../upstream/rows.mjs';
import { startRedis } from './redis-server.mjs';

const CONNECTIONS = 8;
const ROUNDS = 10;
const WARMING = 4;
const BURST = 400;

const [{ source: asked, names }] = OPERATIONS.small.fields;
const QUERY = `query ($offset: Int!) { installation(igrp: 1) { callTriggers(startDate: "2026-01-01", endDate: "2026-01-31", offset: $offset, limit: ${asked.limit}) { rows { ${names.join(' ')} } } } }`;

/** Asks the gateways in turns, a burst each, and prints medians of their processor time. */
export async function runMiss() {
  const redis = await startRedis();
  const upstream = await startUpstream();
  const secret = { CACHE_SECRET: 'a secret of the bench that is long enough' };
  const gateways = await Promise.all([
    startGateway('no cache', upstream.url, { CACHE: 'off' }),
    startGateway('memory', upstream.url, { CACHE: 'memory' }),
    startGateway('Redis', upstream.url, { CACHE: redis.url, ...secret }),
  ]);
  const agent = new Agent({ connections: CONNECTIONS });
  for (let round = 0; round < WARMING + ROUNDS; round++) {
    for (const { url, process, times } of round % 2 === 0 ? gateways : gateways.toReversed()) {
      const before = process.cpuMs();
      await burst(url, agent, round * BURST);
      times.push((process.cpuMs() - before) / BURST);
    }
  }
  const [base, ...cached] = gateways.map(({ name, times }) => ({ name, ms: median(times.slice(WARMING)) }));
  console.log(`${asked.limit} rows × ${names.length}: ${base.ms.toFixed(2)} ms of CPU without a cache`);
  for (const { name, ms } of cached) console.log(`a miss, ${name}: ${ms.toFixed(2)} ms, ${(ms / base.ms).toFixed(2)} ×`);
  await Promise.all([...gateways.map(({ process }) => process.end()), agent.close(), redis.close()]);
  upstream.close();
}

async function burst(url, agent, first) {
  let next = first;
  const ask = async (caller) => {
    const headers = { 'content-type': 'application/json', authorization: `Basic ${btoa(`caller${caller}:secret`)}` };
    while (next < first + BURST) {
      const body = JSON.stringify({ query: QUERY, variables: { offset: next++ } });
      const response = await request(url, { dispatcher: agent, method: 'POST', headers, body });
      if (JSON.parse(await response.body.text()).errors) throw new Error('A question failed.');
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, caller) => ask(caller)));
}

/** Answers any question with the rows of `small`. */
async function startUpstream() {
  const lines = Array.from(rowsOf(asked, names), (cells) => `{${cells.map(([name, json]) => `"${name}":${json}`).join(',')}}\n`);
  const body = Buffer.from(lines.join(''));
  const server = createServer((_, reply) =>
    reply.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/reports/v2`, close: () => server.close() };
}

async function startGateway(name, reportsUrl, env) {
  const process = startProcess(['--import', 'tsx', 'src/main.ts'], {
    env: { REPORTS_URL: reportsUrl, PORT: '0', LOG_LEVEL: 'error', ...env },
  });
  const url = await until(process, () => /The gateway listens at (\S+) /.exec(process.output())?.[1], 60_000);
  return { name, process, url, times: [] };
}
