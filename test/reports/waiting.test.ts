/** Who waits for whom: an asker waits for its own reply and for nothing else that was asked in the same tick. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../../schema/reports/index.js';
import type { Report } from '../../schema/report.js';
import { normalise } from '../../src/query/normalise.js';
import { createEntityLoader } from '../../src/reports/entity-loader.js';
import { createReportAsk, createReportLoader } from '../../src/reports/report-loader.js';
import { objectPlan } from '../../src/reports/row-plan.js';
import { select, selectReport } from '../query/select.js';
import { holds } from '../support/laws.js';
import { ndjson } from '../support/upstream-double.js';
import { scriptedRows } from '../support/scripted-rows.js';

const reportNamed = (name: string): Report => {
  const report = catalogue.get(name);
  if (!report) throw new Error(`There is no report ${name}.`);
  return report;
};
const triggers = reportNamed('callTriggers');
const goals = reportNamed('goals');

/** A report field, and the look-ups that follow on it one after another. */
interface Chain {
  readonly grain: number;
  readonly column: string;
  readonly links: readonly number[];
  readonly fails: boolean;
}

const GRAINS = 4;
const milliseconds = fc.integer({ min: 1, max: 12 });
const chains: fc.Arbitrary<readonly Chain[]> = fc.array(
  fc.record({
    grain: fc.nat(GRAINS - 1),
    column: fc.constantFrom('rowId', 'callDuration', 'city'),
    links: fc.array(milliseconds, { maxLength: 3 }),
    fails: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);
const delays = fc.array(milliseconds, { minLength: GRAINS, maxLength: GRAINS });

/** The grain by its limit, the look-up by its installation. */
const askFor = ({ grain, column }: Chain) => {
  const selection = selectReport(`rows { ${column} }`);
  const query = normalise(triggers, { igrp: 1, arguments: { limit: grain + 1 }, selection });
  return createReportAsk(query, [objectPlan({ query, references: [], rows: selection.rows ?? [], track: null })]);
};
const installationOf = (chain: number, link: number) => 10 + chain * 10 + link;

describe('waiting', () => {
  test('each chain of a report and its look-ups is over after the sum of its own replies, whatever else is asked', async () => {
    await holds(
      fc.asyncProperty(chains, delays, async (asked, reportDelays) => {
        const rows = scriptedRows(({ report, igrp, limit }) => {
          if (report === triggers) return { after: reportDelays[(limit ?? 0) - 1] ?? 0 };
          const [chain, link] = [Math.floor(((igrp ?? 0) - 10) / 10), (igrp ?? 0) % 10];
          const after = asked[chain]?.links[link] ?? 0;
          return asked[chain]?.fails ? { after, error: new Error('refused') } : { after };
        });
        const loaders = { report: createReportLoader(rows.fetchRows), entity: createEntityLoader(rows.fetchRows) };
        const fields = select('goalTitle');
        const ends = asked.map(async (chain, c) => {
          await loaders.report.load(askFor(chain));
          for (const link of chain.links.keys()) {
            const found = loaders.entity.load({ report: goals, igrp: installationOf(c, link), keyField: 'goalId', key: '5', fields });
            await found.catch(() => null);
          }
          return rows.now();
        });
        const expected = asked.map(({ grain, links }) => links.reduce((sum, link) => sum + link, reportDelays[grain] ?? 0));
        expect(await rows.until(Promise.all(ends))).toEqual(expected);
        expect(rows.now()).toBe(Math.max(...expected));
        const grains = new Set(asked.map(({ grain }) => grain));
        expect(rows.requests.filter(({ query }) => query.report === triggers)).toHaveLength(grains.size);
        expect(rows.requests.filter(({ query }) => query.report === goals)).toHaveLength(asked.flatMap(({ links }) => links).length);
      }),
      60,
    );
  });

  test('all who ask one grain in one tick share one request, and its count of report fields', async () => {
    const rows = scriptedRows(() => ({ after: 1 }));
    const loader = createReportLoader(rows.fetchRows);
    const asked = ['rowId', 'city', 'city'].map((column) => loader.load(askFor({ grain: 0, column, links: [], fails: false })));
    const answers = await rows.until(Promise.all(asked));
    expect(answers.map(({ sharedBy }) => sharedBy)).toEqual([3, 3, 3]);
    expect(rows.requests).toHaveLength(1);
  });

  test('a grain that fails fails for its own askers alone, and at once', async () => {
    const rows = scriptedRows(({ limit }) => (limit === 1 ? { after: 1, error: new Error('refused') } : { after: 5 }));
    const loader = createReportLoader(rows.fetchRows);
    const ask = (grain: number) => loader.load(askFor({ grain, column: 'city', links: [], fails: false }));
    const failed = ask(0).catch((error: unknown) => [String(error), rows.now()]);
    const answered = ask(1).then(({ status }) => [status, rows.now()]);
    expect(await rows.until(Promise.all([failed, answered]))).toEqual([
      ['Error: refused', 1],
      [200, 5],
    ]);
  });

  test('look-ups of one list that need several requests settle slice by slice, each slice with its own rows', async () => {
    const padding = '0'.repeat(100);
    const keys = Array.from({ length: 120 }, (_, i) => `k${padding}${i}`);
    const rows = scriptedRows(({ filters }) => {
      const sent = filters[0]?.value.split(',') ?? [];
      return { after: sent.includes(keys[0] ?? '') ? 1 : 9, body: ndjson(...sent.map((key) => ({ goalId: key, goalTitle: `of ${key}` }))) };
    });
    const loader = createEntityLoader(rows.fetchRows);
    const fields = select('goalTitle');
    const found = keys.map(async (key) => {
      const row = await loader.load({ report: goals, igrp: 1, keyField: 'goalId', key, fields });
      return { title: row?.cells['goalTitle'], at: rows.now() };
    });
    const answers = await rows.until(Promise.all(found));
    expect(answers.map(({ title }) => title)).toEqual(keys.map((key) => `of ${key}`));
    expect(rows.requests).toHaveLength(2);
    expect(new Set(answers.map(({ at }) => at))).toEqual(new Set([1, 9]));
    expect(answers[0]?.at).toBe(1);
  });

  test('a key that cannot be sent fails alone, the other keys of its list are answered', async () => {
    const rows = scriptedRows(() => ({ after: 1, body: ndjson({ goalId: '5', goalTitle: 'five' }) }));
    const loader = createEntityLoader(rows.fetchRows);
    const fields = select('goalTitle');
    const ask = (key: string) => loader.load({ report: goals, igrp: 1, keyField: 'goalId', key, fields });
    const both = Promise.all([ask('5,6').catch(String), ask('5'), ask('7')]);
    expect(await rows.until(both)).toMatchObject([
      expect.stringContaining('must not be empty or contain a comma'),
      { cells: { goalTitle: 'five' } },
      null,
    ]);
    expect(rows.requests).toHaveLength(1);
  });

  test('thousands of keys are sent a few requests a turn of the event loop, and each is answered with its own rows', async () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => String(i));
    const rows = scriptedRows(({ filters }) => ({
      after: 1,
      body: ndjson(...(filters[0]?.value.split(',') ?? []).map((key) => ({ goalId: key, goalTitle: `of ${key}` }))),
    }));
    let turn = 0;
    let isOver = false;
    const count = (): void => {
      turn++;
      if (!isOver) setImmediate(count);
    };
    count();
    const sentBy = new Map<number, number>();
    const loader = createEntityLoader((...asked) => {
      sentBy.set(turn, (sentBy.get(turn) ?? 0) + 1);
      return rows.fetchRows(...asked);
    });
    const found = await rows.until(loader.loadAll({ report: goals, igrp: 1, keyField: 'goalId', keys, fields: select('goalTitle') }));
    isOver = true;
    const titles = keys.map((key) => {
      const linked = found.get(key);
      return linked instanceof Error ? linked : linked.map(({ cells }) => cells['goalTitle']);
    });
    expect(titles).toEqual(keys.map((key) => [`of ${key}`]));
    expect(rows.requests.length).toBeGreaterThan(16);
    expect(Math.max(...sentBy.values())).toBeLessThan(16);
  });
});
