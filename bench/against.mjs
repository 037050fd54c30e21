/**
 * `npm run bench:against -- DIR [--questions small,dashboard] [--bursts 20] [--seconds 0.7] [--warm 3] [--rounds 1]`: this checkout's built gateway
 * beside another's.
 *
 * Both run at once in front of one upstream and are asked in turns, a burst each, the first one changing. What else the machine does then
 * meets both alike, so that a difference of a few per cent can be seen. Prints CPU and rate of each (medians over the bursts) and the ratio
 * of this checkout to the other (median of the pairs' ratios, with their quartiles).
 *
 * Two processes of the same code differ by up to a tenth for as long as they live. `--rounds` starts both anew so many times, and prints the median of each.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkAnswer } from './measure/check-answer.mjs';
import { headersOf, load } from './measure/load.mjs';
import { freePort, startProcess, until } from './measure/server-process.mjs';
import { documentOf, OPERATIONS } from './operations.mjs';

const CONNECTIONS = { tiny: 8, small: 8, dashboard: 8, big: 4, huge: 1 };
const UPSTREAM_DELAY_MS = { dashboard: 20 };

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    questions: { type: 'string', default: 'small,dashboard,big,huge' },
    bursts: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '0.7' },
    warm: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '1' },
  },
});
const [other] = positionals;
if (!other) throw new Error('Name the other checkout, built: npm run bench:against -- ../before');

const upstream = startProcess([path.join(import.meta.dirname, 'upstream/server.mjs')]);
try {
  const [, reports] = await until(upstream, () => /listens at (\S+)/.exec(upstream.output()));
  console.log(
    '| question | CPU ms, other | CPU ms, this | CPU ratio (quartiles) | of each round | rate ratio | peak RSS MB, other | this |',
  );
  console.log('| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: |');
  for (const name of given.questions.split(',')) {
    const rounds = [];
    for (let i = 0; i < Number(given.rounds); i++) rounds.push(await compared(name, reports));
    console.log(lineOf(name, rounds));
  }
} finally {
  await upstream.end();
}

async function startGateway(directory, reports) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const running = startProcess([path.join(directory, 'dist/src/main.js')], {
    env: { REPORTS_URL: `${reports}/reports/v2`, PORT: String(port), LOG_LEVEL: 'info' },
  });
  await until(running, () =>
    fetch(`${origin}/health/live`).then(
      (response) => response.ok,
      () => false,
    ),
  );
  return { origin, running };
}

/** One round: both gateways in new processes, the CPU and the rate of each pair of bursts, and the peak of their memory. */
async function compared(name, reports) {
  await (await fetch(`${reports}/control?delay=${UPSTREAM_DELAY_MS[name] ?? 0}`)).json();
  const operation = OPERATIONS[name];
  const body = JSON.stringify({ query: documentOf(operation) });
  const burst = async ({ origin, running }, seconds) => {
    const before = running.cpuMs();
    const { count, rate, bad } = await load({ origin, body, connections: CONNECTIONS[name], headers: {}, ms: seconds * 1000, least: 8 });
    if (bad > 0) throw new Error(`${bad} bad answers to ${name}.`);
    return { cpu: (running.cpuMs() - before) / count, rate };
  };
  const gateways = [];
  try {
    gateways.push(await startGateway(path.resolve(other), reports));
    gateways.push(await startGateway(path.resolve(import.meta.dirname, '..'), reports));
    for (const gateway of gateways) {
      await checkAnswer(gateway.origin, operation, { headers: headersOf(0) });
      await burst(gateway, Number(given.warm));
      gateway.running.resetPeak();
    }
    const pairs = [];
    for (let i = 0; i < Number(given.bursts); i++) {
      const pair = [];
      for (const at of i % 2 === 0 ? [0, 1] : [1, 0]) pair[at] = await burst(gateways[at], Number(given.seconds));
      pairs.push(pair);
    }
    return { pairs, peaks: gateways.map(({ running }) => running.peakMb()) };
  } finally {
    for (const { running } of gateways) await running.end();
  }
}

function lineOf(name, rounds) {
  const pairs = rounds.flatMap((round) => round.pairs);
  const cpuRatio = ([before, now]) => now.cpu / before.cpu;
  const cells = [
    name,
    median(pairs.map(([before]) => before.cpu)).toFixed(2),
    median(pairs.map(([, now]) => now.cpu)).toFixed(2),
    `${median(pairs.map(cpuRatio)).toFixed(2)} (${[0.25, 0.75].map((share) => quantile(pairs.map(cpuRatio), share).toFixed(2)).join('–')})`,
    rounds.map((round) => median(round.pairs.map(cpuRatio)).toFixed(2)).join(' '),
    median(pairs.map(([before, now]) => now.rate / before.rate)).toFixed(2),
    ...[0, 1].map((at) => median(rounds.map(({ peaks }) => peaks[at])).toFixed(0)),
  ];
  return `| ${cells.join(' | ')} |`;
}

function quantile(figures, share) {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))];
}

function median(figures) {
  return quantile(figures, 0.5);
}
