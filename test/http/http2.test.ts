import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fastify } from 'fastify';
import { createHttpPlugin } from '../../src/http/http-plugin.js';
import { DEFAULT_LIMITS } from '../../src/limits.js';

test('an app of HTTP/2 serves the plugin, and many requests on one connection take their turns', async () => {
  const asked: unknown[] = [];
  const { plugin } = createHttpPlugin({
    limits: { ...DEFAULT_LIMITS, requestsPerTurn: 2, requestsReadPerTurn: 4 },
    corsOrigins: [],
    pages: new Map(),
    execute: ({ params }) => {
      asked.push(params.query);
      return Promise.resolve({ status: 200, body: ['{"data":{}}'] });
    },
  });
  const app = fastify({ http2: true });
  await app.register(plugin);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo; // a TCP server's address is no pipe
  const session = connect(`http://127.0.0.1:${port}`);
  try {
    const ask = async (i: number): Promise<readonly [unknown, string]> => {
      const stream = session.request({ ':method': 'POST', ':path': '/graphql', 'content-type': 'application/json' });
      stream.end(`{"query":"{a${i}}"}`);
      const [headers] = (await once(stream, 'response')) as [Readonly<Record<string, unknown>>];
      return [headers[':status'], await text(stream)];
    };
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(i)));
    expect(answers).toEqual(Array(20).fill([200, '{"data":{}}']));
    expect(asked).toHaveLength(20);
  } finally {
    session.close();
    await app.close();
  }
});
