/** Whether a report is whole: that all of the reply came, and that no row follows. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson } from '../support/upstream-double.js';

const rows = (count: number) => ndjson(...Array.from({ length: count }, (_, i) => ({ rowId: String(i + 1) })));
const THERE = 5;

describe('a report of five rows', () => {
  const { gateway, upstream } = runningGateway(({ params }) => {
    const asked = new Map(params);
    return { body: rows(Math.max(0, Math.min(Number(asked.get('limit')), THERE - Number(asked.get('offset') ?? 0)))) };
  });
  beforeEach(() => upstream.clear());
  const limitSent = () => upstream.requests.map(({ params }) => new Map(params).get('limit'));

  test.each([
    [4, 0, false],
    [5, 0, true],
    [6, 0, true],
    [4, 1, true],
    [3, 1, false],
  ])('limit %p from offset %p: complete is %p, and one row more is asked for', async (limit, offset, complete) => {
    const { body } = await gateway.ask(`{installation(igrp:1){callTriggers(limit:${limit},offset:${offset}){rowCount complete framed}}}`);
    expect(body).toEqual({
      data: { installation: { callTriggers: { rowCount: Math.min(limit, THERE - offset), complete, framed: true } } },
    });
    expect(limitSent()).toEqual([String(limit + 1)]);
  });

  test('framed alone asks for no row more', async () => {
    const { body } = await gateway.ask('{installation(igrp:1){callTriggers(limit:4){rowCount framed}}}');
    expect(body).toEqual({ data: { installation: { callTriggers: { rowCount: 4, framed: true } } } });
    expect(limitSent()).toEqual(['4']);
  });
});
