/**
 * `npm run bench:hostile`: what each known way to hold the gateway costs: the longest wait of a health check, how long the event loop was
 * held at a time, the peak of memory, the answer. Prints a table in Markdown.
 *
 *   npm run bench:hostile -- [--root DIR] [--before DIR] [--only WORD] [--built] [--again] [--memory]
 *
 * `--root` attacks the sources of another checkout, `--before` those of a checkout beside them, `--only` the cases whose names hold the word,
 * `--built` what `npm run build` has made of the sources. `--again` attacks each gateway twice and measures the second time, when its code is compiled
 * and its young generation has the size that it keeps. `--memory` measures the memory that is held after full collections, and
 * no times. Each case has a gateway of its own, in a process of its own. The event loop is told
 * in processor time, which other work on the machine does not change; the health check is not.
 */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { exchange, HELD_WATCH, says, startGateway, startUpstream } from './attacked-gateway.mjs';
import { CASES } from './hostile-cases.mjs';

const CASE_MS = 10_000;
/** How long a gateway has between two attacks. */
const SETTLE_MS = 2_000;

/** Asks for the health of the gateway every 5 ms from another thread, since this one is busy attacking. */
const WATCH = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { get, Agent } = require('node:http');
  const agent = new Agent({ keepAlive: true });
  let longest = 0;
  let begun = 0;
  parentPort.on('message', () => parentPort.postMessage(Math.max(longest, begun > 0 ? performance.now() - begun : 0)));
  const next = () => {
    begun = performance.now();
    const over = () => {
      longest = Math.max(longest, performance.now() - begun);
      begun = 0;
      setTimeout(next, 5);
    };
    get(workerData, { agent }, (response) => response.resume().on('end', over)).on('error', () => setTimeout(next, 5));
  };
  next();
`;

const nothing = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end();

const warmUp = async ({ ask }) => {
  // The first question compiles what later ones run.
  for (let i = 0; i < 5; i += 1) await ask({ query: '{ __typename }' });
};

/** The answer of a case in a few words. */
const answerOf = (run, { ask, port }, caseMs) =>
  Promise.race([
    run({ ask, port, exchange, delay, says }).catch((error) => `no answer: ${error?.cause?.code ?? error?.name ?? error}`),
    delay(caseMs).then(() => `no answer in ${caseMs / 1000} s`),
  ]);

async function attackMemory({ reply = nothing, run }, root, isBuilt) {
  const upstream = await startUpstream(reply);
  const gateway = await startGateway(root, upstream, {}, isBuilt, HELD_WATCH);
  await warmUp(gateway);
  await gateway.memoryHeld();
  await delay(200);
  const atRest = await gateway.memoryHeld();
  const answer = await answerOf(run, gateway, 2 * CASE_MS);
  const mib = (await gateway.memoryHeld()) - atRest;
  await gateway.kill();
  upstream.closeAllConnections();
  upstream.close();
  return { answer, figures: [mib] };
}

async function attack({ reply = nothing, run }, root, isBuilt) {
  const upstream = await startUpstream(reply);
  const gateway = await startGateway(root, upstream, {}, isBuilt);
  await warmUp(gateway);
  if (values.again) {
    await answerOf(run, gateway, CASE_MS);
    await delay(SETTLE_MS);
  }
  gateway.forgetPeak();
  await gateway.held();
  const atRest = gateway.memory('VmRSS');
  const watch = new Worker(WATCH, { eval: true, workerData: `${gateway.origin}/health/live` });
  await delay(100);
  const answer = await answerOf(run, gateway, CASE_MS);
  const mib = gateway.memory('VmHWM') - atRest;
  watch.postMessage('');
  const [ping] = await once(watch, 'message');
  const held = await gateway.held();
  const died = gateway.hasEnded();
  await watch.terminate();
  await gateway.kill();
  upstream.closeAllConnections();
  upstream.close();
  return { answer: died ? `the process ended; ${answer}` : answer, figures: [ping, held, mib] };
}

const { values } = parseArgs({
  options: {
    root: { type: 'string', default: '.' },
    before: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    built: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
  },
});
const roots = values.before === '' ? [values.root] : [values.before, values.root];
const columns = [
  ...(values.memory ? ['memory held, MiB more'] : ['health check waited, ms', 'loop held, ms', 'memory, MiB more']),
  'answer',
];
const heads = roots.flatMap((_, i) => columns.map((column) => (roots.length === 1 ? column : `${i === 0 ? 'before' : 'now'}: ${column}`)));
console.log(`| attack | ${heads.join(' | ')} |`);
console.log(`| --- | ${roots.map(() => columns.map((column) => (column === 'answer' ? '---' : '---:')).join(' | ')).join(' | ')} |`);
for (const [name, attempt] of Object.entries(CASES)) {
  if (!name.includes(values.only)) continue;
  const cells = [];
  for (const root of roots) {
    const { answer, figures } = await (values.memory ? attackMemory : attack)(attempt, root, values.built);
    cells.push(...figures.map((figure) => (Number.isNaN(figure) ? '–' : Math.round(figure))), answer);
  }
  console.log(`| ${[name, ...cells].join(' | ')} |`);
}
process.exit();
