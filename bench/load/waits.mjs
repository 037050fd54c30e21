/**
 * `npm run bench:waits`: how late an answer is that ran into its deadline, whatever upstream did with the time, how soon upstream's
 * connection is free once the caller has left, and how long an operation of three reports takes whose chains differ.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue } from '../../schema/reports/index.ts';
import { readConfig } from '../../src/config.ts';
import { createProcessLog } from '../../src/observe/log.ts';
import { createGateway } from '../../src/gateway.ts';
import { hang, head, inOrder, send, trickle } from '../../test/support/fault-scripts.ts';
import { startFaultServer } from '../../test/support/fault-server.ts';
import { startUpstreamDouble } from '../../test/support/upstream-double.ts';
import { quantile } from './offer.mjs';

const TIMES = 20;
const DEADLINE_MS = 400;
const TYPE = ['Content-Type', 'application/json'];
const BODY = JSON.stringify({ query: '{ installation(igrp: 1) { callTriggers { rowCount } } }' });

const SCRIPTS = {
  'upstream never answers': hang,
  'its head trickles': trickle(head(200, [TYPE, ['X-Long', 'x'.repeat(500)]]), 10),
  'its body trickles': inOrder(send(head(200, [TYPE, ['Content-Length', '9999']])), trickle('{"rowId":"1"}\n'.repeat(50), 10)),
};

async function withGateway(script, deadlineMs, measure) {
  const server = await startFaultServer({ script });
  const config = readConfig({ REPORTS_URL: server.baseUrl, PORT: '0', DEADLINE_MS: String(deadlineMs), BREAKER_RESET_MS: '10' });
  const gateway = createGateway({
    config,
    catalogue,
    log: createProcessLog('silent'),
    upstream: { bounds: { breakerFailures: Infinity } },
  });
  const url = await gateway.listen();
  const values = [];
  // The first ones compile what the others run.
  for (let time = -5; time < TIMES; time += 1) {
    const value = await measure(url, server);
    if (time >= 0) values.push(value);
  }
  await gateway.close();
  await server.close();
  return values;
}

async function overshoot(url) {
  const startedAt = performance.now();
  const headers = { 'content-type': 'application/json', authorization: `Basic ${btoa('a:b')}` };
  const answer = await (await fetch(url, { method: 'POST', headers, body: BODY })).json();
  if (answer.errors[0].extensions.code !== 'GATEWAY_TIMEOUT')
    throw new Error(`expected GATEWAY_TIMEOUT, but got: ${JSON.stringify(answer)}`);
  return performance.now() - startedAt - DEADLINE_MS;
}

async function release(url, server) {
  const asked = server.requests.length;
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  const fields = ['host: a', 'content-type: application/json', `authorization: Basic ${btoa('a:b')}`, `content-length: ${BODY.length}`];
  socket.write(`POST /graphql HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n${BODY}`);
  while (server.requests.length === asked) await new Promise(setImmediate);
  const startedAt = performance.now();
  socket.destroy();
  await server.closed(server.requests.at(-1).connection);
  return performance.now() - startedAt;
}

/** Three reports after 0.1, 0.5 and 2 s, told apart by their limits, each with a link of 0.3 s. */
const REPORT_MS = { 1: 100, 2: 500, 3: 2_000 };
const LINK_MS = 300;
const CHAINS = ['channel { channelName }', 'dialInGroup { dgrpName }', 'goalDefinition { goalTitle }'].map(
  (link, index) => `linked${index}: callTriggers(limit: ${index + 1}) { rows { rowId ${link} } }`,
);

/** Seconds until the first bytes of an answer's body, and until its last. */
async function secondsOf(url, query, accept) {
  const startedAt = performance.now();
  const headers = { 'content-type': 'application/json', accept, authorization: `Basic ${btoa('a:b')}` };
  const { body } = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  let first = null;
  for await (const _ of body) first ??= performance.now() - startedAt;
  return [first, performance.now() - startedAt].map((milliseconds) => (milliseconds / 1_000).toFixed(2));
}

async function reportChains() {
  const upstream = await startUpstreamDouble(({ path, params }) => {
    const limit = params.find(([name]) => name === 'limit')?.[1];
    const row = { rowId: '7', ch: 4, channelId: 4, channelName: 'four', dgrp: 5, dgrpName: 'five', goal: 6, goalId: 6, goalTitle: 'six' };
    return { body: `${JSON.stringify(row)}\n`, after: sleep(path.includes('/triggers/') ? REPORT_MS[limit] : LINK_MS) };
  });
  const config = readConfig({ REPORTS_URL: upstream.url, PORT: '0' });
  const gateway = createGateway({ config, catalogue, log: createProcessLog('silent') });
  const url = await gateway.listen();
  const whole = `{ installation(igrp: 1) { ${CHAINS.join(' ')} } }`;
  const deferred = `{ installation(igrp: 1) { first: callTriggers(limit: 1) { rows { rowId } } ${CHAINS.map((chain) => `... @defer { ${chain} }`).join(' ')} } }`;
  // The first ones compile what the others run.
  await secondsOf(url, whole, 'application/json');
  await secondsOf(url, deferred, 'multipart/mixed');
  const [, over] = await secondsOf(url, whole, 'application/json');
  const [first, last] = await secondsOf(url, deferred, 'multipart/mixed');
  console.log(`three reports of 0.1, 0.5 and 2 s, each with a link of 0.3 s: over in ${over} s (longest chain 2.3 s)`);
  console.log(`the same with @defer: first part after ${first} s (its report takes 0.1 s), last after ${last} s`);
  await gateway.close();
  await upstream.close();
}

function report(what, values) {
  console.log(`${what}: p50 ${quantile(values, 0.5).toFixed(1)}, most ${Math.max(...values).toFixed(1)} ms of ${values.length}`);
}

for (const [what, script] of Object.entries(SCRIPTS))
  report(`past the deadline, ${what}`, await withGateway(script, DEADLINE_MS, overshoot));
report('from leaving until upstream’s connection is closed', await withGateway(hang, 10_000, release));
await reportChains();
