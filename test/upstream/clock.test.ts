import { performance } from 'node:perf_hooks';
import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/upstream/clock.js';

describe('the system clock', () => {
  it('is the one that deadlines are set on', () => {
    const before = performance.now();
    const now = systemClock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(performance.now());
  });

  it('never calls before the moment has come', async () => {
    const due = systemClock.now() + 3.7;
    await new Promise<void>((resolve) => systemClock.after(3.7, resolve));
    expect(systemClock.now()).toBeGreaterThanOrEqual(due - 1);
  });

  it('calls at once where the moment has passed, and waits where it is further than a timer reaches', async () => {
    const calls: string[] = [];
    const cancel = systemClock.after(2 ** 40, () => calls.push('far'), true);
    await new Promise<void>((resolve) => systemClock.after(-5, resolve));
    cancel();
    expect(calls).toEqual([]);
  });

  it('does not call what was cancelled', async () => {
    const calls: string[] = [];
    systemClock.after(0, () => calls.push('cancelled'))();
    await new Promise<void>((resolve) => systemClock.after(2, resolve));
    expect(calls).toEqual([]);
  });
});
