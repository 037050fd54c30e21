/** Programs that a check starts beside itself. None of them outlives the check. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const running = new Set();
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM'); // nginx's workers outlive a master that is killed
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** How long a program may take to be ready, on a machine that is busy. */
const READY_WITHIN_MS = 120_000;

/** A TCP port of this machine that nobody listens on. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts a program.
 * @param {{ env?: Record<string, string>, ready: () => unknown | Promise<unknown> }} options `ready` is called until it returns something, with what the
 * program wrote.
 */
export async function startProgram(command, options, { env = {}, ready }) {
  const child = spawn(command, options, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output = (output + data).slice(-20_000)));
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  let end = null;
  void ended.then((how) => {
    end = how;
    running.delete(child);
  });
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const found = await ready(output);
    if (found) return { found, output: () => output, kill: (signal) => child.kill(signal), ended };
    if (end !== null || Date.now() > giveUpAt)
      throw new Error(`${command} ${options.join(' ')} is not ready (${end ?? 'late'}):\n${output}`);
    await delay(20);
  }
}

/** Whether a URL is answered with 200. */
export const answers = (url) =>
  fetch(url).then(
    ({ status }) => status === 200,
    () => false,
  );

/** Starts the built sandbox; `found` is the URL of its Reports API. */
export const startSandbox = () =>
  startProgram(process.execPath, ['dist/sandbox/main.js'], {
    env: { SANDBOX_PORT: '0', HOST: '127.0.0.1' },
    ready: (output) => /sandbox ready at (\S+)/.exec(output)?.[1],
  });

/** Starts the built gateway; `found` is its URL. */
export const startGateway = (env) =>
  startProgram(process.execPath, ['dist/src/main.js'], {
    env: { HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...env },
    ready: (output) => /The gateway listens at (\S+) /.exec(output)?.[1],
  });
