import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createTurns, type TurnTaker } from '../../src/http/turns.js';
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

  test('do not delay a probe, which is answered before those that wait', async () => {
    const probes = new Set(['/health/live']);
    started = await startHttpServer({ limits: { ...limits, requestsPerTurn: 1 }, probes });
    const { port, requests } = started;
    const sockets = await Promise.all(Array.from({ length: 40 }, () => open(port)));
    const probe = await open(port);
    for (const [i, socket] of sockets.entries()) socket.write(numbered(i));
    probe.write('GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n');
    expect(String((await once(probe, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
    expect(requests.length).toBeLessThan(20);
    for (const socket of [...sockets, probe]) socket.destroy();
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

const MOST_READ = 8;

describe('requests of many connections that arrive together', () => {
  let read = 0;
  const startReading = async (): Promise<StartedHttpServer> => {
    read = 0;
    started = await startHttpServer({
      limits: { ...limits, requestsReadPerTurn: MOST_READ },
      newRequestId: () => String((read += 1)),
    });
    return started;
  };
  const openMany = (port: number, count: number) => Promise.all(Array.from({ length: count }, () => open(port)));

  test('are read over several turns of the event loop', async () => {
    const server = await startReading();
    const sockets = await openMany(server.port, 60);
    const turns = watchTurns(() => read);
    const answers = sockets.map(async (socket, i) => {
      socket.write(numbered(i));
      return String((await once(socket, 'data'))[0]).slice(0, 12);
    });
    expect(await Promise.all(answers)).toEqual(Array<string>(60).fill('HTTP/1.1 200'));
    // A turn reads what it may, and the turn that reads on once more before it is counted anew.
    expect(turns.stop()).toBeLessThanOrEqual(2 * MOST_READ);
    for (const socket of sockets) socket.destroy();
  });

  test('are all answered, in order, where each connection has more of them than a turn reads', async () => {
    const server = await startReading();
    const pipeline = Buffer.concat(Array.from({ length: 3 * MOST_READ }, (_, i) => numbered(i)));
    const answered = await Promise.all(Array.from({ length: 12 }, () => sendRaw(server.port, pipeline, { responses: 3 * MOST_READ })));
    for (const { responses } of answered) expect(responses.map(({ status }) => status)).toEqual(Array<number>(3 * MOST_READ).fill(200));
    const queries = server.requests.map(({ params }) => params.query);
    for (let i = 0; i < 3 * MOST_READ; i++) expect(queries.filter((query) => query === `{a${i}}`)).toHaveLength(12);
  });

  test('have their bodies read to the end, though these arrive in several pieces', async () => {
    const server = await startReading();
    const query = `{ ${'a'.repeat(200_000)} }`;
    const answered = await Promise.all(
      Array.from({ length: 3 * MOST_READ }, () => sendRaw(server.port, rawPost(JSON.stringify({ query })), { responses: 1 })),
    );
    expect(answered.map(({ responses }) => responses[0]?.status)).toEqual(Array<number>(3 * MOST_READ).fill(200));
    expect(server.requests.map(({ params }) => params.query)).toEqual(Array<string>(3 * MOST_READ).fill(query));
  });

  test('are answered or refused, each of them, where the server drains meanwhile', async () => {
    const server = await startReading();
    const sockets = await openMany(server.port, 60);
    const answers = sockets.map(async (socket, i) => {
      socket.write(numbered(i));
      return String((await once(socket, 'data'))[0]).slice(0, 12);
    });
    while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await server.drain(5_000);
    expect([...new Set(await Promise.all(answers))].sort()).toEqual(['HTTP/1.1 200', 'HTTP/1.1 503']);
  });

  test('do not keep those from being answered that come behind connections which close unread', async () => {
    const server = await startReading();
    const sockets = await openMany(server.port, 60);
    for (const [i, socket] of sockets.entries()) socket.write(numbered(i));
    for (const socket of sockets) socket.resetAndDestroy();
    const { responses } = await sendRaw(server.port, numbered(0), { responses: 1 });
    expect(responses.map(({ status }) => status)).toEqual([200]);
    await server.drain(1_000);
  });
});

describe('connections that are not read', () => {
  /** A connection that notes what is done to it; `paused`: somebody else has paused it. */
  function connectionOf(paused = false): TurnTaker & { readonly done: readonly string[]; readonly resumeByNode: () => void } {
    const done: string[] = [];
    let [isPaused, onResume] = [paused, (): void => undefined];
    const socket = {
      isPaused: () => isPaused,
      pause() {
        isPaused = true;
        done.push('pause');
        return this;
      },
      resume() {
        isPaused = false;
        done.push('resume');
        onResume();
        return this;
      },
      on(_event: string, listener: () => void) {
        onResume = listener;
        return this;
      },
    };
    return { socket: socket as unknown as Socket, later: [], done, resumeByNode: () => void socket.resume() }; // what turns use of a socket
  }
  const turnsOf = (count: number, { paused = false, requestsReadPerTurn = 2 } = {}) => {
    const turns = createTurns({ requestsPerTurn: 1, requestsReadPerTurn });
    const connections = Array.from({ length: count }, () => connectionOf(paused));
    connections.forEach(turns.join);
    return { turns, connections };
  };
  const nextTurns = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
  };

  test('are read again a few at a time, as far as there is room for what they bring', async () => {
    const { turns, connections } = turnsOf(5);
    const begun: number[] = [];
    for (const i of [0, 1]) {
      turns.countRead();
      turns.begin(connections[i] ?? connectionOf(), () => begun.push(i));
    }
    expect([begun, connections.map(({ done }) => done)]).toEqual([[0], Array(5).fill(['pause'])]);
    const readAgain = () => connections.filter(({ done }) => done.includes('resume')).length;
    const seen = new Set<number>();
    for (let turn = 0; turn < 20; turn++) {
      await nextTurns(1);
      seen.add(readAgain());
    }
    expect(begun).toEqual([0, 1]);
    expect([...seen]).toEqual([0, 2, 4, 5]);
  });

  test('have their turn though others keep requests waiting', async () => {
    const { turns, connections } = turnsOf(4, { requestsReadPerTurn: 3 });
    const busy = connectionOf();
    turns.join(busy);
    let asked = 0;
    /** As soon as one of its requests is begun, it has another. */
    const ask = (): void => {
      if (++asked > 100) return;
      turns.countRead();
      turns.begin(busy, ask);
    };
    ask();
    ask();
    await nextTurns(40);
    expect(connections.map(({ done }) => done.includes('resume'))).toEqual(Array(4).fill(true));
    expect(asked).toBeLessThan(100);
  });

  test('are left unread again after those before them closed while they were', async () => {
    const { turns, connections } = turnsOf(1);
    turns.countRead();
    turns.countRead();
    for (const connection of connections) turns.leave(connection);
    await nextTurns(4);
    const later = connectionOf();
    turns.join(later);
    turns.countRead();
    expect(later.done).toEqual([]);
    turns.countRead();
    expect(later.done).toEqual(['pause']);
  });

  test('stay so where Node resumes them before their turn', async () => {
    const { turns, connections } = turnsOf(1);
    turns.countRead();
    turns.countRead();
    connections[0]?.resumeByNode();
    expect(connections[0]?.done).toEqual(['pause', 'resume', 'pause']);
    await nextTurns(4);
    expect(connections[0]?.done).toEqual(['pause', 'resume', 'pause', 'resume']);
  });

  test('are neither paused nor resumed where Node has paused them', async () => {
    const { turns, connections } = turnsOf(3, { paused: true });
    turns.countRead();
    turns.countRead();
    await nextTurns(8);
    expect(connections.map(({ done }) => done)).toEqual([[], [], []]);
  });
});
