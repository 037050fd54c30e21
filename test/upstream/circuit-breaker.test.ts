import { describe, expect, it } from '@jest/globals';
import { createBreaker, type Breaker, type Verdict } from '../../src/upstream/circuit-breaker.js';
import { createFakeClock, type FakeClock } from '../support/fake-clock.js';

interface Watched {
  readonly breaker: Breaker;
  readonly clock: FakeClock;
  readonly states: string[];
}

function watched({ callers = 1, failures = 10 } = {}): Watched {
  const clock = createFakeClock();
  const states: string[] = [];
  const breaker = createBreaker({
    failures,
    callers,
    windowMs: 10_000,
    resetMs: 30_000,
    now: clock.now,
    changed: (state) => states.push(state),
  });
  return { breaker, clock, states };
}

/** A call, if the breaker lets it through. */
function call({ breaker }: Watched, verdict: Verdict, caller = 'a'): boolean {
  if (breaker.refusesFor() > 0) return false;
  breaker.record(verdict, caller, breaker.admit());
  return true;
}

function calls(watch: Watched, count: number, verdict: Verdict, caller?: string): number {
  return Array.from({ length: count }, () => call(watch, verdict, caller)).filter(Boolean).length;
}

describe('a breaker', () => {
  it('opens with the tenth failure, and says for how long', () => {
    const watch = watched();
    expect(calls(watch, 50, 'failure')).toBe(10);
    expect(watch.breaker.refusesFor()).toBe(30_000);
    watch.clock.pass(29_999);
    expect(watch.breaker.refusesFor()).toBe(1);
    expect(watch.states).toEqual(['open']);
  });

  it.each<[string, (watch: Watched) => void]>([
    ['nine failures', (watch) => calls(watch, 9, 'failure')],
    ['any number of ignored outcomes', (watch) => calls(watch, 1_000, 'ignored')],
    [
      'failures that lie further apart than the window',
      (watch) => Array.from({ length: 50 }, () => [call(watch, 'failure'), watch.clock.pass(1_200)]),
    ],
    [
      'as many successes as failures',
      (watch) => Array.from({ length: 500 }, () => [call(watch, 'success'), call(watch, 'failure'), watch.clock.pass(10)]),
    ],
  ])('stays closed after %s', (_title, happen) => {
    const watch = watched();
    happen(watch);
    expect(watch.breaker.refusesFor()).toBe(0);
    expect(watch.states).toEqual([]);
  });

  it.each([
    ['opens', 'still', 9_000, ['open']],
    ['stays closed', 'no longer', 10_000, []],
  ])('%s with the tenth failure where the first nine lie %s in the window', (_title, _place, after, states) => {
    const watch = watched();
    calls(watch, 9, 'failure');
    watch.clock.pass(after);
    calls(watch, 1, 'failure');
    expect(watch.states).toEqual(states);
  });

  it('opens within two seconds of an outage, however busy the time before was', () => {
    const watch = watched();
    for (let tick = 0; tick < 100; tick += 1) {
      calls(watch, 100, 'success');
      watch.clock.pass(100);
    }
    let ticks = 0;
    while (watch.breaker.refusesFor() === 0 && ticks < 100) {
      calls(watch, 100, 'failure');
      watch.clock.pass(100);
      ticks += 1;
    }
    expect(ticks).toBeLessThanOrEqual(20);
    expect(watch.states).toEqual(['open']);
  });

  it('is opened by no caller alone where it asks for several', () => {
    const watch = watched({ callers: 3 });
    expect(calls(watch, 1_000, 'failure', 'a') + calls(watch, 1_000, 'failure', 'b')).toBe(2_000);
    expect(calls(watch, 5, 'failure', 'c')).toBe(1);
  });

  it('lets one call try after its time, and closes if that succeeds', () => {
    const watch = watched();
    calls(watch, 10, 'failure');
    watch.clock.pass(30_000);
    expect(watch.breaker.refusesFor()).toBe(0);
    const trial = watch.breaker.admit();
    expect(trial).toBe(true);
    expect(watch.breaker.refusesFor()).toBe(1_000);
    watch.breaker.record('success', 'a', trial);
    expect(calls(watch, 9, 'failure')).toBe(9);
    expect(watch.states).toEqual(['open', 'half-open', 'closed']);
  });

  it('stays open for another time if the call that tries fails', () => {
    const watch = watched();
    calls(watch, 10, 'failure');
    watch.clock.pass(30_000);
    expect(calls(watch, 5, 'failure')).toBe(1);
    expect(watch.breaker.refusesFor()).toBe(30_000);
    expect(watch.states).toEqual(['open', 'half-open', 'open']);
  });

  it('lets the next call try if the one that tried told nothing', () => {
    const watch = watched();
    calls(watch, 10, 'failure');
    watch.clock.pass(30_000);
    expect(calls(watch, 3, 'ignored')).toBe(3);
    expect(call(watch, 'success')).toBe(true);
    expect(watch.states.at(-1)).toBe('closed');
  });

  it('is not moved by calls that were sent before it opened', () => {
    const watch = watched();
    calls(watch, 10, 'failure');
    for (let late = 0; late < 20; late += 1) watch.breaker.record('success', 'a', false);
    expect(watch.breaker.refusesFor()).toBe(30_000);
  });
});
