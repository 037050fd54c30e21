/**
 * `npm run bench:readers`: what memory answers take that are read slowly or not at all, and what other callers notice of it.
 *
 *   npm run bench:readers -- [--slow 64] [--idle 20] [--seconds 100] [--root DIR]
 *
 * Slow callers read 1 MB/s, idle ones read nothing, each with a report of 35 MB; another caller asks for a small report all the while.
 */
import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { roomIn, startGateway, startUpstream } from './attacked-gateway.mjs';
import { quantile } from './offer.mjs';

const { values: given } = parseArgs({
  options: {
    slow: { type: 'string', default: '64' },
    idle: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '100' },
    root: { type: 'string', default: '.' },
  },
});
const BYTES_PER_SECOND = 1_000_000;
const LARGE = 35_000;
/** As refusals for want of bytes say; spread, as good clients do. */
const RETRY_AFTER_MS = 5_000;
const SMALL = 10;
/** As docs/limits.md says: beyond what the process takes at rest, with the default of MAX_ANSWER_BYTES. */
const RULE_MIB = 128 + 1.25 * 256;
const BLOCK = `{"igrp":1,"rowId":"1","chName":"${'x'.repeat(980)}"}\n`.repeat(100);

const upstream = await startUpstream(async (asked, reply) => {
  const limit = Number(new URL(asked.url, 'http://upstream').searchParams.get('limit'));
  reply.writeHead(200, { 'content-type': 'application/json' });
  if (limit <= SMALL) return reply.end(BLOCK.slice(0, (BLOCK.length / 100) * limit));
  for (let sent = 0; sent < limit && !reply.destroyed; sent += 100) if (!reply.write(BLOCK)) await roomIn(reply);
  reply.end();
});
const gateway = await startGateway(given.root, upstream);

/** Sends a question; resolves to the response, or null where the connection is closed before. */
function open(user, limit) {
  const headers = { 'content-type': 'application/json', authorization: `Basic ${btoa(`${user}:x`)}` };
  return new Promise((resolve) => {
    const asked = request(`${gateway.origin}/graphql`, { method: 'POST', agent: false, headers }, resolve).on('error', () => resolve(null));
    asked.end(JSON.stringify({ query: `{ installation(igrp: 1) { callTriggers(limit: ${limit}) { rows { rowId chName } } } }` }));
  });
}

/** Reads an answer no faster than that; resolves to `answered`, the code of its error, or `closed`. */
async function read(response, bytesPerSecond) {
  if (response === null) return 'closed';
  let bytes = 0;
  let head = '';
  try {
    for await (const chunk of response) {
      bytes += chunk.length;
      if (head.length < 1_000) head += chunk.toString('latin1', 0, 1_000);
      if (bytesPerSecond < Infinity) await delay((1_000 * chunk.length) / bytesPerSecond);
    }
  } catch {
    return 'closed';
  }
  return /"code":"(\w+)"/.exec(head)?.[1] ?? 'answered';
}

const small = async () => {
  const startedAt = performance.now();
  const outcome = await read(await open('small', SMALL), Infinity);
  return { outcome, ms: performance.now() - startedAt };
};
const alone = [];
for (let i = 0; i < 30; i += 1) alone.push((await small()).ms);
gateway.forgetPeak();
const atRest = gateway.memory('VmRSS');

const outcomes = new Map();
const endsAt = performance.now() + Number(given.seconds) * 1_000;
for (let i = 0; i < Number(given.idle); i += 1) void open(`idle ${i}`, LARGE);
for (let i = 0; i < Number(given.slow); i += 1)
  void (async () => {
    while (performance.now() < endsAt) {
      const outcome = await read(await open(`slow ${i}`, LARGE), BYTES_PER_SECOND);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (outcome !== 'answered') await delay(RETRY_AFTER_MS * (1 + Math.random()));
    }
  })();
const beside = [];
while (performance.now() < endsAt) {
  beside.push(await small());
  await delay(200);
}
const peak = gateway.memory('VmHWM') - atRest;
console.log(`memory: ${Math.round(atRest)} MiB at rest, at most ${Math.round(peak)} MiB more (rule: ${RULE_MIB})`);
console.log(`slow readers: ${[...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`);
const times = beside.map(({ ms }) => ms);
const answered = beside.filter(({ outcome }) => outcome === 'answered').length;
console.log(
  `small reports: ${answered} of ${beside.length} answered, p50 ${quantile(times, 0.5).toFixed(0)}, p99 ${quantile(times, 0.99).toFixed(0)} ms; alone p50 ${quantile(alone, 0.5).toFixed(0)}, p99 ${quantile(alone, 0.99).toFixed(0)} ms`,
);
await gateway.kill();
process.exit(peak > RULE_MIB || answered < beside.length ? 1 : 0);
