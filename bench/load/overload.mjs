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

const ms = (value) => Number(value.toFixed(1));
const table = [];
function note(phase, { answers, offeredFor }) {
  for (const code of new Set(answers.map((answer) => answer.code))) {
    const waits = answers.filter((answer) => answer.code === code).map((answer) => answer.ms);
    const figures = { p50: ms(quantile(waits, 0.5)), p99: ms(quantile(waits, 0.99)), most: ms(Math.max(...waits)) };
    table.push({ phase, code, count: waits.length, 'a second': ms(waits.length / offeredFor), ...figures });
  }
}

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
console.table(table);

const goodput =
  overloaded.answers.filter(({ code, endedAt }) => code === 'answered' && endedAt > 0).length / (overloaded.offeredFor + serviceMs / 1_000);
console.log(`goodput ${goodput.toFixed(1)} a second, ${((100 * goodput) / capacity).toFixed(0)} % of capacity, its queue's rest included`);
console.log(`upstream saw ${requests} requests, at most ${most.all} at once, ${most.ofOneCaller} of one caller`);

const ended = once(gateway, 'exit');
gateway.kill('SIGTERM');
await ended;
const open = outage.answers.filter(({ code }) => code === 'UPSTREAM_CIRCUIT_OPEN').map(({ requestId }) => inGateway.get(requestId));
const known = open.filter((duration) => duration !== undefined);
const shares = [0.5, 0.95, 0.99, 0.999].map((share) => `p${100 * share} ${quantile(known, share).toFixed(2)}`);
console.log(`open breaker, inside the gateway: ${shares.join(', ')}, most ${Math.max(...known).toFixed(2)} ms of ${known.length}`);
await agent.close();
upstream.disconnect();
