/**
 * Large answers to many callers at once, some of whom read slowly or leave: the memory of one answer is used for the next, and each caller
 * gets the rows that were made for it, to the last byte.
 */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startGateway, type TestGateway } from '../support/gateway.js';

const CALLERS = 12;
const ROUNDS = 5;

const credentialOf = (caller: number) => `Basic ${btoa(`caller-${caller}:secret`)}`;
const nameOf = (authorization: string, row: number, rows: number) => `${authorization} ${row} of ${rows} ${'ü'.repeat(row % 300)}`;

/** As many rows as are asked for, which say for whom they were made; the reply comes in parts. */
async function answer(asked: IncomingMessage, reply: ServerResponse): Promise<void> {
  const { authorization = '' } = asked.headers;
  const rows = Number(new URL(asked.url ?? '', 'http://upstream').searchParams.get('limit'));
  const lines = Array.from({ length: rows }, (_, row) => `{"igrp":1,"chName":"${nameOf(authorization, row, rows)}","vid":"${row}"}\n`);
  const body = Buffer.from(lines.join(''));
  reply.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  for (let at = 0; at < body.length; at += 50_000) {
    reply.write(body.subarray(at, at + 50_000));
    await new Promise(setImmediate);
  }
  reply.end();
}

const server = createServer((asked, reply) => void answer(asked, reply));
let gateway: TestGateway;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is no pipe
  gateway = await startGateway(`http://127.0.0.1:${port}/reports/v2`, { LOG_LEVEL: 'silent' });
});
afterAll(async () => {
  await gateway.close();
  await new Promise((resolve) => server.close(resolve));
});

/** The text that one caller gets; null where it leaves in the middle. */
async function textFor(caller: number, rows: number, reading: 'fast' | 'slow' | 'leaving'): Promise<string | null> {
  const asked = request(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', authorization: credentialOf(caller) },
  });
  asked.end(JSON.stringify({ query: `{ installation(igrp: 1) { callTriggers(limit: ${rows}) { rows { chName vid } } } }` }));
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    if (reading === 'leaving') {
      response.destroy();
      return null;
    }
    if (reading === 'slow') await wait(1);
  }
  return Buffer.concat(chunks).toString();
}

function expectedFor(caller: number, rows: number): string {
  const list = Array.from({ length: rows }, (_, row) => `{"chName":"${nameOf(credentialOf(caller), row, rows)}","vid":"${row}"}`);
  return `{"data":{"installation":{"callTriggers":{"rows":[${list.join()}]}}}}`;
}

it('gives each caller its own rows, to the last byte', async () => {
  const READINGS = ['fast', 'slow', 'leaving', 'fast'] as const;
  let compared = 0;
  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    for (let round = 0; round < ROUNDS; round++) {
      const rows = [3, 700, 4000, 20_000, 9000][(caller + round) % 5] ?? 1;
      const reading = READINGS[(caller + 3 * round) % READINGS.length] ?? 'fast';
      const text = await textFor(caller, rows, reading);
      if (reading === 'leaving') continue;
      // Not compared by Jest, which would print megabytes.
      expect(text === expectedFor(caller, rows)).toBe(true);
      compared++;
    }
  });
  await Promise.all(callers);
  expect(compared).toBeGreaterThan((CALLERS * ROUNDS) / 2);
});
