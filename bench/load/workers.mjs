/**
 * `npm run bench:workers [-- --rounds 3 --seconds 4]`: `small` by one worker and by two, asked in turns, and a worker killed under load.
 *
 * wrk asks and nginx stands in for the Reports API, since both take little of the processors that are measured; both must be installed. On two cores
 * they still take their part: operations a second of processor time tell what a worker more costs, and the rate what is left of it. How much two
 * processes do that share nothing but the machine, beside one, is measured in the same rounds: no worker can add more.
 *
 * The gateway must be built.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median } from '../measure/figures.mjs';
import { freePort, startProcess, until } from '../measure/server-process.mjs';
import { documentOf, OPERATIONS } from '../operations.mjs';
import { rowsOf } from '../upstream/rows.mjs';

const CONNECTIONS = 16;
const CALLERS = 64;
/** Requests that each worker answers before anything is measured: a process is slow until its functions are compiled. */
const WARMING = 3_000;
const TICK_MS = 10;
const KILL_AFTER_MS = 1_000;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '4' } } });
const seconds = Number(values.seconds);
const folder = mkdtempSync(path.join(tmpdir(), 'workers-'));
// nginx gives up root's rights, and reads here.
chmodSync(folder, 0o755);
process.once('exit', () => rmSync(folder, { recursive: true }));

const reportsUrl = await startNginx();
const script = writeScript();
const gateways = await Promise.all([1, 2].map(async (workers) => ({ workers, rates: [], perCpu: [], ...(await startGateway(workers)) })));
for (const { url, workers } of gateways) for (let asked = 0; asked < workers * WARMING;) asked += (await wrk(url, seconds)).requests;
const machine = [];
for (let round = 0; round < Number(values.rounds); round++) {
  machine.push(await machineRatio());
  for (const gateway of round % 2 === 0 ? gateways : gateways.toReversed()) {
    const before = cpuMs(gateway.pids());
    const { requests, rate, failed } = await wrk(gateway.url, seconds);
    if (failed !== '') throw new Error(`Not every request was answered: ${failed}`);
    gateway.rates.push(rate);
    gateway.perCpu.push((1_000 * requests) / (cpuMs(gateway.pids()) - before));
  }
}
const [one, two] = gateways;
for (const { workers, rates, perCpu } of gateways)
  console.log(
    `WORKERS=${workers}: ${median(rates).toFixed(0)} operations/s, ${median(perCpu).toFixed(0)} a second of processor time (${rates.map((rate) => rate.toFixed(0)).join(', ')})`,
  );
console.log(
  `two workers: ${(median(two.rates) / median(one.rates)).toFixed(2)} × the rate of one, ${(median(two.perCpu) / median(one.perCpu)).toFixed(2)} × the operations a second of processor time`,
);
console.log(`two processes that only parse and write JSON: ${median(machine).toFixed(2)} × the work of one`);

const [victim] = two.children();
const load = wrk(two.url, seconds);
await wait(KILL_AFTER_MS);
process.kill(victim, 'SIGKILL');
const killedAt = performance.now();
while (two.children().length < 2 || two.children().includes(victim)) await wait(20);
console.log(`a worker killed under load: another one started after ${(performance.now() - killedAt).toFixed(0)} ms`);
const { requests, failed } = await load;
console.log(`meanwhile ${requests} requests were answered; ${failed === '' ? 'none failed' : failed}`);
await wait(1_000 * seconds);
const after = await wrk(two.url, seconds);
console.log(`afterwards ${after.rate.toFixed(0)} operations/s; ${after.failed === '' ? 'none failed' : after.failed}`);
await Promise.all([...gateways.map(({ process: gateway }) => gateway.end())]);
process.exit(0);

/** One file for every question, which is the reply to `small`. */
async function startNginx() {
  const [{ source, names }] = OPERATIONS.small.fields;
  const lines = Array.from(rowsOf(source, names), (cells) => `{${cells.map(([name, json]) => `"${name}":${json}`).join(',')}}\n`);
  writeFileSync(path.join(folder, 'small.json'), lines.join(''));
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ');
  const configuration = `worker_processes 1; pid ${folder}/nginx.pid; daemon off; events {}
    http { access_log off; keepalive_requests 1000000000; ${temporary} default_type application/json;
      server { listen 127.0.0.1:${port}; root ${folder}; location / { rewrite ^ /small.json break; } } }`;
  writeFileSync(path.join(folder, 'nginx.conf'), configuration);
  const child = spawn('nginx', ['-e', 'stderr', '-c', path.join(folder, 'nginx.conf')], { stdio: 'ignore' });
  process.once('exit', () => child.kill('SIGTERM'));
  const url = `http://127.0.0.1:${port}/reports/v2`;
  for (let tries = 0; tries < 200; tries++) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return url;
    await wait(25);
  }
  throw new Error('nginx did not start. It must be installed.');
}

async function startGateway(workers) {
  const env = { REPORTS_URL: reportsUrl, PORT: '0', LOG_LEVEL: 'error', COMPRESSION: 'off', WORKERS: String(workers) };
  const gateway = startProcess(['dist/src/main.js'], { env });
  const url = await until(gateway, () => /The gateway listens at (\S+) /.exec(gateway.output())?.[1], 60_000);
  const children = () =>
    readFileSync(`/proc/${gateway.pid}/task/${gateway.pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  return { process: gateway, url, children, pids: () => [gateway.pid, ...children()] };
}

/** What two processes do at once beside one alone, for two seconds each. */
async function machineRatio() {
  const loop = async () => {
    const child = startProcess([path.join(import.meta.dirname, '../measure/json-loop.mjs'), '2']);
    while (!child.hasEnded()) await wait(20);
    return Number(child.output());
  };
  const alone = await loop();
  const [first, second] = await Promise.all([loop(), loop()]);
  return (first + second) / alone;
}

/** User and system time of the processes so far. */
function cpuMs(pids) {
  return pids.reduce((sum, pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return sum + TICK_MS * (Number(fields[11]) + Number(fields[12]));
  }, 0);
}

/** What wrk sends: `small`, each request by the next of so many callers. */
function writeScript() {
  const credentials = Array.from({ length: CALLERS }, (_, caller) => `"Basic ${btoa(`caller${caller}:secret`)}"`);
  const body = JSON.stringify({ query: documentOf(OPERATIONS.small) });
  const file = path.join(folder, 'small.lua');
  writeFileSync(
    file,
    `local credentials = { ${credentials.join(', ')} }
local body = [[${body}]]
local asked = 0
request = function()
  asked = asked + 1
  return wrk.format("POST", nil, { ["content-type"] = "application/json", ["authorization"] = credentials[asked % ${CALLERS} + 1] }, body)
end
`,
  );
  return file;
}

/** Asks for so long; `failed` is empty, or says what was not answered with 200. */
async function wrk(url, duration) {
  const child = spawn('wrk', ['-t', '1', '-c', String(CONNECTIONS), '-d', `${duration}s`, '-s', script, url]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  await new Promise((resolve) => child.once('close', resolve));
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]);
  if (Number.isNaN(rate)) throw new Error(`wrk did not run. It must be installed.\n${output}`);
  const failures = [/Socket errors:.*/, /Non-2xx.*/].flatMap((pattern) => pattern.exec(output) ?? []);
  return { rate, requests: Number(/(\d+) requests in/.exec(output)?.[1]), failed: failures.join('; ') };
}
