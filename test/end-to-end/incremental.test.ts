/** @defer and @stream in the form that Yoga and its clients speak, rows handed out as upstream sends them. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEMO, startGateway, type TestGateway } from '../support/gateway.js';

/** An upstream whose replies the test writes line by line. */
class Scripted {
  readonly server: Server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    this.#replies.shift()?.(response);
  });
  readonly #replies: ((response: ServerResponse) => void)[] = [];

  next(): Promise<ServerResponse> {
    return new Promise((resolve) => this.#replies.push(resolve));
  }
}

interface Part {
  readonly data?: unknown;
  readonly hasNext: boolean;
  readonly errors?: readonly { readonly path: readonly unknown[]; readonly extensions: { readonly code: string } }[];
  readonly incremental?: readonly {
    readonly items?: readonly unknown[] | null;
    readonly data?: unknown;
    readonly path: readonly unknown[];
    readonly errors?: Part['errors'];
  }[];
}

/** The parts of a multipart answer as they arrive. */
async function* partsOf(response: Response): AsyncGenerator<Part> {
  let text = '';
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    text += decoder.decode(read.value, { stream: true });
    for (let end = text.indexOf('\r\n---', 1); end > 0; end = text.indexOf('\r\n---', 1)) {
      const part = text.slice(0, end);
      text = text.slice(end);
      const body = part.indexOf('\r\n\r\n');
      if (body > 0) yield JSON.parse(part.slice(body + 4)) as Part;
    }
  }
}

/** Writes 50 MB of rows as fast as they are read. A gateway that does not wait for its caller would take them all. */
function fill(reply: ServerResponse) {
  const notes = 'n'.repeat(1_000);
  let rows = 0;
  const closed = new Promise<false>((resolve) => reply.once('close', () => resolve(false)));
  const write = async (): Promise<void> => {
    for (; rows < 50_000; rows++) {
      if (reply.write(`{"rowId":"${rows}","ch":1,"notes":"${notes}"}\n`)) continue;
      if (!(await Promise.race([new Promise<true>((resolve) => reply.once('drain', () => resolve(true))), closed]))) return;
    }
  };
  return { rows: () => rows, done: write() };
}

describe('incremental delivery', () => {
  const upstream = new Scripted();
  let gateway: TestGateway;
  const left = new AbortController();
  beforeAll(async () => {
    await new Promise<void>((resolve) => upstream.server.listen(0, '127.0.0.1', resolve));
    gateway = await startGateway(`http://127.0.0.1:${(upstream.server.address() as AddressInfo).port}/reports/v2`);
  });
  afterEach(() => upstream.server.closeAllConnections());
  afterAll(async () => {
    left.abort();
    upstream.server.closeAllConnections();
    upstream.server.close();
    await gateway.close();
  });
  const ask = (query: string, accept = 'multipart/mixed') =>
    fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, authorization: DEMO },
      body: JSON.stringify({ query }),
      signal: left.signal,
    });

  test('rows leave before the reply has ended, and the report’s own facts when it has', async () => {
    const replying = upstream.next();
    const asked = ask(
      '{installation(igrp:1){callTriggers{rows @stream(initialCount:1){rowId callDuration} ...@defer{rowCount complete}}}}',
    );
    const reply = await replying;
    reply.write('{"rowId":"1","callDuration":"5"}\n{"rowId":"2"}\n');
    const response = await asked;
    expect(response.headers.get('content-type')).toBe('multipart/mixed; boundary="-"; deferSpec=20220824');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    const parts = partsOf(response);
    expect((await parts.next()).value).toEqual({
      data: { installation: { callTriggers: { rows: [{ rowId: '1', callDuration: 5 }] } } },
      hasNext: true,
    });
    const second = (await parts.next()).value as Part;
    expect(second.incremental).toEqual([
      { items: [{ rowId: '2', callDuration: null }], path: ['installation', 'callTriggers', 'rows', 1] },
    ]);
    reply.end('{"rowId":"3","callDuration":"x"}\n');
    const rest: NonNullable<Part['incremental']>[number][] = [];
    for await (const part of parts) rest.push(...(part.incremental ?? []));
    expect(rest).toContainEqual({ data: { rowCount: 3, complete: true }, path: ['installation', 'callTriggers'] });
    const bad = rest.find(({ items }) => items);
    expect(bad).toMatchObject({
      items: [{ rowId: '3', callDuration: null }],
      errors: [{ path: ['installation', 'callTriggers', 'rows', 2, 'callDuration'], extensions: { code: 'UPSTREAM_MALFORMED_RESPONSE' } }],
    });
  });

  test('a reply that breaks off after rows were handed out is an error at the list, and not complete', async () => {
    const replying = upstream.next();
    const asked = ask('{installation(igrp:1){callTriggers{rows @stream{rowId} ...@defer{complete}}}}');
    const reply = await replying;
    reply.write('{"rowId":"1"}\n');
    const parts = partsOf(await asked);
    await parts.next();
    const first = (await parts.next()).value as Part;
    expect(first.incremental?.[0]?.items).toEqual([{ rowId: '1' }]);
    reply.write('{"rowId":"2"');
    reply.destroy();
    const rest: NonNullable<Part['incremental']>[number][] = [];
    for await (const part of parts) rest.push(...(part.incremental ?? []));
    expect(rest).toContainEqual({ data: { complete: false }, path: ['installation', 'callTriggers'] });
    expect(rest.flatMap(({ errors }) => errors ?? []).map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_INCOMPLETE']);
  });

  test('a caller who takes no parts gets one whole answer, @defer and @stream passed over', async () => {
    const replying = upstream.next();
    const asked = ask('{installation(igrp:1){callTriggers{rows @stream{rowId} ...@defer{rowCount}}}}', 'application/json');
    (await replying).end('{"rowId":"1"}\n');
    const response = await asked;
    expect(await response.json()).toEqual({ data: { installation: { callTriggers: { rows: [{ rowId: '1' }], rowCount: 1 } } } });
  });

  test.each([-1, null])('an initialCount of %s is refused, and nothing is sent', async (count) => {
    const query = `{installation(igrp:1){callTriggers{rows @stream(initialCount:${count}){rowId}}}}`;
    const { body } = await gateway.ask(query);
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test.each(['multipart/mixed', 'multipart/mixed;incrementalSpec=v9'])(
    '%s with nothing to deliver in parts is JSON, and says so',
    async (accept) => {
      const response = await ask('{ __typename ... @defer(if: false) { __typename } }', accept);
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    },
  );

  test('v0.2 delivers parts by id', async () => {
    const replying = upstream.next();
    const asked = ask('{installation(igrp:1){igrp ...@defer{callTriggers{rowCount}}}}', 'multipart/mixed;incrementalSpec=v0.2');
    const response = await asked;
    expect(response.headers.get('content-type')).toContain('incrementalSpec=v0.2');
    const parts = partsOf(response);
    expect((await parts.next()).value).toMatchObject({ data: { installation: { igrp: 1 } }, pending: [{ id: '0' }], hasNext: true });
    (await replying).end('{"rowId":"1"}\n');
    const rest: unknown[] = [];
    for await (const part of parts) rest.push(...(part.incremental ?? []));
    expect(rest).toEqual([{ id: '0', data: { callTriggers: { rowCount: 1 } } }]);
  });

  test('a refused credential fails the report before any row', async () => {
    const failing = await startGateway('http://127.0.0.1:9/reports/v2');
    const response = await fetch(failing.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'multipart/mixed, application/json' },
      body: JSON.stringify({ query: '{installation(igrp:1){callTriggers{rows @stream{rowId}}}}' }),
    });
    expect(await response.text()).toContain('UNAUTHENTICATED');
    await failing.close();
  });

  test('a deferred list holds more rows at once than may be under way', async () => {
    const replying = upstream.next();
    const asked = ask('{installation(igrp:1){igrp ...@defer{callTriggers(limit:5000){rows @stream(initialCount:3000){rowId}}}}}');
    (await replying).end(Array.from({ length: 5_000 }, (_, i) => `{"rowId":"${i}"}\n`).join(''));
    let count = 0;
    for await (const part of partsOf(await asked))
      for (const { items, data } of part.incremental ?? []) {
        const whole = data as { readonly callTriggers?: { readonly rows: readonly unknown[] } } | undefined;
        count += (items?.length ?? 0) + (whole?.callTriggers?.rows.length ?? 0);
      }
    expect(count).toBe(5_000);
  });

  test('a deferred list of many rows comes whole and in order, and an error of a cell is at its place', async () => {
    const replying = upstream.next();
    const asked = ask('{installation(igrp:1){igrp ...@defer{callTriggers(limit:5000){rows{rowId callDuration a:city}}}}}');
    (await replying).end(Array.from({ length: 5_000 }, (_, i) => `{"rowId":"${i}","callDuration":${i === 4_321 ? '"x"' : i}}\n`).join(''));
    const parts: Part[] = [];
    for await (const part of partsOf(await asked)) parts.push(part);
    const [piece] = parts.flatMap(({ incremental }) => incremental ?? []);
    expect(piece?.data).toEqual({
      callTriggers: {
        rows: Array.from({ length: 5_000 }, (_, i) => ({ rowId: String(i), callDuration: i === 4_321 ? null : i, a: null })),
      },
    });
    expect(piece?.errors?.map(({ path }) => path.slice(-2))).toEqual([[4_321, 'callDuration']]);
  });

  test('upstream waits while the first part waits for a link', async () => {
    const replying = upstream.next();
    const asked = ask('{installation(igrp:1){allTriggers(limit:50000){rows @stream(initialCount:1){rowId notes channel{channelName}}}}}');
    const linking = upstream.next();
    const filled = fill(await replying);
    const channels = await linking;
    for (let i = 0; i < 50; i++) expect((await gateway.ask('{__typename}')).status).toBe(200);
    expect(filled.rows()).toBeLessThan(40_000);
    channels.end('{"channelId":1,"channelName":"One"}\n');
    const response = await asked;
    expect((await partsOf(response).next()).value).toMatchObject({
      data: { installation: { allTriggers: { rows: [{ rowId: '0', channel: { channelName: 'One' } }] } } },
    });
    (await replying).destroy();
    await filled.done;
  });

  test('upstream waits while the caller does not read', async () => {
    const replying = upstream.next();
    const asked = ask('{installation(igrp:1){allTriggers(limit:50000){rows @stream{rowId notes}}}}');
    const reply = await replying;
    const filled = fill(reply);
    const response = await asked;
    // Nobody reads the body; asking for something else shows that the gateway goes on meanwhile.
    for (let i = 0; i < 50; i++) expect((await gateway.ask('{__typename}')).status).toBe(200);
    expect(filled.rows()).toBeLessThan(40_000);
    await response.body?.cancel();
    await filled.done;
    expect(reply.destroyed || reply.closed).toBe(true);
    // The request is over for the gateway too, long before its deadline.
    while (!gateway.logged.some(({ status }) => status === 499)) await gateway.ask('{__typename}');
  });
});
