/** One sandbox for the tests of a file, asked over HTTP. */
import { afterAll, beforeAll } from '@jest/globals';
import { openData, type Data } from '../../sandbox/open-data.js';
import { createSandbox, type Sandbox } from '../../sandbox/server.js';

/** A row's cells, as the tests here look at them: none of them reads the few that are JSON. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** A query string from decoded pairs. */
export const params = (...pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');

export const basic = (user: string, password = user): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** Starts before the file's tests, ends after them. `sql` asks the data directly, past the sandbox. */
export function runningSandbox() {
  let sandbox: Sandbox | undefined;
  let data: Data | undefined;
  beforeAll(async () => {
    data = await openData();
    sandbox = await createSandbox();
  }, 300_000);
  afterAll(async () => {
    await sandbox?.close();
    data?.close();
  });
  const running = (): Sandbox => {
    if (sandbox === undefined) throw new Error('the sandbox is not running yet');
    return sandbox;
  };
  const get = (path: string, authorization: string | null = basic('demo')): Promise<Response> =>
    fetch(running().url + path, { headers: authorization === null ? {} : { authorization } });
  return {
    running,
    get,
    /** The rows of a JSON reply; fails on any other status than 200. */
    async rows(path: string, authorization?: string): Promise<readonly Row[]> {
      const response = await get(path, authorization);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${response.status} ${text}`);
      return (
        text
          .split('\n')
          .filter((line) => line !== '')
          // A line is an object of such cells by the contract under test.
          .map((line) => JSON.parse(line) as Row)
      );
    },
    async sql(statement: string): Promise<readonly Row[]> {
      if (data === undefined) throw new Error('the data are not open yet');
      // Counts, sums and plain columns alone are asked for.
      return (await data.query(statement)) as readonly Row[];
    },
  };
}
