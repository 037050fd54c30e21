/** urql with its normalised cache: keys, and how pages join. */
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange, type Cache, type FieldArgs, type KeyingConfig, type Resolver } from '@urql/exchange-graphcache';
import { ENTITY_KEYS } from './entity-keys.ts';
import type { GatewayOptions } from './gateway-options.ts';

/** A client of one caller. Another caller needs another client: what a cache holds was answered to one credential. */
export function createUrqlClient({ url, authorization }: GatewayOptions): Client {
  return new Client({
    url,
    exchanges: [
      cacheExchange({ keys, resolvers: { Installation: { callTriggers: pages('offset'), allTriggers: pages('afterRowId') } } }),
      fetchExchange,
    ],
    fetchOptions: { headers: { authorization } },
    // The gateway is asked by POST alone.
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
  /** The page's own place: its offset, or the row that it follows. */
  readonly at: string;
  /** The place of the page after it; null on the last one. */
  readonly next: string | null;
  readonly complete: boolean;
  readonly rows: readonly string[];
  readonly pageInfo: string;
}

const PAGING: readonly string[] = ['limit', 'offset', 'afterRowId'];

/** The same for questions that differ in nothing but the page. */
const questionOf = (args: FieldArgs) =>
  JSON.stringify(
    Object.entries(args ?? {})
      .filter(([name]) => !PAGING.includes(name))
      .sort(),
  );

/**
 * The pages of one question as one report, each beginning where the one before it says that the next begins: from the first page, which has
 * offset 0 or follows row 0, up to where they break off.
 */
function pages(place: 'offset' | 'afterRowId'): Resolver {
  return (_parent, args, cache, { parentKey, fieldName }) => {
    const found = new Map<string, Page>();
    for (const field of cache.inspectFields(parentKey)) {
      if (field.fieldName !== fieldName || questionOf(field.arguments) !== questionOf(args)) continue;
      const page = pageOf(cache, cache.resolve(parentKey, field.fieldKey), String(field.arguments?.[place] ?? 0), place);
      if (page) found.set(page.at, page);
    }
    // The page that is asked for must be there, else it has to be fetched.
    if (!found.has(String(args[place] ?? 0))) return undefined;
    const list: Page[] = [];
    for (let at: string | null = '0'; at !== null;) {
      const page = found.get(at);
      if (!page) break;
      list.push(page);
      at = page.next === at ? null : page.next;
    }
    const last = list.at(-1);
    if (!last) return undefined;
    return {
      __typename: 'TriggerReport',
      complete: list.every(({ complete }) => complete),
      pageInfo: last.pageInfo,
      rows: list.flatMap(({ rows }) => rows),
    };
  };
}

function pageOf(cache: Cache, report: unknown, at: string, place: 'offset' | 'afterRowId'): Page | null {
  if (typeof report !== 'string') return null;
  const rows = cache.resolve(report, 'rows');
  const pageInfo = cache.resolve(report, 'pageInfo');
  if (!Array.isArray(rows) || typeof pageInfo !== 'string') return null;
  const next = cache.resolve(pageInfo, place === 'offset' ? 'nextOffset' : 'endRowId');
  return {
    at,
    next: next === null || next === undefined ? null : String(next),
    complete: cache.resolve(report, 'complete') !== false,
    rows: rows.filter((row) => typeof row === 'string'),
    pageInfo,
  };
}
