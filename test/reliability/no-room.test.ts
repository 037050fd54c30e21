/** Shedding as HTTP tells it: where a caller's queue is full, the operation is refused before it is executed, with Retry-After. */
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { startGateway } from '../support/gateway.js';
import { ndjson, startUpstreamDouble } from '../support/upstream-double.js';

const credential = (user: string) => ({ authorization: `Basic ${Buffer.from(`${user}:x`).toString('base64')}` });
const question = (offset: number) => `{installation(igrp:1){callTriggers(offset:${offset}){rowCount}}}`;

describe('no room', () => {
  test('a caller whose questions fill the queue gets 503 and Retry-After; another caller takes a place', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const upstream = await startUpstreamDouble(() => ({ body: ndjson({ rowId: '1' }), after: gate }));
    const gateway = await startGateway(upstream.url, {}, catalogue, { bounds: { sockets: 1, perCaller: 1, waiting: 2, unprovenShare: 1 } });
    const waiting: ReturnType<typeof gateway.ask>[] = [];
    for (const offset of [1, 2, 3]) {
      waiting.push(gateway.ask(question(offset), {}, credential('greedy')));
      // Round trips of somebody else: what was sent before them has arrived.
      for (let i = 0; i < 10; i++) await gateway.ask('{__typename}', {}, credential('nobody'));
    }
    expect(upstream.requests).toHaveLength(1);
    let refused = await gateway.ask(question(4), {}, { ...credential('greedy'), accept: 'application/json' });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.body).toEqual({
      errors: [
        {
          message: expect.any(String),
          extensions: { code: 'SERVICE_OVERLOADED', requestId: refused.headers.get('x-request-id'), retryAfterMs: 1_000 },
        },
      ],
    });
    const other = gateway.ask(question(5), {}, credential('modest'));
    open();
    expect((await other).body).toEqual({ data: { installation: { callTriggers: { rowCount: 1 } } } });
    const answers = await Promise.all(waiting);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    refused = await gateway.ask(question(4), {}, credential('greedy'));
    expect(refused.body).toEqual({ data: { installation: { callTriggers: { rowCount: 1 } } } });
    await gateway.close();
    await upstream.close();
  });
});
