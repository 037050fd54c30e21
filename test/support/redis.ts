/** A Redis that tests may break: the double, or with TEST_REDIS=server the machine's own `redis-server`. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient, RESP_TYPES } from '@redis/client';
import { startRedisDouble } from './redis-double.js';

export interface TestRedis {
  readonly url: string;
  /** Everything that is kept, by key. */
  readonly dump: () => Promise<ReadonlyMap<string, Buffer>>;
  readonly put: (key: string, value: Buffer) => Promise<void>;
  readonly empty: () => Promise<void>;
  /** Takes connections and replies to nothing, until it is resumed. */
  readonly hang: () => Promise<void>;
  readonly resume: () => Promise<void>;
  /** Takes writes no more. */
  readonly fill: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Starts again on the same port, empty. */
  readonly restart: () => Promise<void>;
}

/** Whether the tests run against a real server. */
export const isRealRedis = process.env['TEST_REDIS'] === 'server';

/** Starts one on a free port. */
export const startRedis = (): Promise<TestRedis> => (isRealRedis ? startServer() : startDouble());

async function startDouble(): Promise<TestRedis> {
  let double = await startRedisDouble();
  const { port } = double;
  const now = (act: () => void) => (): Promise<void> => Promise.resolve(act());
  return {
    url: `redis://127.0.0.1:${port}`,
    dump: () => Promise.resolve(new Map(double.values)),
    put: (key, value) => Promise.resolve(void double.values.set(key, value)),
    empty: now(() => double.values.clear()),
    hang: now(() => (double.delay = Infinity)),
    resume: now(() => (double.delay = 0)),
    fill: now(() => (double.isFull = true)),
    stop: () => double.close(),
    restart: async () => {
      await double.close().catch(() => undefined);
      double = await startRedisDouble(port);
    },
  };
}

async function startServer(): Promise<TestRedis> {
  const port = await freePort();
  let server: ChildProcess;
  const start = async (): Promise<void> => {
    server = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1'], {
      stdio: 'ignore',
    });
    for (let tries = 0; tries < 100; tries++) {
      if (await withClient(async (client) => client.ping()).catch(() => null)) return;
      await wait(50);
    }
    throw new Error('redis-server did not start.');
  };
  const stop = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGCONT');
    server.kill('SIGKILL');
    await gone;
  };
  async function withClient<T>(act: (client: ReturnType<typeof createClient>) => Promise<T>): Promise<T> {
    const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await act(client as ReturnType<typeof createClient>); // made without modules
    } finally {
      client.destroy();
    }
  }
  const ask = async (...command: (string | Buffer)[]): Promise<void> => void (await withClient((client) => client.sendCommand(command)));
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    dump: () =>
      withClient(async (client) => {
        const entries: [string, Buffer][] = [];
        for (const key of await client.keys('*')) {
          const value = await client.sendCommand(['GET', key], { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } }).catch(() => null);
          if (Buffer.isBuffer(value)) entries.push([key, value]);
        }
        return new Map(entries);
      }),
    put: (key, value) => ask('SET', key, value, 'KEEPTTL'),
    empty: () => ask('FLUSHALL'),
    hang: () => Promise.resolve(void server.kill('SIGSTOP')),
    resume: () => Promise.resolve(void server.kill('SIGCONT')),
    fill: () => ask('CONFIG', 'SET', 'maxmemory', '1'),
    stop,
    restart: async () => {
      await stop();
      await start();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is no pipe
  await new Promise((resolve) => server.close(resolve));
  return port;
}
