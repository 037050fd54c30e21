/** Callers who leave before their answer: what they had asked for is given up, unless somebody else waits for the same. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { rawPost } from '../http/raw-http.js';
import { hang, head, inOrder, rows, send, sendFully } from '../support/fault-scripts.js';
import { startFaultServer, type FaultServer, type Script } from '../support/fault-server.js';
import { DEMO, startGateway, type TestGateway } from '../support/gateway.js';
import { createGate } from '../support/upstream-with-server.js';

const ROW = '{"rowId":"1"}\n';
const OPERATION = '{ installation(igrp: 1) { report: callTriggers { complete rows { rowId } } } }';
const ANSWER = { installation: { report: { complete: true, rows: [{ rowId: '1' }, { rowId: '1' }] } } };
/** The head and the first of two rows. */
const HALF = sendFully(`${head(200, [['Content-Length', String(2 * ROW.length)]])}${ROW}`);

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(script: Script): Promise<{ readonly server: FaultServer; readonly gateway: TestGateway }> {
  const server = await startFaultServer({ script });
  const gateway = await startGateway(server.baseUrl);
  closing.push(server.close, gateway.close);
  return { server, gateway };
}

/** Asks on a connection of its own. `leave` hangs up. */
async function askAndLeave({ url }: TestGateway): Promise<() => void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(rawPost(JSON.stringify({ query: OPERATION }), ['content-type: application/json', `authorization: ${DEMO}`]));
  return () => void socket.destroy();
}

/** Looks again after every turn of the event loop. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

const requestLines = ({ logged }: TestGateway) => logged.filter(({ msg, route }) => msg === 'request' && route === '/graphql');

it.each([
  ['before the reply begins', hang],
  ['in the middle of the rows', inOrder(HALF, hang)],
] as const)('80: a caller who leaves %s frees the connection to upstream, and is no fault of the gateway', async (_when, script) => {
  const { opened: asked, open: tell } = createGate();
  const { server, gateway } = await start(inOrder(() => tell(), script));
  const leave = await askAndLeave(gateway);
  await asked;
  leave();
  await server.closed(1);
  await until(() => requestLines(gateway).length === 1);
  expect(requestLines(gateway)).toMatchObject([{ status: 499, level: 30 }]);
  expect(gateway.logged.filter(({ msg }) => msg === 'upstream')).toMatchObject([{ outcome: 'LEFT', level: 20 }]);
  expect(gateway.logged.filter(({ level }) => Number(level) > 30)).toEqual([]);
  expect(await (await fetch(`${gateway.origin}/metrics`)).text()).not.toMatch(/^reports_gateway_errors_total\{.*\} [1-9]/m);
  expect(server.requests).toHaveLength(1);
});

it('81: whoever waits for the same gets all of it, though the caller who asked first has left', async () => {
  const gate = createGate();
  const { opened: asked, open: tell } = createGate();
  const { server, gateway } = await start(
    inOrder(
      HALF,
      () => tell(),
      () => gate.opened,
      send(ROW),
    ),
  );
  const leave = await askAndLeave(gateway);
  await asked;
  const other = gateway.ask(OPERATION);
  const joined = async () =>
    (await (await fetch(`${gateway.origin}/metrics`)).text()).includes('upstream_shared_total{report="callTriggers"} 1');
  while (!(await joined()));
  leave();
  await until(() => requestLines(gateway).length === 1);
  gate.open();
  expect((await other).body).toEqual({ data: ANSWER });
  expect(requestLines(gateway)).toMatchObject([{ status: 499 }, { status: 200 }]);
  expect(server.requests).toHaveLength(1);
});

it('81: the wait of another credential keeps nothing alive for the caller who left', async () => {
  const gate = createGate();
  const { server, gateway } = await start(inOrder(() => gate.opened, rows(ROW + ROW)));
  const leave = await askAndLeave(gateway);
  await until(() => server.requests.length === 1);
  const other = gateway.ask(OPERATION, {}, { authorization: `Basic ${btoa('another:secret')}` });
  await until(() => server.requests.length === 2);
  leave();
  await server.closed(1);
  gate.open();
  expect((await other).body).toEqual({ data: ANSWER });
});
