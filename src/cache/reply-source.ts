/** Where the rows of a question come from: upstream, or a reply that was kept. */
import { GatewayError } from '../errors.js';
import type { CacheDirectives } from '../http/cache-control.js';
import type { ReportQuery } from '../query/report-query.js';
import type { CacheResult } from '../reports/fetch-rows.js';
import type { ReplySink, Upstream, UpstreamCall, UpstreamReply } from '../upstream/call.js';

/** A call with what decides whether a kept reply may serve it. */
export interface SourceCall extends UpstreamCall {
  readonly query: ReportQuery;
  /** What the caller says of kept answers; null where it says nothing. */
  readonly directives: CacheDirectives | null;
  /** Called before anything is sent. */
  readonly sending: () => void;
}

export interface SourceReply<T> extends UpstreamReply<T> {
  /** When upstream answered, in milliseconds of the epoch. */
  readonly asOf: number;
  readonly cache: CacheResult;
}

export interface ReplySource {
  /** As `Upstream.fetch`; rejects with CACHE_MISS where nothing may be sent and nothing is kept. */
  fetch<T>(call: SourceCall, open: () => ReplySink<T>): Promise<SourceReply<T>>;
}

/** Asks upstream, and looks nothing up. */
export async function askUpstream<T>(
  upstream: Pick<Upstream, 'fetch'>,
  call: SourceCall,
  open: () => ReplySink<T>,
  cache: 'MISS' | 'OFF',
): Promise<SourceReply<T>> {
  if (call.directives?.onlyIfCached === true) throw cacheMiss();
  call.sending();
  const { result, status, durationMs, sharedBy, bytes } = await upstream.fetch(call, open);
  return { result, status, durationMs, sharedBy, bytes, asOf: Date.now(), cache };
}

/** The source of a gateway without a cache. */
export function createUncachedSource(upstream: Pick<Upstream, 'fetch'>, observe: () => void): ReplySource {
  return {
    fetch: (call, open) => {
      observe();
      return askUpstream(upstream, call, open, 'OFF');
    },
  };
}

function cacheMiss(): GatewayError {
  return new GatewayError('CACHE_MISS', 'No cached response matches. Leave out only-if-cached to query the Reports API.');
}
