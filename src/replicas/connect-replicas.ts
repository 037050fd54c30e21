/** What this process shares with others, as the configuration says. */
import type { Config } from '../config-shape.js';
import type { Replicas } from '../upstream/replicas.js';
import { createRedis, type Redis } from './redis.js';
import { createSharedLimits } from './shared-limits.js';

export interface ConnectedReplicas {
  readonly redis: Redis;
  readonly replicas: Replicas;
}

/** Connects in the background; null where no Redis is configured. `warn` gets a line when the connection is made, and when it is lost. */
export function connectReplicas(config: Config, warn: (line: string) => void): ConnectedReplicas | null {
  if (!config.cache.startsWith('redis')) return null;
  const redis = createRedis({
    url: config.cache,
    changed: (isReady) =>
      warn(isReady ? 'Redis is connected.' : 'Redis cannot be reached. The gateway answers without it until it is back.'),
  });
  return {
    redis,
    replicas: createSharedLimits({ redis, secrets: config.cacheSecret, all: config.maxSocketsAll, perCaller: config.maxPerCallerAll }),
  };
}
