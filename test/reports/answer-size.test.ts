import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createAnswerSize } from '../../src/reports/answer-size.js';
import { DEMO, startGateway, type TestGateway } from '../support/gateway.js';
import { startUpstreamDouble, type UpstreamDouble } from '../support/upstream-double.js';

const ROWS = 200;
const LONG = 'x'.repeat(10_000);

let upstream: UpstreamDouble;
let gateway: TestGateway;
beforeAll(async () => {
  upstream = await startUpstreamDouble(({ path, params }) => {
    if (path.endsWith('/channels')) return { body: `{"channelId":1,"channelName":"${LONG}"}\n` };
    const asked = new Map(params);
    const cells = params.some(([, value]) => value === 'chName') ? `"chName":"${LONG}"` : '"ch":1';
    return { body: Array.from({ length: Number(asked.get('limit')) }, (_, i) => `{"rowId":"${i}",${cells}}\n`).join('') };
  });
  gateway = await startGateway(upstream.url, { MAX_ANSWER_BYTES_PER_CALLER: '3000000' });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

const codes = ({ body }: Awaited<ReturnType<TestGateway['ask']>>) => body.errors?.map(({ extensions }) => extensions['code']);
const linked = (aliases: number) => {
  const names = Array.from({ length: aliases }, (_, i) => `n${i}: channelName`).join(' ');
  return `{ installation(igrp: 1) { callTriggers(limit: ${ROWS}) { rows { rowId channel { ${names} } } } } }`;
};

const REPORTS = ['callTriggers', 'allTriggers', 'goalTriggers', 'visitTriggers', 'conversionTriggers', 'transactionTriggers'];

/** 24 × 57 command lines, each about twice as long as the value. */
function dryRun(length: number) {
  const names = Array.from({ length: 57 }, (_, i) => `c${i}: curl`).join(' ');
  const asked = REPORTS.map((report) => `${report}(filter: [{ chName: { eq: $name }, city: { eq: $name } }]) { request { ...F } }`).join(
    ' ',
  );
  const installations = ['', 'b: ', 'c: ', 'd: '].map((alias, i) => `${alias}installation(igrp: ${i + 1}) { ${asked} }`);
  const query = `query($name: String!) { ${installations.join(' ')} } fragment F on ReportRequest { ${names} }`;
  return gateway.ask(query, { name: 'x'.repeat(length) }, {});
}

test('a bound is kept on both sides', () => {
  const size = createAnswerSize(10, false);
  expect([size.add(10), size.refusal()]).toEqual([true, null]);
  expect(size.add(1)).toBe(false);
  expect(size.refusal()).toMatchObject({ code: 'COST_ESTIMATED_TOO_EXPENSIVE', extensions: { cost: 11, maxCost: 10 } });
});

test('in parts, the field that exceeds the bound fails', () => {
  expect(() => createAnswerSize(10, true).add(11)).toThrow('This answer may hold at most 10 bytes of text.');
});

test('a text that many rows link to counts in each of them', async () => {
  const fits = await gateway.ask(linked(1));
  expect(fits.body.errors).toBeUndefined();
  expect(fits.text.split(LONG)).toHaveLength(ROWS + 1);
  const refused = await gateway.ask(linked(2));
  expect(codes(refused)).toEqual(['COST_ESTIMATED_TOO_EXPENSIVE']);
  expect(refused.body.data ?? null).toBeNull();
});

test.each([
  ['application/json', 150, undefined],
  ['multipart/mixed', 80, undefined],
  ['multipart/mixed', 150, ['UPSTREAM_RESPONSE_TOO_LARGE']],
])('%s of %i rows of 10 kB: rows that have to be objects count with what they become', async (accept, limit, expected) => {
  const query = `{ installation(igrp: 1) { callTriggers(limit: ${limit}) { rows { rowId chName } } ... @defer { igrp } } }`;
  const headers = { 'content-type': 'application/json', authorization: DEMO, accept };
  const text = await (await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) })).text();
  expect(/"code":"(\w+)"/.exec(text)?.slice(1)).toEqual(expected);
  expect(text.split(LONG)).toHaveLength(expected ? 1 : limit + 1);
});

test('a dry run without a credential is answered below 10 MB, and refused beyond', async () => {
  const lines = REPORTS.length * 4 * 57;
  const around = (await dryRun(1)).text.length / lines - 2;
  const longest = Math.floor((10_000_000 / lines - around) / 2);
  const fits = await dryRun(longest - 50);
  expect(fits.body.errors).toBeUndefined();
  expect(fits.text.length).toBeGreaterThan(9_500_000);
  const refused = await dryRun(longest + 200);
  expect(codes(refused)).toEqual(['COST_ESTIMATED_TOO_EXPENSIVE']);
  expect(refused.body.data ?? null).toBeNull();
});
