/** The gateway before its sandbox, each a process of its own from the build of the repository, for the tests of a file. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { GatewayOptions } from '../src/gateway-options.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
export const DEMO = `Basic ${Buffer.from('demo:demo').toString('base64')}`;

/** Starts both before the file's tests and ends them after. `environment`: further variables of the gateway, asked for when it starts. */
export function runningGateway(environment: () => Readonly<Record<string, string>> = () => ({})): () => GatewayOptions {
  const children: ChildProcess[] = [];
  let url: string | undefined;
  before(async () => {
    const reportsUrl = await start(children, 'dist/sandbox/main.js', { SANDBOX_PORT: '0', SANDBOX_TODAY: '2026-11-30' });
    url = await start(children, 'dist/src/main.js', { PORT: '0', REPORTS_URL: reportsUrl, LOG_LEVEL: 'silent', ...environment() });
  });
  after(async () => {
    for (const child of children.reverse()) {
      if (child.exitCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  });
  return () => {
    if (url === undefined) throw new Error('The gateway is not running yet.');
    return { url, authorization: DEMO };
  };
}

/** Starts a process and resolves to the URL that it says it listens at. */
async function start(children: ChildProcess[], file: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, [file], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /http:\S+/.exec(line);
    if (found) return found[0];
  }
  throw new Error(`${file} ended before it listened.`);
}
