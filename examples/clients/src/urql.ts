/** urql with its normalised cache: keys, and how pages join. */
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange, type Cache, type KeyingConfig, type Resolver } from '@urql/exchange-graphcache';
import { ENTITY_KEYS } from './entity-keys.ts';
import type { GatewayOptions } from './gateway-options.ts';
import { beginOf, nextPage, PAGED_REPORTS, questionOf, type PageInfo } from './pages.ts';

/** A client of one caller. Another caller needs another client: what a cache holds was answered to one credential. */
export function createUrqlClient({ url, authorization }: GatewayOptions): Client {
  return new Client({
    url,
    exchanges: [
      cacheExchange({ keys, resolvers: { Installation: Object.fromEntries(PAGED_REPORTS.map((report) => [report, pages])) } }),
      fetchExchange,
    ],
    fetchOptions: { headers: { authorization } },
    // The gateway accepts the text of an operation only by POST.
    preferGetMethod: false,
  });
}

type Keying = KeyingConfig[string];

const entities = Object.fromEntries(
  Object.entries(ENTITY_KEYS).map(([type, fields]): [string, Keying] => [
    type,
    (entity) => fields.map((field) => String(entity[field])).join(':'),
  ]),
);

/** Entities by their keys. Any other type has none: null says so, and its values stay where they were answered. */
const keys: KeyingConfig = new Proxy(entities, {
  get: (known, type) => (typeof type === 'string' ? known[type] : undefined) ?? (() => null),
});

interface Page {
  /** The cache's key of the page. */
  readonly key: string;
  /** Where the page after it begins; null on the last one. */
  readonly next: string | null;
  readonly framed: boolean;
  readonly rows: readonly string[];
}

/**
 * The pages of one question as one report, by offset or by key: from the first page up to where they break off. A page that is not reached
 * from the first begins a list of its own.
 */
const pages: Resolver = (_parent, args, cache, { parentKey, fieldName }) => {
  const found = new Map<string, Page>();
  for (const field of cache.inspectFields(parentKey)) {
    if (field.fieldName !== fieldName || questionOf(field.arguments) !== questionOf(args)) continue;
    const page = pageOf(cache, cache.resolve(parentKey, field.fieldKey));
    if (page) found.set(beginOf(field.arguments), page);
  }
  const wanted = found.get(beginOf(args));
  // The page that is asked for must be there, else it has to be fetched.
  if (!wanted) return undefined;
  const reached = chain(found, 'start');
  const list = reached.includes(wanted) ? reached : chain(found, beginOf(args));
  const last = list.at(-1) ?? wanted;
  // The last page says whether rows follow; every page has to be proven to be all that was sent.
  const framed = list.every((page) => page.framed);
  return {
    // What else the query selects is the last page's.
    ...Object.fromEntries(cache.inspectFields(last.key).map(({ fieldName: name, fieldKey }) => [name, cache.resolve(last.key, fieldKey)])),
    __typename: 'TriggerReport',
    framed,
    complete: framed && cache.resolve(last.key, 'complete') === true,
    rows: list.flatMap(({ rows }) => rows),
  };
};

/** The pages that follow one another from a place. */
function chain(found: ReadonlyMap<string, Page>, begin: string): readonly Page[] {
  const list: Page[] = [];
  for (let at: string | null = begin; at !== null;) {
    const page = found.get(at);
    if (!page || list.includes(page)) break;
    list.push(page);
    at = page.next;
  }
  return list;
}

function pageOf(cache: Cache, key: unknown): Page | null {
  if (typeof key !== 'string') return null;
  const rows = cache.resolve(key, 'rows');
  if (!Array.isArray(rows)) return null;
  const info = cache.resolve(key, 'pageInfo');
  const value = (name: string) => (typeof info === 'string' ? cache.resolve(info, name) : undefined);
  // The cache holds what the gateway answered, which the schema types.
  const next = nextPage({ nextOffset: value('nextOffset'), endRowId: value('endRowId'), hasNextPage: value('hasNextPage') } as PageInfo);
  return {
    key,
    next: next && beginOf(next),
    framed: cache.resolve(key, 'framed') !== false,
    rows: rows.filter((row) => typeof row === 'string'),
  };
}
