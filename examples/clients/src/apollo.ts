/** Apollo Client: what is normalised, what is not, and how pages join. */
import { ApolloClient, HttpLink, InMemoryCache, type FieldPolicy, type Reference, type StoreObject } from '@apollo/client';
import { ENTITY_KEYS } from './entity-keys.ts';
import type { GatewayOptions } from './gateway-options.ts';

/** A client of one caller. Another caller needs another client: what a cache holds was answered to one credential. */
export function createApolloClient({ url, authorization }: GatewayOptions): ApolloClient {
  return new ApolloClient({ link: new HttpLink({ uri: url, headers: { authorization } }), cache: createCache() });
}

/** Entities by their keys; every other type stays where it was answered. The pages of a report join into one list. */
export function createCache(): InMemoryCache {
  const entities = Object.entries(ENTITY_KEYS).map(([type, keyFields]) => [type, { keyFields: [...keyFields] }] as const);
  return new InMemoryCache({
    // Without a policy Apollo would take any `id` or `_id` for a key.
    dataIdFromObject: () => undefined,
    typePolicies: {
      ...Object.fromEntries(entities),
      Installation: { keyFields: [...ENTITY_KEYS.Installation], fields: { callTriggers: offsetPages, allTriggers: keysetPages } },
    },
  });
}

/** What a page is, in the cache: the fields that the pages' queries select. */
interface CachedReport {
  readonly complete?: boolean;
  readonly rows?: readonly (StoreObject | Reference)[];
}

const PAGING: readonly string[] = ['limit', 'offset', 'afterRowId'];

/** Questions that differ in nothing but the page are one list. */
const keyArgs: FieldPolicy<CachedReport>['keyArgs'] = (args) =>
  JSON.stringify(
    Object.entries(args ?? {})
      .filter(([name]) => !PAGING.includes(name))
      .sort(),
  );

/** A list is whole only if each of its pages is. */
const joined = (pages: readonly (CachedReport | undefined)[], rows: CachedReport['rows']): CachedReport => ({
  ...pages.at(-1),
  ...(pages.some((page) => page?.complete === false) ? { complete: false } : {}),
  ...(rows ? { rows } : {}),
});

/** Pages by offset: rows go where the offset says. */
export const offsetPages: FieldPolicy<CachedReport> = {
  keyArgs,
  merge(existing, incoming, { args }) {
    const offset = Number(args?.['offset'] ?? 0);
    if (offset === 0) return incoming;
    return joined([existing, incoming], [...(existing?.rows ?? []).slice(0, offset), ...(incoming.rows ?? [])]);
  },
};

/** Pages by key: rows follow the row that the page was asked after. A page that follows no row of the list begins it anew. */
export const keysetPages: FieldPolicy<CachedReport> = {
  keyArgs,
  merge(existing, incoming, { args, readField }) {
    const before = existing?.rows ?? [];
    const end = before.findLastIndex((row) => readField('rowId', row) === args?.['afterRowId']) + 1;
    if (end === 0) return incoming;
    return joined([existing, incoming], [...before.slice(0, end), ...(incoming.rows ?? [])]);
  },
};
