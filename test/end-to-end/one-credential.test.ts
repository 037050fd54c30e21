/** One credential behind a router: how many connections to the Reports API it may use at once. */
import { expect, test } from '@jest/globals';
import { startGateway } from '../support/gateway.js';
import { startUpstreamDouble } from '../support/upstream-double.js';

test.each([
  ['16 by default', {}, 16],
  ['all 64 with MAX_PER_CALLER=64', { MAX_PER_CALLER: '64' }, 64],
])('one caller’s questions share %s', async (_, environment, expected) => {
  const questions = 80;
  let [asked, open, most] = [0, 0, 0];
  let full: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (full = resolve));
  const upstream = await startUpstreamDouble(({ path }) => {
    // The first request shows that the credential is good.
    if (path.endsWith('/igrps/1/goals')) return { body: '' };
    most = Math.max(most, ++open);
    if (++asked === expected) full();
    return { body: '', after: reached.then(() => void open--) };
  });
  const gateway = await startGateway(upstream.url, environment);
  const ask = (igrp: number) => gateway.ask(`{ installation(igrp: ${igrp}) { goals(limit: 5) { rowCount } } }`);
  await ask(1);
  const answers = await Promise.all(Array.from({ length: questions }, (_unused, index) => ask(index + 2)));
  expect(answers.filter(({ body }) => body.errors !== undefined)).toEqual([]);
  expect(most).toBe(expected);
  await gateway.close();
  await upstream.close();
});
