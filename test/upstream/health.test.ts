import { describe, expect, it } from '@jest/globals';
import type { UpstreamEvents } from '../../src/upstream/events.js';
import { createHealth, type Ending, type Health } from '../../src/upstream/health.js';
import { UPSTREAM_BOUNDS } from '../../src/upstream/options.js';
import { createFakeClock } from '../support/fake-clock.js';

type BreakerChange = Parameters<NonNullable<UpstreamEvents['breakerChanged']>>[0];

const FAILS: Ending = { sent: true, verdict: 'failure' };
const ANSWERS: Ending = { sent: true, verdict: 'success' };
const REFUSED: Ending = { sent: true, verdict: 'ignored' };
const UNREACHED: Ending = { sent: false, verdict: 'failure' };

function start() {
  const clock = createFakeClock();
  const changes: BreakerChange[] = [];
  const health = createHealth({ bounds: UPSTREAM_BOUNDS, now: clock.now, changed: (event) => changes.push(event) });
  return { clock, changes, health };
}

function calls(health: Health, report: string, caller: string, count: number, ending: Ending): number {
  let through = 0;
  for (let index = 0; index < count; index += 1) {
    if (health.refusesFor(report, caller) > 0) continue;
    health.admit(report, caller)(ending);
    through += 1;
  }
  return through;
}

describe('health', () => {
  it('closes a report to a caller for whom it always fails, and to nobody else', () => {
    const { health, changes } = start();
    expect(calls(health, 'goals', 'bad', 1_000, FAILS)).toBe(10);
    expect(calls(health, 'goals', 'good', 100, ANSWERS)).toBe(100);
    expect(calls(health, 'channels', 'bad', 100, ANSWERS)).toBe(100);
    expect(changes).toEqual([{ scope: 'caller', report: 'goals', state: 'open' }]);
  });

  it('closes a report to all once it fails for three callers', () => {
    const { health, changes } = start();
    for (const caller of ['a', 'b', 'c']) calls(health, 'goals', caller, 4, FAILS);
    expect(calls(health, 'goals', 'd', 10, ANSWERS)).toBe(0);
    expect(calls(health, 'channels', 'd', 10, ANSWERS)).toBe(10);
    expect(changes).toEqual([{ scope: 'report', report: 'goals', state: 'open' }]);
  });

  it('closes everything to all where no connection is had', () => {
    const { health, changes } = start();
    expect(calls(health, 'goals', 'a', 100, UNREACHED)).toBe(10);
    expect(calls(health, 'channels', 'b', 100, UNREACHED)).toBe(0);
    expect(changes).toEqual([{ scope: 'connection', report: null, state: 'open' }]);
  });

  it('lets no number of refusals of callers close anything', () => {
    const { health, changes } = start();
    for (const caller of ['a', 'b', 'c', 'd']) expect(calls(health, 'goals', caller, 500, REFUSED)).toBe(500);
    expect(changes).toEqual([]);
  });

  it('sends one call when upstream may be back, and all of them once it is', () => {
    const { health, clock, changes } = start();
    calls(health, 'goals', 'a', 10, UNREACHED);
    clock.pass(30_000);
    const report = health.admit('goals', 'a');
    expect(health.refusesFor('channels', 'b')).toBe(1_000);
    report(ANSWERS);
    expect(calls(health, 'channels', 'b', 10, ANSWERS)).toBe(10);
    expect(changes.map(({ state }) => state)).toEqual(['open', 'half-open', 'closed']);
  });

  it('keeps the breakers of a bounded number of callers', () => {
    const { health } = start();
    for (let caller = 0; caller < 5_000; caller += 1) calls(health, `report ${caller}`, `caller ${caller}`, 10, FAILS);
    expect(health.refusesFor('report 4999', 'caller 4999')).toBe(30_000);
    expect(health.refusesFor('report 0', 'caller 0')).toBe(0);
  });
});
