/** Bytes held for answers: who goes on, who waits, who is refused. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { createAnswerBudget, type AnswerAccount, type AnswerReading } from '../../src/operation/answer-budget.js';
import { GatewayError } from '../../src/errors.js';
import { holds } from '../support/laws.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const ROUND = 64 * KIB;
const BOUNDS = { bytes: 64 * MIB, bytesPerCaller: 32 * MIB, heldBack: 8, heldBackPerCaller: 4, heldBackMs: 60_000 };

/** What became of a `grow`: it went on, it waits, or the code it was refused with. */
async function outcomeOf(growing: () => void | Promise<void>): Promise<string> {
  try {
    const turn = growing();
    if (turn === undefined) return 'goes on';
    return await Promise.race([turn.then(() => 'resumed', codeOf), Promise.resolve('waits').then((text) => text)]);
  } catch (error) {
    return codeOf(error);
  }
}

const codeOf = (error: unknown): string => (error instanceof GatewayError ? error.code : String(error));

/** A caller's answer that holds so many bytes and is whole. */
function completeAnswer(account: AnswerAccount, bytes: number): AnswerAccount {
  account.complete(bytes);
  return account;
}

/** Reads so much of a reply for an answer to that caller. */
const readFor = (budget: ReturnType<typeof createAnswerBudget>, caller: string, bytes: number) => budget.open(caller).read().grow(bytes);

describe('the answer budget', () => {
  test('lets answers grow to seven eighths of the bytes for all, counting every byte', async () => {
    const budget = createAnswerBudget(BOUNDS);
    const [one, other] = [budget.open('a'), budget.open('b')].map((account) => account.read());
    expect(await outcomeOf(() => one?.grow(28 * MIB))).toBe('goes on');
    expect(await outcomeOf(() => other?.grow(28 * MIB))).toBe('goes on');
    expect(budget.heldBytes()).toBe(56 * MIB);
  });

  test('holds a reply back while a complete answer is being taken, and lets it go on when that has left', async () => {
    const budget = createAnswerBudget(BOUNDS);
    const taken = completeAnswer(budget.open('a'), 28 * MIB);
    completeAnswer(budget.open('b'), 27 * MIB);
    const turn = readFor(budget, 'c', 2 * MIB);
    expect(await outcomeOf(() => turn)).toBe('waits');
    taken.close();
    await expect(turn).resolves.toBeUndefined();
  });

  test('refuses the answer that began last where all that hold bytes wait, and the others go on', async () => {
    const budget = createAnswerBudget(BOUNDS);
    const readings = ['a', 'b', 'c'].map((caller) => budget.open(caller).read());
    const turns = readings.map((reading, i) => reading.grow(([20, 20, 17][i] as number) * MIB));
    expect(turns.slice(0, 2)).toEqual([undefined, undefined]);
    const rounds = readings.slice(0, 2).map(async (reading) => reading.grow(21 * MIB));
    await expect(turns[2]).rejects.toMatchObject({ code: 'SERVICE_OVERLOADED', retryAfterMs: 5_000 });
    readings[2]?.discard();
    await expect(Promise.all(rounds)).resolves.toBeDefined();
  });

  test('waits for an answer that reads on, since it may become complete', async () => {
    const budget = createAnswerBudget(BOUNDS);
    const [first, second] = [budget.open('a'), budget.open('b')];
    const reading = first.read();
    void reading.grow(27 * MIB);
    void budget
      .open('d')
      .read()
      .grow(27 * MIB);
    const turn = second.read().grow(4 * MIB);
    expect(await outcomeOf(() => turn)).toBe('waits');
    reading.end();
    first.complete(27 * MIB);
    expect(await outcomeOf(() => turn)).toBe('waits');
    first.close();
    await expect(turn).resolves.toBeUndefined();
  });

  test('lets small answers pass while large ones wait', async () => {
    const budget = createAnswerBudget(BOUNDS);
    completeAnswer(budget.open('a'), 28 * MIB);
    completeAnswer(budget.open('b'), 28 * MIB);
    expect(await outcomeOf(() => budget.open('c').read().grow(MIB))).toBe('waits');
    expect(
      await outcomeOf(() =>
        budget
          .open('d')
          .read()
          .grow(200 * KIB),
      ),
    ).toBe('goes on');
  });

  test("counts a caller's answers together, and holds back no other caller for them", async () => {
    const budget = createAnswerBudget(BOUNDS);
    completeAnswer(budget.open('a'), 28 * MIB);
    expect(await outcomeOf(() => budget.open('a').read().grow(MIB))).toBe('waits');
    expect(await outcomeOf(() => budget.open('b').read().grow(MIB))).toBe('goes on');
  });

  test("refuses an answer that alone is larger than its caller's share, and says what to do", () => {
    const reading = createAnswerBudget(BOUNDS).open('a').read();
    expect(() => reading.grow(28 * MIB + 1)).toThrow(/^An answer may hold 29360128 bytes\. Select fewer columns, or page/);
  });

  test('refuses an answer that is held back without a byte for longer than heldBackMs', async () => {
    const budget = createAnswerBudget({ ...BOUNDS, heldBackMs: 1 });
    const taken = completeAnswer(budget.open('a'), 28 * MIB);
    completeAnswer(budget.open('b'), 28 * MIB);
    const turn = readFor(budget, 'c', 2 * MIB);
    await expect(turn).rejects.toMatchObject({ code: 'SERVICE_OVERLOADED', retryAfterMs: 5_000 });
    taken.close();
  });

  test('holds an answer back without a byte for up to heldBackMs', async () => {
    jest.useFakeTimers();
    try {
      const budget = createAnswerBudget({ ...BOUNDS, heldBackMs: 5_000 });
      const taken = completeAnswer(budget.open('a'), 28 * MIB);
      completeAnswer(budget.open('b'), 28 * MIB);
      let outcome = 'waits';
      void Promise.resolve(readFor(budget, 'c', 2 * MIB)).catch((error: unknown) => (outcome = codeOf(error)));
      await jest.advanceTimersByTimeAsync(4_999);
      expect(outcome).toBe('waits');
      await jest.advanceTimersByTimeAsync(1);
      expect(outcome).toBe('SERVICE_OVERLOADED');
      taken.close();
    } finally {
      jest.useRealTimers();
    }
  });

  test('a refusal that nobody waits for any more is no fault of the process', async () => {
    const faults: unknown[] = [];
    const note = (fault: unknown): void => void faults.push(fault);
    process.on('unhandledRejection', note);
    const budget = createAnswerBudget({ ...BOUNDS, heldBackMs: 1 });
    for (const caller of ['a', 'b']) completeAnswer(budget.open(caller), 28 * MIB);
    const reading = budget.open('c').read();
    expect(reading.grow(2 * MIB)).toBeInstanceOf(Promise);
    await delay(50);
    process.off('unhandledRejection', note);
    expect(faults).toEqual([]);
  });

  test('gives room to the answer that began first until it is whole, and then to the next', async () => {
    const budget = createAnswerBudget(BOUNDS);
    const taken = completeAnswer(budget.open('a'), 28 * MIB);
    const ended: string[] = [];
    const held = { first: 14 * MIB, second: 14 * MIB };
    const readOn = async (name: 'first' | 'second'): Promise<void> => {
      const account = budget.open(name);
      const reading = account.read();
      for (; held[name] < 24 * MIB; held[name] += ROUND) await reading.grow(held[name]);
      reading.end();
      account.complete(held[name]);
      ended.push(`${name} beside ${Math.floor(held.second / MIB)} MiB of the second`);
    };
    const both = Promise.all([readOn('first'), readOn('second')]);
    for (let left = 28 * MIB; left > 0; left -= ROUND) {
      taken.hold(-ROUND);
      await new Promise(setImmediate);
    }
    await both;
    expect(ended).toEqual(['first beside 14 MiB of the second', 'second beside 24 MiB of the second']);
  });

  test('lets others go on while the first waits for upstream, where there is room for more than it is promised', async () => {
    const budget = createAnswerBudget(BOUNDS);
    const taken = completeAnswer(budget.open('a'), 28 * MIB);
    completeAnswer(budget.open('b'), 27 * MIB);
    const turns = ['c', 'd'].map((caller) =>
      budget
        .open(caller)
        .read()
        .grow(2 * MIB),
    );
    taken.hold(-3 * MIB);
    await turns[0];
    taken.hold(-MIB);
    expect(await outcomeOf(() => turns[1])).toBe('waits');
    taken.hold(-2 * MIB);
    await expect(turns[1]).resolves.toBeUndefined();
  });

  test('holds back so many replies at once; beyond, the one that began last is refused', async () => {
    const budget = createAnswerBudget(BOUNDS);
    completeAnswer(budget.open('a'), 28 * MIB);
    completeAnswer(budget.open('b'), 28 * MIB);
    const turns = Array.from({ length: 9 }, (_, i) => budget.open(`c${i}`).read().grow(MIB));
    await expect(turns[8]).rejects.toMatchObject({ code: 'SERVICE_OVERLOADED' });
    expect(await outcomeOf(() => turns[0])).toBe('waits');
    expect(budget.open('anybody').isFull()).toBe(false);
  });

  test('counts compressed copies and shared beginnings, and forgets them when they are released', () => {
    const budget = createAnswerBudget(BOUNDS);
    const account = completeAnswer(budget.open('a'), 100);
    account.hold(20);
    budget.count('a', 5);
    expect(budget.heldBytes()).toBe(125);
    account.hold(-20);
    budget.count('a', -5);
    account.close();
    account.close();
    account.hold(7);
    expect(budget.heldBytes()).toBe(0);
  });

  test('counts what is made of a reply until the answer is complete, and waits for room before', async () => {
    const budget = createAnswerBudget(BOUNDS);
    const taken = completeAnswer(budget.open('a'), 28 * MIB);
    completeAnswer(budget.open('c'), MIB);
    const account = budget.open('b');
    void account.read().grow(20 * MIB);
    const room = account.reserve(8 * MIB);
    expect(await outcomeOf(() => room)).toBe('waits');
    expect(budget.heldBytes()).toBe(57 * MIB);
    taken.close();
    await room;
    account.complete(20 * MIB);
    expect(budget.heldBytes()).toBe(21 * MIB);
  });

  test('refuses to make more of a reply than its caller may hold, and counts none of it', () => {
    const budget = createAnswerBudget(BOUNDS);
    const account = budget.open('a');
    void account.read().grow(20 * MIB);
    expect(account.reserve(8 * MIB)).toBeUndefined();
    expect(() => account.reserve(1)).toThrow(/^An answer may hold 29360128 bytes\./);
    expect(budget.heldBytes()).toBe(28 * MIB);
  });

  test('refuses what waits for an answer whose caller left', async () => {
    const budget = createAnswerBudget(BOUNDS);
    completeAnswer(budget.open('a'), 28 * MIB);
    const account = budget.open('a');
    const turn = account.read().grow(MIB);
    account.close();
    await expect(turn).rejects.toMatchObject({ code: 'SERVICE_OVERLOADED' });
    expect(budget.heldBytes()).toBe(28 * MIB);
  });
});

/** Reads a reply in rounds, then lets its reader take it. Resolves with what became of it. */
async function serve(account: AnswerAccount, bytes: number, rounds: number, taken: () => Promise<void>): Promise<string> {
  const reading: AnswerReading = account.read();
  try {
    for (let round = 1; round <= rounds; round += 1) {
      await reading.grow(Math.ceil((bytes * round) / rounds));
      await Promise.resolve();
    }
    reading.end();
    account.complete(bytes);
    await taken();
    return 'taken';
  } catch (error) {
    reading.discard();
    return codeOf(error);
  } finally {
    account.close();
  }
}

describe('laws of the answer budget', () => {
  test('whoever reads, however slowly, every answer is taken or refused, bounds hold, and nothing stays held', async () => {
    const answers = fc.array(
      fc.record({ caller: fc.nat(3), kib: fc.integer({ min: 1, max: 40 * 1024 }), patience: fc.integer({ min: 0, max: 30 }) }),
      { minLength: 1, maxLength: 24 },
    );
    await holds(
      fc.asyncProperty(answers, async (asked) => {
        const budget = createAnswerBudget(BOUNDS);
        let most = 0;
        const outcomes = await Promise.all(
          asked.map(({ caller, kib, patience }) =>
            serve(budget.open(`caller ${caller}`), kib * KIB, 40, async () => {
              for (let i = 0; i < patience; i += 1) {
                most = Math.max(most, budget.heldBytes());
                await new Promise(setImmediate);
              }
            }),
          ),
        );
        const round = (40 * MIB) / 40;
        expect(most).toBeLessThanOrEqual(BOUNDS.bytes + asked.length * round);
        expect(budget.heldBytes()).toBe(0);
        for (const outcome of outcomes) expect(['taken', 'SERVICE_OVERLOADED', 'UPSTREAM_RESPONSE_TOO_LARGE']).toContain(outcome);
        expect(
          outcomes.filter((outcome) => outcome === 'taken').length + asked.filter(({ kib }) => kib > 28 * 1024).length,
        ).toBeGreaterThan(0);
      }),
    );
  });
});
