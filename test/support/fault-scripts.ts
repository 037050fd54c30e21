/**
 * Ways to answer a request, well and badly. Scripts for `fault-server.ts`, composed with `inOrder` and `byAttempt`.
 */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange, Script } from './fault-server.js';

type Bytes = string | Uint8Array;

/** One after the other, while the peer is there. */
export function inOrder(...scripts: readonly Script[]): Script {
  return async (exchange) => {
    for (const script of scripts) if (exchange.alive()) await script(exchange);
  };
}

/** The first script for the first request of all, and so on; the last for all that follow. */
export function byAttempt(...scripts: readonly Script[]): Script {
  return (exchange) => (scripts[exchange.request.number - 1] ?? scripts.at(-1))?.(exchange);
}

/** Sends bytes as they are. */
export function send(...parts: readonly Bytes[]): Script {
  return ({ socket }) => {
    for (const part of parts) socket.write(part);
  };
}

/** Sends bytes and waits until they are on their way. */
export function sendFully(bytes: Bytes): Script {
  return ({ socket }) => new Promise((resolve) => socket.write(bytes, () => resolve()));
}

/** Time for the peer to read what was sent. */
export const settle: Script = () => delay(40);

export const finish: Script = ({ socket }) => {
  socket.end();
};
export const reset: Script = ({ socket }) => {
  socket.resetAndDestroy();
};
/** Never answers: not even the next request of the connection. */
export const hang: Script = ({ socket }) => new Promise((resolve) => socket.on('close', () => resolve()));

/** One byte of the text at a time, until the peer leaves. */
export function trickle(text: string, everyMs: number): Script {
  return async ({ socket, alive }: Exchange) => {
    for (const byte of text) {
      if (!alive()) return;
      socket.write(byte);
      await delay(everyMs);
    }
  };
}

/** The same bytes again and again, as fast as they are taken, until the peer leaves. */
export function flood(bytes: Bytes): Script {
  return async ({ socket, alive }: Exchange) => {
    while (alive()) {
      if (socket.write(bytes)) continue;
      // What did not come takes its listener along.
      const waiting = new AbortController();
      const { signal } = waiting;
      await Promise.race([once(socket, 'drain', { signal }), once(socket, 'close', { signal })]).catch(() => undefined);
      waiting.abort();
    }
  };
}

/** The text of a head. Header fields as given, in order, duplicates and all. */
export function head(status: number | string, fields: readonly (readonly [string, string])[] = [], reason = 'Said'): string {
  return [`HTTP/1.1 ${status} ${reason}`, ...fields.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
}

type Fields = readonly (readonly [string, string])[];
const JSON_TYPE = ['Content-Type', 'application/json'] as const;

/** A whole reply with its length. */
export function reply(status: number, body: Bytes, fields: Fields = [JSON_TYPE]): Script {
  return ({ socket }) => {
    const bytes = Buffer.from(body);
    // One write: two could be read by the peer as two, which is not what this is about.
    socket.write(Buffer.concat([Buffer.from(head(status, [...fields, ['Content-Length', String(bytes.length)]])), bytes]));
  };
}

/** Status 200, JSON lines, with their length. */
export function rows(body: Bytes, ...fields: Fields): Script {
  return reply(200, body, [JSON_TYPE, ...fields]);
}

/** Status 200 in chunks, without the last one unless `whole`. */
export function chunked(parts: readonly Bytes[], { whole = true, fields = [] as Fields } = {}): Script {
  return ({ socket }) => {
    socket.write(head(200, [JSON_TYPE, ['Transfer-Encoding', 'chunked'], ...fields]));
    for (const part of parts) {
      const bytes = Buffer.from(part);
      socket.write(Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]));
    }
    if (whole) socket.write('0\r\n\r\n');
  };
}

/** Status 200, no length: the reply ends with its connection. Send the end yourself. */
export function untilClose(body: Bytes, ...fields: Fields): Script {
  return send(head(200, [JSON_TYPE, ['Connection', 'close'], ...fields]), body);
}
