/**
 * `npm run bench:chaos`: faults drawn at random and callers who leave, and what the gateway's process keeps of it all.
 *
 *   npm run bench:chaos -- [--seconds 60] [--seed 1]
 *
 * `--seconds 1800` is the long form. Ends with status 1 where a row reached a foreign caller, a rejection was left unhandled, a fault was
 * the gateway's own, a connection or a timer outlived its end, or the heap grew.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { catalogue } from '../../schema/reports/index.ts';
import { readConfig } from '../../src/config.ts';
import { createGateway } from '../../src/gateway.ts';
import { watchHeap } from './heap-watch.mjs';

const { values: given } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } } });
const seconds = Number(given.seconds);
/** The heap may end this much above where it settled. */
const GROWTH_MB = 4;
/** What may be open once all is closed: the way to the other process, and the terminal. */
const OWN_HANDLES = new Set(['PipeWrap', 'TTYWrap', 'FSReqCallback', 'FSReqPromise', 'Immediate', 'ProcessWrap', 'CloseReq']);

const unhandled = [];
process.on('unhandledRejection', (reason) => unhandled.push(reason));
process.on('uncaughtException', (error) => unhandled.push(error));
const faults = [];
const log = {
  logger: pino({ level: 'error', base: null }, { write: (line) => faults.push(line) }),
  announce: () => undefined,
  dropped: () => 0,
  flush: () => Promise.resolve(),
};

const world = fork(path.join(import.meta.dirname, 'chaos-world.mjs'), [given.seconds, given.seed]);
const [{ reportsUrl }] = await once(world, 'message');
const gateway = createGateway({
  config: readConfig({ REPORTS_URL: reportsUrl, PORT: '0', DEADLINE_MS: '1500', BREAKER_RESET_MS: '300' }),
  catalogue,
  log,
});
world.send({ url: await gateway.listen() });
const heap = watchHeap(seconds);
const [{ found }] = await once(world, 'message');
const { means, slopeKbPerMinute, samples } = heap.end();
await gateway.close();
world.send({});
await once(world, 'exit');
// What was closed is gone a few turns of the event loop later.
await delay(100);
const handles = process.getActiveResourcesInfo().filter((name) => !OWN_HANDLES.has(name));

const { counts, ...totals } = found;
const growth = means[2] - means[0];
console.log(`${seconds} s, seed ${given.seed}`);
console.table(totals);
console.table(counts);
console.log(`heap after collection, thirds of the settled time: ${means.map((mb) => mb.toFixed(1)).join(', ')} MB (${samples} samples)`);
console.log(`slope ${slopeKbPerMinute.toFixed(0)} KB a minute`);
console.log(
  `unhandled rejections ${unhandled.length}, own faults logged ${faults.length}, handles left ${handles.length} ${handles.join(' ')}`,
);
for (const reason of unhandled.slice(0, 3)) console.log(reason);
for (const line of faults.slice(0, 3)) console.log(line);

const own = counts.INTERNAL_SERVER_ERROR ?? 0;
const bad = totals.foreign + totals.failed + unhandled.length + faults.length + handles.length + own;
process.exitCode = bad > 0 || growth > GROWTH_MB ? 1 : 0;
