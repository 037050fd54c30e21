import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { createBulkhead, type Bulkhead, type Grant, type Permit } from '../../src/upstream/bulkhead.js';
import { createFakeClock } from '../support/fake-clock.js';
import { holds } from '../support/laws.js';

interface Guest {
  readonly caller: string;
  readonly permit: Permit;
  turn: Grant | 'waiting';
}

function start(bounds: Partial<Record<'sockets' | 'perCaller' | 'waiting', number>> = {}) {
  const clock = createFakeClock();
  const bulkhead = createBulkhead({ sockets: 64, perCaller: 16, waiting: 256, ...bounds, clock });
  return { clock, bulkhead };
}

function enter(bulkhead: Bulkhead, caller: string): Guest {
  const permit = bulkhead.acquire(caller);
  const guest: Guest = { caller, permit, turn: permit.ready === null ? 'granted' : 'waiting' };
  void permit.ready?.then((turn) => {
    guest.turn = turn;
  });
  return guest;
}

function enterMany(bulkhead: Bulkhead, caller: string, howMany: number): Guest[] {
  return Array.from({ length: howMany }, () => enter(bulkhead, caller));
}

/** Lets what was decided be heard. */
const told = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function count(guests: readonly Guest[], turn: Guest['turn']): number {
  return guests.filter((guest) => guest.turn === turn).length;
}

describe('a bulkhead', () => {
  it('lets 16 of one caller run, 256 wait, and turns the rest away, while another caller is not kept waiting', async () => {
    const { bulkhead } = start();
    const greedy = enterMany(bulkhead, 'greedy', 500);
    await told();
    expect([count(greedy, 'granted'), count(greedy, 'waiting'), count(greedy, 'shed')]).toEqual([16, 256, 228]);
    expect(enter(bulkhead, 'modest').turn).toBe('granted');
  });

  it('lets 64 run in all', () => {
    const { bulkhead } = start();
    const guests = Array.from({ length: 100 }, (_, index) => enter(bulkhead, `caller ${index}`));
    expect([count(guests, 'granted'), count(guests, 'waiting')]).toEqual([64, 36]);
  });

  it('makes room in a full queue for a caller who waits less than another', async () => {
    const { bulkhead } = start({ sockets: 1, perCaller: 1, waiting: 4 });
    const greedy = enterMany(bulkhead, 'greedy', 5);
    const modest = enter(bulkhead, 'modest');
    await told();
    expect(greedy.map(({ turn }) => turn)).toEqual(['granted', 'waiting', 'waiting', 'waiting', 'shed']);
    expect(modest.turn).toBe('waiting');
  });

  it('serves callers in turn, not by who asked most', async () => {
    const { bulkhead } = start({ sockets: 1, perCaller: 1 });
    const holder = enter(bulkhead, 'holder');
    const queue = [...enterMany(bulkhead, 'a', 3), ...enterMany(bulkhead, 'b', 2), ...enterMany(bulkhead, 'c', 1)];
    const served: string[] = [];
    holder.permit.release();
    for (;;) {
      await told();
      const next = queue.find(({ turn }) => turn === 'granted');
      if (next === undefined) break;
      served.push(next.caller);
      queue.splice(queue.indexOf(next), 1);
      next.permit.release();
    }
    expect(served).toEqual(['a', 'b', 'c', 'a', 'b', 'a']);
  });

  it('gives a place back once, however often it is left', () => {
    const { bulkhead } = start({ sockets: 2, perCaller: 2 });
    const [first, second] = enterMany(bulkhead, 'a', 2);
    first?.permit.release();
    first?.permit.release();
    expect([enter(bulkhead, 'a').turn, enter(bulkhead, 'a').turn]).toEqual(['granted', 'waiting']);
    second?.permit.release();
  });

  it('holds back a paused caller until its time, and nobody else', async () => {
    const { bulkhead, clock } = start();
    bulkhead.pause('limited', 1_000);
    bulkhead.pause('limited', 500);
    const limited = enter(bulkhead, 'limited');
    expect([limited.turn, enter(bulkhead, 'other').turn, bulkhead.pausedFor('limited'), bulkhead.pausedFor('other')]).toEqual([
      'waiting',
      'granted',
      1_000,
      0,
    ]);
    clock.pass(999);
    await told();
    expect(limited.turn).toBe('waiting');
    clock.pass(1);
    await told();
    expect([limited.turn, bulkhead.pausedFor('limited'), clock.pending()]).toEqual(['granted', 0, 0]);
  });

  test('gives callers without proof a quarter of connections and queue together, and the others all', async () => {
    const proven = new Set<string>();
    const bulkhead = createBulkhead({
      sockets: 8,
      perCaller: 8,
      waiting: 8,
      unprovenShare: 0.25,
      isProven: (caller) => proven.has(caller),
      clock: createFakeClock(),
    });
    const invented = Array.from({ length: 400 }, (_, i) => enter(bulkhead, `invented ${i}`));
    await told();
    expect([count(invented, 'granted'), count(invented, 'waiting'), count(invented, 'shed')]).toEqual([2, 2, 396]);
    proven.add('proven');
    expect([bulkhead.isFullFor('invented'), bulkhead.isFullFor('proven'), bulkhead.waiting()]).toEqual([true, false, 2]);
    const good = enterMany(bulkhead, 'proven', 12);
    await told();
    expect([count(good, 'granted'), count(good, 'waiting'), count(good, 'shed')]).toEqual([6, 6, 0]);
  });

  test('keeps one caller without proof from the share of the others', async () => {
    const bulkhead = createBulkhead({
      sockets: 64,
      perCaller: 16,
      waiting: 256,
      unprovenShare: 0.25,
      unprovenPerCaller: 4,
      isProven: (caller) => caller === 'proven',
      clock: createFakeClock(),
    });
    const greedy = enterMany(bulkhead, 'invented', 400);
    const first = enter(bulkhead, 'new');
    await told();
    expect([count(greedy, 'granted'), first.turn]).toEqual([4, 'granted']);
    expect(count(enterMany(bulkhead, 'proven', 16), 'granted')).toBe(16);
  });

  test('gives a caller a full share as soon as its credential is accepted', async () => {
    const proven = new Set<string>();
    const bulkhead = createBulkhead({
      sockets: 4,
      perCaller: 4,
      waiting: 16,
      unprovenShare: 0.25,
      isProven: (caller) => proven.has(caller),
      clock: createFakeClock(),
    });
    const requests = enterMany(bulkhead, 'new', 5);
    expect([count(requests, 'granted'), count(requests, 'waiting')]).toEqual([1, 4]);
    proven.add('new');
    requests[0]?.permit.release();
    await told();
    expect(requests.slice(1).map(({ turn }) => turn)).toEqual(['granted', 'granted', 'granted', 'granted']);
  });

  test('frees the share of callers without proof of what a caller has under way, once its credential is accepted', async () => {
    const proven = new Set<string>();
    const bulkhead = createBulkhead({
      sockets: 8,
      perCaller: 8,
      waiting: 16,
      unprovenShare: 0.25,
      isProven: (caller) => proven.has(caller),
      clock: createFakeClock(),
    });
    const [first, second] = [enterMany(bulkhead, 'first', 2), enterMany(bulkhead, 'second', 3)];
    expect([count(first, 'granted'), count(second, 'granted')]).toEqual([2, 0]);
    proven.add('first');
    bulkhead.prove('first');
    await told();
    expect(count(second, 'granted')).toBe(2);
    // What was freed is not freed again.
    for (const { permit } of first) permit.release();
    await told();
    expect(count(second, 'granted')).toBe(2);
  });

  it('never has more under way than its bounds, loses nobody, and leaves no place unused, whatever comes and goes', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('enter' as const), caller: fc.constantFrom('a', 'b', 'c', 'd') }),
      fc.record({ kind: fc.constant('leave' as const), which: fc.nat() }),
      fc.record({ kind: fc.constant('pause' as const), caller: fc.constantFrom('a', 'b') }),
      fc.record({ kind: fc.constant('pass' as const) }),
    );
    await holds(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const { bulkhead, clock } = start({ sockets: 4, perCaller: 2, waiting: 6 });
        let guests: Guest[] = [];
        for (const move of steps) {
          if (move.kind === 'enter') guests.push(enter(bulkhead, move.caller));
          else if (move.kind === 'leave') guests.splice(move.which % Math.max(1, guests.length), 1)[0]?.permit.release();
          else if (move.kind === 'pause') bulkhead.pause(move.caller, 100);
          else clock.pass(150);
          await told();
          guests = guests.filter(({ turn }) => turn !== 'shed');
          const running = guests.filter(({ turn }) => turn === 'granted');
          expect(running.length).toBeLessThanOrEqual(4);
          expect(count(guests, 'waiting')).toBeLessThanOrEqual(6);
          for (const caller of ['a', 'b', 'c', 'd']) {
            const own = running.filter((guest) => guest.caller === caller).length;
            expect(own).toBeLessThanOrEqual(2);
            const waits = guests.some((guest) => guest.caller === caller && guest.turn === 'waiting');
            if (waits) expect(running.length === 4 || own === 2 || bulkhead.pausedFor(caller) > 0).toBe(true);
          }
        }
      }),
      150,
    );
  });
});
