/** A real gateway on a free port, for tests over HTTP. */
import { pino } from 'pino';
import { catalogue } from '../../schema/reports/index.js';
import type { Catalogue } from '../../schema/report.js';
import { readConfig } from '../../src/config.js';
import { createGateway, type GatewayOptions } from '../../src/gateway.js';

export interface TestGateway {
  /** The URL of /graphql. */
  readonly url: string;
  /** The URL without a path. */
  readonly origin: string;
  /** The URL of the port for metrics and health; null where they are on the port of /graphql. */
  readonly adminUrl: string | null;
  /** What was logged, one object a line. */
  readonly logged: readonly Record<string, unknown>[];
  /** Sends one operation with the credential demo:demo, unless `headers` say otherwise. */
  readonly ask: (
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<GatewayAnswer>;
  /** Reads the trusted documents anew, as on SIGHUP. */
  readonly reload: () => void;
  readonly close: () => Promise<void>;
}

export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Tests read answers of every shape; each asserts the shape it expects.
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions: Readonly<Record<string, unknown>>;
    }[];
  };
}

export const DEMO = `Basic ${Buffer.from('demo:demo').toString('base64')}`;

/** Starts a gateway in this process, in front of `reportsUrl`. `environment` is what the configuration is read from. */
export async function startGateway(
  reportsUrl: string,
  environment: Readonly<Record<string, string>> = {},
  reports: Catalogue = catalogue,
  upstream: NonNullable<GatewayOptions['upstream']> = {},
  options: Pick<GatewayOptions, 'rowsAsText' | 'plugins' | 'now'> = {},
): Promise<TestGateway> {
  const logged: Record<string, unknown>[] = [];
  const logger = pino(
    { level: environment['LOG_LEVEL'] ?? 'debug', base: null },
    {
      write(line: string) {
        logged.push(JSON.parse(line) as Record<string, unknown>);
      },
    },
  );
  const gateway = createGateway({
    config: readConfig({ REPORTS_URL: reportsUrl, PORT: '0', ...environment }),
    catalogue: reports,
    log: { logger, announce: () => undefined, dropped: () => 0, flush: () => Promise.resolve() },
    upstream,
    ...options,
  });
  const url = await gateway.listen();
  return {
    url,
    origin: new URL(url).origin,
    adminUrl: gateway.adminUrl(),
    logged,
    async ask(query, variables, headers = { authorization: DEMO }) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
        body: JSON.stringify({ query, ...(variables ? { variables } : {}) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as GatewayAnswer['body'] };
    },
    reload: gateway.reload,
    close: gateway.close,
  };
}
