/**
 * The gateway: the front door, Yoga's pipeline with its plugins as one list, and the way to the Reports API.
 *
 * Yoga parses, validates and executes. HTTP is read by our own front (src/http): Yoga's HTTP layer is three quarters of the cost of a small
 * request, and lenient where this gateway has to be strict.
 */
import type { AddressInfo } from 'node:net';
import { getOperationAST, type DocumentNode, type ExecutionResult, type GraphQLError } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { Catalogue } from '../schema/report.js';
import type { Config } from './config.js';
import type { GatewayContext } from './context.js';
import { createOperationContext, type ContextOptions } from './create-context.js';
import { GatewayError } from './errors.js';
import { createSchema } from './graph/create-schema.js';
import type { Exchange, HttpAnswer } from './http/exchange.js';
import { createFront } from './http/front.js';
import { refuse } from './http/refuse.js';
import { DEFAULT_LIMITS } from './limits/limits.js';
import { createLog, describeFault, logRequest, upstreamLog, type Logger, type OperationFacts } from './observe/log.js';
import { createMetrics } from './observe/metrics.js';
import { createPages } from './pages.js';
import { useRowText } from './plugins/use-row-text.js';
import { finishResult } from './response.js';
import type { UpstreamEvents } from './upstream/events.js';
import { createUpstream } from './upstream/upstream.js';

export interface Gateway {
  /** Listens and resolves to the URL of /graphql. */
  readonly listen: () => Promise<string>;
  /** Turns readiness false, lets what runs finish, then closes everything. */
  readonly close: () => Promise<void>;
}

export interface GatewayOptions {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly log?: Logger;
  /** The page for browsers; null where GraphiQL is off. */
  readonly graphiql?: string | null;
}

/** Makes a gateway that does not listen yet. */
export function createGateway({ config, catalogue, log = createLog(config.logLevel), graphiql = null }: GatewayOptions): Gateway {
  const schema = createSchema(catalogue);
  const metrics = createMetrics();
  const upstream = createUpstream({
    baseUrl: config.reportsUrl,
    bounds: { breakerResetMs: config.breakerResetMs },
    events: both(metrics.upstream, upstreamLog(log)),
  });
  const facts = new Map<string, OperationFacts>();

  const yoga = createYoga<{ readonly exchange: Exchange }>({
    schema,
    plugins: [useRowText(createSchema(catalogue, schema))],
    // HTTP is not Yoga's here, and errors are formatted in one place, where the response is written.
    maskedErrors: false,
    logging: false,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
  });

  const contexts: ContextOptions = {
    upstream,
    deadlineMs: config.deadlineMs,
    explainBase: config.explain ? config.reportsUrl : null,
    today: () => new Date().toISOString().slice(0, 10),
    onSend: (requestId) => {
      const known = facts.get(requestId);
      if (known) known.upstreamCalls++;
    },
    onAnswer: metrics.answered,
  };

  async function answer(exchange: Exchange): Promise<HttpAnswer> {
    const { params, requestId } = exchange;
    const fact: OperationFacts = { operation: params.operationName?.slice(0, 64) ?? null, upstreamCalls: 0, codes: [] };
    facts.set(requestId, fact);
    const { parse, validate, execute, schema: validated } = yoga.getEnveloped({ exchange });
    let document: DocumentNode;
    try {
      document = parse(params.query);
    } catch (error) {
      return refuse([error], exchange);
    }
    const invalid: readonly GraphQLError[] = validate(validated, document);
    if (invalid.length > 0) return refuse(invalid, exchange);
    const operation = getOperationAST(document, params.operationName);
    if (!operation)
      return refuse(
        [
          new GatewayError(
            'OPERATION_RESOLUTION_FAILURE',
            params.operationName === null
              ? 'The document must hold one operation, or operationName must name one of them.'
              : 'The document holds no operation of that name.',
          ),
        ],
        exchange,
      );
    fact.operation ??= operation.name?.value.slice(0, 64) ?? null;

    const contextValue: GatewayContext = createOperationContext(exchange, contexts);
    const result = (await execute({
      schema: validated,
      document,
      contextValue,
      variableValues: params.variables,
      operationName: params.operationName,
    })) as ExecutionResult;
    if (result.data === undefined) return refuse(result.errors ?? [], exchange);
    const { body, codes, faults } = finishResult(result, contextValue.cellErrors, requestId);
    fact.codes = codes;
    metrics.errors(codes);
    for (const fault of faults) log.error({ requestId, fault: describeFault(fault) }, 'fault');
    return { status: 200, body };
  }

  let draining: Promise<void> | null = null;
  const front = createFront({
    limits: DEFAULT_LIMITS,
    corsOrigins: config.corsOrigins,
    answer,
    pages: createPages({ metrics, isReady: () => draining === null, graphiql }),
    observe: (event) => {
      metrics.request(event);
      logRequest(log, event, facts.get(event.requestId));
      facts.delete(event.requestId);
    },
  });

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        front.server.once('error', reject);
        front.server.listen(config.port, config.host, () => {
          front.server.off('error', reject);
          const { address, family, port } = front.server.address() as AddressInfo; // a TCP server's address is no pipe
          resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${port}/graphql`);
        });
      }),
    close: () => (draining ??= front.drain(config.deadlineMs).then(() => upstream.close())),
  };
}

/** Tells two observers of everything. */
function both(first: UpstreamEvents, second: UpstreamEvents): UpstreamEvents {
  return {
    attemptStarted: (event) => (first.attemptStarted?.(event), second.attemptStarted?.(event)),
    attemptEnded: (event) => (first.attemptEnded?.(event), second.attemptEnded?.(event)),
    joined: (event) => (first.joined?.(event), second.joined?.(event)),
    retried: (event) => (first.retried?.(event), second.retried?.(event)),
    breakerChanged: (event) => (first.breakerChanged?.(event), second.breakerChanged?.(event)),
    shed: (event) => (first.shed?.(event), second.shed?.(event)),
    disconnected: (event) => (first.disconnected?.(event), second.disconnected?.(event)),
  };
}
