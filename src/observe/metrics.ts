/** What /metrics shows. Labels are report names, codes and statuses: nothing that a caller wrote. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { ErrorCode } from '../errors.js';
import type { RequestLogEntry } from '../http/graphql-request.js';
import type { UpstreamEvents } from '../upstream/events.js';

export interface Metrics {
  /** The text of the exposition format. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
  readonly request: (event: RequestLogEntry) => void;
  readonly errors: (codes: readonly ErrorCode[]) => void;
  /** A report that was answered: its rows, and how many further report fields its request served. */
  readonly answered: (report: string, rows: number, coalesced: number) => void;
  readonly upstream: UpstreamEvents;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25];

/** A registry of its own, so that two gateways in one process do not mix. */
export function createMetrics(): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Counter({ name: `reports_gateway_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, labelNames: readonly string[]) =>
    new Histogram({ name: `reports_gateway_${name}`, help, labelNames, buckets: SECONDS, registers });

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
  const calls = counter('upstream_requests_total', 'Requests to the Reports API, by report and status; status none where no reply began.', [
    'report',
    'status',
  ]);
  const outcomes = counter('upstream_outcomes_total', 'How requests to the Reports API ended, by report and outcome.', [
    'report',
    'outcome',
  ]);
  const callDurations = histogram('upstream_request_duration_seconds', 'Duration of requests to the Reports API, by report.', ['report']);
  const received = counter('upstream_bytes_total', 'Bytes of the Reports API’s replies over the wire, by report.', ['report']);
  const shared = counter('upstream_shared_total', 'Questions that joined an equal one under way, by report.', ['report']);
  const retried = counter('upstream_retries_total', 'Second attempts, by report.', ['report']);
  const shed = counter('upstream_shed_total', 'Questions refused without being sent, by report and code.', ['report', 'code']);
  const breakers = counter('breaker_changes_total', 'Changes of breakers, by scope and state.', ['scope', 'state']);
  const inFlight = new Gauge({ name: 'reports_gateway_upstream_in_flight', help: 'Requests to the Reports API under way.', registers });

  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    request({ route, status, durationMs, bytes, code }) {
      requests.inc({ route, status });
      durations.observe({ route }, durationMs / 1000);
      sent.inc(bytes);
      if (code !== null) errors.inc({ code });
    },
    errors(codes) {
      for (const code of codes) errors.inc({ code });
    },
    answered(report, count, others) {
      rows.inc({ report }, count);
      if (others > 0) coalesced.inc({ report }, others);
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
