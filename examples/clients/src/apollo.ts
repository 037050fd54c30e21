/** Apollo Client: what is normalised, what is not, and how pages join. */
import { ApolloClient, HttpLink, InMemoryCache, type FieldPolicy, type Reference, type StoreObject } from '@apollo/client';
import { Defer20220824Handler } from '@apollo/client/incremental';
import { ENTITY_KEYS } from './entity-keys.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { PAGED_REPORTS, questionOf, withPage } from './pages.ts';

declare module '@apollo/client' {
  namespace ApolloClient {
    namespace DeclareDefaultOptions {
      interface Query {
        errorPolicy: 'all';
      }
      interface WatchQuery {
        errorPolicy: 'all';
      }
    }
  }
}

/** A client of one caller. Another caller needs another client: what a cache holds was answered to one credential. */
export function createApolloClient({ url, authorization }: GatewayOptions): ApolloClient {
  return new ApolloClient({
    link: new HttpLink({ uri: url, headers: { authorization } }),
    cache: createCache(),
    // Without a handler Apollo refuses a document with @defer. The handler's type differs from what the client declares, under
    // exactOptionalPropertyTypes.
    incrementalHandler: new Defer20220824Handler() as unknown as NonNullable<ApolloClient.Options['incrementalHandler']>,
    // Apollo's default, 'none', throws away the reports that were answered when one beside them failed.
    defaultOptions: { query: { errorPolicy: 'all' }, watchQuery: { errorPolicy: 'all' } },
  });
}

/** Entities by their keys; every other type stays where it was answered. The pages of a report join into one list. */
export function createCache(): InMemoryCache {
  const entities = Object.entries(ENTITY_KEYS).map(([type, keyFields]) => [type, { keyFields: [...keyFields] }] as const);
  return new InMemoryCache({
    // Without a policy Apollo would take any `id` or `_id` for a key.
    dataIdFromObject: () => undefined,
    typePolicies: {
      ...Object.fromEntries(entities),
      Installation: {
        keyFields: [...ENTITY_KEYS.Installation],
        fields: Object.fromEntries(PAGED_REPORTS.map((report) => [report, pages])),
      },
    },
  });
}

/** What a page is, in the cache: the fields that the pages' queries select. */
interface CachedReport {
  readonly complete?: boolean;
  readonly framed?: boolean;
  readonly rows?: readonly (StoreObject | Reference)[];
}

/** Pages of a report, by offset or by key: one list for questions that differ in nothing but the page. */
export const pages: FieldPolicy<CachedReport> = {
  keyArgs: (args) => questionOf(args),
  merge(existing, incoming, { args, readField }) {
    if (!incoming.rows) return incoming;
    const { rows, follows } = withPage(existing?.rows ?? [], incoming.rows, args, (row) => readField<string>('rowId', row));
    // The last page says whether rows follow; every page has to be proven to be all that was sent.
    const isUnproven = follows && existing?.framed === false;
    return { ...incoming, ...(isUnproven ? { framed: false, complete: false } : {}), rows };
  },
};
