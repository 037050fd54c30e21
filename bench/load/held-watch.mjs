/**
 * Loaded into a gateway under attack (`node --expose-gc --import`): the most memory that it held, on request over the channel to its parent.
 *
 * Memory is heap and buffers right after a full collection, so that what waits to be collected does not count.
 */
const LOOK_EVERY_MS = 100;

let most = 0;
setInterval(() => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  most = Math.max(most, heapUsed + external);
}, LOOK_EVERY_MS).unref();

process.on('message', (message) => {
  if (message !== 'memory') return;
  process.send({ memory: most });
  most = 0;
});
process.channel?.unref();
