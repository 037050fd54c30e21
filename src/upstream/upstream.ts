/**
 * The way to the Reports API: one call in, its bytes into the caller's sink, and one error of our own table where it fails.
 *
 * From outside in: equal questions of one caller under way share one flight; a flight passes the breakers, waits for its turn, and makes
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
import { createFlight, type Flight, type FlightServices } from './flight.js';
import { UPSTREAM_BOUNDS, type UpstreamOptions } from './options.js';
import { createRetryBudget } from './retry-budget.js';
import { createWay, type Way } from './way.js';

export type { CallOrigin, ReplySink, Upstream, UpstreamCall, UpstreamReply } from './call.js';
export type { UpstreamEvents } from './events.js';
export type { UpstreamBounds, UpstreamOptions } from './options.js';

/** Makes the one way to upstream that a process has. Opens no connection before the first call. Throws a TypeError for a bad base URL. */
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
  const wayTo = (url: string): Way =>
    createWay(url, {
      connector,
      bounds,
      gzip: options.encoding !== 'identity',
      userAgent: options.userAgent,
      showsMessages: options.showsMessages === true,
      proxies: options.proxies,
      clock,
      events,
    });
  const usual = wayTo(baseUrl);
  const forKeys = apiKeyBaseUrl === baseUrl ? usual : wayTo(apiKeyBaseUrl);
  const ways = new Set([usual, forKeys]);
  const wayOf = ({ kind }: Caller): Way => (kind === 'apikey' ? forKeys : usual);

  const credentials = createCredentialMemory(clock.now);
  const services = {
    clock,
    events,
    random,
    bulkhead: createBulkhead({ ...bounds, isProven: (caller) => credentials.isProven(caller), clock }),
    credentials,
    countReplay: options.countReplay ?? (() => undefined),
    replicas: options.replicas,
    budget: createRetryBudget({ ratio: bounds.retryRatio, burst: bounds.retryBurst }),
  } satisfies Omit<FlightServices, 'health' | 'send'>;

  /**
   * Flights that may be joined, by caller and question. In cells that are emptied: a map's outgrown tables live until the next full
   * collection, and would keep every flight alive that they ever held.
   */
  const open = new Map<string, Cell>();
  let underWay = 0;
  let landed: () => void = () => undefined;
  let closing: Promise<void> | undefined;

  const setOff = <T>(call: UpstreamCall, key: string | null, sink: () => ReplySink<T>): Promise<UpstreamReply<T>> | null => {
    const cell: Cell = { flight: undefined };
    const { caller } = call;
    const { base, health, send } = wayOf(caller);
    const flight = createFlight(
      { health, send, ...services },
      {
        report: call.report,
        path: base.path + call.target,
        authorization: call.authorization,
        origin: call.origin,
        caller,
        replayBytes: key === null ? 0 : bounds.replayBytes,
        sealed: () => {
          cell.flight = undefined;
          if (key !== null && open.get(key) === cell) open.delete(key);
        },
      },
    );
    const reply = flight.join(call, sink);
    cell.flight = flight;
    if (key !== null) open.set(key, cell);
    underWay += 1;
    void flight.depart().then(() => {
      underWay -= 1;
      if (underWay === 0) landed();
    });
    return reply;
  };

  const allLanded = (): Promise<void> =>
    new Promise((resolve) => {
      landed = resolve;
      if (underWay === 0) resolve();
    });

  const refusal = (call: UpstreamCall): FaultName | undefined => {
    if (closing !== undefined) return 'shuttingDown';
    if (credentials.isRefused(call.caller)) return 'unauthenticated';
    if (wayOf(call.caller).base.bytes + Buffer.byteLength(call.target) > bounds.urlBytes) return 'queryTooLarge';
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
      const joined = key === null ? null : (open.get(key)?.flight?.join(call, sink) ?? null);
      if (joined !== null) events.joined?.({ report: call.report });
      const reply = joined ?? setOff(call, key, sink);
      if (reply === null) throw gatewayError('internal');
      return reply;
    },
    isFullFor: ({ key }) => services.bulkhead.isFullFor(key),
    waiting: () => services.bulkhead.waiting(),
    openBreakers: () => sumOf([...ways].map(({ health }) => health.open())),
    close: () => {
      closing ??= allLanded().then(async () => void (await Promise.all([...ways].map((way) => way.close()))));
      return closing;
    },
  };
}

/** Open breakers of all ways together. */
function sumOf(open: readonly Readonly<Record<BreakerScope, number>>[]): Readonly<Record<BreakerScope, number>> {
  const sum = { connection: 0, report: 0, caller: 0 };
  for (const each of open) for (const scope of ['connection', 'report', 'caller'] as const) sum[scope] += each[scope];
  return sum;
}

interface Cell {
  flight: Flight | undefined;
}
