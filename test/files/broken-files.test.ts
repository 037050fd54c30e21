/** A file that cannot be whole never ends in good order, and one that is read slowly is made no faster than it is read. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { catalogue } from '../../schema/reports/index.js';
import { rawPost } from '../http/raw-http.js';
import { DEMO, startGateway, type TestGateway } from '../support/gateway.js';
import { askFile, type FileReply } from './ask-file.js';
import { pagesOf, send, startPagedUpstream, type Answer, type PagedUpstream } from './paged-upstream.js';

const NDJSON = 'application/x-ndjson';
const AT_ONCE = 12;
const STALL_MS = 300;

const calls = (count: number) => Array.from({ length: count }, (_, i) => ({ rowId: i + 1, chName: 'ü' }));
const lines = (rows: readonly object[]): Buffer => Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const query = (given = '') =>
  `{ installation(igrp: 1) { callTriggers(startDate: "2026-01-01", endDate: "2026-01-31"${given}) { rows { rowId chName } } } }`;

/** Sends so many bytes of the rows, of which the length announces all, and breaks the connection. */
function breakAt(offset: number, rows: readonly object[], response: ServerResponse): void {
  const body = lines(rows);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.write(body.subarray(0, offset), () => response.destroy());
  if (offset === 0) response.flushHeaders();
}

const tick = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a file', () => {
  let upstream: PagedUpstream;
  let gateway: TestGateway;
  beforeAll(async () => {
    upstream = await startPagedUpstream();
    gateway = await startGateway(upstream.url, { WRITE_TIMEOUT_MS: String(STALL_MS), DEADLINE_MS: '1500' }, catalogue, {
      bounds: { breakerFailures: 1_000_000, retryBurst: 0, retryRatio: 0 },
    });
  });
  afterAll(async () => {
    await gateway.close();
    await upstream.close();
  });
  const ask = (given = '', accept = NDJSON, headers: Readonly<Record<string, string>> = {}) =>
    askFile(gateway.url, { query: query(given), accept, headers });

  const isVisiblyBroken = ({ status, broken }: FileReply): boolean => broken || status >= 500;

  /** Asks with each offset, some at once: the upstream reads it from the question. */
  async function askEach(offsets: readonly number[]): Promise<readonly (readonly [offset: number, reply: FileReply])[]> {
    const replies: (readonly [number, FileReply])[] = [];
    for (let at = 0; at < offsets.length; at += AT_ONCE)
      replies.push(
        ...(await Promise.all(
          offsets.slice(at, at + AT_ONCE).map(async (offset) => [offset, await ask(`, rootOrgId: ${offset + 1}`)] as const),
        )),
      );
    return replies;
  }
  const offsetOf = (params: Parameters<Answer>[0]['params']) => Number(params.find(([name]) => name === 'rootOrgId')?.[1]) - 1;

  test('breaks wherever its first page breaks, at every byte', async () => {
    const rows = calls(2);
    upstream.answerWith(({ params }, response) => breakAt(offsetOf(params), rows, response));
    const replies = await askEach(Array.from({ length: lines(rows).length }, (_, offset) => offset));
    expect(replies.filter(([, reply]) => !isVisiblyBroken(reply)).map(([offset]) => offset)).toEqual([]);
  });

  test('breaks wherever its second page breaks, at every byte', async () => {
    const rows = calls(2);
    upstream.answerWith(({ after, params }, response) =>
      after === null ? send(response, rows) : breakAt(offsetOf(params), calls(4).slice(2), response),
    );
    const replies = await askEach(Array.from({ length: lines(rows).length }, (_, offset) => offset));
    expect(replies.filter(([, { status, broken }]) => status !== 200 || !broken).map(([offset]) => offset)).toEqual([]);
  });

  describe('breaks at a seam', () => {
    test.each<[claim: string, pages: readonly (readonly number[])[]]>([
      ['where a row comes twice', [[1, 2, 3], [3, 4], []]],
      ['where upstream does not page', [[1, 2, 3], [1, 2, 3], []]],
      ['where a page is not in order, so that rows behind it would be lost', [[1, 2, 5, 4], [6], []]],
      ['where a row comes twice in a page', [[1, 2, 2, 3], []]],
    ])('%s', async (_claim, pages) => {
      let page = 0;
      upstream.answerWith((_, response) =>
        send(
          response,
          (pages[page++] ?? []).map((rowId) => ({ rowId, chName: 'x' })),
        ),
      );
      expect(isVisiblyBroken(await ask())).toBe(true);
    });
  });

  test('breaks where a later page is refused', async () => {
    upstream.answerWith(({ after }, response) => (after === null ? send(response, calls(2)) : void response.writeHead(500).end()));
    const reply = await ask('', NDJSON, { 'x-request-id': 'refused-page' });
    expect(reply).toMatchObject({ status: 200, broken: true });
    expect(reply.text.split('\n')).toHaveLength(3);
    const line = gateway.logged.find(({ requestId, msg }) => requestId === 'refused-page' && msg === 'request');
    expect(line).toMatchObject({ status: 200, codes: ['UPSTREAM_HTTP_ERROR'] });
    expect(line).not.toHaveProperty('clientLeft');
  });

  test('breaks where a later page lacks a guessed column that rows before have', async () => {
    upstream.answerWith(({ after, params }, response) => {
      if (after !== null && params.some(([name, value]) => name.startsWith('display[') && value.includes('txc')))
        response.writeHead(400).end();
      else send(response, after === null ? [{ rowId: 1, txc: 'GBP' }] : after === 1 ? [{ rowId: 2 }] : []);
    });
    const reply = await askFile(gateway.url, { query: query().replace('chName', 'txc'), accept: NDJSON });
    expect(reply).toMatchObject({ status: 200, broken: true, text: '{"rowId":"1","txc":"GBP"}\n' });
  });

  test('counts as failed in the metrics where it breaks', async () => {
    const failed = async () => {
      const text = await (await fetch(`${gateway.origin}/metrics`)).text();
      return Number(/^reports_gateway_operations_total\{outcome="failed"\} (\d+)$/m.exec(text)?.[1]);
    };
    const before = await failed();
    upstream.answerWith(({ after }, response) => (after === null ? send(response, calls(2)) : void response.writeHead(500).end()));
    await ask();
    expect(await failed()).toBe(before + 1);
  });

  test('resets the connection of HTTP/1.0, whose end would look like the end of the file', async () => {
    upstream.answerWith(({ after }, response) => (after === null ? send(response, calls(2)) : void response.writeHead(500).end()));
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    const [body] = [JSON.stringify({ query: query() })];
    const post = rawPost(body, ['content-type: application/json', `authorization: ${DEMO}`, `accept: ${NDJSON}`]);
    socket.write(post.toString().replace('HTTP/1.1', 'HTTP/1.0'));
    socket.on('data', () => undefined);
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
  });

  describe('in time', () => {
    /** Sends a row every `every` milliseconds, `count` of them. */
    const slowly =
      (count: number, every: number): Answer =>
      async ({ after }, response) => {
        if (after !== null) return send(response, []);
        response.writeHead(200, { 'content-type': 'application/json' });
        for (const row of calls(count)) {
          response.write(lines([row]));
          await tick(every);
        }
        response.end();
      };

    test('may take longer than the deadline once a page has begun', async () => {
      upstream.answerWith(slowly(20, 100));
      const reply = await ask();
      expect(reply).toMatchObject({ status: 200, broken: false });
      expect(reply.text).toBe(
        calls(20)
          .map((row) => `${JSON.stringify({ ...row, rowId: String(row.rowId) })}\n`)
          .join(''),
      );
    });

    test('breaks where a page that has begun is silent', async () => {
      upstream.answerWith((_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write(lines(calls(1)));
      });
      expect(await ask()).toMatchObject({ status: 200, broken: true });
    });

    test('is refused where its first page does not begin', async () => {
      upstream.answerWith(() => undefined);
      expect(await ask()).toMatchObject({ status: 504, broken: false });
    });
  });

  test('is read from upstream no faster than it is taken, and no further once its reader has left', async () => {
    const chunk = (first: number) => lines(Array.from({ length: 500 }, (_, i) => ({ rowId: first + i, chName: 'x'.repeat(200) })));
    let written = 0;
    let left = false;
    upstream.answerWith((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.on('close', () => (left = true));
      const more = () => {
        while (!left) {
          const bytes = chunk(1 + (written / 500) * 500);
          written += 500;
          if (!response.write(bytes)) return void response.once('drain', more);
        }
      };
      more();
    });
    const slow = await startGateway(upstream.url, { WRITE_TIMEOUT_MS: '60000' });
    try {
      const socket = connect({ port: Number(new URL(slow.url).port), host: '127.0.0.1' });
      socket.write(
        rawPost(JSON.stringify({ query: query(', limit: 50000') }), [
          'content-type: application/json',
          `authorization: ${DEMO}`,
          `accept: ${NDJSON}`,
        ]),
      );
      await once(socket, 'readable');
      // What lies between upstream and the reader fills up, and then nothing moves.
      let before = -1;
      while (before !== written) {
        before = written;
        await tick(200);
      }
      expect(written).toBeLessThan(50_000);
      const held = /^reports_gateway_answer_bytes_held (\d+)$/m.exec(await (await fetch(`${slow.origin}/metrics`)).text())?.[1];
      expect(Number(held)).toBeLessThan(1_000_000);
      socket.destroy();
      while (!left) await tick(10);
    } finally {
      await slow.close();
    }
  });

  test('is whole for a reader that reads a little at a time', async () => {
    const rows = calls(20_000);
    upstream.answerWith(pagesOf(rows, 7_000));
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: NDJSON, authorization: DEMO },
      body: JSON.stringify({ query: query(', limit: 1000000') }),
    });
    let count = 0;
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      count += Buffer.from(read.value).toString().split('\n').length - 1;
      if (count % 3 === 0) await tick(1);
    }
    expect(count).toBe(20_000);
  });
});
