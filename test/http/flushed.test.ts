/** When the memory of an answer may be used again: a server whose answers are spoilt as soon as it says so. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { startHttpServer, type StartedHttpServer } from './start-http-server.js';

const MIB = 1024 * 1024;
/** More than the system takes for a caller who does not read. */
const LARGE = 24 * MIB;

/** Bytes that tell whose they are and where they belong. */
function bodyOf(name: string, length: number): Buffer {
  const body = Buffer.alloc(length, name);
  for (let at = 0; at + 16 <= length; at += 997) body.write(String(at).padStart(8, '0'), at);
  return body;
}

/** The answer to `{"query":"name length pieceLength"}`. */
let told: string[] = [];
/** Bytes of pieces that were said to be sent, by the name of their answer. */
const recycled = new Map<string, number>();
let server: StartedHttpServer;
beforeAll(async () => {
  server = await startHttpServer({
    compression: true,
    execute: ({ params }) => {
      const [name = '', length, pieceLength] = (params.query ?? '').split(' ');
      const body = bodyOf(name, Number(length));
      const size = Number(pieceLength);
      const pieces = Array.from({ length: Math.ceil(body.length / size) }, (_, i) => body.subarray(i * size, (i + 1) * size));
      const onFlushed = (): void => {
        told.push(name);
        body.fill('!');
      };
      const recycle = (piece: string | Uint8Array): void => {
        if (typeof piece === 'string') return;
        recycled.set(name, (recycled.get(name) ?? 0) + piece.length);
        piece.fill(0x21);
      };
      return Promise.resolve({ status: 200, body: pieces, recycle, onFlushed });
    },
  });
});
afterAll(() => server.close());

async function ask(query: string, headers: Readonly<Record<string, string>> = {}): Promise<IncomingMessage> {
  const asked = request({
    port: server.port,
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
  });
  asked.end(JSON.stringify({ query }));
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return response;
}

async function bytesOf(response: IncomingMessage, pauseMs = 0): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    if (pauseMs > 0) await wait(pauseMs);
  }
  return Buffer.concat(chunks);
}

describe('an answer is whole, though its memory is spoilt as soon as it is said to be sent', () => {
  test.each([
    ['of one piece', 1000, 1000],
    ['of small pieces', 200_000, 700],
    ['that is too large to be joined', MIB, 65_536],
    ['in one large piece', 2 * MIB, 2 * MIB],
    ['larger than the system takes at once', LARGE, 65_536],
    ['of no bytes', 0, 1],
  ])('%s', async (claim, length, pieceLength) => {
    told = [];
    const name = claim.replaceAll(' ', '-');
    const response = await ask(`${name} ${length} ${pieceLength}`);
    expect((await bytesOf(response)).equals(bodyOf(name, length))).toBe(true);
    expect(told).toEqual([name]);
  });

  it('holds to the last, small piece, where its caller reads more slowly than it is written', async () => {
    const length = LARGE + 9000;
    const response = await ask(`slowly ${length} 65536`);
    expect((await bytesOf(response, 1)).equals(bodyOf('slowly', length))).toBe(true);
  });

  it('holds for many at once, read at different speeds', async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, async (_, i) => {
        const length = (i % 4) * MIB + 300_000;
        const response = await ask(`caller${i} ${length} ${30_000 + i * 3000}`);
        return (await bytesOf(response, i % 3)).equals(bodyOf(`caller${i}`, length));
      }),
    );
    expect(answers).toEqual(answers.map(() => true));
  });

  it('holds for requests that follow each other on one connection without waiting', async () => {
    const names = ['first', 'second', 'third', 'fourth'];
    const socket = connect(server.port, '127.0.0.1');
    names.forEach((name, at) => {
      const body = JSON.stringify({ query: `${name} ${MIB} 65536` });
      const connection = at === names.length - 1 ? 'close' : 'keep-alive';
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: x\r\nconnection: ${connection}\r\ncontent-type: application/json\r\naccept: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
    const chunks: Buffer[] = [];
    for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks);
    let from = 0;
    for (const name of names) {
      const start = text.indexOf('\r\n\r\n', from) + 4;
      expect(text.subarray(start, start + MIB).equals(bodyOf(name, MIB))).toBe(true);
      from = start + MIB;
    }
  });

  test.each([
    ['gzip', 20_000, gunzipSync],
    ['br', 20_000, brotliDecompressSync],
    ['gzip', 8 * MIB, gunzipSync],
    ['br', 8 * MIB, brotliDecompressSync],
  ])('holds for one that is compressed with %s, %d bytes', async (coding, length, inflate) => {
    told = [];
    const response = await ask(`${coding} ${length} 65536`, { 'accept-encoding': coding });
    expect(response.headers['content-encoding']).toBe(coding);
    expect(inflate(await bytesOf(response, 1)).equals(bodyOf(coding, length))).toBe(true);
    expect(told).toEqual([coding]);
  });
});

describe('an answer is not said to be sent', () => {
  test('while its caller does not read', async () => {
    told = [];
    const response = await ask(`slow ${LARGE} 65536`);
    for (let i = 0; i < 20; i++) await bytesOf(await ask(`other ${MIB} 65536`));
    expect(told).not.toContain('slow');
    expect((await bytesOf(response)).equals(bodyOf('slow', LARGE))).toBe(true);
    expect(told).toContain('slow');
  });

  test('but those of its pieces that the system has', async () => {
    const response = await ask(`pieces ${LARGE} 65536`);
    const read = bytesOf(response);
    expect(recycled.get('pieces') ?? 0).toBeLessThan(LARGE);
    await read;
    expect(recycled.get('pieces')).toBe(LARGE);
  });

  test('where its caller leaves before its end', async () => {
    told = [];
    const left = server.nextEvent();
    const response = await ask(`left ${LARGE} 65536`);
    response.destroy();
    await left;
    await bytesOf(await ask('other 10 10'));
    expect(told).toEqual(['other']);
  });
});
