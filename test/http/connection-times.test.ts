/** The times that callers' connections have, each from both sides. Order of events, no clocks. */
import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { DEFAULT_LIMITS, type RequestLimits } from '../../src/limits.js';
import { rawPost } from './raw-http.js';
import { startHttpServer, type StartedHttpServer } from './start-http-server.js';

const PLENTY = 60_000;
const BRIEF = 100;
const QUERY = rawPost('{"query":"{__typename}"}');
const HEADERS = QUERY.subarray(0, QUERY.indexOf('\r\n\r\n') + 4);

const servers: StartedHttpServer[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Times = Partial<Pick<RequestLimits, 'headersTimeoutMs' | 'requestTimeoutMs' | 'keepAliveTimeoutMs'>>;

async function start(times: Times): Promise<number> {
  const server = await startHttpServer({ limits: { ...DEFAULT_LIMITS, ...times } });
  servers.push(server);
  return server.port;
}

function send(port: number, bytes: Buffer): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).write(bytes);
  sockets.push(socket);
  return socket;
}

const statusOn = async (socket: Socket): Promise<string> => /^HTTP\/1\.1 (\d+)/.exec(String((await once(socket, 'data'))[0]))?.[1] ?? '';

test('headers that take longer than headersTimeoutMs are 408, and a body that comes after that time is answered', async () => {
  const port = await start({ headersTimeoutMs: BRIEF, requestTimeoutMs: PLENTY });
  const bodyLate = send(port, HEADERS);
  expect(await statusOn(send(port, HEADERS.subarray(0, -2)))).toBe('408');
  bodyLate.write(QUERY.subarray(HEADERS.length));
  expect(await statusOn(bodyLate)).toBe('200');
});

test('headers that have more time are answered when they are there', async () => {
  const patient = await start({ headersTimeoutMs: PLENTY, requestTimeoutMs: PLENTY });
  const hasty = await start({ headersTimeoutMs: BRIEF, requestTimeoutMs: PLENTY });
  const slow = send(patient, HEADERS.subarray(0, -2));
  expect(await statusOn(send(hasty, HEADERS.subarray(0, -2)))).toBe('408');
  slow.write(QUERY.subarray(HEADERS.length - 2));
  expect(await statusOn(slow)).toBe('200');
});

test('a body that takes longer than requestTimeoutMs is 408, and one that has more time is answered', async () => {
  const patient = await start({ headersTimeoutMs: BRIEF, requestTimeoutMs: PLENTY });
  const hasty = await start({ headersTimeoutMs: BRIEF, requestTimeoutMs: BRIEF });
  const slow = send(patient, QUERY.subarray(0, -1));
  expect(await statusOn(send(hasty, QUERY.subarray(0, -1)))).toBe('408');
  slow.write(QUERY.subarray(-1));
  expect(await statusOn(slow)).toBe('200');
});

test('a connection that idles longer than keepAliveTimeoutMs is closed, and one that has more time is used again', async () => {
  const patient = await start({ keepAliveTimeoutMs: PLENTY });
  const hasty = await start({ keepAliveTimeoutMs: BRIEF });
  const [kept, closed] = [send(patient, QUERY), send(hasty, QUERY)];
  expect(await Promise.all([statusOn(kept), statusOn(closed)])).toEqual(['200', '200']);
  await once(closed, 'close');
  kept.write(QUERY);
  expect(await statusOn(kept)).toBe('200');
});
