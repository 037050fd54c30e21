/**
 * The way to the Reports API: one call in, its bytes into the caller's sink, and one error of our own table where it fails.
 */
import { performance } from 'node:perf_hooks';
import { startAttempt, type Attempt } from './attempt.js';
import type { ReplySink, Upstream, UpstreamCall, UpstreamReply } from './call.js';
import { createConnector } from './connector.js';
import { createDispatcher, readBase } from './dispatcher.js';
import { gatewayError } from './faults.js';
import { UPSTREAM_BOUNDS, type UpstreamOptions } from './options.js';

export type { ReplySink, Upstream, UpstreamCall, UpstreamReply } from './call.js';
export type { UpstreamEvents } from './events.js';
export type { UpstreamBounds, UpstreamOptions } from './options.js';

/** Makes the one way to upstream that a process has. Opens no connection before the first call. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const bounds = { ...UPSTREAM_BOUNDS, ...options.bounds };
  const base = readBase(options.baseUrl);
  const connector = createConnector({ timeoutMs: bounds.connectTimeoutMs, ca: options.ca, lookup: options.lookup });
  const dispatcher = createDispatcher(base.origin, connector, bounds);
  const gzip = options.encoding !== 'identity';
  let closing = false;

  const fetch = <T>(call: UpstreamCall, open: () => ReplySink<T>): Promise<UpstreamReply<T>> => {
    if (closing) return Promise.reject(gatewayError('shuttingDown'));
    if (base.bytes + call.target.length > bounds.urlBytes) return Promise.reject(gatewayError('queryTooLarge'));
    if (call.signal.aborted) return Promise.reject(call.signal.reason);
    return new Promise((resolve, reject) => {
      const sink = open();
      let result: { readonly value: T } | undefined;
      let attempt: Attempt | undefined;
      const leave = (): void => attempt?.giveUp('deadline');
      const timer = setTimeout(leave, Math.max(0, call.deadlineAt - performance.now()));
      call.signal.addEventListener('abort', leave, { once: true });
      attempt = startAttempt(
        { dispatcher, connector, path: base.path + call.target, authorization: call.authorization, gzip, ...bounds },
        {
          write: (chunk) => sink.write(chunk),
          end: (proven) => {
            result = { value: sink.end(proven) };
          },
        },
        ({ failure, status, bytes, durationMs }) => {
          clearTimeout(timer);
          call.signal.removeEventListener('abort', leave);
          if (call.signal.aborted) reject(call.signal.reason);
          else if (failure !== null) reject(failure.error);
          else if (result !== undefined && status !== null)
            resolve({ result: result.value, status, durationMs, sharedBy: call.fields, bytes });
        },
      );
    });
  };

  return {
    fetch,
    close: async () => {
      closing = true;
      await dispatcher.close();
    },
  };
}
