/** Outages as callers of the gateway meet them: 72 to 75 of the fault table over HTTP. */
import { afterEach, expect, it } from '@jest/globals';
import { reply, rows } from '../support/fault-scripts.js';
import { startFaultServer, type FaultServer, type Script } from '../support/fault-server.js';
import { startGateway, type GatewayAnswer, type TestGateway } from '../support/gateway.js';

const OPERATION = 'query ($offset: Int!) { installation(igrp: 1) { igrp callTriggers(offset: $offset) { rows { rowId } } } }';
const GOOD = rows('{"rowId":"1"}\n');
const DOWN = reply(503, '');
const HOUR = '3600000';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(script: Script, breakerResetMs: string): Promise<{ readonly server: FaultServer; readonly gateway: TestGateway }> {
  const server = await startFaultServer({ script });
  const gateway = await startGateway(server.baseUrl, { BREAKER_RESET_MS: breakerResetMs });
  closing.push(server.close, gateway.close);
  return { server, gateway };
}

const credentialOf = (caller: number) => `Basic ${btoa(`caller${caller}:secret`)}`;
let offset = 0;
/** Each a question of its own, so that none is answered with another's. */
const ask = ({ ask: send }: TestGateway, caller: number): Promise<GatewayAnswer> =>
  send(OPERATION, { offset: offset++ }, { authorization: credentialOf(caller) });
const codeOf = ({ body }: GatewayAnswer): unknown => body.errors?.[0]?.extensions['code'] ?? 'answered';

it('73: an outage opens the breaker for all; what is asked then is answered without upstream, and says when to come back', async () => {
  const { server, gateway } = await start(DOWN, HOUR);
  const codes: unknown[] = [];
  for (let asked = 0; asked < 100; asked += 1) codes.push(codeOf(await ask(gateway, asked % 5)));
  expect(new Set(codes)).toEqual(new Set(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_CIRCUIT_OPEN']));
  // Ten failures from several callers open it; each of them may have been tried once more.
  expect(server.requests.length).toBeLessThanOrEqual(20);
  const seen = server.requests.length;
  const answer = await ask(gateway, 77);
  expect(answer).toMatchObject({
    status: 200,
    body: {
      data: { installation: { igrp: 1, callTriggers: null } },
      errors: [{ extensions: { code: 'UPSTREAM_CIRCUIT_OPEN', retryable: true, retryAfterMs: 300_000 } }],
    },
  });
  expect(server.requests).toHaveLength(seen);
});

it('73: once upstream is back callers are answered again, without a restart', async () => {
  const { server, gateway } = await start(DOWN, '10');
  while (codeOf(await ask(gateway, offset % 5)) !== 'UPSTREAM_CIRCUIT_OPEN');
  server.play(GOOD);
  while (codeOf(await ask(gateway, 0)) !== 'answered');
  const changes = gateway.logged.filter(({ msg, scope }) => msg === 'breaker' && scope === 'report').map(({ state }) => state);
  expect(changes.slice(-2)).toEqual(['half-open', 'closed']);
  expect(codeOf(await ask(gateway, 1))).toBe('answered');
});

it.each([401, 403, 404, 500, 503])('74: a caller who is always answered %s closes nothing for others', async (status) => {
  const bad = credentialOf(0);
  const { gateway } = await start(
    (exchange) => (exchange.request.headers['authorization'] === bad ? reply(status, '') : GOOD)(exchange),
    HOUR,
  );
  const codes: unknown[] = [];
  for (let round = 0; round < 30; round += 1) {
    await ask(gateway, 0);
    codes.push(codeOf(await ask(gateway, 1)));
  }
  expect(new Set(codes)).toEqual(new Set(['answered']));
});
