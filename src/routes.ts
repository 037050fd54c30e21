/** What the gateway answers to GET: health, metrics and, where it is switched on, GraphiQL. */
import type { HttpResponse, Page } from './http/graphql-request.js';
import type { Metrics } from './observe/metrics.js';

/** The paths that are served, as metrics label them; everything else is `other`. */
export const ROUTES = ['/graphql', '/health/live', '/health/ready', '/metrics', 'other'] as const;

export interface PageOptions {
  readonly metrics: Metrics;
  /** False once the gateway drains. */
  readonly isReady: () => boolean;
  /** GraphiQL's page at /graphql with its files; null where it is off. */
  readonly graphiql: ReadonlyMap<string, Page> | null;
}

const json = (status: number, value: unknown): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: [JSON.stringify(value)],
});

/** The GET routes. Neither health page asks upstream: a slow API must not take the gateway out of rotation. */
export function createPages({ metrics, isReady, graphiql }: PageOptions): ReadonlyMap<string, Page> {
  return new Map<string, Page>([
    ['/health/live', () => json(200, { status: 'live' })],
    ['/health/ready', () => (isReady() ? json(200, { status: 'ready' }) : json(503, { status: 'draining' }))],
    ['/metrics', async () => ({ status: 200, headers: { 'content-type': metrics.contentType }, body: [await metrics.text()] })],
    ...(graphiql ?? []),
  ]);
}
