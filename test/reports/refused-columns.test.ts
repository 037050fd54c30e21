/** What is remembered of refused columns: found in as many requests as halving needs, and forgotten in time. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRefusedColumns, REFUSED_FOR_MS, type RefusedColumns } from '../../src/reports/refused-columns.js';
import { holds } from '../support/laws.js';

const PLACE = { base: 'http://reports.test/v2', report: 'channelMetrics' };
const names = (count: number) => Array.from({ length: count }, (_, i) => `column${i}`);
const known = (memory: RefusedColumns) => [...memory.leftOut(PLACE)].flatMap(([name, isKnown]) => (isKnown ? [name] : []));

/** Probes until nothing is left to find out, or `isOver`; says how many requests that took. */
function probeAll(memory: RefusedColumns, among: readonly string[], refused: ReadonlySet<string>, isOver = () => false): number {
  for (let requests = 0; ; requests++) {
    const probe = isOver() ? null : memory.nextProbe(PLACE, among);
    if (probe === null) return requests;
    probe.settle(!probe.columns.some((name) => refused.has(name)));
  }
}

const someRefused = fc
  .integer({ min: 1, max: 40 })
  .chain((count) => fc.tuple(fc.constant(names(count)), fc.subarray(names(count), { minLength: 1 })));

test('one refused column among any number is found in at most as many requests as halving takes', () => {
  holds(
    fc.property(fc.integer({ min: 1, max: 64 }), fc.nat(), (count, at) => {
      const refused = `column${at % count}`;
      const memory = createRefusedColumns(() => 0);
      memory.suspect(PLACE, names(count));
      const requests = probeAll(memory, names(count), new Set([refused]), () => known(memory).length > 0);
      expect(known(memory)).toEqual([refused]);
      expect(requests).toBeLessThanOrEqual(Math.ceil(Math.log2(count)));
      // One more clears all the others.
      expect(probeAll(memory, names(count), new Set([refused]))).toBeLessThanOrEqual(1);
      expect([...memory.leftOut(PLACE)]).toEqual([[refused, true]]);
    }),
  );
});

test('whichever columns are refused, they are found in the end, and no other one stays left out', () => {
  holds(
    fc.property(someRefused, ([all, refused]) => {
      const memory = createRefusedColumns(() => 0);
      memory.suspect(PLACE, all);
      probeAll(memory, all, new Set(refused));
      expect(known(memory).sort()).toEqual([...refused].sort());
      expect(memory.leftOut(PLACE).size).toBe(refused.length);
    }),
  );
});

test('a suspect that a request does not ask for is not tried by it', () => {
  const memory = createRefusedColumns(() => 0);
  memory.suspect(PLACE, names(4));
  expect(memory.nextProbe(PLACE, ['other'])).toBeNull();
  expect(memory.nextProbe(PLACE, ['column3', 'other'])?.columns).toEqual(['column3']);
});

test('one probe of a report is under way at a time, and one that failed settles nothing', () => {
  const memory = createRefusedColumns(() => 0);
  memory.suspect(PLACE, names(4));
  const probe = memory.nextProbe(PLACE, names(4));
  expect(memory.nextProbe(PLACE, names(4))).toBeNull();
  probe?.settle(null);
  expect(memory.nextProbe(PLACE, names(4))?.columns).toEqual(probe?.columns);
});

test('a refusal that a remembered column explains accuses no other one', () => {
  const memory = createRefusedColumns(() => 0);
  memory.suspect(PLACE, ['a']);
  memory.suspect(PLACE, ['a', 'b']);
  expect([...memory.leftOut(PLACE)]).toEqual([['a', true]]);
});

test('what is refused at one base, or in one report, is asked for at another', () => {
  const memory = createRefusedColumns(() => 0);
  memory.suspect(PLACE, ['a']);
  expect(memory.leftOut({ ...PLACE, base: 'http://reports.test/v2.1' }).size).toBe(0);
  expect(memory.leftOut({ ...PLACE, report: 'goals' }).size).toBe(0);
});

test('a refused column is tried again after ten minutes', () => {
  let now = 0;
  const memory = createRefusedColumns(() => now);
  memory.suspect(PLACE, ['a']);
  memory.suspect({ ...PLACE, report: 'goals' }, ['b', 'c']);
  now = REFUSED_FOR_MS - 1;
  expect([memory.leftOut(PLACE).size, memory.leftOut({ ...PLACE, report: 'goals' }).size]).toEqual([1, 2]);
  now = REFUSED_FOR_MS;
  expect([memory.leftOut(PLACE).size, memory.leftOut({ ...PLACE, report: 'goals' }).size]).toEqual([0, 0]);
});
