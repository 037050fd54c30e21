/**
 * `npm run bench:heap [-- DIR] [--questions small,dashboard] [--requests 1500]`: bytes that a request leaves in the old generation of the heap.
 *
 * What a request makes is garbage when it is answered, and cheap to collect so long as nothing of it has been moved to the old generation.
 * Counted between two collections of the whole heap, by the gateway's own metrics, after as many requests for warming. With DIR, another
 * built checkout is measured first.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '../measure/load.mjs';
import { freePort, startProcess, until } from '../measure/server-process.mjs';
import { documentOf, OPERATIONS } from '../operations.mjs';

const CONNECTIONS = 8;
const ROUND_MS = 500;
/** Rounds in which the whole heap was collected are left out; so many are tried. */
const MOST_ROUNDS = 200;

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { questions: { type: 'string', default: 'tiny,small,dashboard' }, requests: { type: 'string', default: '1500' } },
});
const requests = Number(given.requests);
const checkouts = [...positionals.map((directory) => path.resolve(directory)), path.resolve(import.meta.dirname, '../..')];

const upstream = startProcess([path.join(import.meta.dirname, '../upstream/server.mjs')]);
try {
  const [, reports] = await until(upstream, () => /listens at (\S+)/.exec(upstream.output()));
  console.log(`| checkout | ${given.questions.split(',').join(' | ')} |`);
  console.log(`| --- |${' ---: |'.repeat(given.questions.split(',').length)}`);
  for (const directory of checkouts) {
    const cells = [];
    for (const name of given.questions.split(',')) cells.push(`${((await leftBehind(directory, name, reports)) / 1024).toFixed(1)} KiB`);
    console.log(`| ${path.basename(directory)} | ${cells.join(' | ')} |`);
  }
} finally {
  await upstream.end();
}

/** Bytes a request, in a process of its own. */
async function leftBehind(directory, name, reports) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const running = startProcess([path.join(directory, 'dist/src/main.js')], {
    env: { REPORTS_URL: `${reports}/reports/v2`, PORT: String(port), LOG_LEVEL: 'silent' },
  });
  try {
    await until(running, () =>
      fetch(`${origin}/health/live`).then(
        (response) => response.ok,
        () => false,
      ),
    );
    const body = JSON.stringify({ query: documentOf(OPERATIONS[name]) });
    const round = () => load({ origin, body, connections: CONNECTIONS, headers: {}, ms: ROUND_MS, least: CONNECTIONS });
    for (let warmed = 0; warmed < requests;) warmed += (await round()).count;
    let bytes = 0;
    let counted = 0;
    for (let i = 0; i < MOST_ROUNDS && counted < requests; i++) {
      const before = await heapOf(origin);
      const { count } = await round();
      const after = await heapOf(origin);
      if (after.collections > before.collections) continue;
      bytes += after.old - before.old;
      counted += count;
    }
    return bytes / counted;
  } finally {
    await running.end();
  }
}

/** What the process says of its heap. */
async function heapOf(origin) {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const figure = (pattern) => Number(pattern.exec(text)?.[1] ?? 0);
  return {
    old: figure(/^nodejs_heap_space_size_used_bytes\{space="old"\} (\d+)/m),
    collections: figure(/^nodejs_gc_duration_seconds_count\{kind="major"\} (\d+)/m),
  };
}
