/** The world around the gateway, in a process of its own so that the gateway's heap holds nothing but the gateway. */
import { once } from 'node:events';
import { runCallers } from './chaos-callers.mjs';
import { startChaosUpstream } from './chaos-upstream.mjs';
import { createRandom } from './random.mjs';

const [seconds, seed] = process.argv.slice(2).map(Number);
const upstream = await startChaosUpstream(createRandom(seed));
process.send({ reportsUrl: upstream.url });
const [{ url }] = await once(process, 'message');
const found = await runCallers(url, seconds, createRandom(seed + 1));
process.send({ found: { ...found, upstreamRequests: upstream.asked(), faults: upstream.played() } });
await once(process, 'message');
await upstream.close();
process.disconnect();
