/** The process: configuration, the gateway, and an end in good order. */
import './production.js';
import { catalogue } from '../schema/reports/index.js';
import { loadCatalogue } from './load-catalogue.js';
import { readConfig } from './config.js';
import { createGateway } from './gateway.js';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const gateway = createGateway({ config, catalogue: loadCatalogue(catalogue, config.catalogue) });
  const url = await gateway.listen();
  process.stdout.write(`The gateway listens at ${url}\n`);
  const end = () => {
    gateway.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

main().catch((error: unknown) => {
  process.stderr.write(`The gateway did not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
