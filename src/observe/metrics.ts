/** What /metrics shows. Labels are report names, codes and statuses: nothing that a caller wrote. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { ERROR_CODES, type ErrorCode } from '../errors.js';
import type { RequestLogEntry } from '../http/graphql-request.js';
import { CACHE_RESULTS, type CacheResult } from '../reports/fetch-rows.js';
import type { BreakerScope, BreakerState, UpstreamEvents } from '../upstream/events.js';
import { Tally } from './tally.js';

/** How an operation ended. `refused`: not executed; `failed`: errors and no report answered; `partial`: errors beside an answered report. */
export type OperationOutcome = 'ok' | 'partial' | 'failed' | 'refused';

/** What a label may say: values that are known beforehand have a series from the start, so that the first event is an increase. */
export interface MetricsOptions {
  /** The names of the catalogue's reports. */
  readonly reports: readonly string[];
  /** The paths that are served. */
  readonly routes: readonly string[];
  /** Log lines that could not be written so far. */
  readonly droppedLogLines: () => number;
  readonly build: { readonly version: string; readonly revision: string };
}

/** Levels of the moment. */
export interface Levels {
  /** Upstream requests that wait for a connection. */
  readonly waiting: () => number;
  readonly openBreakers: () => Readonly<Record<BreakerScope, number>>;
}

export interface Metrics {
  /** The text of the exposition format. */
  readonly text: () => Promise<string>;
  /** The same as data, for a process that adds up those of several. */
  readonly json: () => Promise<readonly object[]>;
  readonly contentType: string;
  readonly request: (event: RequestLogEntry) => void;
  readonly errors: (codes: readonly ErrorCode[]) => void;
  /** A report that was answered: its rows, and how many further report fields its request served. */
  readonly answered: (report: string, rows: number, coalesced: number) => void;
  /** Columns of a report that a reply came without, since the Reports API refuses them. */
  readonly refusedColumns: (report: string, columns: readonly string[]) => void;
  /** A reply in whose rows columns of the catalogue are missing, or unknown ones are. */
  readonly drifted: (report: string, drift: { readonly missing: readonly string[]; readonly unknown: number }) => void;
  readonly operation: (outcome: OperationOutcome) => void;
  /** What is read when /metrics is asked for. */
  readonly watch: (levels: Levels) => void;
  readonly upstream: UpstreamEvents;
  /** A question that was answered from the cache, or past it. */
  readonly cached: (result: CacheResult) => void;
  /** Adds a gauge that is read whenever the text is made. */
  readonly gauge: (name: string, help: string, read: () => number) => void;
}

/** Up to the longest deadline that can be set. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120, 300, 600];

const OUTCOMES: readonly OperationOutcome[] = ['ok', 'partial', 'failed', 'refused'];
const SCOPES: readonly BreakerScope[] = ['connection', 'report', 'caller'];
const STATES: readonly BreakerState[] = ['closed', 'open', 'half-open'];

/** A registry of its own, so that two gateways in one process do not mix. */
export function createMetrics({ reports, routes, build, droppedLogLines }: MetricsOptions): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Name extends string>(name: string, help: string, labelNames: readonly Name[]): Tally<Name> => {
    const tally = new Tally(labelNames);
    new Counter({
      name: `reports_gateway_${name}`,
      help,
      labelNames,
      registers,
      collect() {
        tally.readInto(this);
      },
    });
    return tally;
  };
  const histogram = (name: string, help: string, labelNames: readonly string[]) =>
    new Histogram({ name: `reports_gateway_${name}`, help, labelNames, buckets: SECONDS, registers });

  const gauge = (name: string, help: string, labelNames: readonly string[] = [], collect?: (this: Gauge) => void) =>
    new Gauge({ name: `reports_gateway_${name}`, help, labelNames, registers, ...(collect ? { collect } : {}) });
  let levels: Levels | null = null;

  const requests = counter('requests_total', 'HTTP requests, by route and status.', ['route', 'status']);
  const durations = histogram('request_duration_seconds', 'Duration of HTTP requests, by route.', ['route']);
  const sent = counter('response_bytes_total', 'Bytes of response bodies.', []);
  const errors = counter('errors_total', 'Errors shown to callers, by code.', ['code']);
  const rows = counter('rows_total', 'Rows handed out, by report.', ['report']);
  const coalesced = counter(
    'coalesced_fields_total',
    'Report fields answered by a request that another field of the operation had caused, by report.',
    ['report'],
  );
  const calls = counter('upstream_requests_total', 'Requests to the Reports API, by report and status; status none if no response began.', [
    'report',
    'status',
  ]);
  const refusedColumns = counter(
    'upstream_refused_columns_total',
    'Responses without a column that the Reports API refuses, or may refuse, by report and column.',
    ['report', 'column'],
  );
  const missingColumns = counter(
    'upstream_missing_columns_total',
    'Replies with rows of which none has a column that was asked for, by report and column.',
    ['report', 'column'],
  );
  const unknownColumns = counter(
    'upstream_unknown_columns_total',
    'Columns of replies that were not asked for or, where every column was, that the catalogue lacks, by report.',
    ['report'],
  );
  const outcomes = counter('upstream_outcomes_total', 'How requests to the Reports API ended, by report and outcome.', [
    'report',
    'outcome',
  ]);
  const callDurations = histogram('upstream_request_duration_seconds', 'Duration of requests to the Reports API, by report.', ['report']);
  const received = counter('upstream_bytes_total', 'Bytes received from the Reports API, by report.', ['report']);
  const shared = counter('upstream_shared_total', 'Requests that joined an equal one in flight, by report.', ['report']);
  const retried = counter('upstream_retries_total', 'Second attempts, by report.', ['report']);
  const shed = counter('upstream_shed_total', 'Requests refused without being sent, by report and code.', ['report', 'code']);
  const breakers = counter('breaker_changes_total', 'Circuit breaker transitions, by scope and state.', ['scope', 'state']);
  const inFlight = gauge('upstream_in_flight', 'Requests to the Reports API in flight.');
  const operations = counter('operations_total', 'GraphQL operations, by outcome: ok, partial, failed or refused.', ['outcome']);
  const cached = counter('cache_total', 'Questions to the Reports API, by what the cache did: HIT, MISS, STALE or OFF.', ['result']);
  gauge('waiting', 'Requests waiting for a connection to the Reports API.', [], function () {
    this.set(levels?.waiting() ?? 0);
  });
  gauge('breakers_open', 'Open circuit breakers, by scope.', ['scope'], function () {
    for (const scope of SCOPES) this.set({ scope }, levels?.openBreakers()[scope] ?? 0);
  });
  let counted = 0;
  new Counter({
    name: 'reports_gateway_log_lines_dropped_total',
    help: 'Log lines that could not be written.',
    registers,
    collect() {
      const now = droppedLogLines();
      this.inc(now - counted);
      counted = now;
    },
  });
  new Gauge({
    name: 'reports_gateway_build_info',
    help: 'Always 1; its labels name the running version.',
    labelNames: ['version', 'revision', 'node'],
    registers,
    aggregator: 'first',
  }).set({ version: build.version, revision: build.revision, node: process.versions.node }, 1);

  for (const result of CACHE_RESULTS) cached.inc({ result }, 0);
  for (const outcome of OUTCOMES) operations.inc({ outcome }, 0);
  for (const code of Object.keys(ERROR_CODES)) errors.inc({ code }, 0);
  for (const route of routes) durations.zero({ route });
  for (const report of reports) {
    for (const each of [rows, coalesced, received, shared, retried, unknownColumns]) each.inc({ report }, 0);
    callDurations.zero({ report });
  }
  for (const scope of SCOPES) for (const state of STATES) breakers.inc({ scope, state }, 0);

  return {
    text: () => registry.metrics(),
    json: () => registry.getMetricsAsJSON(),
    contentType: registry.contentType,
    cached: (result) => cached.inc({ result }),
    operation: (outcome) => operations.inc({ outcome }),
    watch: (watched) => {
      levels = watched;
    },
    request({ route, status, durationMs, bytes, code }) {
      requests.inc({ route, status });
      durations.observe({ route }, durationMs / 1000);
      sent.inc({}, bytes);
      if (code !== null) errors.inc({ code });
    },
    errors(codes) {
      for (const code of codes) errors.inc({ code });
    },
    gauge: (name, help, read) =>
      void gauge(name, help, [], function () {
        this.set(read());
      }),
    answered(report, count, others) {
      rows.inc({ report }, count);
      if (others > 0) coalesced.inc({ report }, others);
    },
    refusedColumns(report, columns) {
      for (const column of columns) refusedColumns.inc({ report, column });
    },
    drifted(report, { missing, unknown }) {
      for (const column of missing) missingColumns.inc({ report, column });
      if (unknown > 0) unknownColumns.inc({ report }, unknown);
    },
    upstream: {
      attemptStarted: () => inFlight.inc(),
      attemptEnded({ report, status, durationMs, bytes, outcome }) {
        inFlight.dec();
        calls.inc({ report, status: status ?? 'none' });
        outcomes.inc({ report, outcome });
        callDurations.observe({ report }, durationMs / 1000);
        received.inc({ report }, bytes);
      },
      joined: ({ report }) => shared.inc({ report }),
      retried: ({ report }) => retried.inc({ report }),
      shed: ({ report, outcome }) => shed.inc({ report, code: outcome }),
      breakerChanged: ({ scope, state }) => breakers.inc({ scope, state }),
    },
  };
}
