/** A gateway in a process of its own, with the figures that an attack on it is judged by, and the upstream behind it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MIB = 1024 * 1024;
/** Keeps an attack that works from taking the machine's memory. */
const HEAP_MIB = 700;
const ANSWER_MS = 10_000;
const LOOP_WATCH = fileURLToPath(new URL('loop-watch.mjs', import.meta.url));
/** Makes a gateway say what memory it holds. It collects garbage so often that its times mean nothing. */
export const HELD_WATCH = ['--expose-gc', '--import', fileURLToPath(new URL('held-watch.mjs', import.meta.url))];

/** An upstream on a free port that answers as `reply(request, response)` says. */
export async function startUpstream(reply) {
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    void Promise.resolve(reply(request, response)).catch(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Starts the sources under `root` in front of the upstream; `isBuilt`: what was built of them, which starts sooner. */
export async function startGateway(root, upstream, environment = {}, isBuilt = false, nodeOptions = []) {
  const main = isBuilt ? ['dist/src/main.js'] : ['--import', 'tsx', 'src/main.ts'];
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, '--import', LOOP_WATCH, ...nodeOptions, ...main], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      LOG_LEVEL: 'silent',
      REPORTS_URL: `http://127.0.0.1:${upstream.address().port}/reports/v2`,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  let ended = false;
  child.once('close', () => (ended = true)).on('error', () => undefined);
  const port = await new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      const found = /http:\/\/[^\s:]+:(\d+)/.exec(String(text))?.[1];
      if (found) resolve(Number(found));
    });
    child.once('close', () => reject(new Error('The gateway did not start.')));
  });
  const origin = `http://127.0.0.1:${port}`;
  const file = (name) => {
    try {
      return readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
    } catch {
      return '';
    }
  };

  /** Asks the gateway for a figure of its own. */
  const figure = (name) => {
    if (ended || !child.connected) return Promise.resolve(NaN);
    child.send(name);
    const answered = once(child, 'message').then(([said]) => said[name]);
    return Promise.race([answered, delay(ANSWER_MS, NaN, { ref: false })]);
  };

  return {
    port,
    origin,
    hasEnded: () => ended,
    /** A figure of the system's on its memory (`VmRSS`, `VmHWM`), in MiB. */
    memory: (figure) => (Number(new RegExp(`${figure}:\\s+(\\d+) kB`).exec(file('status'))?.[1] ?? 0) * 1024) / MIB,
    /** Makes the system count the peak of memory anew. */
    forgetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, '5'),
    /** Processor time of its main thread so far, in ms. */
    mainThread: () => Number(file('schedstat').split(' ', 1)[0]) / 1e6,
    /** The longest time that its event loop was held since the last call, in ms of processor time; NaN where it does not say. */
    held: () => figure('longest'),
    /** The most memory that it held since the last call, in MiB; NaN without `HELD_WATCH`. */
    memoryHeld: async () => (await figure('memory')) / MIB,
    /** Sends an operation; resolves with status, the first 4,000 characters and the number of bytes. */
    ask: (body, headers = {}, signal = AbortSignal.timeout(ANSWER_MS)) => ask(origin, body, headers, signal),
    kill: () => {
      child.kill('SIGKILL');
      return ended ? undefined : once(child, 'close');
    },
  };
}

async function ask(origin, body, headers, signal) {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal,
  });
  let bytes = 0;
  let text = '';
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (text.length < 4_000) text += Buffer.from(chunk).toString().slice(0, 4_000);
  }
  return { status: response.status, text, bytes, headers: response.headers };
}

/**
 * Sends bytes over a connection of its own and reads until the answer is over, or nothing came for `idleMs`; resolves with its text, cut to
 * `keep`.
 */
export function exchange(port, chunks, { keep = 400, reads = true, idleMs = 0, until = () => false } = {}) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    let bytes = 0;
    const over = () => {
      socket.destroy();
      resolve({ text, bytes });
    };
    socket.on('error', over).on('close', over);
    if (idleMs > 0) socket.setTimeout(idleMs, over);
    if (reads)
      socket.on('data', (chunk) => {
        bytes += chunk.length;
        if (text.length < keep) text += chunk.toString('latin1').slice(0, keep - text.length);
        if (until(text, bytes)) over();
      });
    void (async () => {
      for await (const chunk of chunks) {
        if (socket.destroyed) return;
        if (!socket.write(chunk)) await new Promise((go) => socket.once('drain', go).once('close', go));
      }
    })();
  });
}

/** An answer in a few words: its status, the code of its first error, its size. */
export function says({ status, text, bytes }) {
  const code = /"code":"(\w+)"/.exec(text)?.[1];
  const size = bytes > 100_000 ? `${(bytes / 1e6).toFixed(1)} MB` : `${bytes} B`;
  return `${status}${code ? ` \`${code}\`` : ''}, ${size}`;
}

/** Waits until the response takes more, or its connection is closed. */
export function roomIn(response) {
  return new Promise((resolve) => {
    const settle = () => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
  });
}
