/**
 * `npm run bench:waits`: how late an answer is that ran into its deadline, whatever upstream did with the time, and how soon upstream's
 * connection is free once the caller has left.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { catalogue } from '../../schema/reports/index.ts';
import { readConfig } from '../../src/config.ts';
import { createProcessLog } from '../../src/observe/log.ts';
import { createGateway } from '../../src/gateway.ts';
import { hang, head, inOrder, send, trickle } from '../../test/support/fault-scripts.ts';
import { startFaultServer } from '../../test/support/fault-server.ts';
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

function report(what, values) {
  console.log(`${what}: p50 ${quantile(values, 0.5).toFixed(1)}, most ${Math.max(...values).toFixed(1)} ms of ${values.length}`);
}

for (const [what, script] of Object.entries(SCRIPTS))
  report(`past the deadline, ${what}`, await withGateway(script, DEADLINE_MS, overshoot));
report('from leaving until upstream’s connection is closed', await withGateway(hang, 10_000, release));
