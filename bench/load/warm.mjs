/**
 * `npm run bench:warm [-- 12]`: the first dashboard that a fresh process is asked for, by the id of a trusted document and as a text, in turns.
 * Prints how long both processes took to listen, and how long the first answer took and what CPU it cost; medians over so many starts.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median } from '../measure/figures.mjs';
import { headersOf } from '../measure/load.mjs';
import { startProcess, until } from '../measure/server-process.mjs';
import { documentOf, OPERATIONS } from '../operations.mjs';

const STARTS = Number(process.argv[2] ?? 12);
/** What a client of some size is built with. */
const OTHERS = 60;
const text = documentOf(OPERATIONS.dashboard);
const main = path.join(import.meta.dirname, '../../dist/src/main.js');

const folder = mkdtempSync(path.join(tmpdir(), 'warm-'));
const manifest = path.join(folder, 'manifest.json');
const others = Array.from({ length: OTHERS }, (_, i) => [`other-${i}`, text.replace('query dashboard', `query other${i}`)]);
writeFileSync(manifest, JSON.stringify({ dashboard: text, ...Object.fromEntries(others) }));

const upstream = startProcess([path.join(import.meta.dirname, '../upstream/server.mjs')]);
const figures = { 'by id': [], 'as a text': [] };
const ASKED = {
  'by id': { env: { DOCUMENTS: manifest }, body: JSON.stringify({ documentId: 'dashboard' }) },
  'as a text': { env: {}, body: JSON.stringify({ query: text }) },
};
try {
  const [, reports] = await until(upstream, () => /listens at (\S+)/.exec(upstream.output()));
  for (let i = 0; i < STARTS; i++)
    for (const name of i % 2 === 0 ? Object.keys(ASKED) : Object.keys(ASKED).reverse())
      figures[name].push(await firstAnswer(ASKED[name], reports));
} finally {
  await upstream.end();
  rmSync(folder, { recursive: true });
}
console.log('| the first dashboard | listens after ms | answered after ms | CPU ms |');
console.log('| --- | ---: | ---: | ---: |');
for (const [name, found] of Object.entries(figures)) {
  const of = (figure) => median(found.map((one) => one[figure])).toFixed(0);
  console.log(`| ${name} | ${of('listens')} | ${of('answered')} | ${of('cpu')} |`);
}

async function firstAnswer({ env, body }, reports) {
  const startedAt = performance.now();
  const gateway = startProcess([main], { env: { REPORTS_URL: `${reports}/reports/v2`, PORT: '0', ...env } });
  try {
    const [, url] = await until(gateway, () => /listens at (\S+) /.exec(gateway.output()));
    const listens = performance.now() - startedAt;
    const before = gateway.cpuMs();
    const askedAt = performance.now();
    const response = await fetch(url, { method: 'POST', headers: headersOf(0), body });
    const { data, errors } = await response.json();
    if (!data || errors) throw new Error(`A bad answer: ${JSON.stringify(errors)}`);
    return { listens, answered: performance.now() - askedAt, cpu: gateway.cpuMs() - before };
  } finally {
    await gateway.end();
  }
}
