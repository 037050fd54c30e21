/**
 * Memory of a gateway whose answers nobody reads, or reads slowly: a process of its own, its memory as the system counts it.
 *
 * The rule under test stands in docs/limits.md: RSS stays under what it is at rest + 128 MiB + 1.25 × MAX_ANSWER_BYTES.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request, createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGatewayProcess, type GatewayProcess } from './gateway-process.js';

const MIB = 1024 * 1024;
const BUDGET = 32 * MIB;
const RULE = 128 * MIB + 1.25 * BUDGET;
const SMALL = 100;
/** 8 MB of text. */
const LARGE = 8_000;

const credentialOf = (user: string): string => `Basic ${Buffer.from(`${user}:secret`).toString('base64')}`;

/** A hundred rows. */
const BLOCK = Buffer.from(`{"igrp":1,"rowId":"1","chName":"${'x'.repeat(1_000)}"}\n`.repeat(100));

function* blocks(rows: number): Generator<Buffer, void> {
  for (let i = 0; i < rows; i += 100) yield BLOCK;
}

/** As many rows as are asked for, no faster than they are taken. */
const upstream = createServer((asked, reply) => {
  const limit = Number(new URL(asked.url ?? '', 'http://upstream').searchParams.get('limit'));
  reply.writeHead(200, { 'content-type': 'application/json' });
  pipeline(Readable.from(blocks(limit)), reply, () => undefined);
});

let gateway: GatewayProcess;
beforeAll(async () => {
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo; // a TCP server's address is no pipe
  gateway = await startGatewayProcess(`http://127.0.0.1:${port}/reports/v2`, {
    MAX_ANSWER_BYTES: String(BUDGET),
    MAX_ANSWER_BYTES_PER_CALLER: String(BUDGET / 2),
    LOG_LEVEL: 'silent',
    DEADLINE_MS: '10000',
  });
});
afterAll(async () => {
  gateway.kill('SIGKILL');
  await gateway.ended;
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
});

/** Sends one operation and leaves its answer unread. */
async function open(user: string, rows: number): Promise<IncomingMessage> {
  const asked = request(gateway.url, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', accept: 'application/json', authorization: credentialOf(user) },
  });
  asked.end(JSON.stringify({ query: `{ installation(igrp: 1) { callTriggers(limit: ${rows}) { rows { rowId chName } } } }` }));
  const [response] = (await once(asked, 'response')) as [IncomingMessage]; // as documented for this event
  return response;
}

/** Reads an answer, about so many bytes a second; resolves with its text. */
async function read(response: IncomingMessage, bytesPerSecond = Infinity): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    if (bytesPerSecond < Infinity) await delay((1_000 * chunk.length) / bytesPerSecond);
  }
  return Buffer.concat(chunks).toString();
}

/** A figure of the system's on the process, in bytes. */
const memory = (figure: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${figure}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8'))?.[1]) * 1024;

async function heldBytes(): Promise<number> {
  const text = await (await fetch(`${gateway.origin}/metrics`)).text();
  return Number(/^reports_gateway_answer_bytes_held (\d+)/m.exec(text)?.[1]);
}

describe('a gateway with a budget of 32 MiB for answers', () => {
  test('keeps its memory under the documented rule while 20 callers do not read and 8 read slowly, and answers small reports meanwhile', async () => {
    await read(await open('first', SMALL));
    const atRest = memory('VmRSS');
    const unread = await Promise.all(Array.from({ length: 20 }, (_, i) => open(`idle ${i}`, LARGE).catch(() => null)));
    expect(await heldBytes()).toBeGreaterThan(0);
    const slow = Array.from({ length: 8 }, async (_, i) => read(await open(`slow ${i}`, LARGE), 4 * MIB));
    const small: string[] = [];
    for (let i = 0; i < 10; i += 1) small.push(await read(await open(`small ${i}`, SMALL)));
    const texts = await Promise.all(slow);
    // Every answer is whole, or says that it was refused.
    for (const text of texts) {
      const body = JSON.parse(text) as {
        data: { installation: { callTriggers: { rows: unknown[] } | null } } | null;
        errors?: { extensions: { code: string } }[];
      };
      const rows = body.data?.installation.callTriggers?.rows.length ?? null;
      if (rows === null) expect(['SERVICE_OVERLOADED', 'GATEWAY_TIMEOUT']).toContain(body.errors?.[0]?.extensions.code);
      else expect(rows).toBe(LARGE);
    }
    for (const text of small) expect(text.match(/"rowId"/g)).toHaveLength(SMALL);
    const peak = memory('VmHWM') - atRest;
    expect(peak).toBeLessThan(RULE);
    for (const response of unread) response?.destroy();
    while ((await heldBytes()) > 0) await delay(10);
  }, 60_000);
});
