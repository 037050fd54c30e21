/** The process: configuration, the gateway, and an end in good order. */
import './production.js';
import { catalogue } from '../schema/reports/index.js';
import { loadCatalogue } from './load-catalogue.js';
import { OPTIONS, readConfig } from './config.js';
import { createGateway } from './gateway.js';
import { findMisspelt } from './misspelt-variables.js';
import { createProcessLog } from './observe/log.js';
import { readVersion } from './version.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createProcessLog(config.logLevel);
  const variables = Object.values(OPTIONS).map(({ variable }) => variable);
  for (const { given, meant } of findMisspelt(Object.keys(process.env), variables))
    log.logger.warn(`${given} is not an option and has no effect. Did you mean ${meant}?`);
  const gateway = createGateway({ config, log, catalogue: loadCatalogue(catalogue, config.catalogue) });
  const url = await gateway.listen();
  const end = () => {
    gateway.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.on('SIGHUP', gateway.reload);
  // Last: whoever reads it may send a signal at once.
  const admin = gateway.adminUrl();
  log.announce(
    `The gateway listens at ${url} (version ${readVersion().version}).${admin === null ? '' : ` Metrics and health are at ${admin}.`}`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`The gateway did not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
