/**
 * `npm run bench:compared`: 24,000 rows compared with as many of the month before. How much CPU they cost beside the same two reports asked
 * plainly, and how long they hold the event loop at a time. Alternating runs in one process; medians.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { catalogue } from '../../schema/reports/index.ts';
import { readConfig } from '../../src/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { createProcessLog } from '../../src/observe/log.ts';
import { median } from '../measure/figures.mjs';
import { startProcess, until } from '../measure/server-process.mjs';

const RUNS = Number(process.argv[2] ?? 15);
const WARM = 5;
const TICK_MS = 2;

const given = 'group:[METRIC_DATE,CH],limit:24000';
const columns = 'metricDate ch chName callCount goalValueTotal';
const april = 'startDate:"2026-04-01",endDate:"2026-04-30"';
const march = 'startDate:"2026-03-01",endDate:"2026-03-30"';
const QUESTIONS = {
  'two plain reports': `a:channelMetrics(${april},${given}){rows{${columns}}} b:channelMetrics(${march},${given}){rows{${columns}}}`,
  compared: `channelMetrics(${april},${given},compare:{to:RANGE,startDate:"2026-03-01",endDate:"2026-03-30"}){rows{${columns} previous{callCount goalValueTotal} delta{callCount}}}`,
  filled: `channelMetrics(${april},${given},fillGaps:ZERO){rows{${columns}}}`,
};

/** Processor time of the main thread so far, in ms. Linux counts it in nanoseconds. */
const mainThreadMs = () => Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ', 1)[0]) / 1e6;
let last = mainThreadMs();
let longest = 0;
setInterval(() => {
  const now = mainThreadMs();
  longest = Math.max(longest, now - last);
  last = now;
}, TICK_MS).unref();

const upstream = startProcess([path.join(import.meta.dirname, '../upstream/periods.mjs')]);
try {
  const [, reports] = await until(upstream, () => /listens at (\S+)/.exec(upstream.output()));
  const config = readConfig({ REPORTS_URL: reports, PORT: '0' });
  const gateway = createGateway({ config, catalogue, log: createProcessLog('silent') });
  const url = await gateway.listen();
  const figures = new Map(Object.keys(QUESTIONS).map((name) => [name, { cpu: [], held: [] }]));
  for (let run = -WARM; run < RUNS; run += 1)
    for (const [name, fields] of Object.entries(QUESTIONS)) {
      const { cpu, held } = await measure(url, fields);
      if (run < 0) continue;
      figures.get(name).cpu.push(cpu);
      figures.get(name).held.push(held);
    }
  const plain = median(figures.get('two plain reports').cpu);
  for (const [name, { cpu, held }] of figures)
    console.log(
      `${name}: CPU ${median(cpu).toFixed(0)} ms, ${(median(cpu) / plain).toFixed(2)} × two plain reports; event loop held ${median(held).toFixed(0)} ms, at most ${Math.max(...held).toFixed(0)} ms`,
    );
  await gateway.close();
} finally {
  await upstream.end();
}

async function measure(url, fields) {
  await new Promise((resolve) => setTimeout(resolve, 10));
  longest = 0;
  const before = process.cpuUsage();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa('a:b')}` },
    body: JSON.stringify({ query: `{installation(igrp:1){${fields}}}` }),
  });
  const text = await response.text();
  const { user, system } = process.cpuUsage(before);
  await new Promise((resolve) => setTimeout(resolve, 10));
  if (!text.startsWith('{"data":')) throw new Error(`expected rows, but got: ${text.slice(0, 500)}`);
  return { cpu: (user + system) / 1000, held: longest };
}
