/**
 * `npm run bench:files [-- rows [runs]]`: a report of 1,000,000 rows as CSV and as NDJSON, beside the same rows as JSON in pages of 50,000.
 *
 * Upstream, gateway and reader are processes of their own. The three ways alternate; what counts are the ratios of one run, and what the
 * gateway's memory does. At last the CSV is read by a reader that takes 1 MB a second.
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const [, script, role = 'reader', argument] = process.argv;
const PAGE = 50_000;
const RUNS = Number(role === 'upstream' || role === 'gateway' ? 1 : (argument ?? 3));
const SLOW_BYTES_A_SECOND = 1_000_000;
const COLUMNS = ['rowId', 'triggerDatetime', 'callDuration', 'chName', 'landingPageUrl', 'dialledPhoneNumber', 'igrp', 'goalValue'];
const DATES = 'startDate: "2026-01-01", endDate: "2026-01-31"';

/** Pages of rows by `rowId-gt-…` and `limit`. All but the rowId is the same in every row, so that upstream is not what is measured. */
async function serveRows(count) {
  const rest =
    `,"triggerDatetime":"2026-01-15 12:34:56","callDuration":"1234","chName":"Pay per click","landingPageUrl":"https:\\/\\/www.example.com\\/landing?a=1,2",` +
    '"dialledPhoneNumber":"+441234567890","igrp":1,"goalValue":"12.5000"}\n';
  const server = createServer((incoming, response) => {
    const { searchParams } = new URL(incoming.url, 'http://upstream');
    const after = Number(/rowId-gt-value-(\d+)/.exec(searchParams.getAll('filter[]').join(' '))?.[1] ?? 1_000_000);
    const last = Math.min(after + Number(searchParams.get('limit')), 1_000_000 + count);
    response.writeHead(200, { 'content-type': 'application/json' });
    let id = after + 1;
    const more = () => {
      while (id <= last) {
        let text = '';
        for (let i = 0; i < 500 && id <= last; i++) text += `{"rowId":${id++}${rest}`;
        if (!response.write(text)) return response.once('drain', more);
      }
      response.end();
    };
    more();
  });
  server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}/reports/v2`));
}

async function serveGateway(reportsUrl) {
  const [{ createGateway }, { readConfig }, { catalogue }] = await Promise.all([
    import('../../src/gateway.ts'),
    import('../../src/config.ts'),
    import('../../schema/reports/index.ts'),
  ]);
  const config = readConfig({ REPORTS_URL: reportsUrl, PORT: '0', LOG_LEVEL: 'silent', COMPRESSION: 'off' });
  process.send(await createGateway({ config, catalogue }).listen());
}

async function measure(rows) {
  const upstream = await start('upstream', String(rows));
  const gateway = await start('gateway', upstream.url);
  const ways = {
    JSON: () => readPages(gateway.url, rows),
    CSV: () => readFile(gateway.url, 'text/csv', rows),
    NDJSON: () => readFile(gateway.url, 'application/x-ndjson', rows),
  };
  try {
    await readFile(gateway.url, 'text/csv', PAGE);
    await readPages(gateway.url, PAGE);
    const rates = new Map(Object.keys(ways).map((name) => [name, []]));
    for (let run = 0; run < RUNS; run++)
      for (const [name, way] of Object.entries(ways)) {
        const watch = watchMemory(gateway.child.pid);
        const startedAt = performance.now();
        const lines = await way();
        const rate = lines / ((performance.now() - startedAt) / 1000);
        rates.get(name).push(rate);
        console.log(`${name}: ${lines} rows, ${Math.round(rate)} rows/s, RSS ${watch.stop()}`);
      }
    const median = (name) => rates.get(name).toSorted((one, other) => one - other)[Math.floor(RUNS / 2)];
    for (const name of ['CSV', 'NDJSON']) console.log(`${name} has ${(median(name) / median('JSON')).toFixed(2)} × the rows/s of JSON`);
    const watch = watchMemory(gateway.child.pid);
    const lines = await readFile(gateway.url, 'text/csv', rows, SLOW_BYTES_A_SECOND);
    console.log(`CSV to a slow reader: ${lines} rows, RSS ${watch.stop()}`);
  } finally {
    gateway.child.kill();
    upstream.child.kill();
  }
}

async function start(name, given) {
  const child = fork(script, [name, given], { execArgv: ['--import', 'tsx'] });
  const url = await new Promise((resolve) => child.once('message', resolve));
  return { child, url };
}

/** Samples the resident memory of a process, in MB: where it began, its most in the first and in the last quarter of the time. */
function watchMemory(pid) {
  const samples = [];
  const look = () => samples.push(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
  look();
  const timer = setInterval(look, 50);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      const quarter = Math.ceil(samples.length / 4);
      const most = (some) => `${Math.round(Math.max(...some))} MB`;
      return `${most(samples.slice(0, 1))} before, ${most(samples.slice(0, quarter))} in the first quarter, ${most(samples.slice(-quarter))} in the last`;
    },
  };
}

const question = (given) => `{ installation(igrp: 1) { callTriggers(${DATES}, ${given}) { rows { ${COLUMNS.join(' ')} } } } }`;

/** The number of rows of a file. Throws where it is not whole. */
async function readFile(url, accept, rows, bytesASecond = Infinity) {
  const startedAt = performance.now();
  let lines = accept === 'text/csv' ? -1 : 0;
  let bytes = 0;
  for await (const chunk of await ask(url, accept, question(`limit: ${rows}`))) {
    lines += countLines(chunk);
    bytes += chunk.length;
    const early = (bytes / bytesASecond) * 1000 - (performance.now() - startedAt);
    if (early > 20) await wait(early);
  }
  if (lines !== rows) throw new Error(`${accept} has ${lines} rows`);
  return lines;
}

/** The same rows as JSON, page by page. The rowIds are known beforehand, so nothing is parsed. */
async function readPages(url, rows) {
  for (let read = 0; read < rows; read += PAGE) {
    const after = 1_000_000 + read;
    let bytes = 0;
    for await (const chunk of await ask(url, 'application/json', question(`limit: ${PAGE}, afterRowId: "${after}"`))) bytes += chunk.length;
    if (bytes < PAGE) throw new Error(`a page has ${bytes} bytes`);
  }
  return rows;
}

function countLines(chunk) {
  let lines = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines++;
  return lines;
}

function ask(url, accept, query) {
  return new Promise((resolve, reject) => {
    const authorization = `Basic ${Buffer.from('demo:demo').toString('base64')}`;
    const headers = { 'content-type': 'application/json', accept, authorization };
    const sent = request(url, { method: 'POST', headers }, (response) =>
      response.statusCode === 200 ? resolve(response) : reject(new Error(`status ${response.statusCode}`)),
    );
    sent.on('error', reject);
    sent.end(JSON.stringify({ query }));
  });
}

if (role === 'upstream') await serveRows(Number(argument));
else if (role === 'gateway') await serveGateway(argument);
else await measure(Number(role === 'reader' ? 1_000_000 : role));
