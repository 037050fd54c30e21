/**
 * The pool of connections to the one origin that is asked: bounded, one request at a time on each, nothing followed, cached or retried
 * behind our back.
 */
import { Pool } from 'undici';
import type { Connector } from './connector.js';
import type { UpstreamBounds } from './options.js';

/** A base URL taken apart: where to connect, and what every path begins with. */
export interface Base {
  readonly origin: string;
  /** Without a slash at its end. */
  readonly path: string;
  /** How many bytes the base adds to a URL. */
  readonly bytes: number;
}

/** Takes a base URL apart. Throws a TypeError, which repeats nothing of it, if it is none that can be asked. */
export function readBase(baseUrl: string): Base {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new TypeError('baseUrl must be an absolute http or https URL');
  if (url.username !== '' || url.password !== '') throw new TypeError('baseUrl must not hold a user name or a password');
  if (url.search !== '' || url.hash !== '') throw new TypeError('baseUrl must not hold a query or a fragment');
  const path = url.pathname.replace(/(?<!\/)\/+$/, '');
  return { origin: url.origin, path, bytes: Buffer.byteLength(url.origin + path) };
}

/** The pool. The gateway's own deadline is the only clock over head and body, so undici's are off. */
export function createDispatcher(origin: string, connector: Connector, bounds: UpstreamBounds): Pool {
  return new Pool(origin, {
    connect: connector.connect,
    connections: bounds.sockets,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: bounds.keepAliveMs,
    maxHeaderSize: bounds.headBytes,
    maxResponseSize: bounds.wireBytes,
  });
}
