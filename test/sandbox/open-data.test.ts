import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
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

  it('is busier on Mondays than on Sundays', async () => {
    const data = await openData();
    const [days] = await data.query(
      'SELECT count(*) FILTER (isodow("triggerDatetime") = 1) > 1.3 * count(*) FILTER (isodow("triggerDatetime") = 7) AS busier FROM triggers',
    );
    expect(days).toEqual({ busier: true });
    data.close();
  });
});
