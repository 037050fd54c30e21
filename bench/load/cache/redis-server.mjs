/** A `redis-server` of the bench's own, behind a way that can be made slow. */
import { spawn } from 'node:child_process';
import { createServer, connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../measure/server-process.mjs';

/** Starts one, which keeps nothing on disk. */
export async function startRedis() {
  const port = await freePort();
  let server = null;
  let delayMs = 0;
  const sockets = new Set();

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

  const later = (from, to) =>
    from.on('data', (data) => {
      if (delayMs === 0) to.write(data);
      else setTimeout(() => to.write(data), delayMs);
    });
  const way = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true).on('error', () => undefined);
      socket.once('close', () => {
        near.destroy();
        far.destroy();
        sockets.delete(socket);
      });
    }
    near.on('data', (data) => far.write(data));
    later(far, near);
  });
  await start();
  await new Promise((resolve) => way.listen(0, '127.0.0.1', resolve));

  return {
    url: `redis://127.0.0.1:${way.address().port}`,
    start,
    stop,
    hang: () => server.kill('SIGSTOP'),
    resume: () => server.kill('SIGCONT'),
    fill: () => command(port, 'CONFIG', 'SET', 'maxmemory', '1'),
    unfill: () => command(port, 'CONFIG', 'SET', 'maxmemory', '0'),
    empty: () => command(port, 'FLUSHALL'),
    /** Every answer arrives so much later. */
    slow: (milliseconds) => void (delayMs = milliseconds),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      way.close();
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
