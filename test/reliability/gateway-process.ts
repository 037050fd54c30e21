/** The gateway as a process of its own, as an operator runs it: started as it is built, told to end by signals. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { gatewayMain } from '../support/gateway-main.js';
import { DEMO } from '../support/gateway.js';

export interface GatewayProcess {
  /** The URL of /graphql. */
  readonly url: string;
  readonly origin: string;
  readonly pid: number;
  /** All that it wrote, on standard output and standard error. */
  readonly output: () => string;
  /** The log, one object a line. */
  readonly logged: () => readonly Record<string, unknown>[];
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves to the exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly ask: (query: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
}

/** Starts the process and waits until it listens. Rejects with its output where it ends before. */
export async function startGatewayProcess(reportsUrl: string, environment: Readonly<Record<string, string>> = {}): Promise<GatewayProcess> {
  const child = spawn(process.execPath, [gatewayMain()], {
    env: { PATH: process.env['PATH'], REPORTS_URL: reportsUrl, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  createInterface(child.stderr).on('line', (line) => lines.push(line));
  // `close` comes after the last byte of its output, `exit` may not.
  const ended = once(child, 'close').then(([code]) => code as number | null); // as documented for this event
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line);
      const listening = /The gateway listens at (\S+) /.exec(line)?.[1];
      if (listening !== undefined) resolve(listening);
    });
    void ended.then(() => reject(new Error(`The gateway did not start: ${lines.join('\n')}`)));
  });
  return {
    url,
    origin: new URL(url).origin,
    // It listens, so it was started.
    pid: child.pid ?? 0,
    output: () => lines.join('\n'),
    logged: () => lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>),
    kill: (signal) => void child.kill(signal),
    ended,
    ask: (query, headers = { authorization: DEMO }) =>
      fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) }),
  };
}
