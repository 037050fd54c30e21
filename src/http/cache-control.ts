/** What a caller says of kept answers in the request's `Cache-Control` (RFC 9111, 5.2.1). */

/** The directives that are honoured; others are ignored. */
export interface CacheDirectives {
  /** Ask anew. */
  readonly noCache: boolean;
  /** Neither read nor keep. */
  readonly noStore: boolean;
  /** Send nothing. */
  readonly onlyIfCached: boolean;
  /** Nothing older than this; null where any age will do. */
  readonly maxAgeSeconds: number | null;
}

/** The header's directives; null where it is missing or names none of those that are honoured. */
export function readCacheControl(header: string | undefined): CacheDirectives | null {
  if (header === undefined) return null;
  const given = header.split(',').map((directive) => directive.trim().toLowerCase());
  const ages = given.flatMap((directive) => /^max-age="?(\d{1,10})"?$/.exec(directive)?.[1] ?? []).map(Number);
  const directives: CacheDirectives = {
    noCache: given.includes('no-cache'),
    noStore: given.includes('no-store'),
    onlyIfCached: given.includes('only-if-cached'),
    maxAgeSeconds: ages.length > 0 ? Math.min(...ages) : null,
  };
  const { noCache, noStore, onlyIfCached, maxAgeSeconds } = directives;
  return noCache || noStore || onlyIfCached || maxAgeSeconds !== null ? directives : null;
}
