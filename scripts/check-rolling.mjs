/**
 * `npm run check:rolling [-- --rounds 3 --drain-delay 3000 --workers 1]`: restarts two gateways in turn behind HAProxy and nginx, both with the
 * configuration under deploy/, while callers ask. Ends with 1 where a request was not answered with data.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build, isStale } from './build.mjs';
import { answers, freePort, startGateway, startProgram, startSandbox } from './programs.mjs';

const { values: given } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    'drain-delay': { type: 'string', default: '3000' },
    workers: { type: 'string', default: '1' },
  },
});
/** Between two restarts: longer than a balancer leaves a replica alone that refused. */
const SETTLED_MS = 2_500;
/** Between two requests of one caller. */
const PAUSE_MS = 50;

/** Callers of the sandbox's four credentials, each spelt in three ways, so that their hashes reach both replicas. */
const CALLERS = ['Basic', 'ApiKey'].flatMap((scheme) =>
  ['demo', 'limited'].flatMap((name) => {
    const credential = scheme === 'Basic' ? Buffer.from(`${name}:${name}`).toString('base64') : `${name}-key`;
    return [scheme, scheme.toLowerCase(), scheme.toUpperCase()].map((spelling) => `${spelling} ${credential}`);
  }),
);
const OPERATIONS = [
  '{ installation(igrp: 1) { goals(limit: 5) { rows { goalId goalTitle } } } }',
  '{ installation(igrp: 1) { callTriggers(limit: 500) { rows { rowId triggerDatetime act callDuration } } } }',
];

if (isStale() && !build({ declarations: false })) process.exit(1);
const folder = mkdtempSync(path.join(tmpdir(), 'rolling-'));
process.once('exit', () => rmSync(folder, { recursive: true }));

const sandbox = await startSandbox();
const replicas = await Promise.all(
  ['gateway-1', 'gateway-2'].map(async (name) => ({ name, port: await freePort(), adminPort: await freePort() })),
);
const start = async ({ port, adminPort }) => {
  const gateway = await startGateway({
    REPORTS_URL: sandbox.found,
    PORT: String(port),
    ADMIN_PORT: String(adminPort),
    DRAIN_DELAY_MS: given['drain-delay'],
    WORKERS: given.workers,
  });
  return { port, adminPort, gateway };
};
const gateways = await Promise.all(replicas.map(start));

/** The configuration as it is shipped, the addresses of this machine in place of its own. */
function configuration(file, port, replace = (text) => text) {
  let text = replace(readFileSync(new URL(`../deploy/${file}`, import.meta.url), 'utf8'));
  for (const { name, port: own, adminPort } of replicas)
    text = text.replaceAll(
      new RegExp(`${name}:4000(.*)`, 'g'),
      (_, rest) => `127.0.0.1:${own}${rest}${file.startsWith('haproxy') ? ` port ${adminPort}` : ''}`,
    );
  const copy = path.join(folder, path.basename(file));
  writeFileSync(
    copy,
    text.replace(/(listen |bind :)8080/, (_, word) => `${word}${port}`),
  );
  return copy;
}

const balancers = await Promise.all(['HAProxy', 'nginx'].map(async (name) => ({ name, port: await freePort() })));
const [haproxy, nginx] = balancers;
const listens =
  ({ port }) =>
  () =>
    fetch(`http://127.0.0.1:${port}/graphql`).then(
      () => true,
      () => false,
    );
await startProgram('haproxy', ['-f', configuration('haproxy/haproxy.cfg', haproxy.port), '-db'], { ready: listens(haproxy) });
const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ');
await startProgram(
  'nginx',
  [
    ...[
      '-e',
      'stderr',
      '-c',
      configuration('nginx/nginx.conf', nginx.port, (text) => text.replace('http {', `http { access_log off; ${temporary}`)),
    ],
    ...['-g', `daemon off; pid ${folder}/nginx.pid;`],
  ],
  { ready: listens(nginx) },
);

let asking = true;
/** Asks one operation behind another. */
async function call({ name, port }, authorization, count) {
  for (let i = 0; asking; i++) {
    const lost = await lostBecause(`http://127.0.0.1:${port}/graphql`, authorization, OPERATIONS[i % OPERATIONS.length]);
    if (lost === null) count.answered++;
    else count.lost.push(`${name}, ${authorization.slice(0, 6)}…: ${lost}`);
    await delay(PAUSE_MS);
  }
}

/** Why a request counts as lost; null where it was answered with data. */
async function lostBecause(url, authorization, query) {
  try {
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const text = await response.text();
    if (response.status !== 200) return `${response.status} ${text.slice(0, 200)}`;
    const { data, errors } = JSON.parse(text);
    return data && !errors ? null : text.slice(0, 200);
  } catch (error) {
    return `${error.message} ${error.cause?.code ?? ''}`;
  }
}

const counts = balancers.map(() => ({ answered: 0, lost: [] }));
const calls = balancers.flatMap((balancer, i) => CALLERS.map((authorization) => call(balancer, authorization, counts[i])));
const began = Date.now();
let restarts = 0;
for (let round = 0; round < Number(given.rounds); round++)
  for (const i of gateways.keys()) {
    await delay(SETTLED_MS);
    const { gateway, ...at } = gateways[i];
    gateway.kill('SIGTERM');
    const code = await gateway.ended;
    if (code !== 0) throw new Error(`A gateway ended with ${code} on SIGTERM:\n${gateway.output()}`);
    gateways[i] = await start(at);
    if (!(await answers(`http://127.0.0.1:${at.adminPort}/health/ready`))) throw new Error('A gateway that listens is not ready.');
    restarts++;
  }
await delay(SETTLED_MS);
asking = false;
await Promise.all(calls);

const seconds = (Date.now() - began) / 1_000;
for (const [i, { answered, lost }] of counts.entries()) {
  console.log(`${balancers[i].name}: ${answered} requests answered, ${lost.length} lost (${restarts} restarts in ${seconds.toFixed(0)} s)`);
  for (const reason of lost.slice(0, 5)) console.log(`  ${reason}`);
}
process.exit(counts.every(({ answered, lost }) => answered > 0 && lost.length === 0) ? 0 : 1);
