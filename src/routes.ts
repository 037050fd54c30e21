/** What operators ask by GET: health and metrics. */
import type { HttpResponse, Page } from './http/graphql-request.js';
import type { Metrics } from './observe/metrics.js';

/** The paths that are served, as metrics label them; everything else is `other`. */
export const ROUTES = ['/graphql', '/health/live', '/health/ready', '/metrics', 'other'] as const;

/** Those that are answered at once, so that they tell how the process is, not how many requests wait. */
export const PROBES: ReadonlySet<string> = new Set(['/health/live', '/health/ready']);

export interface AdminPageOptions {
  readonly metrics: Metrics;
  /** False once the gateway drains. */
  readonly isReady: () => boolean;
}

const json = (status: number, value: unknown): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: [JSON.stringify(value)],
});

/** What operators ask: health and metrics. Neither health page asks upstream: a slow API must not take the gateway out of rotation. */
export function createAdminPages({ metrics, isReady }: AdminPageOptions): ReadonlyMap<string, Page> {
  return new Map<string, Page>([
    ['/health/live', () => json(200, { status: 'live' })],
    ['/health/ready', () => (isReady() ? json(200, { status: 'ready' }) : json(503, { status: 'draining' }))],
    ['/metrics', async () => ({ status: 200, headers: { 'content-type': metrics.contentType }, body: [await metrics.text()] })],
  ]);
}
