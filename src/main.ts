/** The process: configuration, the gateway, and an end in good order. With WORKERS it is the primary of others, or one of them. */
import './production.js';
import { randomBytes } from 'node:crypto';
import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { catalogue } from '../schema/reports/index.js';
import { loadCatalogue } from './load-catalogue.js';
import { OPTIONS, readConfig } from './config.js';
import type { Config } from './config-shape.js';
import { createGateway } from './gateway.js';
import { findMisspelt } from './misspelt-variables.js';
import { createProcessLog, type ProcessLog } from './observe/log.js';
import { readVersion } from './version.js';
import { divideBounds } from './workers/divide-bounds.js';
import { runPrimary } from './workers/run-primary.js';
import { joinGroup } from './workers/worker-group.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createProcessLog(config.logLevel);
  const workers = config.workers === 'auto' ? availableParallelism() : config.workers;
  if (cluster.isWorker) return serve(divideBounds(config, workers), log);
  const variables = Object.values(OPTIONS).map(({ variable }) => variable);
  for (const { given, meant } of findMisspelt(Object.keys(process.env), variables))
    log.logger.warn(`${given} is not a known environment variable and has no effect. Did you mean ${meant}?`);
  await (workers > 1 ? share(config, log, workers) : serve(config, log));
}

/** Answers requests: alone, or as one of several workers. */
async function serve(config: Config, log: ProcessLog): Promise<void> {
  const group = cluster.isWorker ? joinGroup(process) : null;
  const gateway = createGateway({ config, log, catalogue: loadCatalogue(catalogue, config.catalogue), group });
  const url = await gateway.listen();
  const close = async (): Promise<void> => {
    await gateway.close();
    await group?.leave();
  };
  onEnd(() => exitAfter(close()));
  process.on('SIGHUP', gateway.reload);
  // Last: whoever reads it may send a signal at once.
  if (group) group.listening(url, gateway.adminUrl());
  else announce(log, url, gateway.adminUrl(), 1);
}

/** Starts workers that share the port. */
async function share(config: Config, log: ProcessLog, workers: number): Promise<void> {
  const { variable } = OPTIONS.callerLogSecret;
  const primary = runPrimary({
    workers,
    // One key for what stands for a caller in the log of all workers.
    environment: { [variable]: config.callerLogSecret ?? randomBytes(32).toString('hex') },
    listening: (url, adminUrl) => announce(log, url, adminUrl, workers),
    warn: (line) => log.logger.warn(line),
  });
  onEnd(primary.end);
  process.on('SIGHUP', primary.reload);
  exitAfter(primary.ended);
  await primary.ended.catch(() => undefined); // said by the exit code
}

function announce(log: ProcessLog, url: string, adminUrl: string | null, workers: number): void {
  const shared = workers > 1 ? `, ${workers} workers` : '';
  const admin = adminUrl === null ? '' : ` Metrics and health are at ${adminUrl}.`;
  log.announce(`The gateway listens at ${url} (version ${readVersion().version}${shared}).${admin}`);
}

function onEnd(end: () => void): void {
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

function exitAfter(closing: Promise<void>): void {
  closing.then(
    () => process.exit(0),
    () => process.exit(1),
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`The gateway did not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
