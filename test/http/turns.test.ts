import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { DEFAULT_LIMITS } from '../../src/limits.js';
import { rawPost, sendRaw } from './raw-http.js';
import { startHttpServer, type StartedHttpServer } from './start-http-server.js';

const MOST = 4;
const limits = { ...DEFAULT_LIMITS, requestsPerTurn: MOST };

let started: StartedHttpServer | null = null;
async function start(): Promise<StartedHttpServer> {
  started = await startHttpServer({ limits });
  return started;
}
afterEach(async () => {
  await started?.close();
  started = null;
});

/** Counts how much a figure grows from one turn of the event loop to the next; `stop` says how much at most. */
function watchTurns(figure: () => number): { readonly stop: () => number } {
  let [last, most] = [figure(), 0];
  const look = (): void => {
    const now = figure();
    most = Math.max(most, now - last);
    last = now;
    timer = setImmediate(look);
  };
  let timer = setImmediate(look);
  return {
    stop: () => {
      clearImmediate(timer);
      return most;
    },
  };
}

/** A connection that the server has accepted, as its answer to a first request shows. */
async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n');
  await once(socket, 'data');
  return socket;
}
const numbered = (i: number) => rawPost(`{"query":"{a${i}}"}`);

// A body is read a moment after its request is begun, so the requests of two turns may reach execution together.
const TOGETHER = 2 * MOST;

describe('requests that arrive together', () => {
  test('on one connection are begun over several turns of the event loop, in order, however fast they are answered', async () => {
    const server = await start();
    const turns = watchTurns(() => server.requests.length);
    const { responses } = await sendRaw(server.port, Buffer.concat(Array.from({ length: 40 }, (_, i) => numbered(i))), { responses: 40 });
    expect(responses.map(({ status }) => status)).toEqual(Array<number>(40).fill(200));
    expect(server.requests.map(({ params }) => params.query)).toEqual(Array.from({ length: 40 }, (_, i) => `{a${i}}`));
    expect(turns.stop()).toBeLessThanOrEqual(TOGETHER);
  });

  test('on many connections are begun over several turns as well', async () => {
    const server = await start();
    const sockets = await Promise.all(Array.from({ length: 40 }, () => open(server.port)));
    const turns = watchTurns(() => server.requests.length);
    const answers = sockets.map(async (socket, i) => {
      socket.write(numbered(i));
      return String((await once(socket, 'data'))[0]).slice(0, 12);
    });
    expect(await Promise.all(answers)).toEqual(Array<string>(40).fill('HTTP/1.1 200'));
    expect(turns.stop()).toBeLessThanOrEqual(TOGETHER);
    for (const socket of sockets) socket.destroy();
  });

  test('are begun one of each connection at a time, so that a pipeline does not delay others', async () => {
    const server = await start();
    const [busy, other] = await Promise.all([open(server.port), open(server.port)]);
    busy.resume().write(Buffer.concat(Array.from({ length: 60 }, (_, i) => numbered(i))));
    other.write(rawPost('{"query":"{other}"}'));
    await once(other, 'data');
    expect(server.requests.length).toBeLessThan(60);
    busy.destroy();
    other.destroy();
  });

  test('are refused over several turns where no route has their path', async () => {
    const server = await start();
    const turns = watchTurns(() => server.events.length);
    const { responses } = await sendRaw(server.port, 'GET /nowhere HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(40), { responses: 40 });
    expect(responses.map(({ status }) => status)).toEqual(Array<number>(40).fill(404));
    expect(turns.stop()).toBeLessThanOrEqual(TOGETHER);
  });

  test('are dropped with their connection, and others go on', async () => {
    const server = await start();
    const [leaving, other] = await Promise.all([open(server.port), open(server.port)]);
    leaving.resume().write(Buffer.concat(Array.from({ length: 60 }, (_, i) => numbered(i))));
    while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    leaving.resetAndDestroy();
    other.write(rawPost('{"query":"{other}"}'));
    expect(String((await once(other, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
    expect(server.requests.length).toBeLessThan(61);
    other.destroy();
  });
});
