/** Attacks by many small requests that arrive together. */
import { connect } from 'node:net';
import { once } from 'node:events';

const post = (body) =>
  `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\naccept: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const SMALL = post('{"query":"{__typename}"}');
/** A document of 1,500 characters that nobody has sent before. */
const newDocument = (i) =>
  post(JSON.stringify({ query: `{ ${Array.from({ length: 40 }, (_, k) => `a${i}_${k}: __typename @skip(if: false)`).join(' ')} }` }));

/** Opens connections, sends on all of them at once, and says what statuses came. */
const crowd = (connections, textOf) => ({
  run: async ({ port, delay }) => {
    const sockets = await Promise.all(
      Array.from({ length: connections }, async () => {
        const socket = connect(port, '127.0.0.1').on('error', () => undefined);
        await once(socket, 'connect');
        return socket;
      }),
    );
    // The gateway accepts one connection in a turn of its event loop.
    await delay(500);
    const counts = new Map();
    const texts = sockets.map((_, i) => textOf(i));
    let missing = texts.reduce((sum, text) => sum + text.split('HTTP/1.1\r\n').length - 1, 0);
    for (const [i, socket] of sockets.entries()) {
      socket.on('data', (chunk) => {
        for (const [, status] of chunk.toString('latin1').matchAll(/HTTP\/1\.1 (\d+)/g)) {
          counts.set(status, (counts.get(status) ?? 0) + 1);
          missing -= 1;
        }
      });
      socket.write(texts[i]);
    }
    while (missing > 0) await delay(20);
    for (const socket of sockets) socket.destroy();
    return [...counts].map(([status, count]) => `${count} × ${status}`).join('; ');
  },
});

export const CROWD_CASES = {
  '400 requests at once, on as many connections': crowd(400, () => SMALL),
  '400 new documents of 1,500 characters at once': crowd(400, newDocument),
  '2,000 requests at once, on as many connections': crowd(2_000, () => SMALL),
  '20 connections with 256 pipelined requests each': crowd(20, () => SMALL.repeat(256)),
};
