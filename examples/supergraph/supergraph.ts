/** Everything of the example, started in order: the Reports API's stand-in, the reports subgraph, the CRM, and the gateway over both. */
import { catalogue } from '../../schema/reports/index.js';
import { createSandbox } from '../../sandbox/server.js';
import { readConfig } from '../../src/config.js';
import { createGateway } from '../../src/gateway.js';
import { compose } from './compose.js';
import { startCrm, type Crm } from './crm.js';
import { startRouter } from './router.js';

export interface Supergraph {
  /** The gateway, where clients ask. */
  readonly url: string;
  /** The reports subgraph, asked directly. */
  readonly reportsUrl: string;
  readonly crm: Crm;
  /** The composed SDL. */
  readonly sdl: string;
  readonly close: () => Promise<void>;
}

export interface SupergraphOptions {
  /** The gateway's port; 0, the default, is any free one. */
  readonly port?: number;
  /** Comes between the reports subgraph and the Reports API: gets the API's base URL and says its own. */
  readonly between?: (apiUrl: string) => Promise<{ readonly url: string; readonly close: () => Promise<void> }>;
}

/** Starts everything on loopback; `close` ends it in the other order. */
export async function startSupergraph({ port = 0, between }: SupergraphOptions = {}): Promise<Supergraph> {
  const api = await createSandbox({ cacheDir: new URL('../../.cache/sandbox', import.meta.url).pathname });
  const middle = await between?.(api.url);
  const config = readConfig({ REPORTS_URL: middle?.url ?? api.url, PORT: '0', LOG_LEVEL: 'silent' });
  const reports = createGateway({ config, catalogue });
  const reportsUrl = await reports.listen();
  const crm = await startCrm();
  const sdl = await compose([
    { name: REPORTS, url: reportsUrl },
    { name: 'crm', url: crm.url },
  ]);
  const router = await startRouter({ supergraph: sdl, credentialsFor: REPORTS, port });
  return {
    url: router.url,
    reportsUrl,
    crm,
    sdl,
    async close() {
      await router.close();
      await crm.close();
      await reports.close();
      await middle?.close();
      await api.close();
    },
  };
}

const REPORTS = 'reports';
