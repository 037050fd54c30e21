/** What is remembered of credentials: who was accepted, and which headers were refused. */
import { describe, expect, test } from '@jest/globals';
import { createCallerIdentity } from '../../src/caller.js';
import { createCredentialMemory } from '../../src/upstream/credential-memory.js';
import { createFakeClock } from '../support/fake-clock.js';

const identify = createCallerIdentity();

function start() {
  const clock = createFakeClock();
  return { clock, memory: createCredentialMemory(clock.now) };
}

describe('the memory of credentials', () => {
  test('remembers an accepted caller for an hour, in every spelling', () => {
    const { clock, memory } = start();
    const caller = identify('Basic QTpi');
    memory.accepted(caller);
    clock.pass(3_599_999);
    expect(memory.isProven(identify('basic  QTpi').key)).toBe(true);
    clock.pass(1);
    expect(memory.isProven(caller.key)).toBe(false);
  });

  test('remembers a refused header for five seconds, and in this spelling alone', () => {
    const { clock, memory } = start();
    const caller = identify('Basic QTpi');
    memory.refused(caller);
    expect([memory.isRefused(caller), memory.isRefused(identify('basic QTpi'))]).toEqual([true, false]);
    clock.pass(4_999);
    expect(memory.isRefused(caller)).toBe(true);
    clock.pass(1);
    expect(memory.isRefused(caller)).toBe(false);
  });

  test('takes the proof from a caller who is refused, and forgets a refusal once the header is accepted', () => {
    const { memory } = start();
    const caller = identify('ApiKey k');
    memory.accepted(caller);
    memory.refused(caller);
    expect([memory.isProven(caller.key), memory.isRefused(caller)]).toEqual([false, true]);
    memory.accepted(caller);
    expect([memory.isProven(caller.key), memory.isRefused(caller)]).toEqual([true, false]);
  });

  test('keeps at most 10,000 callers and forgets the oldest first', () => {
    const { memory } = start();
    for (let i = 0; i <= 10_000; i += 1) memory.accepted(identify(`ApiKey k${i}`));
    expect([memory.isProven(identify('ApiKey k0').key), memory.isProven(identify('ApiKey k1').key)]).toEqual([false, true]);
  });
});
