/** The metrics of all workers as one text; what a worker counted stays when it is gone. */
import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from 'prom-client';
import type { MetricsSnapshot } from './messages.js';

type Metrics = MetricObjectWithValues<MetricValue<string>>[];

export interface GroupMetrics {
  /** The latest of a worker. */
  readonly update: (worker: number, metrics: MetricsSnapshot) => void;
  /** The worker is gone: its counters and histograms stay, its levels do not. */
  readonly leave: (worker: number) => Promise<void>;
  readonly text: () => Promise<string>;
}

/** Knows no worker yet. */
export function createGroupMetrics(): GroupMetrics {
  const latest = new Map<number, Metrics>();
  let departed: Metrics = [];
  const together = (all: readonly Metrics[]) => AggregatorRegistry.aggregate([...all]);
  return {
    update: (worker, metrics) => {
      // A worker sends what its registry is as JSON.
      latest.set(worker, metrics as Metrics);
    },
    leave: async (worker) => {
      const last = (latest.get(worker) ?? []).filter(({ type }) => ['counter', 'histogram'].includes(String(type)));
      latest.delete(worker);
      departed = await together([departed, last]).getMetricsAsJSON();
    },
    text: () => together([departed, ...latest.values()]).metrics(),
  };
}
