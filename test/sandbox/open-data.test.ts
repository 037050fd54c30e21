import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openData, type Data } from '../../sandbox/open-data.js';

const directories: string[] = [];
afterAll(() => Promise.all(directories.map((directory) => rm(directory, { recursive: true }))));

/** One number for all rows of a table, whatever their order. */
const checksum = async (data: Data) => {
  const tables = ['triggers', 'callKeywords', 'auditLog', 'pbxUserStateTriggers'];
  return data.query(
    tables.map((table) => `SELECT '${table}' AS name, count(*) AS n, sum(hash(t)) AS h FROM ${table} AS t`).join(' UNION ALL ') +
      ' ORDER BY name',
  );
};

describe('openData', () => {
  it('makes the same data from the same seed, twice at once, and leaves one file', async () => {
    const cacheDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
    directories.push(cacheDir);
    const [one, two] = await Promise.all([openData({ cacheDir, seed: 7, share: 0.05 }), openData({ cacheDir, seed: 7, share: 0.05 })]);
    const sums = await checksum(one);
    expect(await checksum(two)).toEqual(sums);
    one.close();
    two.close();
    expect(await readdir(cacheDir)).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.duckdb$/)]);

    const again = await openData({ cacheDir, seed: 7, share: 0.05 });
    const other = await openData({ cacheDir, seed: 8, share: 0.05 });
    expect(await checksum(again)).toEqual(sums);
    expect(await checksum(other)).not.toEqual(sums);
    again.close();
    other.close();
  }, 120_000);

  it('holds 300,000 triggers and more, of three installations, over two years to 2026-11-30', async () => {
    const data = await openData();
    const [all] = await data.query(
      `SELECT CAST(count(*) AS INTEGER) AS n, count(DISTINCT "rowId") = count(*) AS isUnique, CAST(count(DISTINCT igrp) AS INTEGER) AS igrps,
        CAST(min("triggerDatetime") AS VARCHAR)[:10] AS first, CAST(max("triggerDatetime") AS VARCHAR)[:10] AS last FROM triggers`,
    );
    expect(all).toEqual({ n: expect.any(Number), isUnique: true, igrps: 3, first: '2024-12-01', last: '2026-11-30' });
    expect(Number(all?.['n'])).toBeGreaterThan(300_000);
    const [ascending] = await data.query(
      `SELECT count(*) AS n FROM (SELECT "triggerDatetime" < lag("triggerDatetime") OVER (PARTITION BY igrp ORDER BY "rowId") AS back FROM triggers) WHERE back`,
    );
    expect(ascending).toEqual({ n: '0' });
    data.close();
  });

  it('has the same shape on another day from the same seed: as many days, and triggers within 1 %', async () => {
    const cacheDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
    directories.push(cacheDir);
    const [one, other] = await Promise.all(
      ['2026-11-30', '2028-02-29'].map(async (today) => {
        const data = await openData({ cacheDir, share: 0.05, today });
        const [shape] = await data.query(
          `SELECT CAST(count(*) AS INTEGER) AS triggers, CAST(count(DISTINCT "triggerDatetime"::DATE) AS INTEGER) AS days,
            CAST(max("triggerDatetime")::DATE AS VARCHAR) AS last, CAST((SELECT max(dt)::DATE FROM auditLog) AS VARCHAR) AS audit,
            CAST((SELECT max("triggerDatetime")::DATE FROM pbxUserStateTriggers) AS VARCHAR) AS states FROM triggers`,
        );
        data.close();
        return shape;
      }),
    );
    expect(one).toMatchObject({ last: '2026-11-30', audit: '2026-11-30', states: '2026-11-30' });
    expect(other).toMatchObject({ days: one?.['days'], last: '2028-02-29', audit: '2028-02-29', states: '2028-02-29' });
    expect(Number(other?.['triggers']) / Number(one?.['triggers'])).toBeCloseTo(1, 2);
  }, 120_000);

  it('keeps one file for the day of the clock, and leaves those of pinned days alone', async () => {
    const cacheDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
    directories.push(cacheDir);
    const pinned = process.env['SANDBOX_TODAY'];
    const yesterday = 'daily-0123456789abcdef.duckdb';
    await writeFile(join(cacheDir, yesterday), '');
    (await openData({ cacheDir, share: 0.01, today: '2026-01-31' })).close();
    const day = async () => {
      const data = await openData({ cacheDir, share: 0.01 });
      const [row] = await data.query('SELECT CAST(max("triggerDatetime")::DATE AS VARCHAR) AS last FROM triggers');
      data.close();
      return row?.['last'];
    };
    try {
      delete process.env['SANDBOX_TODAY'];
      const before = new Date().toISOString().slice(0, 10);
      const last = await day();
      expect([before, new Date().toISOString().slice(0, 10)]).toContain(last);
    } finally {
      process.env['SANDBOX_TODAY'] = pinned;
    }
    const files = (await readdir(cacheDir)).sort((one, other) => one.length - other.length);
    expect(files).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.duckdb$/), expect.stringMatching(/^daily-[0-9a-f]{16}\.duckdb$/)]);
    expect(files).not.toContain(yesterday);
  }, 120_000);

  it.each(['2026-02-30', '26-02-03', "2026-01-01'", 'today'])('refuses %p as the day of today', async (today) => {
    await expect(openData({ today })).rejects.toThrow(`SANDBOX_TODAY must be a day as YYYY-MM-DD (got ${JSON.stringify(today)}).`);
  });

  it('is busier on Mondays than on Sundays', async () => {
    const data = await openData();
    const [days] = await data.query(
      'SELECT count(*) FILTER (isodow("triggerDatetime") = 1) > 1.3 * count(*) FILTER (isodow("triggerDatetime") = 7) AS busier FROM triggers',
    );
    expect(days).toEqual({ busier: true });
    data.close();
  });
});
