/**
 * The primary process of several workers that share the port: starts them, starts a dead one again, and hands signals on. It answers nothing
 * itself.
 */
import cluster, { type Worker } from 'node:cluster';
import { setTimeout as wait } from 'node:timers/promises';
import { createGroupMetrics } from './group-metrics.js';
import type { FromWorker, ToWorker } from './messages.js';

export interface PrimaryOptions {
  readonly workers: number;
  /** What each worker's environment has beside that of this process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Called once, when every worker listens. */
  readonly listening: (url: string, adminUrl: string | null) => void;
  readonly warn: (line: string) => void;
}

export interface Primary {
  /** Resolves when all workers ended in good order; rejects where one did not, or could not start. */
  readonly ended: Promise<void>;
  readonly reload: () => void;
  /** Lets all workers drain and end. */
  readonly end: () => void;
}

/** Before a dead worker is started again; twice as long each time one dies within its first minute. */
const RESTART_MS = 500;
const LONGEST_RESTART_MS = 30_000;
const LONG_LIFE_MS = 60_000;
/** How long a worker may take to hand over its metrics; its last ones stand in. */
const METRICS_MS = 1_000;

/** Starts all workers. */
export function runPrimary({ workers, environment, listening, warn }: PrimaryOptions): Primary {
  const metrics = createGroupMetrics();
  const listeningWorkers = new Set<number>();
  const answers = new Map<string, () => void>();
  let hasListened = false;
  let isEnding = false;
  let failed = false;
  let early = 0;
  let requests = 0;
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const ended = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  const all = (): readonly Worker[] => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const tell = (worker: Worker, message: ToWorker): void => {
    if (worker.isConnected()) worker.send(message, () => undefined);
  };

  const end = (): void => {
    isEnding = true;
    const left = all();
    for (const worker of left) worker.process.kill('SIGTERM');
    if (left.length === 0) resolve();
  };

  /** The latest metrics of every worker that answers in time. */
  const collect = async (): Promise<string> => {
    const request = (requests += 1);
    const asked = all().map(
      (worker) =>
        new Promise<void>((answered) => {
          answers.set(`${request} ${worker.id}`, answered);
          tell(worker, { kind: 'wantsMetrics', request });
        }),
    );
    const late = new AbortController();
    await Promise.race([Promise.all(asked), wait(METRICS_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
    for (const key of answers.keys()) if (key.startsWith(`${request} `)) answers.delete(key);
    return metrics.text();
  };

  const hear = (worker: Worker, message: FromWorker): void => {
    if (message.kind === 'listening') {
      listeningWorkers.add(worker.id);
      if (hasListened) return tell(worker, { kind: 'allListen' });
      if (listeningWorkers.size < workers) return;
      hasListened = true;
      for (const each of all()) tell(each, { kind: 'allListen' });
      listening(message.url, message.adminUrl);
    } else if (message.kind === 'metrics') {
      metrics.update(worker.id, message.metrics);
      answers.get(`${message.request} ${worker.id}`)?.();
    } else {
      const { request } = message;
      void collect().then((text) => tell(worker, { kind: 'text', request, text }));
    }
  };

  const start = (): void => {
    if (isEnding) return;
    const startedAt = performance.now();
    const worker = cluster.fork(environment);
    worker.on('message', (message: FromWorker) => hear(worker, message));
    worker.on('exit', (code) => {
      void metrics.leave(worker.id);
      if (isEnding) {
        // One that was still starting is ended by the signal itself.
        failed ||= code !== 0 && listeningWorkers.has(worker.id);
        if (all().every((other) => other === worker || other.isDead()))
          return failed ? reject(new Error('A worker did not end in good order.')) : resolve();
        return;
      }
      if (!hasListened) {
        // What keeps one from starting keeps all of them; it has said what.
        failed = true;
        return end();
      }
      early = performance.now() - startedAt < LONG_LIFE_MS ? early + 1 : 1;
      const pause = Math.min(LONGEST_RESTART_MS, RESTART_MS * 2 ** (early - 1));
      warn(`A worker ended. Another one starts in ${pause} ms.`);
      setTimeout(start, pause).unref();
    });
  };
  for (let i = 0; i < workers; i++) start();

  return {
    ended,
    reload: () => {
      for (const worker of all()) worker.process.kill('SIGHUP');
    },
    end,
  };
}
