import { afterEach, describe, expect, it, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { GatewayError, MASKED_MESSAGE } from '../../src/errors.js';
import type { HttpResponse } from '../../src/http/graphql-request.js';
import type { HttpOptions } from '../../src/http/http-plugin.js';
import type { LeaveSignal } from '../../src/leave-signal.js';
import { DEFAULT_LIMITS } from '../../src/limits.js';
import { rawPost, sendRaw } from './raw-http.js';
import { startHttpServer, type StartedHttpServer } from './start-http-server.js';

const QUERY = rawPost('{"query":"{__typename}"}');
const DATA = '{"data":null}';

const started: StartedHttpServer[] = [];
async function start(options: Partial<HttpOptions> = {}): Promise<StartedHttpServer> {
  const server = await startHttpServer(options);
  started.push(server);
  return server;
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
});

/** A promise and the means to keep it. */
/** Resolves when the caller has left. */
function whenAborted(signal: LeaveSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', resolve);
  });
}

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

const post = (port: number, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    body: '{"query":"{a}"}',
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });

describe('an answer', () => {
  it('is written under the media type that was negotiated, with the request id', async () => {
    const server = await start({ newRequestId: () => 'r1' });
    const response = await post(server.port, { headers: { accept: 'application/graphql-response+json' } });
    expect(response.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect(response.headers.get('x-request-id')).toBe('r1');
    expect(server.requests[0]?.requestId).toBe('r1');
  });

  test.each([
    ['a.B_c-1', true],
    ['x'.repeat(128), true],
    ['x'.repeat(129), false],
    ['a b', false],
    ['<script>', false],
  ])('takes over the id %s: %s', async (id, taken) => {
    const server = await start({ newRequestId: () => 'own' });
    const response = await post(server.port, { headers: { 'x-request-id': id } });
    expect(response.headers.get('x-request-id')).toBe(taken ? id : 'own');
  });

  it('takes over no id where there are two', async () => {
    const server = await start({ newRequestId: () => 'own' });
    const headers = ['content-type: application/json', 'x-request-id: a', 'x-request-id: b'];
    const { responses } = await sendRaw(server.port, rawPost('{"query":"{a}"}', headers));
    expect(responses[0]?.headers['x-request-id']).toBe('own');
  });

  const PIECES: readonly (readonly [what: string, pieces: readonly (string | Uint8Array)[]])[] = [
    ['nothing', []],
    ['one string', ['ü']],
    ['strings and bytes', ['{"a":"', Buffer.from('ü€🏃'), '"}']],
    [
      'more than a socket takes at once',
      Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 'ä'.repeat(20_000) : Buffer.alloc(20_000, 'b'))),
    ],
  ];
  const whole = (pieces: readonly (string | Uint8Array)[]) => Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
  test.each(PIECES)('of %s arrives whole, its length said before', async (_what, pieces) => {
    const server = await start({ execute: () => Promise.resolve({ status: 200, body: pieces }) });
    const event = server.nextEvent();
    const response = await post(server.port);
    const body = Buffer.from(await response.arrayBuffer());
    expect(body.equals(whole(pieces))).toBe(true);
    expect(response.headers.get('content-length')).toBe(String(body.length));
    expect(await event).toMatchObject({
      status: 200,
      bytes: body.length,
      clientLeft: false,
      route: '/graphql',
      method: 'POST',
      code: null,
    });
  });

  test.each(PIECES)('that streams %s arrives whole', async (_what, pieces) => {
    const stream = async function* () {
      yield* pieces;
    };
    const server = await start({
      execute: () => Promise.resolve({ status: 200, headers: { 'content-type': 'text/x', 'x-own': 'a' }, body: stream() }),
    });
    const response = await post(server.port);
    expect(Buffer.from(await response.arrayBuffer()).equals(whole(pieces))).toBe(true);
    expect(response.headers.get('content-type')).toBe('text/x');
    expect(response.headers.get('x-own')).toBe('a');
  });

  it('that breaks off in its stream is cut, so that nobody takes it for whole', async () => {
    const fault = new Error('broken');
    const server = await start({
      execute: () =>
        Promise.resolve({
          status: 200,
          body: (async function* () {
            yield '{"data":';
            throw fault;
          })(),
        }),
    });
    const event = server.nextEvent();
    await expect(post(server.port).then((response) => response.text())).rejects.toThrow();
    expect((await event).fault).toBe(fault);
  });

  it('that fails is a refusal: with its code where it has one, masked where not', async () => {
    const thrown: unknown[] = [new GatewayError('SERVICE_OVERLOADED', 'Full.', { retryAfterMs: 3_000 }), new Error('secret')];
    const server = await start({ execute: () => Promise.reject(thrown.shift()) });
    const overloaded = await post(server.port);
    expect(overloaded.status).toBe(503);
    expect(overloaded.headers.get('retry-after')).toBe('3');
    const event = server.nextEvent();
    const failed = await post(server.port);
    expect(failed.status).toBe(500);
    expect(await failed.json()).toMatchObject({ errors: [{ message: MASKED_MESSAGE, extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
    expect(await event).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', fault: new Error('secret') });
  });
});

describe('a caller who leaves', () => {
  it('aborts the signal, and is told from one who was answered', async () => {
    const entered = deferred<LeaveSignal>();
    const server = await start({
      execute: (request) => {
        entered.resolve(request.signal);
        return new Promise(() => undefined);
      },
    });
    const event = server.nextEvent();
    const socket = connect(server.port, '127.0.0.1', () => socket.write(QUERY));
    const signal = await entered.promise;
    expect(signal.aborted).toBe(false);
    socket.destroy();
    await whenAborted(signal);
    expect(await event).toMatchObject({ status: 499, clientLeft: true });
  });

  it('aborts the signals of all that it pipelined', async () => {
    const server = await start({
      execute: (request) => {
        signals.push(request.signal);
        if (signals.length === 3) entered.resolve(undefined);
        return new Promise(() => undefined);
      },
    });
    const signals: LeaveSignal[] = [];
    const entered = deferred<undefined>();
    const socket = connect(server.port, '127.0.0.1', () => socket.write(Buffer.concat([QUERY, QUERY, QUERY])));
    await entered.promise;
    const aborted = Promise.all(signals.map(whenAborted));
    socket.destroy();
    expect(await aborted).toHaveLength(3);
  });

  it('ends the stream that was written to it', async () => {
    const released = deferred<string>();
    const server = await start({
      execute: () =>
        Promise.resolve({
          status: 200,
          body: (async function* () {
            try {
              for (;;) yield 'x'.repeat(100_000);
            } finally {
              released.resolve('released');
            }
          })(),
        }),
    });
    const socket = connect(server.port, '127.0.0.1', () => socket.write(QUERY));
    await once(socket, 'data');
    socket.destroy();
    expect(await released.promise).toBe('released');
  });

  it('has the signal of an answer that was finished left alone', async () => {
    const server = await start({ execute: (request) => Promise.resolve({ status: 200, body: [String(request.signal.aborted)] }) });
    const event = server.nextEvent();
    await (await post(server.port)).text();
    await event;
    expect(server.requests[0]?.signal.aborted).toBe(false);
  });
});

describe('a request that does not come to its end', () => {
  const limits = { ...DEFAULT_LIMITS, headersTimeoutMs: 100, requestTimeoutMs: 200 };
  const ROWS: readonly (readonly [what: string, bytes: Buffer])[] = [
    ['its headers', Buffer.from('POST /graphql HTTP/1.1\r\nhost: a\r\n')],
    ['its body', QUERY.subarray(0, -1)],
    ['anything', Buffer.alloc(0)],
  ];
  test.each(ROWS)('is answered 408 where it lacks %s', async (_what, bytes) => {
    const server = await start({ limits });
    const event = server.nextEvent();
    const { responses, closed } = await sendRaw(server.port, bytes, { untilClosed: true });
    expect(responses.map(({ status }) => status)).toEqual([408]);
    expect(JSON.parse(responses[0]?.body ?? '')).toMatchObject({ errors: [{ extensions: { code: 'REQUEST_TIMEOUT' } }] });
    expect(closed).toBe(true);
    expect(await event).toMatchObject({ status: 408, code: 'REQUEST_TIMEOUT', clientLeft: false });
    expect(server.requests).toHaveLength(0);
  });

  it('is given 10 seconds for its headers and 20 in all', () => {
    expect(DEFAULT_LIMITS).toMatchObject({ headersTimeoutMs: 10_000, requestTimeoutMs: 20_000 });
  });
});

describe('bytes that are no request', () => {
  it('are reported without a method, under the id they were answered with', async () => {
    const server = await start();
    const event = server.nextEvent();
    const { responses } = await sendRaw(server.port, 'garbage\r\n\r\n', { untilClosed: true });
    expect(await event).toMatchObject({
      status: 400,
      code: 'BAD_REQUEST',
      method: '',
      route: 'other',
      requestId: responses[0]?.headers['x-request-id'],
    });
  });

  it('never come between a request and its answer', async () => {
    const server = await start({ execute: () => new Promise(() => undefined) });
    const { responses, closed } = await sendRaw(server.port, Buffer.concat([QUERY, Buffer.from('garbage\r\n\r\n')]), { untilClosed: true });
    expect(responses).toEqual([]);
    expect(closed).toBe(true);
  });
});

describe('draining', () => {
  it('finishes what runs, refuses what comes, and closes the port', async () => {
    const entered = deferred<undefined>();
    const answer = deferred<HttpResponse>();
    const server = await start({
      execute: () => {
        entered.resolve(undefined);
        return answer.promise;
      },
    });
    const running = post(server.port);
    await entered.promise;
    const drained = server.drain(10_000);
    const refused = await post(server.port);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'SHUTTING_DOWN' } }] });
    expect(refused.headers.get('connection')).toBe('close');
    expect((await fetch(`http://127.0.0.1:${server.port}/health/live`)).status).toBe(200);
    answer.resolve({ status: 200, body: [DATA] });
    expect(await (await running).text()).toBe(DATA);
    await drained;
    await expect(post(server.port)).rejects.toThrow();
  });

  it('cuts what is still running in the end', async () => {
    const entered = deferred<undefined>();
    const server = await start({
      execute: () => {
        entered.resolve(undefined);
        return new Promise(() => undefined);
      },
    });
    const running = post(server.port);
    const failed = expect(running).rejects.toThrow();
    await entered.promise;
    await server.drain(1);
    await failed;
    expect(server.events).toMatchObject([{ clientLeft: true }]);
  });

  it('does not wait for a connection on which nothing was ever asked', async () => {
    const server = await start();
    const silent = connect(server.port, '127.0.0.1');
    await once(silent, 'connect');
    const closed = once(silent, 'close');
    await server.drain(60_000);
    await closed;
  });
});

describe('bounds', () => {
  const never = () => new Promise<HttpResponse>(() => undefined);

  test('as many connections as there may be are answered, and one more is closed at once', async () => {
    const server = await start({ limits: { ...DEFAULT_LIMITS, connections: 2 } });
    const open = (): Socket => connect(server.port, '127.0.0.1').on('error', () => undefined);
    const held = [open(), open()];
    for (const socket of held) {
      socket.write(QUERY);
      expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
    }
    const further = open();
    further.resume();
    await once(further, 'close');
    expect(server.requests).toHaveLength(2);
    for (const socket of held) socket.destroy();
  });

  test('as many unanswered requests of a connection as may wait are taken', async () => {
    const server = await start({ limits: { ...DEFAULT_LIMITS, pipelinedRequests: 3 } });
    const { responses } = await sendRaw(server.port, Buffer.concat([QUERY, QUERY, QUERY]), { responses: 3 });
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test('one unanswered request too many is refused in its turn, and the connection closed behind it', async () => {
    const gate = deferred<HttpResponse>();
    const server = await start({ limits: { ...DEFAULT_LIMITS, pipelinedRequests: 3 }, execute: () => gate.promise });
    const reply = sendRaw(server.port, Buffer.concat(Array<Buffer>(5).fill(QUERY)), { untilClosed: true });
    while (server.requests.length < 3) await new Promise((resolve) => setImmediate(resolve));
    gate.resolve({ status: 200, body: [DATA] });
    const { responses, closed } = await reply;
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 503]);
    expect(closed).toBe(true);
    expect(server.requests).toHaveLength(3);
  });

  test('a caller who goes on sending is cut', async () => {
    const server = await start({ limits: { ...DEFAULT_LIMITS, pipelinedRequests: 3 }, execute: never });
    const { responses, closed } = await sendRaw(server.port, Buffer.concat(Array<Buffer>(20).fill(QUERY)), { untilClosed: true });
    expect({ responses, closed }).toEqual({ responses: [], closed: true });
  });

  test('operations beyond those that may be in flight are refused, pages are not', async () => {
    const server = await start({ limits: { ...DEFAULT_LIMITS, operationsInFlight: 1 }, execute: never });
    const first = new AbortController();
    const waiting = post(server.port, { signal: first.signal }).catch(() => undefined);
    while (server.requests.length < 1) await new Promise((resolve) => setImmediate(resolve));
    const refused = await post(server.port);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await fetch(`http://127.0.0.1:${server.port}/health/live`)).status).toBe(200);
    first.abort();
    await waiting;
  });

  test('a connection that takes nothing of its response is cut, and what the response held is released', async () => {
    const released = deferred<string>();
    const server = await start({
      limits: { ...DEFAULT_LIMITS, writeTimeoutMs: 200 },
      execute: () => Promise.resolve({ status: 200, body: [Buffer.alloc(64_000_000)], release: () => released.resolve('released') }),
    });
    const event = server.nextEvent();
    const socket = connect(server.port, '127.0.0.1', () => socket.write(QUERY)).on('error', () => undefined);
    expect(await released.promise).toBe('released');
    expect(await event).toMatchObject({ clientLeft: true });
    socket.destroy();
  });

  test('it is cut sooner while other answers wait for the bytes that it holds', async () => {
    const released = deferred<string>();
    const server = await start({
      limits: { ...DEFAULT_LIMITS, writeTimeoutMs: 3_600_000, crowdedWriteTimeoutMs: 200 },
      isCrowded: () => true,
      execute: () => Promise.resolve({ status: 200, body: [Buffer.alloc(64_000_000)], release: () => released.resolve('released') }),
    });
    const socket = connect(server.port, '127.0.0.1', () => socket.write(QUERY)).on('error', () => undefined);
    expect(await released.promise).toBe('released');
    socket.destroy();
  });

  test('a keep-alive of 0 closes each connection behind its response', async () => {
    const server = await start({ limits: { ...DEFAULT_LIMITS, keepAliveTimeoutMs: 0 } });
    const { responses, closed } = await sendRaw(server.port, QUERY, { untilClosed: true });
    expect(responses.map(({ headers }) => headers['connection'])).toEqual(['close']);
    expect(closed).toBe(true);
  });
});

describe('CORS', () => {
  const preflight = {
    origin: 'https://app.test',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization',
  };
  const ask = (port: number, method: string, headers: Readonly<Record<string, string>>) =>
    sendRaw(
      port,
      `${method} /graphql HTTP/1.1\r\nhost: a\r\n${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n`,
    );

  it('allows the origins that are configured, and never credentials', async () => {
    const server = await start({ corsOrigins: ['https://app.test'] });
    const [response] = (await ask(server.port, 'OPTIONS', preflight)).responses;
    expect(response).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': 'https://app.test',
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': expect.stringMatching(/^accept, .*authorization, .*traceparent, .*x-request-id/),
        vary: 'Origin',
      },
    });
    expect(response?.headers).not.toHaveProperty('access-control-allow-credentials');
    const [answer] = (
      await sendRaw(server.port, rawPost('{"query":"{a}"}', ['content-type: application/json', 'origin: https://app.test']))
    ).responses;
    expect(answer?.headers).toMatchObject({ 'access-control-allow-origin': 'https://app.test', vary: 'Origin' });
  });

  test.each(['https://app.test.evil.test', 'http://app.test', 'https://APP.test', 'null'])('does not know %s', async (origin) => {
    const server = await start({ corsOrigins: ['https://app.test'] });
    const [response] = (await ask(server.port, 'OPTIONS', { ...preflight, origin })).responses;
    expect(response?.status).toBe(405);
    expect(response?.headers).not.toHaveProperty('access-control-allow-origin');
    expect(response?.headers['vary']).toBe('Origin');
  });

  it('is off by default', async () => {
    const server = await start();
    const [answer] = (
      await sendRaw(server.port, rawPost('{"query":"{a}"}', ['content-type: application/json', 'origin: https://app.test']))
    ).responses;
    expect(Object.keys(answer?.headers ?? {}).filter((name) => name.startsWith('access-control') || name === 'vary')).toEqual([]);
  });

  it('allows every origin by a star, naming none', async () => {
    const server = await start({ corsOrigins: ['*'] });
    const [response] = (await ask(server.port, 'OPTIONS', preflight)).responses;
    expect(response?.headers['access-control-allow-origin']).toBe('*');
  });
});

describe('a page at the GraphQL path', () => {
  const pages = new Map([['/graphql', () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: ['<html>'] })]]);

  it('is for browsers; programs are still told to POST', async () => {
    const server = await start({ pages });
    const url = `http://127.0.0.1:${server.port}/graphql`;
    expect(await (await fetch(url, { headers: { accept: 'text/html' } })).text()).toBe('<html>');
    expect((await fetch(url, { headers: { accept: 'application/json' } })).status).toBe(405);
    expect((await post(server.port)).status).toBe(200);
  });
});
