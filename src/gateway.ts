/**
 * The gateway: HTTP on Fastify, Yoga's pipeline, and the way to the Reports API.
 *
 * Yoga parses, validates and executes. HTTP is Fastify's (src/http): Yoga's HTTP layer is three quarters of the cost of a small request, and
 * lenient where this gateway has to be strict.
 */
import type { FastifyPluginAsync } from 'fastify';
import { setTimeout as wait } from 'node:timers/promises';
import type { Plugin } from 'graphql-yoga';
import { ownNames, prefixTypes } from '../schema/own-names.js';
import type { Catalogue } from '../schema/report.js';
import { createAnswerBudget } from './operation/answer-budget.js';
import { createCallerIdentity } from './caller.js';
import { createAnswer } from './operation/execute-operation.js';
import { createReplySource } from './cache/create-reply-source.js';
import type { Config } from './config-shape.js';
import { createSchema } from './graph/create-schema.js';
import { useExactIds } from './graph/exact-ids.js';
import { prefixedDocument } from './graph/prefixed-document.js';
import { withSubgraphFields } from './graph/federation/subgraph-schema.js';
import { EXAMPLES } from './graphiql/examples.js';
import { createGraphiql, type GraphiqlOptions } from './graphiql/graphiql.js';
import { createHttpPlugin, type HttpOptions, type HttpPlugin } from './http/http-plugin.js';
import { createHttpServer, originOf } from './http/http-server.js';
import { ANSWER_LIMITS, CACHE_LIMITS, limitsOf } from './limits.js';
import { createProcessLog, logRequest, upstreamLog, type ProcessLog } from './observe/log.js';
import { connectReplicas } from './replicas/connect-replicas.js';
import { observeOperations } from './observe/observe-operations.js';
import { startTelemetry, type Telemetry } from './observe/telemetry.js';
import { createTraces, type Traces } from './observe/traces.js';
import { createMetrics } from './observe/metrics.js';
import { createAdminPages, PROBES, ROUTES } from './routes.js';
import { createPipeline } from './operation/pipeline.js';
import { withinBudget } from './operation/within-budget.js';
import { createRefusedColumns } from './reports/refused-columns.js';
import { observedBy } from './upstream/events.js';
import { createUpstream, type UpstreamOptions } from './upstream/upstream.js';
import { readVersion } from './version.js';
import type { WorkerGroup } from './workers/worker-group.js';

export interface Gateway {
  /** The URL of the port for metrics and health, once it listens; null where they are on the port of /graphql. */
  readonly adminUrl: () => string | null;
  /** Listens and resolves to the URL of /graphql. */
  readonly listen: () => Promise<string>;
  /** Reads the trusted documents anew. Where they do not fit, that is logged and those of before stay. */
  readonly reload: () => void;
  /** Serves its paths in an app that exists, and closes with it. The app's other routes, hooks and parsers are its own. */
  readonly fastify: FastifyPluginAsync;
  /** Turns readiness false, lets what runs finish, then closes everything. */
  readonly close: () => Promise<void>;
}

export interface GatewayOptions {
  readonly config: Config;
  readonly catalogue: Catalogue;
  /** Default: JSON lines on standard output. */
  readonly log?: ProcessLog;
  /** What GraphiQL starts with, where the configuration has it on. */
  readonly graphiql?: GraphiqlOptions;
  /** Overrides on the way to upstream: its bounds, whom it trusts, how names are resolved. */
  readonly upstream?: Pick<UpstreamOptions, 'bounds' | 'ca' | 'lookup' | 'encoding'>;
  /** Further plugins for parse, validate, context and execute, behind the gateway's own. No bound is waived for what they parse. */
  readonly plugins?: readonly Plugin[];
  /** Whether rows of columns alone leave as text (the default). False makes every row an object: the slow way, for tests that compare both. */
  readonly rowsAsText?: boolean;
  /** Where several processes share the port: what they know together. */
  readonly group?: WorkerGroup | null;
  /** The clock that dates go by, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

/** How long the last lines of the log may take. */
const LAST_LINES_MS = 1_000;

/** Makes a gateway that does not listen yet. */
export function createGateway({
  config,
  catalogue: reports,
  log: processLog = createProcessLog(config.logLevel),
  graphiql,
  upstream: overrides = {},
  rowsAsText = true,
  plugins = [],
  group = null,
  now = Date.now,
}: GatewayOptions): Gateway {
  const names = ownNames(config.typePrefix);
  const catalogue = prefixTypes(reports, config.typePrefix);
  const publicSchema = createSchema(catalogue, names);
  const schema =
    config.subgraph === 'off'
      ? useExactIds(publicSchema)
      : withSubgraphFields(publicSchema, catalogue, { needsCredential: config.subgraph === 'credential', names });
  const log = processLog.logger;
  const build = readVersion();
  const metrics = createMetrics({
    reports: [...catalogue.keys()],
    routes: ROUTES,
    build,
    droppedLogLines: processLog.dropped,
  });
  const identify = createCallerIdentity(config.callerLogSecret ?? undefined);
  const budget = createAnswerBudget({
    bytes: config.maxAnswerBytes,
    bytesPerCaller: config.maxAnswerBytesPerCaller,
    heldBack: Math.ceil(ANSWER_LIMITS.heldBackShare * config.maxSockets),
    heldBackPerCaller: Math.ceil(ANSWER_LIMITS.heldBackShare * config.maxPerCaller),
    heldBackMs: Math.min(ANSWER_LIMITS.heldBackMs, config.deadlineMs / 2),
  });
  metrics.gauge('answer_bytes_held', 'Bytes held for answers that are being read from upstream or written to callers.', budget.heldBytes);
  const shared = connectReplicas(config, (line) => log.warn(line));
  const upstream = createUpstream({
    ...(shared ? { replicas: shared.replicas } : {}),
    baseUrl: config.reportsUrl,
    apiKeyBaseUrl: config.reportsUrlApiKey,
    showsMessages: config.upstreamMessages,
    proxies: config,
    userAgent: `infinity-reports-graphql/${build.version}`,
    countReplay: budget.count,
    ...overrides,
    bounds: {
      breakerResetMs: config.breakerResetMs,
      sockets: config.maxSockets,
      perCaller: config.maxPerCaller,
      waiting: config.maxWaiting,
      ...overrides.bounds,
    },
    events: observedBy(metrics.upstream, upstreamLog(log), { attemptEnded: (event) => event.origin?.attemptEnded?.(event) }),
  });
  const cache = createReplySource({ config, redis: shared?.redis ?? null, upstream, observe: metrics.cached, bounds: CACHE_LIMITS });
  metrics.gauge('cache_bytes', 'Bytes of cached responses in this process.', cache.bytes);
  const limits = limitsOf(config);
  const { trusted, ...pipeline } = createPipeline({ schema, config, limits, plugins });
  const operations = observeOperations(log, metrics);

  let telemetry: Telemetry | null = null;
  let traces: Traces | null = null;
  const openTelemetry = async (): Promise<void> => {
    const onLost = (spans: number, reason: Error | undefined) => log.warn({ spans, reason: reason?.message }, 'spans lost');
    telemetry = await startTelemetry(config, { version: build, onLost });
    traces = telemetry && createTraces(telemetry);
  };

  const answer = createAnswer({
    ...pipeline,
    traces: () => traces,
    contexts: {
      source: cache.source,
      isFullFor: (caller, directives) => !cache.mayAnswer(directives) && upstream.isFullFor(caller),
      deadlineMs: config.deadlineMs,
      limits,
      maxAnswerBytes: Math.min(config.maxAnswerBytes, config.maxAnswerBytesPerCaller),
      bases: config,
      refusedColumns: createRefusedColumns(() => performance.now()),
      explains: config.explain,
      propagatesTrace: config.propagateTrace,
      rowsAsText,
      now,
      onSend: operations.sent,
      onAnswer: operations.answered,
      onLeftOut: metrics.refusedColumns,
      onDrift: metrics.drifted,
    },
    observe: operations,
  });

  metrics.watch({ waiting: () => upstream.waiting(), openBreakers: () => upstream.openBreakers() });

  let draining: Promise<void> | null = null;
  group?.watch(metrics.json);
  const adminPages = createAdminPages({
    metrics: group ? { ...metrics, text: group.metricsText } : metrics,
    isReady: () => draining === null && group?.isReady() !== false,
  });
  const graphiqlPages = config.graphiql
    ? createGraphiql(new URL('graphiql/browser/', import.meta.url), {
        examples: EXAMPLES.map((example) => ({ ...example, query: prefixedDocument(example.query, publicSchema, names) })),
        ...graphiql,
        queryField: names.queryField,
        basePath: config.basePath,
      })
    : [];
  const httpOptions: HttpOptions = {
    limits,
    corsOrigins: config.corsOrigins,
    corsHeaders: config.corsHeaders,
    compression: config.compression,
    documentsByGet: trusted.current() !== null,
    execute: withinBudget(answer, budget),
    identify,
    isCrowded: budget.isCrowded,
    basePath: config.basePath,
    pages: new Map([...(config.adminPort === null ? adminPages : []), ...graphiqlPages]),
    probes: PROBES,
    observe: operations.ended,
  };

  const http = createHttpServer(httpOptions);
  let embedded: HttpPlugin | null = null;
  const inFlight = () => http.operationsInFlight() + (embedded?.requests.operations() ?? 0);
  metrics.gauge('requests_in_flight', 'GraphQL requests that are not answered yet.', inFlight);
  const admin =
    config.adminPort === null
      ? null
      : createHttpServer({
          limits,
          corsOrigins: [],
          pages: adminPages,
          execute: null,
          observe: (event) => logRequest(log, event, undefined),
        });
  let adminUrl: string | null = null;

  /** Readiness is false from the start of it. Balancers get their time to notice before operations are refused. */
  async function close(): Promise<void> {
    if (config.drainDelayMs > 0) await wait(config.drainDelayMs);
    const startedAt = performance.now();
    await http.drain(config.deadlineMs);
    await admin?.drain(0);
    await upstream.close();
    await telemetry?.close(Math.max(LAST_LINES_MS, startedAt + config.deadlineMs - performance.now()));
    shared?.redis.close();
    await processLog.flush(LAST_LINES_MS);
  }

  return {
    adminUrl: () => adminUrl,
    listen: async () => {
      await openTelemetry();
      if (admin && config.adminPort !== null) adminUrl = originOf(await admin.listen({ host: config.host, port: config.adminPort }));
      return `${originOf(await http.listen(config))}${config.basePath}/graphql`;
    },
    fastify: async (app) => {
      await openTelemetry();
      embedded = createHttpPlugin(httpOptions);
      await app.register(embedded.plugin);
      app.addHook('onClose', () => (draining ??= close()));
    },
    reload: () => {
      if (config.documents.length === 0) return;
      try {
        trusted.reload();
        log.info({ documents: trusted.current()?.documents.length }, 'trusted documents reloaded');
      } catch (error) {
        log.error({ reason: error instanceof Error ? error.message : String(error) }, 'trusted documents not reloaded');
      }
    },
    close: () => (draining ??= close()),
  };
}
