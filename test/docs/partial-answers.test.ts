/** docs/partial-answers.md: its answer is what a gateway sends when one of two reports fails. */
import { expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson } from '../support/upstream-double.js';
import { blocksOf } from './blocks.js';

const goals = ndjson(...Array.from({ length: 12 }, (_, index) => ({ goalId: index + 1 })));
const { gateway } = runningGateway(({ path }) => (path.includes('goals') ? { body: goals } : { status: 503 }));

test('the answer shown is the answer of a gateway whose second report fails', async () => {
  const [shown] = blocksOf('partial-answers.md').filter(({ language }) => language === 'json');
  const { status, body } = await gateway.ask('{ installation(igrp: 1) { goals { rowCount } channels { rowCount } } }');
  expect(status).toBe(200);
  const expected = JSON.parse((shown?.text ?? '').replace('"…"', JSON.stringify(body.errors?.[0]?.extensions['requestId']))) as unknown;
  expect(body).toEqual(expected);
});
