/** The end of the process: what runs is answered, what comes is turned away, and the process ends by itself within its deadline. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { rawPost } from '../http/raw-http.js';
import { hang, inOrder, rows } from '../support/fault-scripts.js';
import { startFaultServer, type FaultServer, type Script } from '../support/fault-server.js';
import { createGate } from '../support/upstream-with-server.js';
import { startGatewayProcess, type GatewayProcess } from './gateway-process.js';

const OPERATION = '{ installation(igrp: 1) { callTriggers { complete rows { rowId } } } }';
const GOOD = rows('{"rowId":"1"}\n');

/** A process takes its time to start where the machine is busy. */
jest.setTimeout(60_000);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(
  script: Script,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly server: FaultServer; readonly gateway: GatewayProcess }> {
  const server = await startFaultServer({ script });
  closing.push(server.close);
  const gateway = await startGatewayProcess(server.baseUrl, environment);
  closing.push(() => {
    gateway.kill('SIGKILL');
    return gateway.ended;
  });
  return { server, gateway };
}

/** Asks for readiness until the answer changes. */
async function draining({ origin }: GatewayProcess): Promise<void> {
  while ((await fetch(`${origin}/health/ready`)).status !== 503);
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('82: in the middle of a report lets it be answered, turns away what comes, and ends with status 0', async () => {
    const gate = createGate();
    const { opened: asked, open: tell } = createGate();
    const { gateway } = await start(
      inOrder(
        () => tell(),
        () => gate.opened,
        GOOD,
      ),
    );
    expect((await fetch(`${gateway.origin}/health/ready`)).status).toBe(200);
    const running = gateway.ask(OPERATION);
    await asked;

    gateway.kill(signal);
    await draining(gateway);
    expect((await fetch(`${gateway.origin}/health/live`)).status).toBe(200);
    const refused = await gateway.ask(OPERATION);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('connection')).toBe('close');
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'SHUTTING_DOWN' } }] });

    gate.open();
    const answer = await running;
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ data: { installation: { callTriggers: { complete: true, rows: [{ rowId: '1' }] } } } });
    expect(await gateway.ended).toBe(0);
    const graphql = gateway.logged().filter(({ route }) => route === '/graphql');
    expect(graphql).toMatchObject([
      { level: 40, status: 503, codes: ['SHUTTING_DOWN'] },
      { level: 30, status: 200 },
    ]);
    expect(gateway.logged().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

describe('SIGTERM', () => {
  it('lets an operation have its deadline, and no more', async () => {
    const { opened: asked, open: tell } = createGate();
    const { gateway } = await start(
      inOrder(() => tell(), hang),
      { DEADLINE_MS: '1000' },
    );
    const running = gateway.ask(OPERATION);
    await asked;
    gateway.kill('SIGTERM');
    expect(await (await running).json()).toMatchObject({
      data: { installation: { callTriggers: null } },
      errors: [{ extensions: { code: 'GATEWAY_TIMEOUT' } }],
    });
    expect(await gateway.ended).toBe(0);
  });

  it('cuts a caller who never finishes sending', async () => {
    const { gateway } = await start(GOOD, { DEADLINE_MS: '500' });
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    await once(socket, 'connect');
    // The answer to what came before on the connection proves that the rest was read as well.
    const whole = rawPost(JSON.stringify({ query: '{ __typename }' }));
    socket.write(Buffer.concat([whole, whole.subarray(0, -1)]));
    await once(socket, 'data');
    gateway.kill('SIGTERM');
    await once(socket, 'close');
    expect(await gateway.ended).toBe(0);
  });

  it('ends at once where nothing runs, though a caller keeps its connection', async () => {
    const { gateway } = await start(GOOD, { DEADLINE_MS: '600000' });
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.write(rawPost(JSON.stringify({ query: '{ __typename }' })));
    await once(socket, 'data');
    gateway.kill('SIGTERM');
    await once(socket, 'close');
    expect(await gateway.ended).toBe(0);
  });
});

describe('DRAIN_DELAY_MS', () => {
  it('fails readiness while operations are still answered, so that balancers notice in time', async () => {
    const { gateway } = await start(GOOD, { DRAIN_DELAY_MS: '3000' });
    gateway.kill('SIGTERM');
    await draining(gateway);
    const answered = await gateway.ask(OPERATION);
    expect([answered.status, await answered.json()]).toEqual([
      200,
      { data: { installation: { callTriggers: { complete: true, rows: [{ rowId: '1' }] } } } },
    ]);
    expect(await gateway.ended).toBe(0);
  });
});

describe('SIGHUP', () => {
  it('does not end the process', async () => {
    const { gateway } = await start(GOOD);
    gateway.kill('SIGHUP');
    expect((await gateway.ask(OPERATION)).status).toBe(200);
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
  });
});

describe('the start', () => {
  it('warns about a variable that looks like a misspelt option, without its value', async () => {
    const { gateway } = await start(GOOD, { MAX_SOCKET: '77123' });
    const warnings = gateway.logged().filter(({ level }) => level === 40);
    expect(warnings.map(({ msg }) => msg)).toEqual([
      'MAX_SOCKET is not a known environment variable and has no effect. Did you mean MAX_SOCKETS?',
    ]);
    expect(gateway.output()).not.toContain('77123');
  });

  it('is refused for a credential in REPORTS_URL, which is not repeated', async () => {
    const started = startGatewayProcess('http://user:s3cret@127.0.0.1:9/reports/v2');
    await expect(started).rejects.toThrow('REPORTS_URL must be an http(s) URL without credentials');
    await expect(started).rejects.not.toThrow(/s3cret/);
  });
});
