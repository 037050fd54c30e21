/** The source of replies that the configuration asks for. */
import { randomBytes } from 'node:crypto';
import type { Config } from '../config-shape.js';
import type { CacheDirectives } from '../http/cache-control.js';
import type { CacheLimits } from '../limits.js';
import type { CacheResult } from '../reports/fetch-rows.js';
import type { Redis } from '../replicas/redis.js';
import type { Upstream } from '../upstream/call.js';
import { createCachedSource } from './cached-source.js';
import { createLayeredStore } from './layered-store.js';
import { DEFLATED, PLAIN } from './reply-codec.js';
import { createMemoryStore } from './reply-store.js';
import { createUncachedSource, type ReplySource } from './reply-source.js';
import { createSeals } from './sealing.js';

export interface ReplySourceOptions {
  readonly config: Config;
  /** Null where replies are kept in this process alone. */
  readonly redis: Redis | null;
  readonly upstream: Pick<Upstream, 'fetch'>;
  readonly bounds: CacheLimits;
  /** Called with how each question was answered. */
  readonly observe: (result: CacheResult) => void;
}

export interface ConfiguredSource {
  readonly source: ReplySource;
  /** Whether a kept reply may answer a request that says so of kept answers, and spare upstream. */
  readonly mayAnswer: (directives: CacheDirectives | null) => boolean;
  /** Bytes of cached responses in this process. */
  readonly bytes: () => number;
}

/** Upstream alone, or with a cache in front of it. */
export function createReplySource({ config, redis, upstream, bounds, observe }: ReplySourceOptions): ConfiguredSource {
  if (config.cache === 'off')
    return { source: createUncachedSource(upstream, () => observe('OFF')), mayAnswer: () => false, bytes: () => 0 };
  const memory = createMemoryStore(config.cacheBytes);
  const store = redis === null ? memory : createLayeredStore(redis, memory);
  const [first = randomBytes(32).toString('base64url'), ...others] = config.cacheSecret;
  const source = createCachedSource({
    upstream,
    store,
    codec: redis === null ? PLAIN : DEFLATED,
    seals: [createSeals(first), ...others.map(createSeals)],
    terms: {
      closedSeconds: config.cacheClosedSeconds,
      openSeconds: config.cacheOpenSeconds,
      listsSeconds: config.cacheListsSeconds,
      staleSeconds: config.cacheStaleSeconds,
    },
    bases: config,
    // What memory cannot hold is not worth copying.
    bounds: redis === null ? { ...bounds, keptReplyBytes: Math.min(bounds.keptReplyBytes, config.cacheBytes) } : bounds,
    observe,
  });
  return {
    source,
    mayAnswer: (directives) => directives === null || !(directives.noStore || directives.noCache),
    bytes: () => store.bytes(),
  };
}
