/** Compressed answers over HTTP, byte for byte what they are without compression. */
import { randomBytes } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpResponse } from '../../src/http/graphql-request.js';
import { LEAST_COMPRESSED } from '../../src/http/write-response.js';
import { startHttpServer, type StartedHttpServer } from './start-http-server.js';

const SIZES = { short: LEAST_COMPRESSED - 1, atOnce: LEAST_COMPRESSED, several: 30_000, streamed: 3_000_000 } as const;

/** A text and bytes, together of this length; what is not of JSON does not shrink. */
function bodyOf(bytes: number, shrinks = true): readonly [string, Uint8Array] {
  const rows = Buffer.alloc(bytes - OPEN.length, '{"callDuration":12,"city":"Köln"},');
  return [OPEN, shrinks ? rows : randomBytes(rows.length)];
}
const OPEN = '{"rows":[';

const whole = ([text, bytes]: readonly [string, Uint8Array]): Buffer => Buffer.concat([Buffer.from(text), bytes]);

const DECODE: Readonly<Record<string, (bytes: Buffer) => Buffer>> = { br: brotliDecompressSync, gzip: gunzipSync };

interface Reply {
  readonly headers: IncomingMessage['headers'];
  readonly bytes: number;
  readonly body: Buffer;
}

async function ask(port: number, query: string, coding?: string): Promise<Reply> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(
      {
        port,
        path: '/graphql',
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(coding && { 'accept-encoding': coding }) },
      },
      resolve,
    )
      .on('error', reject)
      .end(JSON.stringify({ query }));
  });
  const body = await buffer(response);
  return { headers: response.headers, bytes: body.length, body: DECODE[response.headers['content-encoding'] ?? '']?.(body) ?? body };
}

/** Answers with as many bytes as the query's text says. */
const answerBySize = async ({ params }: { readonly params: { readonly query: string | null } }): Promise<HttpResponse> => ({
  status: 200,
  body: bodyOf(Number(params.query)),
});

describe('with compression on', () => {
  let server: StartedHttpServer;
  beforeAll(async () => {
    server = await startHttpServer({ compression: true, execute: answerBySize });
  });
  afterAll(() => server.close());

  test.each(Object.entries(SIZES).flatMap(([name, bytes]) => ['br', 'gzip'].map((coding) => [name, bytes, coding] as const)))(
    'the %s answer of %i bytes is the same in %s',
    async (_name, bytes, coding) => {
      const reply = await ask(server.port, String(bytes), coding);
      expect(reply.body.equals(whole(bodyOf(bytes)))).toBe(true);
      expect(reply.headers['content-encoding']).toBe(bytes < LEAST_COMPRESSED ? undefined : coding);
      expect(reply.headers.vary).toBe('Accept-Encoding');
      if (bytes >= LEAST_COMPRESSED) expect(reply.bytes).toBeLessThan(bytes / 5);
    },
  );

  test('a caller who accepts no coding gets none, and is told that others may', async () => {
    const { headers, bytes } = await ask(server.port, String(SIZES.several));
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers.vary).toBe('Accept-Encoding');
    expect(bytes).toBe(SIZES.several);
  });

  test('what is counted is what was written', async () => {
    const event = server.nextEvent();
    const { bytes } = await ask(server.port, String(SIZES.streamed), 'gzip');
    expect((await event).bytes).toBe(bytes);
  });

  test('an answer that brings a coding of its own keeps it', async () => {
    const own = await startHttpServer({
      compression: true,
      execute: async () => ({ status: 200, headers: { 'content-encoding': 'identity' }, body: bodyOf(SIZES.several) }),
    });
    const { headers, bytes } = await ask(own.port, '{a}', 'br');
    await own.close();
    expect(headers['content-encoding']).toBe('identity');
    expect(bytes).toBe(SIZES.several);
  });

  test.each([
    ['several', 'br', 0],
    ['streamed', 'br', 720 * 1024],
    ['streamed', 'gzip', 320 * 1024],
  ] as const)('the %s answer in %s holds %i bytes beside its body', async (name, coding, bytes) => {
    let held = 0;
    const counted = await startHttpServer({
      compression: true,
      execute: async () => ({ status: 200, body: bodyOf(SIZES[name]), hold: (more) => (held += more) }),
    });
    await ask(counted.port, '{a}', coding);
    await counted.close();
    expect(held).toBe(bytes);
  });

  test('a caller who leaves ends the compressing', async () => {
    // What does not shrink cannot fit the connection's buffers.
    const endless = await startHttpServer({ compression: true, execute: async () => ({ status: 200, body: bodyOf(60_000_000, false) }) });
    const event = endless.nextEvent();
    const headers = { 'content-type': 'application/json', 'accept-encoding': 'br' };
    const call = request({ port: endless.port, path: '/graphql', method: 'POST', headers }, (response) => {
      response.once('data', () => call.destroy());
    });
    call.on('error', () => undefined).end(JSON.stringify({ query: '{a}' }));
    expect(await event).toMatchObject({ clientLeft: true, status: 499 });
    await endless.close();
  });
});

test('with compression off nothing is compressed and nothing varies', async () => {
  const server = await startHttpServer({ execute: answerBySize });
  const { headers, bytes } = await ask(server.port, String(SIZES.several), 'br');
  await server.close();
  expect(headers['content-encoding']).toBeUndefined();
  expect(headers.vary).toBeUndefined();
  expect(bytes).toBe(SIZES.several);
});
