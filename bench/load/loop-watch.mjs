/**
 * Loaded into a gateway under attack (`node --import`): how long its event loop was held, on request over the channel to its parent.
 *
 * Time counts as the processor time of the main thread between two ticks, so that other work on the machine does not change it.
 */
import { readFileSync } from 'node:fs';

const TICK_MS = 5;

/** Processor time of the main thread so far, in ms. Linux counts it in nanoseconds. */
function mainThreadMs() {
  return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ', 1)[0]) / 1e6;
}

let longest = 0;
let last = mainThreadMs();
setInterval(() => {
  const now = mainThreadMs();
  longest = Math.max(longest, now - last);
  last = now;
}, TICK_MS).unref();

process.on('message', (message) => {
  if (message !== 'longest') return;
  process.send({ longest });
  longest = 0;
});
process.channel?.unref();
