/**
 * How connections to upstream are made, and what only the maker of a socket can see and do when it dies.
 *
 * undici reports the end of a socket in ways that do not tell whether upstream closed it or undici itself refused what came
 * (UND_ERR_SOCKET is both), and not whether the socket had served before. `noteOf(error)` answers both for the error of a dead socket.
 *
 * It takes a reset for a regular end where a reply may end with its connection, so a cut reply would count as whole. A reset is
 * therefore given a code of our own, PEER_RESET, before undici sees it.
 *
 * And it asserts that no reply is held back when its connection ends; the assertion would end the process. So all replies that are held
 * back are let go before it looks. There is nothing left to hold back on that connection, and the others are held back again by whoever
 * holds them.
 */
import type { LookupFunction, Socket } from 'node:net';
import { buildConnector } from 'undici';
import { connectThrough, proxyFor, type ProxyOptions } from './proxy.js';
import { passOverContinue } from './pass-over-continue.js';

export interface SocketNote {
  /** Upstream ended or reset the connection; false where the gateway gave it up. */
  readonly closedByPeer: boolean;
  /** Upstream had sent something over it. */
  readonly used: boolean;
}

export interface Connector {
  readonly connect: buildConnector.connector;
  /** What is known of the socket that this error ended; undefined where it ended none. */
  readonly noteOf: (error: unknown) => SocketNote | undefined;
  /** Replies that are held back. Whoever pauses one puts it here, and takes it out to resume it. */
  readonly held: Set<Held>;
}

export interface Held {
  resume(): void;
}

export interface ConnectorOptions {
  readonly timeoutMs: number;
  readonly ca?: string | undefined;
  readonly lookup?: LookupFunction | undefined;
  /** Proxies on the way. Default: none. */
  readonly proxies?: ProxyOptions | undefined;
}

/** Makes connections; certificates are always checked. */
export function createConnector({ timeoutMs, ca, lookup, proxies }: ConnectorOptions): Connector {
  // undici hands the socket on with no place for a note.
  const notes = new WeakMap<object, SocketNote>();
  const held = new Set<Held>();
  const options = { timeout: timeoutMs, allowH2: false, ...(ca === undefined ? {} : { ca }), ...(lookup === undefined ? {} : { lookup }) };
  const direct = buildConnector(options);
  const ways = new Map<string, buildConnector.connector>();

  /** What connects to an origin: directly, or through its proxy. */
  const wayTo = ({ protocol, host, hostname }: buildConnector.Options): buildConnector.connector => {
    const origin = `${protocol}//${host ?? hostname}`;
    const known = ways.get(origin);
    if (known) return known;
    const proxy = proxies ? proxyFor(origin, proxies) : null;
    const way = proxy ? connectThrough(proxy, { toProxy: direct, toUpstream: direct, timeoutMs }) : direct;
    ways.set(origin, way);
    return way;
  };

  const letGo = (): void => {
    for (const reply of [...held]) {
      held.delete(reply);
      reply.resume();
    }
  };

  const watch = (socket: Socket): void => {
    let ended = false;
    socket.prependListener('end', () => {
      ended = true;
      letGo();
    });
    socket.prependListener('close', letGo);
    socket.prependListener('error', (error: Error & { code?: string }) => {
      const reset = error.code === 'ECONNRESET';
      if (reset) error.code = 'PEER_RESET';
      notes.set(error, { closedByPeer: ended || reset || error.code === 'EPIPE', used: socket.bytesRead > 0 });
    });
  };

  return {
    connect: (target, callback) => {
      wayTo(target)(target, (...result) => {
        const [error, socket] = result;
        if (error === null) {
          watch(socket);
          passOverContinue(socket);
        }
        callback(...result);
      });
    },
    held,
    noteOf: (error) => (typeof error === 'object' && error !== null ? notes.get(error) : undefined),
  };
}
