/** A worker thread: a way to a port on which answers may be made to arrive later. Posts its own port, and is sent the delay in milliseconds. */
import { connect, createServer } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

let delayMs = 0;
parentPort.on('message', (milliseconds) => void (delayMs = milliseconds));

const server = createServer((near) => {
  const far = connect(workerData.port, '127.0.0.1');
  for (const [from, to] of [
    [near, far],
    [far, near],
  ]) {
    from.setNoDelay(true).on('error', () => undefined);
    from.once('close', () => to.destroy());
  }
  near.on('data', (data) => far.write(data));
  far.on('data', (data) => {
    if (delayMs === 0) near.write(data);
    else setTimeout(() => near.write(data), delayMs);
  });
}).listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
