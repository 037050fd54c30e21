/**
 * The cache, measured: `npm run bench:cache [-- --scenarios warm,hit]`.
 *
 * - `warm`, `hit`: what a hit costs.
 * - `miss`: what a miss costs.
 * - `redis`: what callers notice while Redis fails.
 * - `ceilings`: whether four gateways keep the ceilings that they share.
 *
 * The last three need Redis installed.
 *
 * Times are noise on a busy machine; ratios and differences of interleaved rounds are what to look at. Ends with 1 where a bound is not kept.
 */
import { parseArgs } from 'node:util';
import { runCeilings } from './cache/ceilings.mjs';
import { runHit } from './cache/hit.mjs';
import { runMiss } from './cache/miss.mjs';
import { runRedisStates } from './cache/redis-states.mjs';
import { runWarmDashboard } from './cache/warm-dashboard.mjs';

const SCENARIOS = { warm: runWarmDashboard, hit: runHit, miss: runMiss, redis: runRedisStates, ceilings: runCeilings };

const { values } = parseArgs({ options: { scenarios: { type: 'string', default: Object.keys(SCENARIOS).join(',') } } });
let holds = true;
for (const name of values.scenarios.split(',')) {
  const run = SCENARIOS[name];
  if (!run) throw new Error(`There is no scenario ${name}. There are: ${Object.keys(SCENARIOS).join(', ')}.`);
  console.log(`\n${name}`);
  holds = (await run()) !== false && holds;
}
process.exit(holds ? 0 : 1);
