/** When the Reports API gave what is shown, and whether the gateway had kept it. */
import type { ReportCacheResult } from '../gql/graphql.js';
import { formatTime } from '../labels.js';

/** What every report says of its own answer. */
export interface Answered {
  readonly asOf?: string | null;
  readonly request?: { readonly cache: ReportCacheResult | null };
}

const SOURCES: Readonly<Record<ReportCacheResult, { readonly text: string; readonly about: string }>> = {
  HIT: { text: 'kept', about: 'From the gateway’s cache. Refresh asks the Reports API anew.' },
  STALE: { text: 'kept, out of date', about: 'The Reports API did not answer, so the gateway shows what it had kept.' },
  MISS: { text: 'live', about: 'Just asked of the Reports API' },
  OFF: { text: 'live', about: 'Just asked of the Reports API' },
};

export function AnswerSource({ answer: { asOf, request }, tz }: { readonly answer: Answered; readonly tz: string }) {
  const source = request?.cache ? SOURCES[request.cache] : null;
  if (!asOf) return null;
  return (
    <span className="muted">
      as of {formatTime(asOf, tz)}
      {source && <span title={source.about}> · {source.text}</span>}
    </span>
  );
}
