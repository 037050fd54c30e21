/** The process: configuration, the gateway, and an end in good order. */
import './production.js';
import { catalogue } from '../schema/reports/index.js';
import { loadCatalogue } from './load-catalogue.js';
import { readConfig } from './config.js';
import { createGateway } from './gateway.js';
import { createProcessLog } from './observe/log.js';
import { readVersion } from './version.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createProcessLog(config.logLevel);
  const gateway = createGateway({ config, log, catalogue: loadCatalogue(catalogue, config.catalogue) });
  const url = await gateway.listen();
  log.announce(`The gateway listens at ${url} (version ${readVersion().version}).`);
  const end = () => {
    gateway.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  // Sent by terminals and by operators who expect a reload; without a handler it would end the process.
  process.on('SIGHUP', () => undefined);
}

main().catch((error: unknown) => {
  process.stderr.write(`The gateway did not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
