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

describe('a report without an end', () => {
  const { gateway } = runningGateway(({ params }) => ({ body: rows(Number(new Map(params).get('limit'))) }));

  test.each([
    ['is told up to the largest Int', 2_147_483_646, 2_147_483_647],
    ['is an error beyond it, since no offset can say it', 2_147_483_647, null],
  ])('the offset of the next page %s', async (_, offset, nextOffset) => {
    const { body } = await gateway.ask(`{installation(igrp:1){callTriggers(limit:1,offset:${offset}){rowCount pageInfo{nextOffset}}}}`);
    expect(body.data).toEqual({ installation: { callTriggers: { rowCount: 1, pageInfo: { nextOffset } } } });
    expect(body.errors?.map(({ path, extensions }) => [path?.at(-1), extensions.code]) ?? []).toEqual(
      nextOffset === null ? [['nextOffset', 'BAD_USER_INPUT']] : [],
    );
  });
});
