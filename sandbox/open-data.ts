/**
 * The data as a read-only DuckDB file, made at the first start and kept in a cache directory.
 *
 * The file's name is a hash of the generation script, so a changed script, seed or day never meets old data. It is written under a name
 * of its own and then renamed: two processes that start at once both end up with a whole file. Files of a day that nobody pinned are
 * named `daily-…`, and each new one removes the older ones.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DuckDBInstance, version, type DuckDBValue, type Json } from '@duckdb/node-api';
import { generationScript } from './data/generate.js';
import { checkDay } from './data/today.js';

export interface DataOptions {
  /** Default `.cache/sandbox` below the working directory. */
  readonly cacheDir?: string;
  /** Same seed, same data. Default 1. */
  readonly seed?: number;
  /** A fraction of the visits, for tests that only look at how data are made. Default 1. */
  readonly share?: number;
  /** The last day of the data, YYYY-MM-DD. Default: SANDBOX_TODAY, else the day by the clock in UTC. */
  readonly today?: string;
}

export interface Data {
  /** Runs a statement and gives its rows, by column name; 64-bit integers and decimals as text. */
  query(sql: string, parameters?: readonly DuckDBValue[]): Promise<readonly Readonly<Record<string, Json>>[]>;
  /** Runs a statement and gives the texts of its first column, about 2,000 at a time, as they are made. */
  texts(sql: string): AsyncGenerator<readonly string[]>;
  close(): void;
}

const DAILY = 'daily-';

/** Opens the data; makes them first where they are not there yet, which takes a few seconds. */
export async function openData(options: DataOptions = {}): Promise<Data> {
  const { cacheDir = join('.cache', 'sandbox'), seed = 1, share = 1, today: pinned = process.env['SANDBOX_TODAY'] ?? '' } = options;
  const isPinned = pinned !== '';
  const today = isPinned ? checkDay(pinned) : new Date().toISOString().slice(0, 10);
  const script = generationScript({ seed, share, today });
  const key = createHash('sha256')
    .update(JSON.stringify([version(), script]))
    .digest('hex')
    .slice(0, 16);
  const file = join(cacheDir, `${isPinned ? '' : DAILY}${key}.duckdb`);
  if (!existsSync(file)) {
    await makeFile(file, script);
    if (!isPinned) await removeOtherDays(file);
  }
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY', threads: '2' });
  return {
    async query(sql, parameters = []) {
      const connection = await instance.connect();
      try {
        return (await connection.runAndReadAll(sql, [...parameters])).getRowObjectsJson();
      } finally {
        connection.closeSync();
      }
    },
    async *texts(sql) {
      const connection = await instance.connect();
      try {
        const result = await connection.stream(sql);
        for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk())
          yield chunk.getColumnValues(0).map(String);
      } finally {
        connection.closeSync();
      }
    },
    close: () => instance.closeSync(),
  };
}

async function makeFile(file: string, script: readonly string[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    const instance = await DuckDBInstance.create(draft, { threads: '2' });
    try {
      const connection = await instance.connect();
      for (const statement of script) await connection.run(statement);
      await connection.run('CHECKPOINT');
      connection.closeSync();
    } finally {
      instance.closeSync();
    }
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
    await rm(`${draft}.wal`, { force: true });
  }
}

/** A process that still reads an older file keeps it open. Where the system refuses to remove such a file, the next day does. */
async function removeOtherDays(file: string): Promise<void> {
  const directory = dirname(file);
  const older = (await readdir(directory)).filter((name) => /^daily-[0-9a-f]{16}\.duckdb$/.test(name) && join(directory, name) !== file);
  await Promise.all(older.map((name) => rm(join(directory, name), { force: true }).catch(() => undefined)));
}
