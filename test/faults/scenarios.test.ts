/** Faults that no single reply shows. The numbers are those of FAULT_SCENARIOS. */
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { LeaveController } from '../../src/leave-signal.js';
import { createFakeClock } from '../support/fake-clock.js';
import { byAttempt, hang, head, inOrder, reply, rows, send, sendFully } from '../support/fault-scripts.js';
import type { Script } from '../support/fault-server.js';
import { createLineSink } from '../support/line-sink.js';
import {
  closeUpstreamsWithServers,
  codeOf,
  createGate,
  credentialOf,
  question,
  startUpstreamWithServer,
  type UpstreamWithServer,
} from '../support/upstream-with-server.js';

afterEach(async () => {
  jest.restoreAllMocks();
  await closeUpstreamsWithServers();
});

const ROW = '{"rowId":"1"}\n';
const GOOD = rows(ROW);

/** So many calls one after the other, each a question of its own. */
async function ask({ upstream }: UpstreamWithServer, count: number, more: Parameters<typeof question>[0] = {}): Promise<unknown[]> {
  const codes: unknown[] = [];
  for (let index = 0; index < count; index += 1) {
    codes.push(await codeOf(upstream.fetch(question({ target: `/goals?offset=${index}`, ...more }), createLineSink)));
  }
  return codes;
}

function tally(codes: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[String(code)] = (counts[String(code)] ?? 0) + 1;
  return counts;
}

describe('fault scenario', () => {
  it('72: with every other reply a 500, three of four calls succeed while the budget lasts, and calls stay within 1.5 times', async () => {
    const pair = await startUpstreamWithServer((exchange) => (exchange.request.number % 2 === 1 ? reply(500, '') : GOOD)(exchange));
    const codes = await ask(pair, 10);
    expect(tally(codes)['none']).toBeGreaterThanOrEqual(7.5);
    expect(pair.server.requests.length).toBeLessThanOrEqual(20);
    const later = await ask(pair, 200);
    expect(tally(later)['none']).toBeGreaterThanOrEqual(100);
    expect(pair.server.requests.length).toBeLessThanOrEqual(210 * 1.1 + 10);
    expect(pair.seen.breakers).toEqual([]);
  });

  it('73: a total outage sees at most 1.1 times the calls, and one call finds out that it is over', async () => {
    const clock = createFakeClock();
    const pair = await startUpstreamWithServer(reply(503, ''), { clock, bounds: { retryBurst: 0 } });
    const during = await ask(pair, 200, { deadlineAt: clock.now() + 1e9 });
    expect(tally(during)).toEqual({ UPSTREAM_UNAVAILABLE: 10, UPSTREAM_CIRCUIT_OPEN: 190 });
    expect(pair.server.requests).toHaveLength(10);

    clock.pass(30_000);
    expect(tally(await ask(pair, 50, { deadlineAt: clock.now() + 1e9 }))).toEqual({ UPSTREAM_UNAVAILABLE: 1, UPSTREAM_CIRCUIT_OPEN: 49 });

    clock.pass(30_000);
    pair.server.play(GOOD);
    expect(tally(await ask(pair, 50, { deadlineAt: clock.now() + 1e9 }))).toEqual({ none: 50 });
    expect(pair.server.requests).toHaveLength(61);
    expect(pair.seen.breakers.map(({ state }) => state)).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
  });

  it('73: of many calls that come at once after an outage, one finds out', async () => {
    const clock = createFakeClock();
    const pair = await startUpstreamWithServer(reply(503, ''), { clock, bounds: { retryBurst: 0 } });
    const deadlineAt = clock.now() + 1e9;
    await ask(pair, 10, { deadlineAt });
    clock.pass(30_000);
    const targets = Array.from({ length: 50 }, (_, index) => `/goals?at-once=${index}`);
    const codes = await Promise.all(targets.map((target) => codeOf(pair.upstream.fetch(question({ target, deadlineAt }), createLineSink))));
    expect(tally(codes)).toEqual({ UPSTREAM_UNAVAILABLE: 1, UPSTREAM_CIRCUIT_OPEN: 49 });
    expect(pair.server.requests).toHaveLength(11);
  });

  it('73: an open breaker says when to come back', async () => {
    const clock = createFakeClock();
    const pair = await startUpstreamWithServer(reply(500, ''), { clock, bounds: { retryBurst: 0 } });
    await ask(pair, 10, { deadlineAt: clock.now() + 1e9 });
    clock.pass(10_000);
    await expect(pair.upstream.fetch(question({ deadlineAt: clock.now() + 1e9, target: '/goals' }), createLineSink)).rejects.toMatchObject({
      code: 'UPSTREAM_CIRCUIT_OPEN',
      retryAfterMs: 20_000,
      retryable: true,
    });
  });

  it.each([401, 403, 404, 429, 500])('74: a caller who is always answered %s closes nothing for another', async (status) => {
    const bad = credentialOf('bad');
    const pair = await startUpstreamWithServer(
      (exchange) => (exchange.request.headers['authorization'] === bad ? reply(status, '') : GOOD)(exchange),
      {
        bounds: { retryBurst: 0 },
      },
    );
    for (let round = 0; round < 30; round += 1) {
      await ask(pair, 1, { authorization: bad, deadlineAt: performance.now() + 50 });
      expect(await ask(pair, 1)).toEqual(['none']);
    }
    expect(pair.seen.breakers.filter(({ scope }) => scope !== 'caller')).toEqual([]);
  });

  it('75: a report that hangs keeps its own caller within bounds, and another report and caller unhindered', async () => {
    const pair = await startUpstreamWithServer((exchange) => (exchange.request.target.includes('slow') ? hang : GOOD)(exchange), {
      bounds: { unprovenShare: 1, unprovenPerCaller: 16 },
    });
    const leaving = new LeaveController();
    const slow = Array.from({ length: 50 }, (_, index) =>
      codeOf(pair.upstream.fetch(question({ report: 'slow', target: `/slow?offset=${index}`, signal: leaving }), createLineSink)),
    );
    expect(await ask(pair, 20, { authorization: credentialOf('another') })).toEqual(Array.from({ length: 20 }, () => 'none'));
    expect(pair.server.requests.filter(({ target }) => target.includes('slow'))).toHaveLength(16);
    leaving.abort();
    await Promise.all(slow);
  });

  it('75: a call that waited for its turn for most of its time does not blame upstream for the rest', async () => {
    const clock = createFakeClock();
    const gate = createGate();
    const pair = await startUpstreamWithServer(
      byAttempt(
        inOrder(() => gate.opened, GOOD),
        hang,
      ),
      { clock, bounds: { sockets: 1 } },
    );
    const first = pair.upstream.fetch(question({ target: '/a', deadlineAt: clock.now() + 100_000 }), createLineSink);
    const second = codeOf(pair.upstream.fetch(question({ target: '/b', deadlineAt: clock.now() + 10_000 }), createLineSink));
    clock.pass(9_000);
    gate.open();
    await first;
    while (pair.server.requests.length < 2) await nextTurn();
    clock.pass(1_000);
    expect(await second).toBe('GATEWAY_TIMEOUT');
    await pair.server.closed(pair.server.requests[1]?.connection ?? 0);
    expect(pair.seen.attempts).toMatchObject([{ outcome: 'OK' }, { outcome: 'GATEWAY_TIMEOUT', counted: false }]);
  });

  it('77: a jump of the wall clock ends no call, early or late', async () => {
    const gate = createGate();
    const pair = await startUpstreamWithServer(
      byAttempt(
        inOrder(() => gate.opened, GOOD),
        hang,
      ),
    );
    const wall = Date.now;
    const inTime = pair.upstream.fetch(question(), createLineSink);
    jest.spyOn(Date, 'now').mockImplementation(() => wall() + 86_400_000);
    gate.open();
    expect((await inTime).status).toBe(200);
    jest.spyOn(Date, 'now').mockImplementation(() => wall() - 86_400_000);
    expect(await codeOf(pair.upstream.fetch(question({ deadlineAt: performance.now() + 200 }), createLineSink))).toBe('GATEWAY_TIMEOUT');
  });

  it('79: a process that was blocked still takes the answer that had come meanwhile', async () => {
    const pair = await startUpstreamWithServer(GOOD);
    const answer = pair.upstream.fetch(question(), createLineSink);
    const until = performance.now() + 600;
    while (performance.now() < until);
    expect((await answer).status).toBe(200);
  });

  it('80: a caller who leaves frees the connection, in the middle of a report and before its head', async () => {
    const begun = inOrder(sendFully(`${head(200, [['Content-Length', '999']])}${ROW}`), hang);
    for (const script of [begun, hang] satisfies Script[]) {
      const { opened: asked, open: tell } = createGate();
      const pair = await startUpstreamWithServer(inOrder(() => tell(), script));
      const leaving = new AbortController();
      const answer = pair.upstream.fetch(question({ signal: leaving.signal }), createLineSink);
      const rejected = expect(answer).rejects.toBe('gone');
      await asked;
      leaving.abort('gone');
      await rejected;
      await pair.server.closed(1);
      expect(pair.seen.attempts).toMatchObject([{ outcome: 'LEFT', counted: false }]);
    }
  });

  it('80: a caller who leaves the queue is never asked for', async () => {
    const gate = createGate();
    const pair = await startUpstreamWithServer(
      inOrder(() => gate.opened, GOOD),
      { bounds: { sockets: 1 } },
    );
    const first = pair.upstream.fetch(question({ target: '/a' }), createLineSink);
    const leaving = new AbortController();
    const second = codeOf(pair.upstream.fetch(question({ target: '/b', signal: leaving.signal }), createLineSink));
    leaving.abort('gone');
    expect(await second).toBe('gone');
    gate.open();
    await first;
    expect(pair.server.requests).toHaveLength(1);
  });

  it('81: those who joined still get the whole report when the caller who asked first leaves', async () => {
    const gate = createGate();
    const { opened: asked, open: tell } = createGate();
    const pair = await startUpstreamWithServer(
      inOrder(
        sendFully(`${head(200, [['Content-Length', String(2 * ROW.length)]])}${ROW}`),
        () => tell(),
        () => gate.opened,
        send(ROW),
      ),
    );
    const leaving = new AbortController();
    const first = codeOf(pair.upstream.fetch(question({ signal: leaving.signal, fields: 5 }), createLineSink));
    await asked;
    const second = pair.upstream.fetch(question(), createLineSink);
    leaving.abort('gone');
    expect(await first).toBe('gone');
    gate.open();
    expect(await second).toMatchObject({ sharedBy: 1, result: { lines: [ROW.trim(), ROW.trim()] } });
    expect(pair.server.requests).toHaveLength(1);
  });

  it('82: what is under way ends well while new calls are turned away', async () => {
    const gate = createGate();
    const pair = await startUpstreamWithServer(inOrder(() => gate.opened, GOOD));
    const running = pair.upstream.fetch(question(), createLineSink);
    const closed = pair.upstream.close();
    expect(await codeOf(pair.upstream.fetch(question(), createLineSink))).toBe('SHUTTING_DOWN');
    gate.open();
    expect((await running).status).toBe(200);
    await closed;
    await pair.server.closed(1);
    expect(pair.server.requests).toHaveLength(1);
  });
});
