/**
 * The data as a read-only DuckDB file, made at the first start and kept in a cache directory.
 *
 * The file's name is a hash of the generation script, so a changed script or seed never meets old data. It is written under a name of
 * its own and then renamed: two processes that start at once both end up with a whole file.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance, version, type DuckDBValue, type Json } from '@duckdb/node-api';
import { generationScript } from './data/generate.js';

export interface DataOptions {
  /** Default `.cache/sandbox` below the working directory. */
  readonly cacheDir?: string;
  /** Same seed, same data. Default 1. */
  readonly seed?: number;
  /** A fraction of the visits, for tests that only look at how data are made. Default 1. */
  readonly share?: number;
}

export interface Data {
  /** Runs a statement and gives its rows, by column name; 64-bit integers and decimals as text. */
  query(sql: string, parameters?: readonly DuckDBValue[]): Promise<readonly Readonly<Record<string, Json>>[]>;
  /** Runs a statement and gives the texts of its first column, about 2,000 at a time, as they are made. */
  texts(sql: string): AsyncGenerator<readonly string[]>;
  close(): void;
}

/** Opens the data; makes them first where they are not there yet, which takes a few seconds. */
export async function openData({ cacheDir = join('.cache', 'sandbox'), seed = 1, share = 1 }: DataOptions = {}): Promise<Data> {
  const script = generationScript(seed, share);
  const key = createHash('sha256')
    .update(JSON.stringify([version(), script]))
    .digest('hex')
    .slice(0, 16);
  const file = join(cacheDir, `${key}.duckdb`);
  if (!existsSync(file)) await makeFile(file, script);
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
  await mkdir(join(file, '..'), { recursive: true });
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
