/** A document that is asked again asks the same; with other variables it asks anew. */
import { beforeEach, expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';

const { gateway, upstream } = runningGateway();
beforeEach(() => upstream.clear());

const DOCUMENT = `query Q($igrp: Int!, $limit: Int, $city: Boolean!) {
  installation(igrp: $igrp) { callTriggers(limit: $limit) { rows { rowId city @include(if: $city) } } }
}`;
const asked = () => upstream.requests.map(({ path, params }) => `${path} ${params.map(([name, value]) => `${name}=${value}`).join(' ')}`);

test('the same variables ask the same, others ask anew', async () => {
  const variables = { igrp: 1, limit: 10, city: true };
  for (const changed of [{}, {}, { limit: 20 }, { city: false }, { igrp: 2 }, {}])
    await gateway.ask(DOCUMENT, { ...variables, ...changed });
  expect(asked()).toEqual([
    '/igrps/1/triggers/calls limit=10 display[]=city display[]=rowId',
    '/igrps/1/triggers/calls limit=10 display[]=city display[]=rowId',
    '/igrps/1/triggers/calls limit=20 display[]=city display[]=rowId',
    '/igrps/1/triggers/calls limit=10 display[]=rowId',
    '/igrps/2/triggers/calls limit=10 display[]=city display[]=rowId',
    '/igrps/1/triggers/calls limit=10 display[]=city display[]=rowId',
  ]);
});

test('a fragment that two installations share is asked of each', async () => {
  await gateway.ask(
    '{ a: installation(igrp: 1) { ...F } b: installation(igrp: 2) { ...F } } fragment F on Installation { callTriggers(limit: 1) { rows { city } } }',
  );
  expect(asked().sort()).toEqual(['/igrps/1/triggers/calls limit=1 display[]=city', '/igrps/2/triggers/calls limit=1 display[]=city']);
});

test('a rule that is broken is told every time', async () => {
  for (let i = 0; i < 2; i++) {
    const { body } = await gateway.ask(DOCUMENT, { igrp: 1, limit: 0, city: true });
    expect(body.errors?.map(({ extensions: { code } }) => code)).toEqual(['BAD_USER_INPUT']);
  }
  expect(asked()).toEqual([]);
});
