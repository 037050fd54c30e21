/**
 * `npm run check:prometheus`: a Prometheus with the configuration and the alerts under deploy/ scrapes two gateways. The Reports API stops
 * answering, a breaker opens for the first time, and the alert fires. Ends with 1 where it does not.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { build, isStale } from './build.mjs';
import { answers, freePort, startGateway, startProgram } from './programs.mjs';

const ALERT = 'ReportsBreakerOpen';
const ASKED = Buffer.from('demo:demo').toString('base64');
const WITHIN_MS = 60_000;
/** In place of the 15 s and the minute of the configuration, so that the check is over in seconds. What the alerts say is not touched. */
const EVERY = '1s';

if (isStale() && !build({ declarations: false })) process.exit(1);
const folder = mkdtempSync(path.join(tmpdir(), 'prometheus-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

// Nobody listens there, so that each request fails at once.
const reportsUrl = `http://127.0.0.1:${await freePort()}/reports/v2`;
const replicas = await Promise.all(
  ['gateway-1', 'gateway-2'].map(async (name) => {
    const adminPort = await freePort();
    const { found: url } = await startGateway({ REPORTS_URL: reportsUrl, PORT: '0', ADMIN_PORT: String(adminPort), LOG_LEVEL: 'silent' });
    return { name, url, target: `127.0.0.1:${adminPort}` };
  }),
);

cpSync(new URL('../deploy/prometheus', import.meta.url), folder, { recursive: true });
const file = path.join(folder, 'prometheus.yaml');
let configuration = readFileSync(file, 'utf8');
for (const { name, target } of replicas) configuration = configuration.replaceAll(new RegExp(`${name}:\\d+`, 'g'), target);
writeFileSync(file, configuration.replace(/scrape_interval: \w+/, `scrape_interval: ${EVERY}, evaluation_interval: ${EVERY}`));
execFileSync('promtool', ['check', 'config', file], { stdio: 'inherit' });
execFileSync('promtool', ['test', 'rules', path.join(folder, 'alerts.test.yaml')], { stdio: 'inherit' });

const prometheus = `127.0.0.1:${await freePort()}`;
const api = async (question) => (await (await fetch(`http://${prometheus}/api/v1/${question}`)).json()).data;
await startProgram(
  'prometheus',
  [`--config.file=${file}`, `--storage.tsdb.path=${path.join(folder, 'data')}`, `--web.listen-address=${prometheus}`],
  { ready: () => answers(`http://${prometheus}/-/ready`) },
);

/** Resolves to what `find` returns, once it returns something. */
async function until(what, find) {
  const giveUpAt = Date.now() + WITHIN_MS;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > giveUpAt) throw new Error(`Not within ${WITHIN_MS / 1_000} s: ${what}`);
    await delay(200);
  }
}

const firing = async () => (await api('alerts')).alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels);
const opened = 'query?query=sum(reports_gateway_breaker_changes_total{state="open",scope!="caller"})';

// The counters are there with 0 before anything happened: without that, the first opening would be no increase.
await until('both gateways are scraped, and their breakers have opened 0 times', async () => {
  const { activeTargets } = await api('targets?state=active');
  const { result } = await api(opened);
  return activeTargets.length === 2 && activeTargets.every(({ health }) => health === 'up') && result[0]?.value[1] === '0';
});
const before = await firing();
if (before.length > 0) throw new Error(`Alerts fire before anything happened: ${JSON.stringify(before)}`);
console.log('Both gateways are scraped, and no alert fires.');

const failedAt = Date.now();
await until('the first breaker is open', async () => {
  const headers = { authorization: `Basic ${ASKED}`, 'content-type': 'application/json' };
  const query = '{ installation(igrp: 1) { goals { rows { goalId } } } }';
  await fetch(replicas[0].url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await api(opened)).result[0]?.value[1] !== '0';
});
const openedAfter = Date.now() - failedAt;
const labels = await until(`${ALERT} fires`, async () => (await firing()).find(({ alertname }) => alertname === ALERT));
const { result } = await api(opened);
console.log(
  `A breaker was seen open ${(openedAfter / 1_000).toFixed(1)} s after the first failure, ${result[0].value[1]} openings in all.`,
);
console.log(`${ALERT} fired ${((Date.now() - failedAt) / 1_000).toFixed(1)} s after the first failure: ${JSON.stringify(labels)}`);
process.exit(0);
