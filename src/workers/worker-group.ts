/** A worker's side: it tells the primary that it listens, and hands over its metrics. */
import type { FromWorker, MetricsSnapshot, ToWorker } from './messages.js';

/** What a gateway needs to know where several processes share its port. */
export interface WorkerGroup {
  /** Whether every worker listens. */
  readonly isReady: () => boolean;
  /** The metrics of all workers. */
  readonly metricsText: () => Promise<string>;
  /** Where the metrics of this worker are read. */
  readonly watch: (read: () => Promise<MetricsSnapshot>) => void;
  readonly listening: (url: string, adminUrl: string | null) => void;
  /** Hands the last metrics over before the process ends. */
  readonly leave: () => Promise<void>;
}

/** What is counted when a worker dies is what it handed over last. */
const HAND_OVER_MS = 2_000;

/** Joins the group over the process' channel to its primary. */
export function joinGroup(channel: Pick<NodeJS.Process, 'send' | 'on'>): WorkerGroup {
  const waiting = new Map<number, (text: string) => void>();
  let ready = false;
  let requests = 0;
  let read: () => Promise<MetricsSnapshot> = () => Promise.resolve([]);
  const tell = (message: FromWorker): Promise<void> =>
    new Promise((told) => {
      if (channel.send) channel.send(message, undefined, undefined, () => told());
      else told();
    });
  const handOver = async (request: number | null): Promise<void> => tell({ kind: 'metrics', request, metrics: await read() });

  channel.on('message', (message: ToWorker) => {
    if (message.kind === 'allListen') ready = true;
    else if (message.kind === 'wantsMetrics') void handOver(message.request);
    else {
      waiting.get(message.request)?.(message.text);
      waiting.delete(message.request);
    }
  });

  return {
    isReady: () => ready,
    metricsText: () =>
      new Promise((resolve) => {
        const request = (requests += 1);
        waiting.set(request, resolve);
        void tell({ kind: 'wantsText', request });
      }),
    watch: (from) => {
      read = from;
      setInterval(() => void handOver(null), HAND_OVER_MS).unref();
    },
    listening: (url, adminUrl) => void tell({ kind: 'listening', url, adminUrl }),
    leave: () => handOver(null),
  };
}
