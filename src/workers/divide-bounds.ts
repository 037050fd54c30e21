/** The part of each bound that one of several processes has. */
import type { Config } from '../config-shape.js';

/** Bounds that are meant for all processes together. */
const DIVIDED = [
  'maxSockets',
  'maxPerCaller',
  'maxWaiting',
  'maxConnections',
  'maxAnswerBytes',
  'maxAnswerBytesPerCaller',
  'cacheBytes',
] as const satisfies readonly (keyof Config)[];

/** Each bound divided by so many workers: rounded down, 1 at least; 0 stays 0. */
export function divideBounds(config: Config, workers: number): Config {
  const parts = Object.fromEntries(DIVIDED.map((key) => [key, config[key] === 0 ? 0 : Math.max(1, Math.floor(config[key] / workers))]));
  return Object.freeze({ ...config, ...parts });
}
