/** A `redis-server` of the bench's own, behind a way that can be made slow. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { freePort } from '../../measure/server-process.mjs';

/** Starts one, which keeps nothing on disk. */
export async function startRedis() {
  const port = await freePort();
  let server = null;

  process.once('exit', () => server?.kill('SIGKILL'));
  const start = async () => {
    server = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1'], {
      stdio: 'ignore',
    });
    for (let tries = 0; tries < 200; tries++) {
      if ((await command(port, 'PING')) === '+PONG') return;
      await wait(50);
    }
    throw new Error('redis-server did not start. It must be installed.');
  };
  const stop = async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGCONT');
    server.kill('SIGKILL');
    await gone;
  };

  await start();
  const way = new Worker(new URL('slow-way.mjs', import.meta.url), { workerData: { port } });
  const [wayPort] = await once(way, 'message');

  return {
    url: `redis://127.0.0.1:${wayPort}`,
    start,
    stop,
    hang: () => server.kill('SIGSTOP'),
    resume: () => server.kill('SIGCONT'),
    fill: () => command(port, 'CONFIG', 'SET', 'maxmemory', '1'),
    unfill: () => command(port, 'CONFIG', 'SET', 'maxmemory', '0'),
    empty: () => command(port, 'FLUSHALL'),
    /** Every answer arrives so much later. */
    slow: (milliseconds) => way.postMessage(milliseconds),
    close: async () => {
      await way.terminate();
      await stop();
    },
  };
}

/** Sends one command, and resolves to the first line of its reply; null where nobody listens. */
function command(port, ...words) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${words.join(' ')}\r\n`));
    socket.once('error', () => resolve(null));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(String(data).split('\r\n')[0]);
    });
  });
}
