/**
 * The bounds of the upstream side and their defaults, one table.
 */
import type { LookupFunction } from 'node:net';
import type { Clock } from './clock.js';
import type { UpstreamEvents } from './events.js';
import type { ProxyOptions } from './proxy.js';
import type { Replicas } from './replicas.js';

export interface UpstreamBounds {
  /** Connections to upstream, and so requests under way. */
  readonly sockets: number;
  /** Requests of one caller under way. */
  readonly perCaller: number;
  /** Requests waiting for a socket; beyond, SERVICE_OVERLOADED. */
  readonly waiting: number;
  /** What part of `sockets` and `waiting` callers have together whose credential upstream has not accepted within an hour. */
  readonly unprovenShare: number;
  /** Requests under way of one caller among them. */
  readonly unprovenPerCaller: number;
  /** To have a connection, name and TLS included. The socket layer looks at this clock every half second, so it may take that much more. */
  readonly connectTimeoutMs: number;
  /** How long an idle connection is kept, unless upstream names a shorter time. */
  readonly keepAliveMs: number;
  /** A reply's head, all header fields together. */
  readonly headBytes: number;
  /** A reply's body as it comes over the wire. */
  readonly wireBytes: number;
  /** A reply's body inflated. */
  readonly inflatedBytes: number;
  /** The whole URL of a request. */
  readonly urlBytes: number;
  /** How much of a reply under way is kept for callers who join it late. */
  readonly replayBytes: number;
  /** How long an open breaker refuses before it tries one request. */
  readonly breakerResetMs: number;
  /** Failures within `breakerWindowMs` that open a breaker, if they are three quarters of all. */
  readonly breakerFailures: number;
  readonly breakerWindowMs: number;
  /** How many callers must meet failures before a report is closed to all. */
  readonly breakerCallers: number;
  /** Retries per success, and how many may be saved up. */
  readonly retryRatio: number;
  readonly retryBurst: number;
}

export const UPSTREAM_BOUNDS: UpstreamBounds = {
  sockets: 64,
  perCaller: 16,
  waiting: 256,
  unprovenShare: 0.25,
  unprovenPerCaller: 4,
  connectTimeoutMs: 2_500,
  keepAliveMs: 30_000,
  headBytes: 16_384,
  wireBytes: 64 * 1024 * 1024,
  inflatedBytes: 128 * 1024 * 1024,
  urlBytes: 8_000,
  replayBytes: 1024 * 1024,
  breakerResetMs: 30_000,
  breakerFailures: 10,
  breakerWindowMs: 10_000,
  breakerCallers: 3,
  retryRatio: 0.1,
  retryBurst: 10,
};

export interface UpstreamOptions {
  /** Scheme, host and path that every target is appended to. http or https, without user name, query or fragment. */
  readonly baseUrl: string;
  /** The same for callers with an API key. Default: `baseUrl`. */
  readonly apiKeyBaseUrl?: string;
  /** Overrides of the defaults, UPSTREAM_BOUNDS. */
  readonly bounds?: Partial<UpstreamBounds>;
  readonly events?: UpstreamEvents;
  /** Whether callers are shown what upstream says of a refused request, cleaned. Default false. */
  readonly showsMessages?: boolean;
  /** Sent as `user-agent`. */
  readonly userAgent?: string | undefined;
  /** `gzip` (default): replies may come compressed. `identity`: they may not, which spares processor time where the network is near. */
  readonly encoding?: 'gzip' | 'identity';
  /** Certificate authorities to trust in place of the system's, PEM. */
  readonly ca?: string;
  /** Called with a caller's key and the bytes kept of its replies for late joiners; negative where they are dropped. */
  readonly countReplay?: (caller: string, bytes: number) => void;
  /** Proxies on the way. Default: none. */
  readonly proxies?: ProxyOptions;
  /** Other processes that share this upstream. Default: there are none. */
  readonly replicas?: Replicas;
  /** Resolves host names in place of the system. */
  readonly lookup?: LookupFunction;
  /** Default: monotonic time. */
  readonly clock?: Clock;
  /** 0 to 1, for the spread of retries. Default Math.random. */
  readonly random?: () => number;
}
