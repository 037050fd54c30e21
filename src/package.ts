/** What the package exports: the gateway as a server of its own, or as a plugin of a Fastify app that exists. */
import './production.js';
import type { FastifyPluginAsync } from 'fastify';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { catalogue } from '../schema/reports/index.js';
import type { Catalogue, Report } from '../schema/report.js';
import { readConfig } from './config.js';
import { createGateway as createGatewayOf } from './gateway.js';
import { loadCatalogue } from './load-catalogue.js';

export type { Catalogue, Report };

export interface GatewayOptions {
  /** What the configuration is read from. Default: the environment of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: JSON lines on standard output. */
  readonly log?: Logger;
  /** Plugins of Envelop or Yoga for parse, validate, context and execute, behind the gateway's own. */
  readonly plugins?: readonly Plugin[];
}

export interface Gateway {
  /** Listens where the configuration says, and resolves to the URL of /graphql. */
  readonly listen: () => Promise<string>;
  /** Fails readiness, drains in-flight operations, and closes everything. */
  readonly close: () => Promise<void>;
  /** Serves the gateway's paths in an app that exists, and closes with it. The app's other routes, hooks and parsers are its own. */
  readonly fastify: FastifyPluginAsync;
}

/** Makes a gateway that does not listen yet. Throws a `ConfigError` where a variable breaks its rule. */
export function createGateway({ env = process.env, log, plugins = [] }: GatewayOptions = {}): Gateway {
  const config = readConfig(env);
  const { listen, close, fastify } = createGatewayOf({
    config,
    catalogue: loadCatalogue(catalogue, config.catalogue),
    plugins,
    ...(log ? { log: { logger: log, announce: (message) => log.info(message), dropped: () => 0, flush: () => Promise.resolve() } } : {}),
  });
  return { listen, close, fastify };
}
