/**
 * `npm run bench:tracing -- [--rounds 5] [--bursts 24] [--warm 4]`: what recording and exporting spans costs the dashboard, in CPU.
 *
 * Each round starts two gateways: one without tracing, and one that sends spans to a collector. The second is asked in turns by callers who sample
 * and by callers who do not: two processes of the same code differ by up to a tenth for as long as they live, and so one process is compared with
 * itself as well as with the other, which is asked as often.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../measure/load.mjs';
import { freePort, startProcess, until } from '../measure/server-process.mjs';
import { documentOf, OPERATIONS } from '../operations.mjs';

const { values: given } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    bursts: { type: 'string', default: '24' },
    warm: { type: 'string', default: '4' },
  },
});
const [rounds, bursts, warm] = [given.rounds, given.bursts, given.warm].map(Number);

const BENCH = path.join(import.meta.dirname, '..');
const MAIN = path.join(BENCH, '../dist/src/main.js');
const BODY = JSON.stringify({ query: documentOf(OPERATIONS.dashboard) });
const UPSTREAM_DELAY_MS = 20;
const callers = (flags) => ({ traceparent: `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-${flags}` });

const upstream = startProcess([path.join(BENCH, 'upstream/server.mjs')]);
const collector = startProcess([path.join(BENCH, 'upstream/collector.mjs')]);
try {
  const [, reports] = await until(upstream, () => /listens at (\S+)/.exec(upstream.output()));
  const [, endpoint] = await until(collector, () => /listens at (\S+)/.exec(collector.output()));
  await (await fetch(`${reports}/control?delay=${UPSTREAM_DELAY_MS}`)).json();
  console.log(
    '| round | CPU ms without tracing | not sampled | sampled | sampled ÷ without | not sampled ÷ without | sampled ÷ not sampled |',
  );
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  const all = [];
  for (let round = 1; round <= rounds; round++) {
    all.push(await measure(reports, endpoint));
    console.log(lineOf(round, all.at(-1)));
  }
  console.log(
    lineOf('mean', { off: mean(all.map(({ off }) => off)), idle: mean(all.map(({ idle }) => idle)), on: mean(all.map(({ on }) => on)) }),
  );
  if (Number(await (await fetch(endpoint)).text()) === 0) throw new Error('The collector got nothing.');
} finally {
  await upstream.end();
  await collector.end();
}

/** One round: the CPU of an operation without tracing, of one that is not sampled, and of one that is. */
async function measure(reports, endpoint) {
  const gateways = [];
  try {
    for (const env of [{}, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }]) gateways.push(await startGateway(reports, env));
    const [plain, traced] = gateways;
    const kinds = [
      [plain, callers('00')],
      [traced, callers('00')],
      [plain, callers('01')],
      [traced, callers('01')],
    ];
    for (let i = 0; i < warm; i++) for (const [gateway, headers] of kinds) await burst(gateway, headers);
    const cpu = kinds.map(() => []);
    for (let i = 0; i < bursts; i++) {
      // Each kind comes first as often as the others.
      for (const at of kinds.map((_, offset) => (i + offset) % kinds.length)) cpu[at].push(await burst(...kinds[at]));
    }
    const [plainIdle, idle, plainOn, on] = cpu.map(mean);
    return { off: mean([plainIdle, plainOn]), idle, on };
  } finally {
    for (const { running } of gateways) await running.end();
  }
}

async function startGateway(reports, env) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const running = startProcess([MAIN], { env: { REPORTS_URL: `${reports}/reports/v2`, PORT: String(port), LOG_LEVEL: 'info', ...env } });
  await until(running, () =>
    fetch(`${origin}/health/live`).then(
      (response) => response.ok,
      () => false,
    ),
  );
  return { origin, running };
}

async function burst({ origin, running }, headers) {
  const before = running.cpuMs();
  const { count, bad } = await load({ origin, body: BODY, connections: 8, headers, ms: 800, least: 16 });
  if (bad > 0) throw new Error(`${bad} bad answers.`);
  return (running.cpuMs() - before) / count;
}

function lineOf(round, { off, idle, on }) {
  return `| ${[round, ...[off, idle, on].map((ms) => ms.toFixed(2)), (on / off).toFixed(2), (idle / off).toFixed(2), (on / idle).toFixed(2)].join(' | ')} |`;
}

function mean(figures) {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
