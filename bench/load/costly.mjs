/**
 * `npm run bench:costly`: looks for requests that cost the gateway more than they should, and prints the ten worst as a table in Markdown.
 *
 *   npm run bench:costly -- [--seconds 1800] [--seed N] [--root DIR] [--held MS]
 *
 * Random shapes of documents, variables, headers, pipelines, URLs and upstream replies are sent at a size and at twice that size. Twice the
 * bytes may cost three times the processor time of the gateway's main thread at most, and the event loop may be held for 100 ms at a time, or
 * what `--held` says. The worst attempts are kept and mutated. Fails where an attempt does not keep to that or is not answered, three times in a
 * row, or where the process ends.
 *
 * Ends early, with what was found so far, on SIGINT and SIGTERM. Times are processor time. A fixed piece of work is timed between attempts: on a busy machine the same work takes longer, and so may an attempt.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { exchange, says, startGateway, startUpstream } from './attacked-gateway.mjs';
import { GENES, SHAPES } from './costly-shapes.mjs';
import { createRandom } from './random.mjs';

const { values: given } = parseArgs({
  options: {
    seconds: { type: 'string', default: '1800' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    root: { type: 'string', default: '.' },
    // How long the event loop may be held. Where other work shares the processors, a factor more is allowed.
    held: { type: 'string', default: '100' },
  },
});
const random = createRandom(Number(given.seed));
const names = Object.keys(SHAPES);

const SIZES = [4_000, 30_000, 120_000];
const HELD_MS = Number(given.held);
/** Twice the size costs twice the time; the rest is what the collector and the system add. */
const GROWTH = 3;
/** Below that, growth is not told from noise. */
const NOTICEABLE_MS = 40;
const KEPT = 10;
const ATTEMPT_MS = 8_000;

let reply = '';
const upstream = await startUpstream((request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const isMain = new URL(request.url, 'http://upstream').pathname.endsWith('/triggers/calls');
  response.end(isMain ? reply : '{"channelId":1,"channelName":"x"}\n');
});
let gateway = await startGateway(given.root, upstream);

/** Processor time of a piece of work that never changes, in ms. */
function control() {
  const before = process.cpuUsage();
  const value = JSON.parse(CONTROL);
  JSON.stringify(value);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
const CONTROL = JSON.stringify(Array.from({ length: 20_000 }, (_, i) => ({ id: i, name: `name ${i}` })));
for (let i = 0; i < 20; i += 1) control();
let quickest = Infinity;
/** How much longer than at best the fixed work takes now. */
function slowness() {
  const now = Math.min(control(), control());
  quickest = Math.min(quickest, now);
  return Math.max(1, now / quickest);
}

/** One attempt: the processor time of the main thread, and for how long the loop was held. */
async function attempt({ shape, genome }, size) {
  const made = SHAPES[shape](size, genome);
  reply = made.reply ?? '';
  await gateway.held();
  const before = gateway.mainThread();
  const over = new AbortController();
  const signal = AbortSignal.timeout(ATTEMPT_MS);
  let answer;
  if (made.raw) {
    const chunks = [...made.raw];
    const { text, bytes } = await exchange(gateway.port, chunks, { until: () => false, idleMs: 200 });
    answer = `${/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 'closed'}, ${bytes} B`;
  } else
    answer = await Promise.race([
      gateway.ask(made.body, made.headers, signal).then(says, (error) => `no answer: ${error.name}`),
      // Node.js may collect the signal's timer together with a request whose connection was closed.
      delay(ATTEMPT_MS + 1_000, 'no answer', { signal: over.signal }).catch(() => ''),
    ]);
  over.abort();
  const told = await gateway.held();
  const cost = gateway.mainThread() - before;
  // Where the gateway does not say, the loop was held for all of its work at most.
  const held = Number.isNaN(told) ? cost : told;
  if (!gateway.hasEnded()) return { cost, held, answer };
  gateway = await startGateway(given.root, upstream);
  return { cost: Infinity, held: Infinity, answer: 'the process ended' };
}

/** The least of three tries: what the collector or the compiler add falls into one of them. */
async function measure(candidate, size) {
  let least = await attempt(candidate, size);
  for (let i = 0; i < 2 && least.cost > NOTICEABLE_MS / 2; i += 1) {
    const again = await attempt(candidate, size);
    least = { cost: Math.min(least.cost, again.cost), held: Math.min(least.held, again.held), answer: again.answer };
  }
  return least;
}

async function judge(candidate) {
  const slow = slowness();
  const once = await measure(candidate, candidate.size / 2);
  const twice = await measure(candidate, candidate.size);
  const faults = [];
  if (twice.held > HELD_MS * slow) faults.push(`held for ${Math.round(twice.held)} ms`);
  const growth = twice.cost / Math.max(once.cost, NOTICEABLE_MS / 2);
  if (twice.cost > NOTICEABLE_MS * slow && growth > GROWTH * slow) faults.push(`grew ${growth.toFixed(1)} times`);
  if (twice.answer.startsWith('no answer')) faults.push(twice.answer);
  return { ...candidate, ...twice, growth, slow, faults };
}

const drawGenome = () => Array.from({ length: GENES }, () => Math.floor(random() * 10_000));
const pick = (list) => list[Math.floor(random() * list.length)];

/** Something new, or one of the worst with a gene or its size changed. */
function nextCandidate(worst) {
  if (worst.length < 3 || random() < 0.5) return { shape: pick(names), genome: drawGenome(), size: pick(SIZES) };
  const { shape, genome, size } = pick(worst);
  const changed = [...genome];
  changed[Math.floor(random() * GENES)] = Math.floor(random() * 10_000);
  return { shape, genome: changed, size: random() < 0.3 ? pick(SIZES) : size };
}

const worst = [];
const failed = [];
let endsAt = performance.now() + Number(given.seconds) * 1_000;
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => (endsAt = 0));
const beganAt = performance.now();
// Compiles what all attempts run.
for (const shape of names) await attempt({ shape, genome: [1, 2, 3] }, SIZES[0]);
let count = 0;
while (performance.now() < endsAt) {
  let judged = await judge(nextCandidate(worst));
  for (let again = 0; judged.faults.length > 0 && again < 2; again += 1) judged = await judge(judged);
  count += 1;
  if (judged.faults.length > 0) failed.push(judged);
  const score = ({ held, slow }) => held / slow;
  const same = worst.findIndex(({ shape, answer }) => shape === judged.shape && answer.split(',')[0] === judged.answer.split(',')[0]);
  if (same >= 0 && score(worst[same]) < score(judged)) worst[same] = judged;
  else if (same < 0) worst.push(judged);
  worst.sort((one, other) => score(other) - score(one)).splice(KEPT);
}
await gateway.kill();

const times = (factor) => `${factor.toFixed(1)} times`;
const minutes = ((performance.now() - beganAt) / 60_000).toFixed(1);
console.log(`${count} attempts in ${minutes} minutes, each at two sizes, ${failed.length} failed, seed ${given.seed}\n`);
console.log('| shape | genome | bytes | loop held, ms | main thread, ms | twice the size costs | processor slower than at best | answer |');
console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |');
for (const { shape, genome, size, held, cost, growth, slow, answer } of worst)
  console.log(`| ${[shape, genome.join(' '), size, Math.round(held), Math.round(cost), times(growth), times(slow), answer].join(' | ')} |`);
for (const { shape, genome, size, faults, answer } of failed)
  console.log(`\nFAILED: ${shape} ${genome.join(' ')} at ${size} bytes: ${faults.join(', ')} (${answer})`);
process.exit(failed.length > 0 ? 1 : 0);
