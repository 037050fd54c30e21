/**
 * The proxy on the way to the Reports API, where the network has no other way out: a tunnel (CONNECT) for https, the whole URL as the target for
 * http. Names and bypasses follow the usual variables.
 */
import { request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

export interface ProxyOptions {
  /** The proxy for http and https upstreams; null: none. */
  readonly httpProxy: string | null;
  readonly httpsProxy: string | null;
  /** Hosts that are reached without a proxy. */
  readonly noProxy: readonly string[];
}

export interface Proxy {
  readonly protocol: 'http:' | 'https:';
  /** Without brackets. */
  readonly hostname: string;
  readonly port: string;
  /** The value of `proxy-authorization`; null without a user. A secret. */
  readonly authorization: string | null;
}

/** The proxy for an origin; null where it is reached directly. */
export function proxyFor(origin: string, { httpProxy, httpsProxy, noProxy }: ProxyOptions): Proxy | null {
  const { protocol, hostname, port } = new URL(origin);
  const chosen = protocol === 'https:' ? httpsProxy : httpProxy;
  if (chosen === null || isBypassed(hostname, port || DEFAULT_PORTS[protocol] || '', noProxy)) return null;
  const proxy = new URL(chosen);
  const isTls = proxy.protocol === 'https:';
  return {
    protocol: isTls ? 'https:' : 'http:',
    hostname: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: proxy.port || (isTls ? '443' : '80'),
    authorization: proxy.username === '' && proxy.password === '' ? null : basic(proxy),
  };
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

function basic({ username, password }: URL): string {
  const credential = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(credential).toString('base64')}`;
}

/** Whether an entry of the list stands for the host: `*`, the host itself or a domain above it, with or without a port. */
function isBypassed(hostname: string, port: string, noProxy: readonly string[]): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return noProxy.some((entry) => {
    if (entry === '*' || entry === host) return true;
    const [, name = '', only] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(entry.toLowerCase().replace(/^\*?\./, '')) ?? [];
    return (only === undefined || only === port) && (host === name || host.endsWith(`.${name}`));
  });
}

/** A proxy refused to open a tunnel. Its status is in the code, so that a log can show it. */
class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code: string;

  constructor(status: number) {
    super('The proxy refused the tunnel.');
    this.code = `PROXY_STATUS_${status}`;
  }
}

export interface ConnectThrough {
  /** Connects to the proxy itself. */
  readonly toProxy: buildConnector.connector;
  /** Makes the connection to upstream, through a given socket where there is one. */
  readonly toUpstream: buildConnector.connector;
  readonly timeoutMs: number;
}

/** A connector that goes through the proxy: a tunnel and TLS inside it for https, the proxy's own connection for http. */
export function connectThrough(proxy: Proxy, { toProxy, toUpstream, timeoutMs }: ConnectThrough): buildConnector.connector {
  const { protocol, hostname, port, authorization } = proxy;
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return (target, callback) => {
    toProxy({ protocol, hostname, port, host: `${host}:${port}`, servername: hostname }, (...connected) => {
      const [error, socket] = connected;
      if (error !== null || target.protocol !== 'https:') return callback(...connected);
      openTunnel(socket, { authority: authorityOf(target), authorization, timeoutMs }, (refusal) => {
        if (refusal) callback(refusal, null);
        else toUpstream({ ...target, httpSocket: socket }, callback);
      });
    });
  };
}

function authorityOf({ hostname, port, protocol }: buildConnector.Options): string {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return `${bare.includes(':') ? `[${bare}]` : bare}:${port || DEFAULT_PORTS[protocol]}`;
}

interface Tunnel {
  readonly authority: string;
  readonly authorization: string | null;
  readonly timeoutMs: number;
}

function openTunnel(socket: Socket, { authority, authorization, timeoutMs }: Tunnel, done: (refusal: Error | null) => void): void {
  const request = httpRequest({
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...(authorization === null ? {} : { 'proxy-authorization': authorization }) },
    createConnection: () => socket,
    timeout: timeoutMs,
  });
  const refuse = (error: Error): void => {
    socket.destroy();
    done(error);
  };
  request.once('timeout', () => request.destroy(new ProxyError(0)));
  request.once('error', refuse);
  request.once('response', ({ statusCode = 0 }) => refuse(new ProxyError(statusCode)));
  request.once('connect', ({ statusCode = 0 }, _socket, head) => {
    request.off('error', refuse);
    // Nobody may speak in the tunnel before TLS begins.
    if (statusCode !== 200 || head.length > 0) refuse(new ProxyError(statusCode));
    else {
      socket.setTimeout(0);
      done(null);
    }
  });
  request.end();
}
