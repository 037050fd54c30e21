/** Bounds that only the rows of an answer decide: what hangs below rows is asked as often as there are rows. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { ndjson, startUpstreamDouble, type UpstreamDouble } from '../support/upstream-double.js';

const INSTALLATIONS = Array.from({ length: 300 }, (_, i) => ({ igrp: i + 1 }));

describe('what an operation may cause', () => {
  let upstream: UpstreamDouble;
  let gateway: TestGateway;
  beforeAll(async () => {
    upstream = await startUpstreamDouble(({ path }) => ({ body: path === '/igrps' ? ndjson(...INSTALLATIONS) : ndjson({ rowId: '1' }) }));
    gateway = await startGateway(upstream.url);
  });
  afterAll(async () => {
    await gateway.close();
    await upstream.close();
  });
  beforeEach(() => upstream.clear());

  test.each([
    ['200 upstream requests', 10, 200, 'upstream requests'],
    ['200,000 rows', 50_000, 4, 'rows'],
  ])('at most %s: the reports beyond are refused, the others answered', async (_, limit, requests, what) => {
    const { status, body } = await gateway.ask(`{installations{rows{igrp callTriggers(limit:${limit}){rowCount}}}}`);
    expect(status).toBe(200);
    expect(upstream.requests).toHaveLength(requests);
    const { rows } = (body.data as { installations: { rows: { callTriggers: { rowCount: number } | null }[] } }).installations; // as asked
    expect(rows.filter(({ callTriggers }) => callTriggers !== null)).toHaveLength(requests - 1);
    expect(body.errors?.[0]).toMatchObject({
      message: expect.stringContaining(` ${what} in all`),
      extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE' },
    });
  });
});
