/** A log that cannot be written: the process serves on, counts what it drops, and ends in time. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { gatewayMain } from '../support/gateway-main.js';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  return address.port;
}

/** Starts the gateway with that standard output, and waits until it is ready. */
async function startWith(stdout: 'pipe' | number): Promise<{ readonly origin: string; readonly child: ChildProcess }> {
  const port = await freePort();
  const child = spawn(process.execPath, [gatewayMain()], {
    env: {
      PATH: process.env['PATH'],
      REPORTS_URL: 'http://127.0.0.1:9/reports/v2',
      PORT: String(port),
      LOG_LEVEL: 'trace',
      NODE_ENV: 'x'.repeat(8),
    },
    stdio: ['ignore', stdout, 'ignore'],
  });
  children.push(child);
  const origin = `http://127.0.0.1:${port}`;
  for (;;) {
    const ready = await fetch(`${origin}/health/ready`).catch(() => null);
    if (ready?.ok) return { origin, child };
    if (child.exitCode !== null) throw new Error(`The gateway ended with code ${child.exitCode}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Asks for a page so often that the log is longer than anything that buffers it. */
async function askOften(origin: string, times: number): Promise<void> {
  const one = () =>
    fetch(`${origin}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{__typename}"}' });
  for (let asked = 0; asked < times; asked += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, one));
    for (const answer of answers) await answer.text();
  }
}

async function droppedLines(origin: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  return Number(/^reports_gateway_log_lines_dropped_total (\d+)$/m.exec(text)?.[1]);
}

describe('a log that cannot be written', () => {
  test('to a full disk is dropped and counted, and SIGTERM ends the process with code 0', async () => {
    const { origin, child } = await startWith(openSync('/dev/full', 'w'));
    await askOften(origin, 300);
    expect((await fetch(`${origin}/health/live`)).status).toBe(200);
    expect(await droppedLines(origin)).toBeGreaterThan(100);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('to a pipe whose reader stopped reading is bounded and counted, and SIGTERM ends the process with code 0', async () => {
    const { origin, child } = await startWith('pipe');
    child.stdout?.pause();
    await askOften(origin, 6_000);
    expect((await fetch(`${origin}/health/live`)).status).toBe(200);
    expect(await droppedLines(origin)).toBeGreaterThan(100);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
