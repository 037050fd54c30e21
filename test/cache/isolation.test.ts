/**
 * Many callers who ask much the same again and again, with the cache on: every row that one of them gets was made for it.
 *
 * A sample here; `npm run test:isolation` has 100,000 operations for each place where replies are kept.
 */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { Agent, request } from 'undici';
import { startGateway } from '../support/gateway.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { ndjson, startUpstreamDouble, type UpstreamDouble } from '../support/upstream-double.js';

const OPERATIONS = Number(process.env['ISOLATION_OPERATIONS'] ?? 300);
const CALLERS = 50;
const AT_ONCE = 30;
const INSTALLATIONS = 2;
const OFFSETS = 3;

jest.setTimeout(120_000 + OPERATIONS * 20);

/** Wide and narrow questions of one grain, so that replies with more columns answer those with fewer. */
const SELECTIONS = ['vid goalTitle', 'vid', 'goalTitle'];
const operation = (selection: string) =>
  `query ($igrp: Int!, $offset: Int!) { installation(igrp: $igrp) { goalTriggers(startDate: "2026-01-01", endDate: "2026-01-31", offset: $offset) { rows { ${selection} } request { cache } } } }`;

const credentialOf = (caller: number) => `Basic ${btoa(`caller-${caller}:secret-${caller}`)}`;
/** What a cell says: for whom it was made, and what had been asked. */
const cellOf = (authorization: string | undefined, igrp: number, offset: number) => `${authorization} ${igrp} ${offset}`;

let redis: TestRedis;
let upstream: UpstreamDouble;
const agent = new Agent({ connections: AT_ONCE });
beforeAll(async () => {
  redis = await startRedis();
  upstream = await startUpstreamDouble(({ path, params, headers }) => {
    const cell = cellOf(headers.authorization, Number(path.split('/')[2]), Number(params.find(([name]) => name === 'offset')?.[1] ?? 0));
    return { body: ndjson({ vid: cell, goalTitle: cell }) };
  });
});
afterAll(async () => {
  await agent.close();
  await upstream.close();
  await redis.stop();
});

interface Answer {
  readonly errors?: unknown;
  readonly data: {
    readonly installation: {
      readonly goalTriggers: { readonly rows: readonly Readonly<Record<string, unknown>>[]; readonly request: { readonly cache: string } };
    };
  };
}

test.each(['memory', 'redis'])(
  `${OPERATIONS} operations of ${CALLERS} callers get no foreign row, with replies kept in %s`,
  async (place) => {
    const gateway = await startGateway(upstream.url, {
      CACHE: place === 'memory' ? 'memory' : redis.url,
      CACHE_SECRET: 'a secret of the tests that is long enough',
      LOG_LEVEL: 'error',
    });
    const asks = fc.sample(fc.tuple(fc.nat(CALLERS - 1), fc.nat(INSTALLATIONS - 1), fc.nat(OFFSETS - 1), fc.constantFrom(...SELECTIONS)), {
      numRuns: OPERATIONS,
      seed: 20261127,
    });
    const wrong: unknown[] = [];
    const seen = { HIT: 0, MISS: 0 };

    const ask = async ([caller, installation, offset, selection]: readonly [number, number, number, string]): Promise<void> => {
      const authorization = credentialOf(caller);
      const { body } = await request(gateway.url, {
        dispatcher: agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ query: operation(selection), variables: { igrp: installation + 1, offset } }),
      });
      const { data, errors } = (await body.json()) as Answer; // as asked
      if (errors !== undefined) return void wrong.push(errors);
      const { rows, request: told } = data.installation.goalTriggers;
      if (told.cache === 'HIT' || told.cache === 'MISS') seen[told.cache] += 1;
      const own = cellOf(authorization, installation + 1, offset);
      const expected = Object.fromEntries(selection.split(' ').map((column) => [column, own]));
      if (JSON.stringify(rows) !== JSON.stringify([expected])) wrong.push({ own, rows });
    };

    let next = 0;
    const worker = async (): Promise<void> => {
      for (let asked = asks[next++]; asked; asked = asks[next++]) await ask(asked);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await gateway.close();

    expect(wrong).toEqual([]);
    expect(seen.HIT + seen.MISS).toBe(OPERATIONS);
    expect(seen.HIT).toBeGreaterThan(0);
  },
);
