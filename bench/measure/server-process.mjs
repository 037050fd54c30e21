/** A server as a process: started, watched through /proc, ended. CPU is counted by the kernel in ticks of 10 ms. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const TICK_MS = 10;

/** A TCP port that nobody listens on. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const running = new Set();
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

/** Starts `node …args`. It does not outlive the bench. */
export function startProcess(args, { cwd, env = {} } = {}) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output = (output + data).slice(-10_000)));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const proc = (file) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8');
  return {
    pid: child.pid,
    output: () => output,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    /** User and system time so far. */
    cpuMs() {
      const stat = proc('stat');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    },
    /** Most resident memory since the last reset. */
    peakMb: () => Number(/VmHWM:\s+(\d+)/.exec(proc('status'))[1]) / 1024,
    resetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, '5'),
    async end() {
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(kill);
    },
  };
}

/** Resolves to what `find` gives, once it gives something; rejects where the process ends before. */
export async function until(process, find, withinMs = 30_000) {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (process.hasEnded() || performance.now() > giveUpAt) throw new Error(`A server did not start: ${process.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
