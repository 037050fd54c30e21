/** What the gateway answers to GET: health, metrics and, where it is switched on, GraphiQL. */
import type { HttpAnswer, Page } from './http/exchange.js';
import type { Metrics } from './observe/metrics.js';

export interface PageOptions {
  readonly metrics: Metrics;
  /** False once the gateway drains. */
  readonly isReady: () => boolean;
  /** The page at /graphql for browsers; null where GraphiQL is off. */
  readonly graphiql: string | null;
}

const json = (status: number, value: unknown): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: [JSON.stringify(value)],
});

/** The GET routes. Neither health page asks upstream: a slow API must not take the gateway out of rotation. */
export function createPages({ metrics, isReady, graphiql }: PageOptions): ReadonlyMap<string, Page> {
  const pages = new Map<string, Page>([
    ['/health/live', () => json(200, { status: 'live' })],
    ['/health/ready', () => (isReady() ? json(200, { status: 'ready' }) : json(503, { status: 'draining' }))],
    ['/metrics', async () => ({ status: 200, headers: { 'content-type': metrics.contentType }, body: [await metrics.text()] })],
  ]);
  if (graphiql !== null)
    pages.set('/graphql', () => ({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: [graphiql] }));
  return pages;
}
