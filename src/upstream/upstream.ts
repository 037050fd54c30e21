/**
 * The client of the Reports API: one call in, its bytes into the caller's sink, and one error of our own table where it fails.
 *
 * From outside in: equal questions of one caller under way share one request; it passes the breakers, waits for its turn, and makes
 * one or two attempts; an attempt is one request on one connection.
 */
import type { Caller } from '../caller.js';
import { createBulkhead } from './bulkhead.js';
import type { ReplySink, Upstream, UpstreamCall, UpstreamReply } from './call.js';
import { systemClock } from './clock.js';
import { createConnector } from './connector.js';
import { createCredentialMemory } from './credential-memory.js';
import type { BreakerScope } from './events.js';
import { gatewayError, type FaultName } from './faults.js';
import { createSharedRequest, type SharedRequest, type SharedRequestServices } from './shared-request.js';
import { UPSTREAM_BOUNDS, type UpstreamOptions } from './options.js';
import { createRetryBudget } from './retry-budget.js';
import { createTurns } from './turns.js';
import { createEndpoint, type Endpoint } from './endpoint.js';

export type { CallOrigin, ReplySink, Upstream, UpstreamCall, UpstreamReply } from './call.js';
export type { UpstreamEvents } from './events.js';
export type { UpstreamBounds, UpstreamOptions } from './options.js';

/** Makes the one client of a process. Opens no connection before the first call. Throws a TypeError for a bad base URL. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const { events = {}, clock = systemClock, random = Math.random } = options;
  const bounds = { ...UPSTREAM_BOUNDS, ...options.bounds };
  const connector = createConnector({
    timeoutMs: bounds.connectTimeoutMs,
    ca: options.ca,
    lookup: options.lookup,
    proxies: options.proxies,
  });
  const { baseUrl, apiKeyBaseUrl = baseUrl } = options;
  const endpointAt = (url: string): Endpoint =>
    createEndpoint(url, {
      connector,
      bounds,
      gzip: options.encoding !== 'identity',
      userAgent: options.userAgent,
      showsMessages: options.showsMessages === true,
      proxies: options.proxies,
      clock,
      events,
    });
  const usual = endpointAt(baseUrl);
  const forKeys = apiKeyBaseUrl === baseUrl ? usual : endpointAt(apiKeyBaseUrl);
  const endpoints = new Set([usual, forKeys]);
  const endpointOf = ({ kind }: Caller): Endpoint => (kind === 'apikey' ? forKeys : usual);

  const credentials = createCredentialMemory(clock.now);
  const services = {
    clock,
    events,
    random,
    bulkhead: createBulkhead({ ...bounds, isProven: (caller) => credentials.isProven(caller), clock }),
    credentials,
    countReplay: options.countReplay ?? (() => undefined),
    replicas: options.replicas,
    turns: createTurns(),
    budget: createRetryBudget({ ratio: bounds.retryRatio, burst: bounds.retryBurst }),
  } satisfies Omit<SharedRequestServices, 'health' | 'send'>;

  /**
   * Requests that may be joined, by caller and question. In cells that are emptied: a map's outgrown tables live until the next full
   * collection, and would keep every request alive that they ever held.
   */
  const open = new Map<string, Cell>();
  let underWay = 0;
  let idle: () => void = () => undefined;
  let closing: Promise<void> | undefined;

  const startShared = <T>(call: UpstreamCall, key: string | null, sink: () => ReplySink<T>): Promise<UpstreamReply<T>> | null => {
    const cell: Cell = { request: undefined };
    const { caller } = call;
    const { base, health, send } = endpointOf(caller);
    const request = createSharedRequest(
      { health, send, ...services },
      {
        report: call.report,
        path: base.path + call.target,
        authorization: call.authorization,
        origin: call.origin,
        caller,
        replayBytes: key === null ? 0 : bounds.replayBytes,
        sealed: () => {
          cell.request = undefined;
          if (key !== null && open.get(key) === cell) open.delete(key);
        },
      },
    );
    const reply = request.join(call, sink);
    cell.request = request;
    if (key !== null) open.set(key, cell);
    underWay += 1;
    void request.start().then(() => {
      underWay -= 1;
      if (underWay === 0) idle();
    });
    return reply;
  };

  const allIdle = (): Promise<void> =>
    new Promise((resolve) => {
      idle = resolve;
      if (underWay === 0) resolve();
    });

  const refusal = (call: UpstreamCall): FaultName | undefined => {
    if (closing !== undefined) return 'shuttingDown';
    if (credentials.isRefused(call.caller)) return 'unauthenticated';
    if (endpointOf(call.caller).base.bytes + Buffer.byteLength(call.target) > bounds.urlBytes) return 'queryTooLarge';
    return call.deadlineAt <= clock.now() ? 'deadline' : undefined;
  };

  return {
    fetch: async (call, sink) => {
      call.signal.throwIfAborted();
      const refused = refusal(call);
      if (refused !== undefined) {
        const error = gatewayError(refused, refused === 'unauthenticated' ? { status: 401 } : {});
        events.shed?.({ report: call.report, outcome: error.code });
        throw error;
      }
      const key = call.shareable === false ? null : `${call.caller.spelling} ${call.target}`;
      const joined = key === null ? null : (open.get(key)?.request?.join(call, sink) ?? null);
      if (joined !== null) events.joined?.({ report: call.report });
      const reply = joined ?? startShared(call, key, sink);
      if (reply === null) throw gatewayError('internal');
      return reply;
    },
    isFullFor: ({ key }) => services.bulkhead.isFullFor(key),
    waiting: () => services.bulkhead.waiting(),
    openBreakers: () => sumOf([...endpoints].map(({ health }) => health.open())),
    close: () => {
      closing ??= allIdle().then(async () => void (await Promise.all([...endpoints].map((endpoint) => endpoint.close()))));
      return closing;
    },
  };
}

/** Open breakers of all endpoints together. */
function sumOf(open: readonly Readonly<Record<BreakerScope, number>>[]): Readonly<Record<BreakerScope, number>> {
  const sum = { connection: 0, report: 0, caller: 0 };
  for (const each of open) for (const scope of ['connection', 'report', 'caller'] as const) sum[scope] += each[scope];
  return sum;
}

interface Cell {
  request: SharedRequest | undefined;
}
