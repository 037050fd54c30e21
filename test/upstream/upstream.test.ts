/** The way to upstream as a whole, over real sockets. */
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import { createUpstream, type ReplySink } from '../../src/upstream/upstream.js';
import {
  chunked,
  finish,
  hang,
  head,
  inOrder,
  reply,
  reset,
  rows,
  send,
  sendFully,
  settle,
  untilClose,
  byAttempt,
} from '../support/fault-scripts.js';
import type { Script } from '../support/fault-server.js';
import { createFakeClock } from '../support/fake-clock.js';
import { createLineSink } from '../support/line-sink.js';
import {
  closeUpstreamsWithServers,
  codeOf,
  createGate,
  credentialOf,
  question,
  startUpstreamWithServer,
} from '../support/upstream-with-server.js';

afterEach(closeUpstreamsWithServers);

const ROW = '{"rowId":"1"}\n';
const GOOD = rows(ROW);

/** Two rows, the second when the gate opens. */
function twoRows(gate: Promise<void>): Script {
  return inOrder(sendFully(`${head(200, [['Content-Length', String(2 * ROW.length)]])}${ROW}`), () => gate, send(ROW));
}

/** A sink of lines that tells when its first bytes come. */
function tellingSink(): { readonly open: typeof createLineSink; readonly reading: Promise<void> } {
  const { opened, open: tell } = createGate();
  const open = (): ReturnType<typeof createLineSink> => {
    const sink = createLineSink();
    return {
      ...sink,
      write: (chunk) => {
        tell();
        return sink.write(chunk);
      },
    };
  };
  return { open, reading: opened };
}

describe('a request', () => {
  it('tells upstream the credential, the form of the reply, and nothing else', async () => {
    const { upstream, server } = await startUpstreamWithServer(GOOD);
    const target = '/igrps/7/triggers/calls?filter[]=name-eq-value-a%2Bb%20%C3%A4&limit=1';
    await upstream.fetch(question({ target, authorization: 'Basic w6TDtjrDvA==' }), createLineSink);
    expect(server.requests).toEqual([
      {
        target: `/reports/v2${target}`,
        headers: {
          host: `127.0.0.1:${server.port}`,
          connection: 'keep-alive',
          authorization: 'Basic w6TDtjrDvA==',
          accept: 'application/json, application/x-ndjson',
          'accept-encoding': 'gzip',
        },
        number: 1,
        connection: 1,
      },
    ]);
  });

  it('asks for nothing packed where that is wanted', async () => {
    const { upstream, server } = await startUpstreamWithServer(GOOD, { encoding: 'identity' });
    await upstream.fetch(question(), createLineSink);
    expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('answers with the result, the status, the bytes on the wire and the fields it served', async () => {
    const { upstream } = await startUpstreamWithServer(GOOD);
    const answer = await upstream.fetch(question({ fields: 3 }), createLineSink);
    expect(answer).toEqual({
      result: { lines: [ROW.trim()], proven: true },
      status: 200,
      bytes: ROW.length,
      sharedBy: 3,
      durationMs: expect.any(Number),
    });
  });

  it('of more than 8,000 bytes is refused unsent, one of 8,000 is sent', async () => {
    const { upstream, server, seen } = await startUpstreamWithServer(GOOD);
    const room = 8_000 - server.baseUrl.length;
    expect(await codeOf(upstream.fetch(question({ target: '/'.padEnd(room + 1, 'x') }), createLineSink))).toBe('QUERY_TOO_LARGE');
    expect(await codeOf(upstream.fetch(question({ target: '/'.padEnd(room, 'x') }), createLineSink))).toBe('none');
    expect(server.requests).toHaveLength(1);
    expect(seen.shed).toEqual([{ report: 'callTriggers', outcome: 'QUERY_TOO_LARGE' }]);
  });

  test.each([
    [999, 'none'],
    [1_000, 'UPSTREAM_MALFORMED_RESPONSE'],
  ])('whose reply has a head of %i bytes, of 1,000 that it may have: %s', async (bytes, code) => {
    const fields = [['Content-Length', String(ROW.length)]] as const;
    const own = fields.flat().join('').length + 'X-Long'.length;
    const script = send(`${head(200, [...fields, ['X-Long', 'x'.repeat(bytes - own)]])}${ROW}`);
    const { upstream } = await startUpstreamWithServer(script, { bounds: { headBytes: 1_000 } });
    expect(await codeOf(upstream.fetch(question(), createLineSink))).toBe(code);
  });

  it('that comes too late, or from someone who has left, is not sent', async () => {
    const { upstream, server } = await startUpstreamWithServer(GOOD);
    expect(await codeOf(upstream.fetch(question({ deadlineAt: performance.now() }), createLineSink))).toBe('GATEWAY_TIMEOUT');
    await expect(upstream.fetch(question({ signal: AbortSignal.abort('left') }), createLineSink)).rejects.toBe('left');
    expect(server.requests).toHaveLength(0);
  });

  it('that the gateway cannot form is its own fault, and is not sent', async () => {
    const { upstream, server, seen } = await startUpstreamWithServer(GOOD);
    expect(await codeOf(upstream.fetch(question({ authorization: 'Basic a\r\nx: y' }), createLineSink))).toBe('INTERNAL_SERVER_ERROR');
    expect(await codeOf(upstream.fetch(question({ target: '/a b' }), createLineSink))).toBe('INTERNAL_SERVER_ERROR');
    expect(server.requests).toHaveLength(0);
    expect(seen.attempts.map(({ counted }) => counted)).toEqual([false, false]);
  });

  it.each([
    '',
    'x',
    '/reports',
    'ftp://a.invalid/',
    'http://canary:canary@a.invalid/',
    'http://a.invalid/?canary',
    'http://a.invalid/#canary',
  ])('to the base URL %j is refused at the start, unechoed', (baseUrl) => {
    expect(() => createUpstream({ baseUrl })).toThrow(/^baseUrl must (?!.*canary)/);
  });
});

describe('equal questions under way', () => {
  it('share one request, and each is told how many fields it served', async () => {
    const { upstream, server, seen } = await startUpstreamWithServer(GOOD);
    const answers = await Promise.all([
      upstream.fetch(question({ fields: 2 }), createLineSink),
      upstream.fetch(question({ fields: 3 }), createLineSink),
    ]);
    expect(answers.map(({ sharedBy, result }) => [sharedBy, result.lines.length])).toEqual([
      [5, 1],
      [5, 1],
    ]);
    expect(server.requests).toHaveLength(1);
    expect(seen.joined).toEqual([{ report: 'callTriggers' }]);
  });

  it.each([
    ['of two callers', [{}, { authorization: credentialOf('another') }]],
    ['of callers whose credentials differ in case alone', [{ authorization: 'Basic QTpi' }, { authorization: 'Basic qtpi' }]],
    ['of one caller who writes the credential in two ways', [{ authorization: 'Basic QTpi' }, { authorization: 'basic  QTpi' }]],
    ['with one parameter different', [{}, { target: '/igrps/1/triggers/calls?limit=11' }]],
    ['that are not to be shared', [{ shareable: false }, { shareable: false }]],
    ['of which the first is not to be shared', [{ shareable: false }, {}]],
    ['of which the second is not to be shared', [{}, { shareable: false }]],
  ])('%s are asked one by one', async (_title, questions) => {
    const { upstream, server } = await startUpstreamWithServer(GOOD);
    const answers = await Promise.all(questions.map((more) => upstream.fetch(question(more), createLineSink)));
    expect(answers.map(({ sharedBy }) => sharedBy)).toEqual([1, 1]);
    expect(server.requests).toHaveLength(2);
  });

  it('give a late joiner the bytes from the first on', async () => {
    const gate = createGate();
    const { upstream, server } = await startUpstreamWithServer(twoRows(gate.opened));
    const { open, reading } = tellingSink();
    const first = upstream.fetch(question(), open);
    await reading;
    const second = upstream.fetch(question(), createLineSink);
    gate.open();
    expect((await first).result).toEqual((await second).result);
    expect((await second).result.lines).toHaveLength(2);
    expect(server.requests).toHaveLength(1);
  });

  it('are asked anew once the beginning is gone', async () => {
    const gate = createGate();
    const { upstream, server } = await startUpstreamWithServer(twoRows(gate.opened), { bounds: { replayBytes: ROW.length - 1 } });
    const { open, reading } = tellingSink();
    const first = upstream.fetch(question(), open);
    await reading;
    const second = upstream.fetch(question(), createLineSink);
    gate.open();
    expect([(await first).result.lines.length, (await second).result.lines.length]).toEqual([2, 2]);
    expect(server.requests).toHaveLength(2);
  });

  it('are asked anew once the reply is there: nothing is kept', async () => {
    const { upstream, server } = await startUpstreamWithServer(GOOD);
    await upstream.fetch(question(), createLineSink);
    await upstream.fetch(question(), createLineSink);
    expect(server.requests).toHaveLength(2);
  });

  it('fail one by one where one sink fails', async () => {
    const { upstream, server } = await startUpstreamWithServer(GOOD);
    const bug = new TypeError('a bug');
    const broken = (): ReplySink<never> => ({
      write: () => {
        throw bug;
      },
      end: () => {
        throw bug;
      },
    });
    const [failed, good] = await Promise.allSettled([upstream.fetch(question(), broken), upstream.fetch(question(), createLineSink)]);
    expect(failed).toEqual({ status: 'rejected', reason: bug });
    expect(good.status).toBe('fulfilled');
    expect(server.requests).toHaveLength(1);
  });

  it('keep to their own deadlines', async () => {
    const gate = createGate();
    const { upstream, seen } = await startUpstreamWithServer(twoRows(gate.opened));
    const hasty = codeOf(upstream.fetch(question({ deadlineAt: performance.now() + 100 }), createLineSink));
    const patient = upstream.fetch(question(), createLineSink);
    expect(await hasty).toBe('GATEWAY_TIMEOUT');
    gate.open();
    expect((await patient).sharedBy).toBe(1);
    expect(seen.attempts.map(({ outcome }) => outcome)).toEqual(['OK']);
  });
});

describe('a credential written in several ways', () => {
  const spellings = ['Basic QTpiYw==', 'basic QTpiYw==', 'Basic  QTpiYw==', 'Basic QTpiYx=='];

  test('is sent byte for byte, each spelling as it came', async () => {
    const { upstream, server } = await startUpstreamWithServer(GOOD);
    for (const authorization of spellings) await upstream.fetch(question({ authorization }), createLineSink);
    expect(server.requests.map(({ headers }) => headers['authorization'])).toEqual(spellings);
  });

  test('does not open the breaker of a report for others', async () => {
    const { upstream, seen } = await startUpstreamWithServer((exchange) =>
      spellings.includes(exchange.request.headers['authorization'] ?? '') ? reply(501, '')(exchange) : GOOD(exchange),
    );
    for (let i = 0; i < 40; i += 1)
      await codeOf(upstream.fetch(question({ authorization: spellings[i % spellings.length] ?? '' }), createLineSink));
    expect(seen.breakers.map(({ scope }) => scope)).toEqual(['caller']);
    expect(await codeOf(upstream.fetch(question({ authorization: credentialOf('another') }), createLineSink))).toBe('none');
  });

  test('has one share of the connections', async () => {
    const gate = createGate();
    const { upstream, server } = await startUpstreamWithServer(twoRows(gate.opened), { bounds: { perCaller: 2 } });
    const answers = spellings.map((authorization) => upstream.fetch(question({ authorization }), createLineSink));
    const other = upstream.fetch(question({ authorization: credentialOf('another') }), createLineSink);
    while (server.requests.length < 3) await delay(2);
    expect(server.requests.map(({ headers }) => headers['authorization'])).toEqual([...spellings.slice(0, 2), credentialOf('another')]);
    gate.open();
    await Promise.all([...answers, other]);
  });
});

describe('credentials that upstream refuses', () => {
  test('are answered UNAUTHENTICATED for five seconds without upstream being asked, and no other credential is', async () => {
    const clock = createFakeClock();
    const good = credentialOf('good');
    const { upstream, server, seen } = await startUpstreamWithServer(
      (exchange) => (exchange.request.headers['authorization'] === good ? GOOD(exchange) : reply(401, '')(exchange)),
      { clock },
    );
    const ask = (authorization: string): Promise<unknown> =>
      codeOf(upstream.fetch(question({ authorization, deadlineAt: clock.now() + 5_000 }), createLineSink));
    const bad = credentialOf('invented');
    expect([await ask(bad), await ask(bad), await ask(good)]).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'none']);
    expect(server.requests).toHaveLength(2);
    expect(seen.shed).toEqual([{ report: 'callTriggers', outcome: 'UNAUTHENTICATED' }]);
    clock.pass(5_000);
    expect(await ask(bad)).toBe('UNAUTHENTICATED');
    expect(server.requests).toHaveLength(3);
  });

  test('400 invented ones at a time keep no accepted caller out', async () => {
    const good = credentialOf('good');
    const gate = createGate();
    const { upstream, server } = await startUpstreamWithServer(async (exchange) => {
      if (exchange.request.headers['authorization'] === good) return GOOD(exchange);
      await gate.opened;
      return reply(401, '')(exchange);
    });
    await upstream.fetch(question({ authorization: good }), createLineSink);
    const invented = Array.from({ length: 400 }, (_, i) =>
      codeOf(upstream.fetch(question({ authorization: credentialOf(`invented ${i}`) }), createLineSink)),
    );
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        codeOf(upstream.fetch(question({ authorization: good, target: `/goals?limit=${i}` }), createLineSink)),
      ),
    );
    expect(answers).toEqual(Array.from({ length: 12 }, () => 'none'));
    expect(server.requests.filter(({ headers }) => headers['authorization'] !== good).length).toBeLessThanOrEqual(16);
    gate.open();
    const codes = await Promise.all(invented);
    expect(codes.filter((code) => code === 'SERVICE_OVERLOADED')).toHaveLength(400 - 16 - 64);
  });
});

describe('an interim reply that nobody asked for', () => {
  test.each<[string, readonly string[]]>([
    ['in one piece with the reply', ['HTTP/1.1 100 Continue\r\n\r\n' + head(200, [['Content-Length', String(ROW.length)]]) + ROW]],
    ['before the reply', ['HTTP/1.1 100 Continue\r\n\r\n', head(200, [['Content-Length', String(ROW.length)]]) + ROW]],
    ['cut in the middle', ['HTTP/1.1 1', '00 Continue\r\nx: y\r\n\r', '\n' + head(200, [['Content-Length', String(ROW.length)]]) + ROW]],
    ['twice', ['HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n', head(200, [['Content-Length', String(ROW.length)]]), ROW]],
  ])('100 Continue is passed over %s, on a new connection and on one that served before', async (_title, parts) => {
    const { upstream, server } = await startUpstreamWithServer(inOrder(...parts.flatMap((part) => [send(part), settle])));
    for (let i = 0; i < 3; i += 1) {
      const { result } = await upstream.fetch(question(), createLineSink);
      expect(result).toEqual({ lines: [ROW.trim()], proven: true });
    }
    expect(server.connections()).toBeLessThan(3);
  });
});

describe('a second attempt', () => {
  it('begins with an empty sink', async () => {
    const cut = inOrder(send(head(200, [['Content-Length', '99']]), ROW), finish);
    const { upstream, seen } = await startUpstreamWithServer(byAttempt(cut, rows('{"rowId":"2"}\n')));
    const { result } = await upstream.fetch(question(), createLineSink);
    expect(result.lines).toEqual(['{"rowId":"2"}']);
    expect(seen.retried).toEqual([{ report: 'callTriggers', free: false, outcome: 'UPSTREAM_INCOMPLETE' }]);
  });

  it('is never made once rows were handed out', async () => {
    const { upstream, server } = await startUpstreamWithServer(inOrder(send(head(200, [['Content-Length', '99']]), ROW), finish));
    const streaming = (): ReplySink<void> => ({ write: () => undefined, end: () => undefined, handedOut: true });
    expect(await codeOf(upstream.fetch(question({ shareable: false }), streaming))).toBe('UPSTREAM_INCOMPLETE');
    expect(server.requests).toHaveLength(1);
  });

  it('is not made without budget', async () => {
    const { upstream, server } = await startUpstreamWithServer(reply(500, ''), { bounds: { retryBurst: 1 } });
    expect(await codeOf(upstream.fetch(question(), createLineSink))).toBe('UPSTREAM_HTTP_ERROR');
    expect(await codeOf(upstream.fetch(question(), createLineSink))).toBe('UPSTREAM_HTTP_ERROR');
    expect(server.requests).toHaveLength(3);
  });

  it('does not follow where everyone left while it was awaited', async () => {
    const clock = createFakeClock();
    const { upstream, server } = await startUpstreamWithServer(reply(503, '', [['Retry-After', '2']]), { clock });
    const leaving = new AbortController();
    const failed = upstream.fetch(question({ signal: leaving.signal, deadlineAt: clock.now() + 10_000 }), createLineSink);
    const rejected = expect(failed).rejects.toBe('gone');
    while (server.requests.length < 1 || clock.pending() < 2) await new Promise(setImmediate);
    leaving.abort('gone');
    await rejected;
    expect([server.requests.length, clock.pending()]).toEqual([1, 0]);
  });
});

describe('a caller whom upstream limits', () => {
  it('is left alone for a second, other callers are not', async () => {
    const clock = createFakeClock();
    const { upstream, server } = await startUpstreamWithServer(byAttempt(reply(429, ''), GOOD), { clock });
    const deadlineAt = clock.now() + 10_000;
    expect(await codeOf(upstream.fetch(question({ deadlineAt }), createLineSink))).toBe('UPSTREAM_RATE_LIMITED');
    const waiting = upstream.fetch(question({ deadlineAt }), createLineSink);
    await upstream.fetch(question({ deadlineAt, authorization: credentialOf('another') }), createLineSink);
    expect(server.requests).toHaveLength(2);
    clock.pass(1_000);
    expect((await waiting).status).toBe(200);
  });

  it('is told at once where the wait is longer than there is time', async () => {
    const clock = createFakeClock();
    const { upstream, server } = await startUpstreamWithServer(reply(429, '', [['Retry-After', '60']]), { clock });
    const deadlineAt = clock.now() + 10_000;
    await codeOf(upstream.fetch(question({ deadlineAt }), createLineSink));
    await expect(upstream.fetch(question({ deadlineAt }), createLineSink)).rejects.toMatchObject({
      code: 'UPSTREAM_RATE_LIMITED',
      retryAfterMs: 60_000,
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a sink that asks for time', () => {
  const LINE = `{"a":"${'x'.repeat(1_000)}"}\n`;

  it('leaves its share of the connections to further callers that upstream has not accepted yet', async () => {
    const gate = createGate();
    const { upstream, server } = await startUpstreamWithServer(GOOD, { bounds: { sockets: 8, unprovenShare: 0.25 } });
    const slow = (): ReplySink<void> => ({ write: () => gate.opened, end: () => undefined });
    const held = ['a', 'b', 'c', 'd'].map((caller) => upstream.fetch(question({ authorization: credentialOf(caller) }), slow));
    while (server.requests.length < 4) await new Promise(setImmediate);
    gate.open();
    await Promise.all(held);
  });

  it('holds back upstream itself, and loses nothing', async () => {
    const { server, upstream } = await startUpstreamWithServer(chunked([LINE.repeat(20_000)]));
    const gate = createGate();
    const begun = createGate();
    let bytes = 0;
    const busy = (): ReplySink<number> => ({
      write: (chunk) => {
        bytes += chunk.length;
        begun.open();
        return gate.opened;
      },
      end: () => bytes,
    });
    const answer = upstream.fetch(question(), busy);
    await begun.opened;
    await delay(50);
    expect(bytes).toBeLessThanOrEqual(64 * 1024);
    gate.open();
    expect((await answer).result).toBe(LINE.length * 20_000);
    expect(server.requests).toHaveLength(1);
  });

  it.each<[string, Script]>([
    ['a reset', inOrder(untilClose(LINE.repeat(200).trimEnd()), settle, reset)],
    ['an end that may be the end of the reply', inOrder(untilClose(LINE.repeat(200).trimEnd()), settle, finish)],
    ['an end', inOrder(send(head(200, [['Content-Length', '999999']]), LINE.repeat(200)), settle, finish)],
  ])('fails like any other where %s comes meanwhile, and takes nobody with it', async (_title, script) => {
    const { upstream } = await startUpstreamWithServer(script, { bounds: { retryBurst: 0 } });
    const slow = (): ReplySink<unknown> => {
      const lines = createLineSink();
      return { write: (chunk) => delay(100).then(() => lines.write(chunk)), end: lines.end };
    };
    expect(await codeOf(upstream.fetch(question(), slow))).toBe('UPSTREAM_INCOMPLETE');
  });

  it('may refuse in the end, and frees the connection', async () => {
    const { upstream, server } = await startUpstreamWithServer(inOrder(send(head(200, [['Content-Length', '999999']]), LINE), hang));
    const bug = new TypeError('a bug');
    const refusing = (): ReplySink<void> => ({ write: () => Promise.reject(bug), end: () => undefined });
    await expect(upstream.fetch(question(), refusing)).rejects.toBe(bug);
    await server.closed(1);
    expect(server.requests).toHaveLength(1);
  });
});

describe('readers who take nothing', () => {
  test('of four callers and forty streams open no breaker, since they are no failure of upstream', async () => {
    const clock = createFakeClock();
    const { upstream, seen } = await startUpstreamWithServer(inOrder(untilClose(ROW), hang), {
      clock,
      bounds: { unprovenShare: 1, unprovenPerCaller: 16 },
    });
    let taking = 0;
    const answers = Array.from({ length: 40 }, (_, i) =>
      codeOf(
        upstream.fetch(
          question({ authorization: credentialOf(`caller ${i % 4}`), shareable: false, deadlineAt: clock.now() + 25_000 }),
          () => ({
            write: () => {
              taking += 1;
              return new Promise<void>(() => undefined);
            },
            end: () => null,
            handedOut: true,
          }),
        ),
      ),
    );
    while (taking < 40) await delay(2);
    clock.pass(25_000);
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['GATEWAY_TIMEOUT']));
    expect(seen.attempts.map(({ counted }) => counted)).toEqual(Array.from({ length: 40 }, () => false));
    expect(seen.breakers).toEqual([]);
  });
});

describe('a sink that cannot be opened', () => {
  it('fails its own call alone', async () => {
    const { upstream } = await startUpstreamWithServer(GOOD);
    const bug = new TypeError('a bug');
    const unopenable = (): never => {
      throw bug;
    };
    await expect(upstream.fetch(question(), unopenable)).rejects.toBe(bug);
    expect((await upstream.fetch(question(), createLineSink)).status).toBe(200);
  });
});
