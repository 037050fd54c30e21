/** Bounds that only the rows of an answer decide: what hangs below rows is asked as often as there are rows. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson } from '../support/upstream-double.js';

const INSTALLATIONS = Array.from({ length: 300 }, (_, i) => ({ igrp: i + 1 }));

describe('what an operation may cause', () => {
  const { gateway, upstream } = runningGateway(({ path }) => ({
    body: path === '/igrps' ? ndjson(...INSTALLATIONS) : ndjson({ rowId: '1' }),
  }));
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
