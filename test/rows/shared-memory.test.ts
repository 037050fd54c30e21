/** All plans of a reader, and all readers, work in one memory: what each gives must be what it would give alone. */
import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { kernel, OUT_BYTES } from '../../src/rows/kernel/kernel.js';
import type { Column, RowPlan } from '../../src/rows/row-plan-types.js';
import { holds } from '../support/laws.js';
import {
  chunksAt,
  damagedReply,
  goodReply,
  plan as anyPlan,
  planOf,
  readAll,
  readInSteps,
  readOne,
  replyOf,
  type Reading,
} from '../support/row-replies.js';

const cell = (responseKey: string, key: string, type: 'id' | 'int' | 'string' | 'float'): Column => ({
  responseKey,
  source: { kind: 'cell', key, type },
});
const constant = (responseKey: string, length: number): Column => ({
  responseKey,
  source: { kind: 'constant', json: JSON.stringify('é'.repeat(length)) },
});
const raw = (responseKey: string): Column => ({ responseKey, source: { kind: 'raw' } });

describe('many plans', () => {
  const KINDS: Readonly<Record<string, readonly Column[]>> = {
    'small cells': [cell('a', 'rowId', 'id'), cell('n', 'n', 'float'), cell('absent', 'absent', 'int')],
    'cells that break their type': [cell('a', 'text', 'int'), cell('b', 'rowId', 'int')],
    'strings, short and long': [cell('a', 'text', 'string'), cell('b', 'text', 'string'), cell('c', 'rowId', 'id')],
    'whole rows': [raw('first'), cell('b', 'text', 'string'), raw('second')],
    'a large constant before a cell': [constant('k', 3000), cell('a', 'rowId', 'id')],
    'a large constant behind the last cell': [cell('a', 'rowId', 'id'), constant('k', 3000)],
    'constants alone': [constant('j', 1), constant('k', 5000)],
    'no columns': [],
  };
  const texts = ['', 'x', 'ü\\u00fc\\"', 'y'.repeat(60), 'z'.repeat(1200), 'ö'.repeat(40_000), '🦊'.repeat(300)];
  const lines = Array.from({ length: 21 }, (_, i) => `{"rowId":${i},"text":"${texts[i % texts.length]}","n":1e${i % 25}}`);
  const reply = replyOf(...lines);
  const plansOf = (columns: readonly Column[]): readonly RowPlan[] =>
    [null, 20, 0].map((limit) => ({ ...planOf({}), columns, limit, track: 'rowId' }));

  test.each(Object.keys(KINDS))('of %s get what each would get alone', (kind) => {
    const plans = plansOf(KINDS[kind] ?? []);
    const alone = plans.map((plan) => readOne(plan, [reply]));
    const many = Array.from({ length: 201 }, (_, i) => plans[i % plans.length] ?? planOf({}));
    expect(readAll(many, chunksAt(reply, [100, 5000, 90_000]))).toEqual(many.map((_, i) => alone[i % plans.length]));
  });

  test.each([1, 8, 30, 199, 200, 3000])('of every kind, %d of them, get what each would get alone', (count) => {
    const plans = Object.values(KINDS).flatMap(plansOf);
    const small = replyOf(...lines.slice(0, 5));
    const alone = plans.map((plan) => readOne(plan, [small]));
    const many = Array.from({ length: count }, (_, i) => plans[i % plans.length] ?? planOf({}));
    expect(readAll(many, [small])).toEqual(many.map((_, i) => alone[i % plans.length]));
  });

  it('get what each would get alone, whatever they ask for', () => {
    const plans = fc.array(
      // What is a row depends on all plans of a reply, unless every key is known.
      anyPlan.map((plan) => ({ ...plan, igrp: null, known: { has: () => true } })),
      { minLength: 100, maxLength: 250 },
    );
    holds(
      fc.property(goodReply, plans, (rows, many) => {
        expect(readAll(many, [rows])).toEqual(many.map((plan) => readOne(plan, [rows])));
      }),
      10,
    );
  });
});

describe('a value that is larger than the room', () => {
  test('is written whole, whatever comes before and behind it', () => {
    const row = `{"b":"${'x'.repeat((1 << 20) - 8)}"}`;
    expect(row.length).toBeGreaterThan(2 * OUT_BYTES);
    const columns = [
      raw('one'),
      constant('k', 10),
      cell('b', 'b', 'string'),
      raw('two'),
      constant('l', OUT_BYTES),
      raw('three'),
      constant('m', OUT_BYTES),
    ];
    const text = (whole: string, b: string) =>
      `{"one":${whole},"k":"${'é'.repeat(10)}","b":${b},"two":${whole},"l":"${'é'.repeat(OUT_BYTES)}","three":${whole},"m":"${'é'.repeat(OUT_BYTES)}"}`;
    const reading = readOne({ ...planOf({}), columns }, [replyOf(row, '{}', row)]);
    const large = text(row, row.slice(5, -1));
    const expected = `[${large},${text('{}', 'null')},${large}]`;
    // Not compared by Jest, which would print megabytes.
    expect(typeof reading !== 'string' && reading.text === expected).toBe(true);
  });
});

describe('readers in turns', () => {
  /** Every reader reads its next chunk when it is its turn; what is left is read reader by reader. */
  function inTurns(readers: readonly ReturnType<typeof readInSteps>[], turns: readonly number[]): (readonly Reading[] | string)[] {
    const results: (readonly Reading[] | string)[] = [];
    const step = (index: number): boolean => {
      if (results[index] !== undefined) return false;
      const { done, value } = readers[index]?.next() ?? { done: true, value: '' };
      if (done) results[index] = value;
      return !done;
    };
    for (const turn of turns) step(turn % readers.length);
    readers.forEach((_, index) => {
      while (step(index));
    });
    return results;
  }
  const offsets = fc.array(fc.nat(5000), { maxLength: 8 });
  const share = fc.tuple(
    fc.oneof({ weight: 3, arbitrary: goodReply }, damagedReply),
    fc.array(anyPlan, { minLength: 1, maxLength: 3 }),
    offsets,
  );

  it('give what each gives alone, whichever chunks come when', () => {
    holds(
      fc.property(fc.array(share, { minLength: 2, maxLength: 4 }), fc.array(fc.nat(3), { maxLength: 40 }), (shares, turns) => {
        const start = ([reply, plans, cuts]: (typeof shares)[number]) => readInSteps(plans, chunksAt(reply, cuts));
        const alone = shares.flatMap((one) => inTurns([start(one)], []));
        expect(inTurns(shares.map(start), turns)).toEqual(alone);
      }),
      300,
    );
  });

  it('give the same where they were asked the same, and so share what they learn', () => {
    const plans = fc.array(anyPlan, { minLength: 1, maxLength: 3 });
    const reply = fc.oneof({ weight: 3, arbitrary: goodReply }, damagedReply);
    const replies = fc.array(fc.tuple(reply, offsets), { minLength: 2, maxLength: 4 });
    holds(
      fc.property(plans, replies, fc.array(fc.nat(3), { maxLength: 40 }), (asked, all, turns) => {
        const alone = all.map(([rows, cuts]) =>
          readAll(
            asked.map((plan) => ({ ...plan })),
            chunksAt(rows, cuts),
          ),
        );
        expect(
          inTurns(
            all.map(([rows, cuts]) => readInSteps(asked, chunksAt(rows, cuts))),
            turns,
          ),
        ).toEqual(alone);
      }),
      300,
    );
  });

  test('do not notice that another failed in the middle of a row', () => {
    const plan = planOf({ a: 'int', b: 'string' }, { track: 'a' });
    const good = replyOf('{"a":1,"b":"x"}', '{"a":2,"b":"y"}', '{"a":3,"b":"z"}');
    const bad = replyOf('{"b":"secret","a":9}', '{"new":1,"b":"secret","a":');
    const chunks = chunksAt(good, [20, 40]);
    for (const turns of [
      [0, 1, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 1, 0],
    ]) {
      const [reading, failed] = inTurns([readInSteps([plan], chunks), readInSteps([plan], [bad])], turns);
      expect(reading).toEqual([readOne(plan, [good])]);
      expect(failed).toMatch(/^UPSTREAM_MALFORMED_RESPONSE: Line 2 of/);
    }
  });
});

describe('a memory that grows while a reply is read', () => {
  const grow = (): RowPlan => ({ ...planOf({ a: 'int' }), columns: [cell('a', 'a', 'int'), constant('k', kernel.bytes().length)] });

  test('keeps what was read', () => {
    const size = kernel.bytes().length;
    const reading = readOne(grow(), [replyOf('{"a":1}', '{"a":2}')]);
    expect(kernel.bytes().length).toBeGreaterThan(size);
    expect(reading).toMatchObject({ rowCount: 2 });
  });

  test('does not hide a fault in a later line', () => {
    const reply = Buffer.concat([replyOf('{"a":1}', '{"a":2}'), Buffer.from([0x7b, 0xff, 0x7d, 0x0a])]);
    expect(readOne(grow(), [reply])).toBe("UPSTREAM_MALFORMED_RESPONSE: Line 3 of the Reports API's response is not UTF-8.");
  });
});
