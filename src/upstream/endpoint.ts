/**
 * One base URL of the Reports API, with connections and breakers of its own, so that a base that fails closes no other.
 */
import { startAttempt, type Transport } from './attempt.js';
import type { Clock } from './clock.js';
import type { Connector } from './connector.js';
import { createDispatcher, readBase, type Base } from './dispatcher.js';
import type { UpstreamEvents } from './events.js';
import type { SharedRequestServices } from './shared-request.js';
import { createHealth } from './health.js';
import type { UpstreamBounds } from './options.js';
import { proxyFor, type ProxyOptions } from './proxy.js';
import { safeCause } from './safe-cause.js';

export interface Endpoint extends Pick<SharedRequestServices, 'health' | 'send'> {
  readonly base: Base;
  /** Closes its connections once they are idle. */
  close(): Promise<void>;
}

export interface EndpointOptions {
  readonly connector: Connector;
  readonly bounds: UpstreamBounds;
  readonly gzip: boolean;
  readonly userAgent: string | undefined;
  readonly showsMessages: boolean;
  readonly proxies: ProxyOptions | undefined;
  readonly clock: Clock;
  readonly events: UpstreamEvents;
}

/** Opens no connection before the first request. Throws a TypeError for a bad base URL. */
export function createEndpoint(
  baseUrl: string,
  { connector, bounds, gzip, userAgent, showsMessages, proxies, clock, events }: EndpointOptions,
): Endpoint {
  const base = readBase(baseUrl);
  const dispatcher = createDispatcher(base.origin, connector, bounds);
  dispatcher.on('disconnect', (_origin, _targets, error) => events.disconnected?.({ cause: safeCause(error) }));
  const { wireBytes, inflatedBytes } = bounds;
  const proxy = proxies && base.origin.startsWith('http:') ? proxyFor(base.origin, proxies) : null;
  const forwarded = proxy && { origin: base.origin, authorization: proxy.authorization };
  const transport: Transport = { dispatcher, connector, gzip, userAgent, showsMessages, forwarded, wireBytes, inflatedBytes };
  return {
    base,
    health: createHealth({ bounds, now: clock.now, changed: (event) => events.breakerChanged?.(event) }),
    send: (request, sink, done) => startAttempt(transport, request, sink, done),
    close: () => dispatcher.close(),
  };
}
