/**
 * `npm run bench:load`: what callers get while three times as much is asked as upstream can answer, when one caller asks for all the
 * excess, and while upstream is out.
 *
 *   npm run bench:load -- [--service-ms 500] [--seconds 20] [--times 3]
 *
 * Capacity is 64 connections by the time that upstream takes; waits are measured where the caller is, and so hold the machine's own.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Agent } from 'undici';
import { offer, quantile } from './offer.mjs';

const { values: given } = parseArgs({
  options: {
    'service-ms': { type: 'string', default: '500' },
    seconds: { type: 'string', default: '20' },
    times: { type: 'string', default: '3' },
  },
});
const SOCKETS = 64;
const CALLERS = 50;
const serviceMs = Number(given['service-ms']);
const seconds = Number(given.seconds);
const capacity = SOCKETS / (serviceMs / 1_000);

const here = import.meta.dirname;
const upstream = fork(path.join(here, 'slow-upstream.mjs'), [String(serviceMs)]);
const [{ url: reportsUrl }] = await once(upstream, 'message');
const tell = async (told) => {
  upstream.send(told);
  return (await once(upstream, 'message'))[0];
};

const gateway = fork(path.join(here, '../../src/main.ts'), {
  execArgv: ['--import', 'tsx'],
  env: { PATH: process.env.PATH, NODE_ENV: 'production', REPORTS_URL: reportsUrl, PORT: '0', BREAKER_RESET_MS: '3600000' },
  stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
});
const inGateway = new Map();
const url = await new Promise((resolve) => {
  createInterface(gateway.stdout).on('line', (line) => {
    if (!line.startsWith('{')) return resolve(line.split(' ').at(-1));
    const { requestId, durationMs } = JSON.parse(line);
    inGateway.set(requestId, durationMs);
  });
});
const agent = new Agent({ connections: 1_500, connect: { timeout: 60_000 } });
const evenly = (number) => number % CALLERS;
const offered = (perSecond, forSeconds, callerOf = evenly) => offer({ url, agent, perSecond, seconds: forSeconds, callerOf });

const phases = [];
const note = (phase, { answers, offeredFor }) => phases.push({ phase, answers, offeredFor });

console.log(
  `upstream takes ${serviceMs} ms: capacity ${capacity.toFixed(0)} a second; offered ${(capacity * Number(given.times)).toFixed(0)}`,
);
// Compiles what will be hot.
await offered(capacity / 2, 5);
await tell({});
note('unloaded', await offered(capacity / 10, seconds / 2));
await tell({});
const overloaded = await offered(capacity * Number(given.times), seconds);
const { most, requests } = await tell({});
note('overload', overloaded);
note('afterwards', await offered(capacity / 10, seconds / 2));
await tell({});
// One in ten is of somebody else.
const greedy = await offered(capacity * Number(given.times), seconds, (number) => (number % 10 === 0 ? 1 + (number % 7) : 0));
const others = greedy.answers.filter(({ caller }) => caller !== 0);
note('one is greedy: the others', { answers: others, offeredFor: greedy.offeredFor });
note('one is greedy: that one', { answers: greedy.answers.filter(({ caller }) => caller === 0), offeredFor: greedy.offeredFor });
await tell({ outage: true });
await offered(50, 3);
const outage = await offered(100, seconds / 2);
note('outage', outage);

const ended = once(gateway, 'exit');
gateway.kill('SIGTERM');
await ended;
console.table(phases.flatMap(({ phase, answers, offeredFor }) => rowsOf(phase, answers, offeredFor)));
// Upstream is busy from the first answer to the last.
const good = overloaded.answers.filter(({ code }) => code === 'answered').length / (overloaded.drainedAfter - serviceMs / 1_000);
console.log(`goodput ${good.toFixed(1)} a second, ${((100 * good) / capacity).toFixed(0)} % of capacity`);
console.log(`upstream saw ${requests} requests, at most ${most.all} at once, ${most.ofOneCaller} of one caller`);
await agent.close();
upstream.disconnect();

/** One row a code: how many, and how long it took, for the caller and inside the gateway. */
function rowsOf(phase, answers, offeredFor) {
  return [...new Set(answers.map(({ code }) => code))].map((code) => {
    const own = answers.filter((answer) => answer.code === code);
    const inside = own.map(({ requestId }) => inGateway.get(requestId)).filter((duration) => duration !== undefined);
    const figures = (values) => [0.5, 0.95, 0.99, 1].map((share) => quantile(values, share).toFixed(1)).join(' / ');
    return {
      phase,
      code,
      'a second': Number((own.length / offeredFor).toFixed(1)),
      'caller: p50 / p95 / p99 / most ms': figures(own.map((answer) => answer.ms)),
      'gateway: p50 / p95 / p99 / most ms': figures(inside),
    };
  });
}
