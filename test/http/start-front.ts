/**
 * A front door on a port of its own, with a gateway behind it that echoes what it was handed.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Exchange, FrontEvent, FrontOptions } from '../../src/http/exchange.js';
import { createFront } from '../../src/http/front.js';
import { DEFAULT_LIMITS } from '../../src/limits.js';

export interface StartedFront {
  readonly port: number;
  /** What reached the gateway behind it. */
  readonly exchanges: readonly Exchange[];
  readonly events: readonly FrontEvent[];
  readonly drain: (withinMs: number) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Resolves with the next event. */
  readonly nextEvent: () => Promise<FrontEvent>;
}

/** Starts a front; `options` replace the defaults. */
export async function startFront(options: Partial<FrontOptions> = {}): Promise<StartedFront> {
  const exchanges: Exchange[] = [];
  const events: FrontEvent[] = [];
  const waiting: ((event: FrontEvent) => void)[] = [];
  const { answer } = options;
  const front = createFront({
    limits: DEFAULT_LIMITS,
    corsOrigins: [],
    pages: new Map([['/health/live', () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: ['ok'] })]]),
    ...options,
    answer: (exchange) => {
      exchanges.push(exchange);
      return answer ? answer(exchange) : Promise.resolve({ status: 200, body: ['{"data":', '{"__typename":"Query"}}'] });
    },
    observe: (event) => {
      events.push(event);
      for (const resolve of waiting.splice(0)) resolve(event);
    },
  });
  front.server.listen(0, '127.0.0.1');
  await once(front.server, 'listening');
  // An address of a port that listens over TCP.
  const { port } = front.server.address() as AddressInfo;
  return {
    port,
    exchanges,
    events,
    drain: front.drain,
    nextEvent: () => new Promise((resolve) => waiting.push(resolve)),
    close: () => front.drain(0),
  };
}
