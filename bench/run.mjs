/**
 * `npm run bench`: measures the gateway beside other servers on the same upstream, prints the tables and writes results.md.
 *
 *   npm run bench -- [--questions small,big] [--servers gateway,Yoga] [--rounds 3] [--seconds 2] [--warm 3] [--profile DIR] [--gateway DIR]
 *
 * Every round starts every server anew, in the opposite order of the round before. Before a server is measured its whole answer is compared
 * with the truth, and it is warmed. Rates and waits depend on what else the machine does; ratios within one run are what can be compared.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkAnswer } from './measure/check-answer.mjs';
import { summarise, tableOf } from './measure/figures.mjs';
import { headersOf, load } from './measure/load.mjs';
import { freePort, startProcess, until } from './measure/server-process.mjs';
import { documentOf, OPERATIONS } from './operations.mjs';
import { big } from './questions/big.mjs';
import { compression } from './questions/compression.mjs';
import { dashboard } from './questions/dashboard.mjs';
import { growth } from './questions/growth.mjs';
import { huge } from './questions/huge.mjs';
import { APOLLO, GATEWAY, MERCURIUS, RAW_PIPE, YOGA } from './questions/servers.mjs';
import { small } from './questions/small.mjs';
import { start } from './questions/start.mjs';
import { tiny } from './questions/tiny.mjs';

const QUESTIONS = [start, tiny, small, dashboard, big, huge, growth, compression];
const here = import.meta.dirname;

const { values: given } = parseArgs({
  options: {
    questions: { type: 'string', default: QUESTIONS.map(({ name }) => name).join() },
    servers: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    warm: { type: 'string', default: '3' },
    profile: { type: 'string' },
    gateway: { type: 'string', default: path.resolve(here, '..') },
    output: { type: 'string', default: path.join(here, 'results.md') },
  },
});
const rounds = Number(given.rounds);
const questions = given.questions
  .split(',')
  .map((name) => QUESTIONS.find((one) => one.name === name) ?? fail(`There is no question ${name}.`));

/** Where each server's main file is. */
const MAIN = {
  [GATEWAY]: path.resolve(given.gateway, 'dist/src/main.js'),
  [RAW_PIPE]: path.join(here, 'servers/raw-pipe.mjs'),
  [YOGA]: path.join(here, 'servers/yoga.mjs'),
  [MERCURIUS]: path.join(here, 'servers/mercurius-jit.mjs'),
  [APOLLO]: path.join(here, 'servers/apollo.mjs'),
};
const servers = given.servers?.split(',') ?? Object.keys(MAIN);
if (!existsSync(MAIN[GATEWAY])) fail('The gateway is not built: npm run build.');
const TINY = JSON.stringify({ query: documentOf(OPERATIONS.tiny) });

/** Cases that can be measured in one process: of the same server with the same environment. */
const processes = new Map();
for (const question of questions)
  for (const one of question.cases) {
    if (!servers.includes(one.server)) continue;
    const key = `${one.server} ${JSON.stringify(one.env ?? {})}`;
    if (!processes.has(key)) processes.set(key, { server: one.server, env: one.env ?? {}, cases: [] });
    processes.get(key).cases.push({ ...one, key: `${question.name} ${one.label}` });
  }

const figures = new Map();
const upstream = startProcess([path.join(here, 'upstream/server.mjs')]);
try {
  const [, reports] = await until(upstream, () => /listens at (\S+)/.exec(upstream.output()));
  for (let i = 0; i < rounds; i++) {
    const order = [...processes.values()];
    for (const one of i % 2 === 0 ? order : order.reverse()) await measureProcess(one, reports);
  }
} finally {
  await upstream.end();
}
report();

async function measureProcess({ server, env, cases }, reports) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const running = startProcess([...profileArguments(server), MAIN[server]], {
    env: { REPORTS_URL: `${reports}/reports/v2`, PORT: String(port), LOG_LEVEL: 'info', ...env },
  });
  try {
    await until(running, () =>
      fetch(`${origin}/graphql`, { method: 'POST', headers: headersOf(0), body: TINY }).then(
        (r) => r.text(),
        () => null,
      ),
    );
    const firstAnswer = performance.now() - startedAt;
    for (const one of cases) {
      const figure = one.startOnly ? { start: firstAnswer } : await measureCase(one, origin, reports, running);
      figures.set(one.key, [...(figures.get(one.key) ?? []), figure]);
      console.error(
        `${server}: ${one.key}: ${JSON.stringify(figure, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value))}`,
      );
    }
  } finally {
    await running.end();
  }
}

async function measureCase({ server, operation, connections, delayMs = 0, headers, probe, rows }, origin, reports, running) {
  const control = async () => (await fetch(`${reports}/control?delay=${delayMs}`)).json();
  await control();
  await checkAnswer(origin, operation, { isRaw: server === RAW_PIPE, headers });
  const body = JSON.stringify({ query: documentOf(operation) });
  const go = (seconds) => load({ origin, body, connections, headers, ms: seconds * 1000, least: 2 * connections, probe: probe && TINY });
  await go(Number(given.warm));
  await control();
  running.resetPeak();
  const before = running.cpuMs();
  const { count, longestWait, ...measured } = await go(Number(given.seconds));
  const cpu = (running.cpuMs() - before) / count;
  const asked = await control();
  if (operation.fields.length > 0 && asked.callers !== connections)
    throw new Error(`${connections} callers asked, upstream saw ${asked.callers}.`);
  return {
    ...measured,
    cpu,
    upstream: asked.requests / count,
    peakMb: running.peakMb(),
    ...(rows && { rowCpu: (cpu * 1000) / rows }),
    ...(probe && { longestWait }),
  };
}

function profileArguments(server) {
  if (!given.profile) return [];
  const name = `${server.replaceAll(/\W+/g, '-')}.cpuprofile`;
  return [
    '--cpu-prof',
    `--cpu-prof-dir=${path.resolve(given.profile)}`,
    `--cpu-prof-name=${name}`,
    '--import',
    path.join(here, 'measure/exit-on-term.mjs'),
  ];
}

function report() {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const load1 = readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
  const lines = [
    '# Results',
    '',
    `Node ${process.version}, ${cpus().length} cores (${model}), load ${load1} at the end. ${rounds} rounds of ${given.seconds} s after ${given.warm} s of warming, order alternating; medians, of memory and waits the highest.`,
  ];
  for (const question of questions) {
    const of = (label) => (figures.has(`${question.name} ${label}`) ? summarise(figures.get(`${question.name} ${label}`)) : undefined);
    lines.push('', `## ${question.name}`, '', question.asks, '', tableOf(question, of));
    for (const { text, figure, most, least } of question.goals) {
      const value = attempt(() => figure(of));
      if (value === undefined) continue;
      const isMet = most === undefined ? value >= least : value <= most;
      lines.push(
        '',
        `Goal: ${text} ${most === undefined ? `at least ${least}` : `at most ${most}`}. Got ${value.toFixed(2)}: ${isMet ? 'met' : '**missed**'}.`,
      );
    }
  }
  const text = `${lines.join('\n')}\n`;
  writeFileSync(given.output, text);
  console.log(text);
}

/** Goals compare servers that may have been left out. */
function attempt(figure) {
  try {
    return figure();
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
