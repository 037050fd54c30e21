/** What the primary process and its workers tell each other. */

/** The metrics of one process, as prom-client has them as JSON. */
export type MetricsSnapshot = readonly object[];

export type FromWorker =
  | { readonly kind: 'listening'; readonly url: string; readonly adminUrl: string | null }
  /** The metrics of the worker: asked for by a number, or from time to time without one. */
  | { readonly kind: 'metrics'; readonly request: number | null; readonly metrics: MetricsSnapshot }
  /** The worker is asked for the metrics of all. */
  | { readonly kind: 'wantsText'; readonly request: number };

export type ToWorker =
  | { readonly kind: 'allListen' }
  | { readonly kind: 'wantsMetrics'; readonly request: number }
  | { readonly kind: 'text'; readonly request: number; readonly text: string };
