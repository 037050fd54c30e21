/** A dashboard of 12 fields over 4 grains, cold and warm, beside `{ __typename }`: by the built gateway, in a process of its own. */
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { median } from '../../measure/figures.mjs';
import { startProcess, until } from '../../measure/server-process.mjs';

const UPSTREAM_MS = 200;
const COLD_ROUNDS = 5;
const ROUNDS = 200;
/** Requests before those that count: a process is slow until its functions are compiled. */
const WARMING = 1_000;
const COLUMNS = ['vid', 'rowId', 'triggerDatetime'];

const valueOf = (column, i) =>
  /Datetime$/.test(column) ? '2026-01-01 10:11:12' : /Id$/.test(column) ? i + 1 : `${column} ${(i * 7919) % 1009}`;
const period = (month) => `startDate: "2026-0${month}-01", endDate: "2026-0${month}-28"`;
const DASHBOARD = `{ installation(igrp: 1) { ${[1, 2, 3, 4]
  .flatMap((month) => COLUMNS.map((column, i) => `f${month}${i}: callTriggers(${period(month)}, limit: 100) { rows { ${column} } }`))
  .join('\n')} } }`;

/** Measures one behind the other in turns, and prints medians. */
export async function runWarmDashboard() {
  let requests = 0;
  const upstream = createServer((asked, reply) => {
    requests += 1;
    const { searchParams } = new URL(asked.url ?? '', 'http://upstream');
    const columns = searchParams.getAll('display[]');
    const rows = Array.from({ length: Number(searchParams.get('limit')) }, (_, i) =>
      Object.fromEntries(columns.map((column) => [column, valueOf(column, i)])),
    );
    const body = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    setTimeout(() => {
      reply.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
    }, UPSTREAM_MS);
  });
  await new Promise((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const REPORTS_URL = `http://127.0.0.1:${upstream.address().port}/reports/v2`;
  const env = { REPORTS_URL, PORT: '0', CACHE: 'memory', LOG_LEVEL: 'info', COMPRESSION: 'off' };
  const gateway = startProcess(['dist/src/main.js'], { env });
  const url = await until(gateway, () => /The gateway listens at (\S+) /.exec(gateway.output())?.[1]);
  const ask = async (query, caller = 'one') => {
    const startedAt = performance.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${caller}:x`)}` },
      body: JSON.stringify({ query }),
    });
    const text = await response.text();
    if (text.includes('"errors"')) throw new Error(text.slice(0, 500));
    return performance.now() - startedAt;
  };

  const cold = [];
  for (let i = 0; i < COLD_ROUNDS; i++) cold.push(await ask(DASHBOARD, `cold-${i}`));
  await ask(DASHBOARD);
  await wait(UPSTREAM_MS);
  const before = requests;
  const [warm, nothing] = [[], []];
  for (let i = 0; i < WARMING + ROUNDS; i++) {
    nothing.push(await ask('{ __typename }'));
    warm.push(await ask(DASHBOARD));
  }
  const [dashboard, typename] = [warm, nothing].map((asked) => median(asked.slice(WARMING)));
  console.log(`dashboard, cold: p50 ${median(cold).toFixed(1)} ms with upstream at ${UPSTREAM_MS} ms`);
  console.log(`dashboard, warm: p50 ${dashboard.toFixed(2)} ms, ${requests - before} requests upstream`);
  console.log(`{ __typename }: p50 ${typename.toFixed(2)} ms`);
  console.log(`the warm dashboard takes ${(dashboard - typename).toFixed(2)} ms more`);
  await gateway.end();
  await new Promise((resolve) => upstream.close(resolve));
}
